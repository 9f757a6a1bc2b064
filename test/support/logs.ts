/** What a log says of one message. Lines of `headers` and `body` may be notes (see annotatedLog.ts). */
export interface LoggedMessage {
  /** `REGISTER sip:example.com SIP/2.0` or `SIP/2.0 200 OK`. */
  readonly start: string;
  /** Header fields, one a line. */
  readonly headers: string;
  readonly body?: string;
  /** Seconds behind 10:00:00. */
  readonly at?: number;
  readonly direction?: 'incoming' | 'outgoing';
  /** The other end of the connection that a record is about; `192.0.2.1:1331` when left out. */
  readonly peer?: string;
  /** Notes about the whole start-line. */
  readonly notes?: readonly string[];
}

/** A bare message with the empty line behind its header fields. */
export function message({ start, headers, body, notes = [] }: LoggedMessage): string {
  const arrow = '-'.repeat(start.length);
  return [start, ...notes.map((note) => `#<${arrow} ${note}`), headers.trim(), '', ...lines(body), ''].join('\n');
}

/** A message as the SIPStack component of Office Communications Server writes it. */
export function record({
  start,
  headers,
  body,
  at = 0,
  direction,
  peer = '192.0.2.1:1331',
  notes = [],
}: LoggedMessage): string {
  const isResponse = start.startsWith('SIP/');
  const name = 'Start-Line: ';
  const carets = ' '.repeat(name.length - 1) + '^'.repeat(start.length);
  return [
    `${recordHead(at)}$$begin_record`,
    `Direction: ${direction ?? (isResponse ? 'outgoing' : 'incoming')}`,
    `Peer: ${peer}`,
    `Message-Type: ${isResponse ? 'response' : 'request'}`,
    `${name}${start}`,
    ...notes.map((note) => `#${carets} ${note}`),
    headers.trim(),
    `Message-Body: ${body === undefined ? '-' : '----****MESSAGE BODY****----'}`,
    ...lines(body),
    ...(body === undefined ? [] : ['----****MESSAGE BODY****----']),
    '$$end_record',
  ].join('\n');
}

/** A record that is no message and about none: it shows that the log goes on. */
export const connectionRecord = (at: number, text = 'TLS negotiation started', lines = ''): string =>
  `${recordHead(at, 'TF_CONNECTION')}$$begin_record\nLogType: connection\nText: ${text}\n${lines}$$end_record`;

/** A record in which the server says something about a message. */
export const diagnosticRecord = (at: number, lines: string): string =>
  `${recordHead(at, 'TF_DIAG')}$$begin_record\nLogType: diagnostic\n${lines.trim()}\n$$end_record`;

/** First line of a record up to its begin mark. */
export function recordHead(at: number, flag = 'TF_PROTOCOL'): string {
  const [day = '', time = ''] = new Date(Date.UTC(2007, 10, 12, 10) + at * 1000).toISOString().slice(0, -1).split('T');
  const [year, month, date] = day.split('-');
  return (
    `TL_INFO(${flag}) [0]0D84.0F9C::${month}/${date}/${year}-${time}.00004b78 ` +
    '(SIPStack,SIPAdminLog::TraceProtocolRecord:SIPAdminLog.cpp(122))'
  );
}

const lines = (text: string | undefined): string[] => (text === undefined ? [] : [text.trim()]);
