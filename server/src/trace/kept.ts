import { formats } from './formats';
import { OctetReading } from './octetReading';
import { Scanner } from './scanner';
import { Trace } from './trace';

const HEADERS = [
  'Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKkept',
  'From: <sip:alice@example.com>;tag=alice',
  'To: <sip:bob@example.com>',
  'Call-ID: kept@example.com',
  'CSeq: 1 OPTIONS',
  'Content-Length: 0',
];
const START_LINES = ['OPTIONS sip:bob@example.com SIP/2.0', 'SIP/2.0 200 OK'];

/** Messages as OCS logs them and as sngrep does, which are read in two ways; more than once, so that both formats are known early. */
export const keptLog = [
  ...START_LINES.flatMap((startLine) => [
    'TL_INFO(TF_PROTOCOL) [0]0D84.0AC0::01/12/2026-08:00:00.000.00004b10 (SIPStack,SIPAdminLog::TraceProtocolRecord:SIPAdminLog.cpp(122))$$begin_record',
    'Direction: incoming',
    `Start-Line: ${startLine}`,
    ...HEADERS,
    'Message-Body: -',
    '$$end_record',
  ]),
  ...START_LINES.flatMap((startLine) => [
    '2026/01/12 08:00:00.000000 192.0.2.1:5060 -> 192.0.2.2:5060',
    startLine,
    ...HEADERS,
    '',
    '',
  ]),
]
  .join('\r\n')
  .repeat(3);

/** What has read the small log, and what it has become, by what it was read from. */
const kept = new Map<'text' | 'octets', readonly object[]>();

/**
 * Sees to it that code which V8 has compiled to read a log serves for the next one, too: V8 throws it away when the last object of a class
 * that it knows is collected, and then each log is read as slowly as the first. So a small log stays, read `from` what logs are read from
 * in this process, since code that sees one kind of object is faster. To be called once a log has been read, when nobody waits: it takes
 * 10 ms and more, once.
 */
export function keepCompiled(from: 'text' | 'octets'): void {
  if (!kept.has(from)) kept.set(from, from === 'text' ? readAsText() : readAsOctets());
}

/** The reader and the trace. */
function readAsText(): readonly object[] {
  const scanner = new Scanner(keptLog);
  scanner.advance();
  const trace = new Trace(keptLog, scanner.store, scanner.formats, scanner.lines);
  return [scanner, trace, trace.counts];
}

/** The reader and the trace; `onDecode` is told when it needs the text of more than its beginning. */
export function readAsOctets(onDecode: () => void = () => undefined): readonly object[] {
  const octets = Uint8Array.from(keptLog, (character) => character.charCodeAt(0));
  const beginning = octets.length / 2;
  const asCharacters = (start: number, end: number): string => keptLog.slice(start, end);
  const decode = (start: number, end: number): string => {
    if (end > beginning) onDecode();
    return asCharacters(start, end);
  };
  const reading = new OctetReading(
    { octets, isAscii: () => true, isUtf8: () => true, asCharacters, decode },
    formats,
    beginning,
    0,
  );
  reading.advance(octets.length);
  const trace = reading.end();
  return [reading, trace, trace.counts];
}
