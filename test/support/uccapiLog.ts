const HEAD = /::(\d\d)\/(\d\d)\/(\d{4})-([\d:.]+?)\.[0-9a-f]{8} /;
/** The client's own address, which a record of a server does not have. */
const LOCAL = '192.0.2.145:1522';

/**
 * A log of SIPStack records (see logs.ts) as the UCC API of a client writes it: the same messages, each with its own head.
 * Notes about start-lines stay; they mark the whole line then. The messages are those that this client sends and receives.
 */
export function asUccapi(log: string): string {
  return log
    .split('$$end_record')
    .map((record) => record.trim())
    .filter((record) => record !== '')
    .map(entryOf)
    .join('\n');
}

function entryOf(record: string): string {
  const [, month, day, year, time] = HEAD.exec(record) ?? [];
  const stamp = `${month}/${day}/${year}|${time} F98:1234`;
  const lines = record.split('\n').slice(1);
  const value = (name: string): string =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? '';
  const start = lines.findIndex((line) => line.startsWith('Start-Line: '));
  if (start === -1) return `${stamp} TRACE :: ${value('Text')}`;
  const body = lines.findIndex((line) => line.startsWith('Message-Body:'));
  const notes = lines.slice(start + 1).filter((line) => line.startsWith('#'));
  const headers = lines.slice(start + 1, body).filter((line) => !line.startsWith('#'));
  const content = lines.slice(body + 1).filter((line) => !line.startsWith('----'));
  const startLine = `${stamp} INFO  :: ${lines[start]?.slice('Start-Line: '.length)}`;
  const isOutgoing = value('Direction') === 'outgoing';
  const [what, which] = isOutgoing ? ['Sending Packet', 'From'] : ['Data Received', 'To'];
  const size = [startLine, ...headers, '', ...content].join('\r\n').length + 2;
  const packet = `${what} - ${value('Peer')} (${which} Local Address: ${LOCAL}) ${size} bytes`;
  const arrow = '-'.repeat(startLine.length);
  return [
    `${stamp} INFO  :: ${packet}:`,
    startLine,
    ...notes.map((note) => note.replace(/^#[ ^]*/, `#<${arrow} `)),
    ...headers,
    '',
    ...content,
    '',
    `${stamp} INFO  :: End of ${packet}`,
  ].join('\n');
}
