import type { Finding, RelatedPlace } from '../trace/findings';
import type { Message } from '../trace/message';
import { printable } from '../trace/text/printable';
import type { Trace } from '../trace/trace';

/** Related places that a summary lists. */
const MOST_PLACES = 20;

/**
 * A finding as plain text for a ticket: what, where, when and in which call. It holds what the Problems panel shows and nothing
 * else of the log, so no secret is in it. `file` is the name of the log.
 */
export function ticketSummary(trace: Trace, finding: Finding, file: string): string {
  const { about, severity, code, message, more, related, href } = finding;
  const { request, finalResponse } = trace.transactionOf(about);
  const at = (from: Message): string => `${printable(trace.slice(from.startLineSpan))} (${placeOf(trace, from)})`;
  const answer = about.isResponse ? about : finalResponse;
  const lines = [
    `${severity} ${code}`,
    message,
    '',
    `Log: ${printable(file)}, line ${lineOf(trace, finding.span.start)}`,
    ...(about.callId === '' ? [] : [`Call-ID: ${printable(about.callId)}`]),
    ...(request === undefined ? [] : [`Request: ${at(request)}`]),
    ...(answer === undefined ? [] : [`Answer: ${at(answer)}`]),
    ...(more === 0 ? [] : [`More of its kind: ${more}`]),
    ...placeLines(trace, related),
    `Specification: ${href}`,
  ];
  return `${lines.join('\n')}\n`;
}

function placeLines(trace: Trace, related: readonly RelatedPlace[]): string[] {
  if (related.length === 0) return [];
  const listed = related
    .slice(0, MOST_PLACES)
    .map(({ span, message }) => `- line ${lineOf(trace, span.start)}: ${message}`);
  const left = related.length - listed.length;
  return ['Related places:', ...listed, ...(left > 0 ? [`- and ${left} more`] : [])];
}

const lineOf = (trace: Trace, offset: number): number => trace.lineAt(offset) + 1;

/** `line 231, 2007-11-12 10:00:01.123`. */
function placeOf(trace: Trace, message: Message): string {
  const time = timeOf(message);
  return `line ${lineOf(trace, message.startLineSpan.start)}${time === '' ? '' : `, ${time}`}`;
}

/** When the log says that `message` was seen, by its own clock; empty where it does not. */
function timeOf({ envelope: { timeStamp } }: Message): string {
  const iso = timeStamp === undefined || !Number.isFinite(timeStamp.time) ? undefined : isoOf(timeStamp.time);
  if (timeStamp === undefined || iso === undefined) return '';
  const [day = '', clock = ''] = iso.slice(0, -1).split('T');
  const date = !timeStamp.hasDate ? '' : timeStamp.hasYear ? `${day} ` : `${day.slice(5)} `;
  return `${date}${clock}${timeStamp.zone === 0 ? ' UTC' : ''}`;
}

/** `undefined` for a time that no calendar has. */
const isoOf = (time: number): string | undefined => (Math.abs(time) < 8e14 ? new Date(time).toISOString() : undefined);
