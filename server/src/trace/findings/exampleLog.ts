/** A message of an example log. */
interface ExampleMessage {
  /** Seconds behind the first message. */
  readonly at: number;
  /** Whether bob's side sends it; alice's does when left out. */
  readonly fromBob?: boolean;
  /** `INVITE` with the address, or `486 Busy Here`. */
  readonly start: string;
  /** `1 INVITE` */
  readonly cseq: string;
  /** Tags of alice and of bob; alice's alone when left out. */
  readonly tags?: 'alice' | 'both';
  /** Whether bob sent the request: From and To change places. */
  readonly ofBob?: boolean;
  /** Branch of its Via; the CSeq when left out. */
  readonly branch?: string;
  readonly callId?: string;
  /** More header fields, and behind an empty line a body. */
  readonly more?: string;
}

/**
 * A short log with times, for the page of a rule that needs them: what alice and bob send each other. As ngrep writes it somewhere between
 * them, or as SIPp writes it at alice's side.
 */
export const exampleLog = (messages: readonly ExampleMessage[], at: 'between' | 'alice' = 'between'): string =>
  messages.map((message) => `${exampleRecord(message, at)}\n`).join('');

function exampleRecord(message: ExampleMessage, place: 'between' | 'alice'): string {
  const { at, fromBob = false, start, cseq, tags = 'alice', ofBob = false, callId = '1', more } = message;
  const time = new Date(Date.UTC(2026, 0, 5, 10) + at * 1000).toISOString().slice(0, -1).replace('T', ' ');
  const [source, destination] = fromBob ? ['192.0.2.2', '192.0.2.1'] : ['192.0.2.1', '192.0.2.2'];
  const alice = '<sip:alice@example.com>;tag=a';
  const bob = `<sip:bob@example.com>${tags === 'both' ? ';tag=b' : ''}`;
  const branch = message.branch ?? cseq.replace(' ', '').replace('CANCEL', 'INVITE');
  return [
    ...(place === 'between'
      ? [`U ${time.replace(/-/g, '/')}000 ${source}:5060 -> ${destination}:5060`]
      : [`${'-'.repeat(47)} ${time}000`, `UDP message ${fromBob ? 'received' : 'sent'} [300] bytes:`, '']),
    /^\d{3} /.test(start) ? `SIP/2.0 ${start}` : `${start} SIP/2.0`,
    `Via: SIP/2.0/UDP ${ofBob ? '192.0.2.2' : '192.0.2.1'};branch=z9hG4bK${branch}${callId}`,
    `From: ${ofBob ? bob : alice}`,
    `To: ${ofBob ? alice : bob}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq}`,
    ...(more === undefined ? [] : [more]),
    '',
  ].join('\n');
}
