import type { CompilePattern } from '../trace/formats/customFormat';
import { type FramedFormat, type Head, headOn, LONGEST_LINE, RULE } from '../trace/formats/framedFormat';
import type { Framing } from '../trace/formats/framing';
import { partEnds } from '../trace/formats/requiredWords';
import { looksLikeStartLine } from '../trace/sip/startLine';
import { startLineIn } from '../trace/sip/startLineIn';
import { behindPrefix } from '../trace/text/linePrefix';
import type { Trace } from '../trace/trace';
import type { Inline } from './richText';

/** How far behind a head line a start-line is looked for, to say how far it is. */
const FARTHEST = 60;

/** Longest piece of a line that is shown. */
const LONGEST_SHOWN = 160;

/** The number of a line of the text, from 0, as the document counts it. */
export type NumberOf = (line: number) => number;

/** Text of a log, cut where it is long. */
export const shown = (text: string): Inline => ({
  code: text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text,
});

/** The head line of `framing` on the line `line`. */
export const headAt = (trace: Trace, framing: Framing, line: number): Head | undefined =>
  headOn(framing, trace.text, trace.lines.startOf(line), trace.lines.endOf(line));

/** Why no message was read behind the head line on `line`. */
export function whyNoMessage(
  trace: Trace,
  format: FramedFormat,
  line: number,
  head: Head,
  numberOf: NumberOf,
): Inline[] {
  const { framing } = format;
  const { records, lines } = trace;
  const taken = records.find(({ span }) => lines.lineAt(span.start) < line && line <= lines.lineAt(span.end));
  if (taken !== undefined) {
    return [
      'it stands within the record that begins on line ',
      `${numberOf(lines.lineAt(taken.span.start))}, read by `,
      { code: taken.format },
    ];
  }
  const other = records.find(({ span }) => lines.lineAt(span.start) === line);
  if (other !== undefined) return ['the record on this line was read by ', { code: other.format }];
  const reach = framing.reach ?? 4;
  for (let next = line + 1; next <= line + reach; next++) {
    if (next >= lines.count) return ['the text ends before a start-line'];
    const rest = behindHeadPrefix(trace, head, line, next);
    if (isStartLine(trace, next, rest.start)) {
      return [`the start-line on line ${numberOf(next)} is not followed by header fields: `, shown(rest.text)];
    }
    if (rest.text.trim() === '' || framing.details?.some((detail) => detail.test(rest.text))) continue;
    if (headAt(trace, framing, next) !== undefined) return [`the next head line follows on line ${numberOf(next)}`];
    if (RULE.test(rest.text) || framing.skips?.test(rest.text)) continue;
    return [
      `line ${numberOf(next)} is no start-line, and neither "details" nor "skips" match it: `,
      shown(rest.text),
      ...farther(trace, line, next, reach, numberOf),
    ];
  }
  return [
    `no start-line follows within ${counted(reach, 'line')}`,
    ...farther(trace, line, line + reach, reach, numberOf),
  ];
}

/** Where the next start-line behind line `from` is, and what would reach it. */
function farther(trace: Trace, line: number, from: number, reach: number, numberOf: NumberOf): Inline[] {
  for (let next = from + 1; next <= line + FARTHEST && next < trace.lines.count; next++) {
    if (!isStartLine(trace, next, trace.lines.startOf(next))) continue;
    const way = next - line > reach ? `; "reach" must be at least ${next - line} for it` : '';
    return [`. The next start-line is on line ${numberOf(next)}${way}`];
  }
  return [];
}

/** What stands on the line `next` behind a prefix such as the head line has. */
function behindHeadPrefix(
  { text, lines }: Trace,
  head: Head,
  line: number,
  next: number,
): { start: number; text: string } {
  const end = lines.endOf(next);
  const behind = behindPrefix(text, lines.startOf(line), head.start, lines.startOf(next), end);
  const start = behind === -1 ? lines.startOf(next) : behind;
  return { start, text: text.slice(start, Math.min(end, start + LONGEST_LINE)) };
}

function isStartLine({ text, lines }: Trace, line: number, start: number): boolean {
  const end = lines.endOf(line);
  if (looksLikeStartLine(text, start, end, line + 1 < lines.count ? lines.startOf(line + 1) : text.length)) return true;
  const version = text.indexOf('SIP/2.0', start);
  return version !== -1 && version < end && startLineIn(text, start, end, version) !== undefined;
}

/** Why the head of `format` is on no line: the line that comes nearest, and how far its expression matches there. */
export function whyNoHead(
  trace: Trace,
  { framing }: FramedFormat,
  compile: CompilePattern,
  numberOf: NumberOf,
): Inline[] {
  let best: { line: number; expression: string; length: number } | undefined;
  const words = new Set<string>();
  for (const { word, pattern } of framing.heads) {
    words.add(word);
    const beginnings = beginningsOf(pattern.source, compile);
    for (let at = trace.text.indexOf(word), tried = 0; at !== -1 && tried < FARTHEST; tried++) {
      const line = trace.lines.lineAt(at);
      const end = trace.lines.endOf(line);
      const text = trace.text.slice(trace.lines.startOf(line), end);
      const fits = beginnings.find((beginning) => beginning.pattern.test(text));
      const length = fits?.length ?? 0;
      if (best === undefined || length > best.length) best = { line, expression: pattern.source, length };
      at = trace.text.indexOf(word, end);
    }
  }
  if (best === undefined) {
    const list = [...words].flatMap((word, index): Inline[] => [index === 0 ? '' : ' or ', { code: word }]);
    return ['No line holds ', ...list, ', which its head line must.'];
  }
  const { expression, length } = best;
  const line = [`Line ${numberOf(best.line)} holds what its head line must, but the expression does not match it`];
  if (length === 0) return [...line, ': ', { code: expression }];
  return [
    ...line,
    ': it matches up to ',
    { code: expression.slice(0, length) },
    ' and not on from ',
    { code: expression.slice(length) },
  ];
}

/** The beginnings of an expression as patterns, the longest first. */
function beginningsOf(
  expression: string,
  compile: CompilePattern,
): { length: number; pattern: ReturnType<CompilePattern> }[] {
  return partEnds(expression)
    .slice(0, -1)
    .reverse()
    .flatMap((length) => {
      try {
        return [{ length, pattern: compile(expression.slice(0, length)) }];
      } catch {
        return [];
      }
    });
}

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
