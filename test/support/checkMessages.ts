import assert from 'node:assert/strict';
import type { Format } from '../../server/src/trace/formats/format';
import type { Message } from '../../server/src/trace/message';
import type { LineEnd } from './annotatedLog';
import { checkSound } from './checkSound';

/**
 * Compares all messages of a log: format and lines of the record (1-based), what the envelope says, start-line, names of
 * the header fields, body. What the log does not say is left out.
 *
 *     freeswitch-sofia 1-9 incoming 18:55:07.098 UDP 192.0.2.1:5060 > ? | SIP/2.0 200 OK | via from to | "v=0"
 *
 * A time has date, year and zone only where the log gives them. `…` behind the names says that header fields may be
 * missing, `again` that the program logged the message before. The line end behind the opening backtick is not part of the
 * log.
 */
export function checkMessages(
  log: string,
  expected: readonly string[],
  lineEnd: LineEnd = '\r\n',
  formats?: readonly Format[],
): void {
  const trace = checkSound(log.replace(/^\n/, '').replaceAll('\n', lineEnd), formats);
  assert.deepEqual(trace.messages.map(lineOf), expected);
}

function lineOf(message: Message): string {
  const { trace, envelope } = message;
  const record = trace.recordAt(message.recordIndex);
  const lines = `${trace.lineAt(record.span.start) + 1}-${trace.lineAt(record.span.end) + 1}`;
  const { source, destination, transport, thread, sequence } = envelope;
  const addresses = source === '' && destination === '' ? '' : `${source || '?'} > ${destination || '?'}`;
  const facts = [
    record.format,
    lines,
    message.direction === 'unknown' ? '' : message.direction,
    timeOf(message),
    transport,
    addresses,
    thread && `thread ${thread}`,
    sequence && `#${sequence}`,
    message.isDuplicate ? 'again' : '',
  ];
  const keys = message.headers.map(({ key }) => key).join(' ');
  return [
    facts.filter((fact) => fact !== '').join(' '),
    message.slice(message.startLine.span),
    `${keys}${message.headersComplete ? '' : ' …'}`.trim(),
    ...(message.body === '' ? [] : [JSON.stringify(message.body.replaceAll('\r', ''))]),
  ].join(' | ');
}

function timeOf({ envelope: { timeStamp } }: Message): string {
  if (timeStamp === undefined) return '';
  const { time, hasDate, hasYear, zone } = timeStamp;
  const iso = new Date(time).toISOString().replace('T', ' ').replace('Z', '');
  const shown = hasYear ? iso : hasDate ? iso.slice(5) : iso.slice(11);
  if (zone === undefined) return shown;
  const minutes = String(Math.abs(zone) % 60).padStart(2, '0');
  return `${shown}${zone < 0 ? '-' : '+'}${String(Math.floor(Math.abs(zone) / 60)).padStart(2, '0')}:${minutes}`;
}
