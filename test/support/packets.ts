/** What can be said about one message of a conversation. */
interface Details {
  /** Header fields besides those that every message has, one a line. */
  readonly headers?: string;
  readonly body?: string;
  /** Notes about the whole start-line (see annotatedLog.ts). */
  readonly notes?: readonly string[];
  /** Sent by the callee. */
  readonly back?: boolean;
  /** Tag of the callee in a request: within the dialog. */
  readonly within?: boolean;
  /** CSeq number; left out, 1. */
  readonly cseq?: number;
  /** Branch; left out, made of Call-ID, method and CSeq. */
  readonly branch?: string;
  readonly uri?: string;
}

/** Two sides that talk under one Call-ID, as ngrep shows it: the time of each message is in seconds behind 10:00:00. */
export class Conversation {
  readonly callId: string = '1';
  readonly caller: string = 'alice@example.com';
  readonly callee: string = 'bob@example.com';
  readonly transport: 'UDP' | 'TCP' = 'UDP';

  constructor(settings: Partial<Pick<Conversation, 'callId' | 'caller' | 'callee' | 'transport'>> = {}) {
    Object.assign(this, settings);
  }

  request(at: number, method: string, details: Details = {}): string {
    const { uri = `sip:${details.back ? this.caller : this.callee}` } = details;
    return this.#packet(at, `${method} ${uri} SIP/2.0`, method, { ...details });
  }

  /** An answer to a request of `method`; `back` says that the callee sent that request. */
  answer(at: number, status: string, method: string, details: Details = {}): string {
    return this.#packet(at, `SIP/2.0 ${status}`, method, { ...details, within: true });
  }

  /** A request with its answer, 0.1 s later. */
  exchange(at: number, method: string, status = '200 OK', details: Details = {}): string {
    const { notes: _, headers: __, body: ___, ...rest } = details;
    return this.request(at, method, details) + this.answer(at + 0.1, status, method, rest);
  }

  #packet(at: number, start: string, method: string, details: Details): string {
    const { headers = '', body, notes = [], back = false, within = false, cseq = 1 } = details;
    const isAnswer = start.startsWith('SIP/');
    const client = back ? '192.0.2.2' : '192.0.2.1';
    const server = back ? '192.0.2.1' : '192.0.2.2';
    const [from, to] = isAnswer ? [server, client] : [client, server];
    const caller = `<sip:${this.caller}>;tag=1`;
    const callee = `<sip:${this.callee}>${within || back ? ';tag=2' : ''}`;
    const { branch = `z9hG4bK${this.callId}${method}${cseq}${back ? 'b' : ''}` } = details;
    return [
      `${this.transport === 'UDP' ? 'U' : 'T'} ${timeOf(at)} ${from}:5060 -> ${to}:5060`,
      start,
      ...notes.map((note) => `#<${'-'.repeat(start.length)} ${note}`),
      `Via: SIP/2.0/${this.transport} ${client};branch=${branch}`,
      `From: ${back ? callee : caller}`,
      `To: ${back ? caller : callee}`,
      `Call-ID: ${this.callId}`,
      `CSeq: ${cseq} ${method}`,
      ...(headers.trim() === '' ? [] : [headers.trim()]),
      '',
      ...(body === undefined ? [] : [body.trim(), '']),
      '',
    ].join('\n');
  }
}

/** A ping under a Call-ID of its own at that time: it shows that the log goes on. */
export const later = (at: number): string => new Conversation({ callId: `later${at}` }).exchange(at, 'OPTIONS');

function timeOf(seconds: number): string {
  const [day = '', time = ''] = new Date(Date.UTC(2026, 10, 5, 10) + Math.round(seconds * 1000))
    .toISOString()
    .slice(0, -1)
    .split('T');
  return `${day.replaceAll('-', '/')} ${time}000`;
}
