import type { Message } from '../../message';

/**
 * Guard `truncated-log`: whether the log may have cut `message`, so that nothing in it can be called missing: its header fields
 * are not closed, or its body is shorter than Content-Length says by more than line ends make (guard `crlf-rewrite`).
 */
export function isCut(message: Message): boolean {
  if (!message.headersComplete) return true;
  const announced = Number(message.value('content-length') ?? '0');
  if (!Number.isSafeInteger(announced) || announced === 0) return false;
  const { body } = message;
  const lines = body.split('\n').length;
  return body.length + 2 * (lines + 2) < announced;
}

/**
 * Guard `joint`: whether another log seems to begin behind `message`: the next record has another format or an earlier time. A log that ends
 * anywhere may have cut its last message.
 */
export function isAtJoint({ trace, recordIndex }: Message): boolean {
  const { records, recordCount } = trace.store;
  const next = recordIndex + 1;
  if (next >= recordCount) return false;
  return (
    records.format.at(next) !== records.format.at(recordIndex) || records.time.at(next) < records.time.at(recordIndex)
  );
}

/** What a person writes for lines that were taken out: dots alone or in brackets, or a word for it. */
const LEFT_OUT = /^\W{0,20}(?:\.\.\.|…)\W{0,20}$|\b(?:snip(?:ped)?|omitted|removed|stripped|shortened|truncated)\b/i;

/** Guard `shortened`: whether a person took header fields out before the log was shared, and left a mark for them. */
export const isShortened = (message: Message): boolean =>
  message.brokenHeaderLines.some(({ span }) => LEFT_OUT.test(message.slice(span).slice(0, LONGEST_MARK)));

/** Longest line that is a mark for others, in UTF-16 units. */
const LONGEST_MARK = 100;
/**
 * Guard `torn`: whether header fields of `message` stand behind its end, in front of the next record: the foot of a page, a
 * note of somebody or lines broken anew tore it apart, so that nothing in it can be called missing.
 */
export function isTorn({ trace, recordIndex }: Message): boolean {
  const { end } = trace.recordAt(recordIndex).span;
  const next =
    recordIndex + 1 < trace.store.recordCount ? trace.recordAt(recordIndex + 1).span.start : trace.text.length;
  return TORN_OFF.test(trace.text.slice(end, Math.min(next, end + LONGEST_GAP)));
}
const LONGEST_GAP = 2000;
const TORN_OFF = /(?:^|#01[25])[ \t]{0,40}(?:Via: SIP\/|(?:From|To): .{0,200}sips?:|Call-ID: \S|CSeq: \d+ [A-Z])/im;

/** Guard `masked`: whether somebody took a value out before the log was shared. */
export const isMasked = (value: string): boolean =>
  /\*{3}|x{5}|\[removed\]|\[email.protected\]|<redacted|\bREDACTED\b/i.test(value);
