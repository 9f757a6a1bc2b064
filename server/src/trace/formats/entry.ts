import type { Groups } from '../envelope';
import type { Pieces } from '../messageText';
import { behindPrefix } from '../text/linePrefix';
import type { Span } from '../text/span';
import type { HeadLine } from './framing';
import { octetLength } from './messageLines';

/** Lines of a log that may have a prefix. */
export interface Lines {
  readonly log: string;
  /** What stands in front of their first line, and so perhaps in front of each; empty for nothing. */
  readonly prefix: Span;
}

/** An entry of a log: its head line, perhaps lines that belong to it, and what it holds. */
export interface Entry extends Lines {
  readonly head: HeadLine;
  /** What the head line and the lines that belong to it say. */
  readonly groups: Groups;
  readonly headLine: Span;
  /** Behind what the patterns found, on the head line or the last one that belongs to it. */
  readonly headEnd: number;
  /** The lines behind these. */
  readonly lines: Span;
}

/** How the entries of a format show what was sent: adds it to `to`, which is empty. */
export type Payload = (entry: Entry, to: Pieces) => void;

/** A line without its prefix and without its line end. */
export interface EntryLine extends Span {
  /** Where the next line begins. */
  readonly next: number;
}

/** The lines of `span`, which begins where a line does. */
export function* entryLines(lines: Lines, span: Span): Generator<EntryLine> {
  const { log } = lines;
  for (let at = span.start; at < span.end; ) {
    const lineFeed = log.indexOf('\n', at);
    const next = lineFeed === -1 || lineFeed >= span.end ? span.end : lineFeed + 1;
    let end = next;
    while (end > at && isLineEnd(log.charCodeAt(end - 1))) end--;
    yield { start: behindPrefixOf(lines, at, end), end, next };
    at = next;
  }
}

/** What stands on the line `start..end` behind its prefix. */
export const contentOf = (lines: Lines, { start, end }: Span): string =>
  lines.log.slice(behindPrefixOf(lines, start, end), end);

function behindPrefixOf({ log, prefix }: Lines, start: number, end: number): number {
  const behind = prefix.start < prefix.end ? behindPrefix(log, prefix.start, prefix.end, start, end) : -1;
  return behind === -1 ? start : behind;
}

/** Adds the lines of `span` without their prefixes, and without the last line end, unless that was sent as well. */
export function addLines(lines: Lines, span: Span, to: Pieces, isWhole = false): void {
  const { log, prefix } = lines;
  let { end } = span;
  if (!isWhole) {
    if (end > span.start && log.charCodeAt(end - 1) === 10) end--;
    while (end > span.start && log.charCodeAt(end - 1) === 13) end--;
  }
  if (prefix.start === prefix.end) {
    if (span.start < end) to.add(log, { start: span.start, end });
    return;
  }
  for (const line of entryLines(lines, { start: span.start, end })) to.add(log, { start: line.start, end: line.next });
}

/**
 * Adds the lines behind the head up to one with which another entry begins (`entries`). The group `octets` of the head says
 * how much that is, where the log is as the program wrote it: somebody may have changed names and addresses.
 */
export function addCounted(entry: Entry, entries: RegExp | undefined, to: Pieces): void {
  const { log, groups, lines } = entry;
  const octets = Number(groups.octets);
  let end = lines.start;
  let isEmpty = false;
  let count = 0;
  for (const line of entryLines(entry, lines)) {
    const content = log.slice(line.start, line.end);
    if (entries?.test(content.slice(0, 300))) break;
    end = line.next;
    isEmpty = content.trim() === '';
    count += octetLength(content, 0, content.length) + 2;
    if (count === octets || count - 2 === octets) {
      addLines(entry, { start: lines.start, end }, to, count === octets);
      return;
    }
  }
  // An empty line at the end is rather that of the message.
  addLines(entry, { start: lines.start, end }, to, isEmpty);
}

/**
 * Gives folded lines of the header fields in `text` their TAB back, which programs show as a dot (no name of a header field
 * begins with one).
 */
export function withTabs(text: string): string {
  if (!/^[^\r\n]{0,4000}SIP\/2\.0/.test(text)) return text;
  let read = '';
  let done = 0;
  for (let at = text.indexOf('\n.'); at !== -1; at = text.indexOf('\n.', at + 1)) {
    const next = text[at + 2] ?? '\n';
    // The empty line behind the header fields.
    if (next === '\n' || next === '\r') break;
    if (next === '.') continue;
    read += `${text.slice(done, at + 1)}\t`;
    done = at + 2;
  }
  return done === 0 ? text : read + text.slice(done);
}

const isLineEnd = (code: number): boolean => code === 10 || code === 13;
