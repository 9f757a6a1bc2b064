import { behindPrefix } from './linePrefix';
import { offsetIn } from './span';

/** Stands for codes such as `ESC[0m`, which need not be the same on all lines. */
export const TERMINAL_CODES = 'ESC';
const CODE = /^\[[\d;]{0,20}[mK]$/;
/** Longest code of a terminal behind its `ESC`. */
const LONGEST_CODE = 24;

/** End of the line without the codes of a terminal that it ends in. */
export function beforeCodes(text: string, { start, end }: { readonly start: number; readonly end: number }): number {
  for (let behind = end; ; ) {
    const code = text.slice(Math.max(start, behind - LONGEST_CODE), behind);
    const at = code.lastIndexOf('\u001b');
    if (at === -1 || !CODE.test(code.slice(at + 1))) return behind;
    behind -= code.length - at;
  }
}

/** Stands for `\\r\\n` as source code has it at the end of each line, with what the program goes on with: `\\r\\n" +`. */
export const WRITTEN_LINE_END = '\\n';
const WRITTEN = /(?:\\r)?\\n(?:(?:\\r)?\\n)?["'`]?[ \t]{0,8}[+\\,;)]{0,3}[ \t]*(?:\/\/.*)?$/;
/** Longest of those, with a comment behind. */
const LONGEST_WRITTEN = 120;

/** End of the line without the line end that is written out there; its end where none is. */
export function beforeWrittenLineEnd(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): number {
  const from = Math.max(start, end - LONGEST_WRITTEN);
  const at = WRITTEN.exec(text.slice(from, end))?.index;
  return at === undefined ? end : from + at;
}

/** What stands for a line end inside of a line of the log. */
export type Separator =
  /** Each line of the message has a line of the log. */
  | 'none'
  /** Syslog daemons write CR LF as `#015#012`. */
  | 'octal'
  /** The same with the other escape character that rsyslog may have been given. */
  | 'backslashOctal'
  /** Kiwi Syslog Server writes them as `<013><010>`. */
  | 'decimal'
  /** `\r\n` as in source code: JSON logs, logs of phones. */
  | 'escaped'
  /** `^M` and a blank, in the syslog of Sipura phones. */
  | 'caret'
  /** ngrep shows each octet that cannot be printed as a dot, so CR LF as `..`. */
  | 'dots';

/** Where the content of a line begins and ends, and where the next line of the message does. */
export interface Content {
  start: number;
  end: number;
  next: number;
  /** Whether the line is one of the message at all. */
  belongs: boolean;
}

/**
 * How a log writes the lines of one message: what it puts in front of each, behind each, and between them. The same
 * for all lines of a message, and told from the first two.
 */
export interface LineShape {
  /** A prefix that all lines have, as it stands in front of the start-line; empty for none. */
  readonly prefixStart: number;
  readonly prefixEnd: number;
  /** Blanks in front of all lines but the first, behind the prefix. */
  readonly indent: number;
  /**
   * What each line ends in: `.` for the CR that ngrep shows, `^M` for the CR in the log of a phone, with a note of somebody
   * behind it or not, `ESC` for the codes of a terminal, `\\n` for a line end that is written out; empty for nothing.
   */
  readonly suffix: '' | '.' | '^M' | typeof TERMINAL_CODES | typeof WRITTEN_LINE_END;
  readonly separator: Separator;
  /** Whether an empty line follows each line, as in copies of web pages. */
  readonly doubled: boolean;
}

/** Whether lines are just as the program sent them. */
export const isBare = (shape: LineShape): boolean => shape.indent === 0 && isOnlyIndented(shape);

/** Whether the log does no more to lines than to indent them. */
export const isOnlyIndented = (shape: LineShape): boolean =>
  shape.prefixStart === shape.prefixEnd && shape.suffix === '' && shape.separator === 'none' && !shape.doubled;

/**
 * Takes from `content`, a line of the log or the rest of one, what the log added to it. `isRest` says that the line
 * begins behind a separator, `isFirst` that it is the start-line.
 */
export function takeShape(text: string, shape: LineShape, content: Content, isRest: boolean, inBody: boolean): void {
  if (!isRest) {
    // Where a dot stands for each of CR and LF, no line end of a message is one of the log.
    if (shape.separator === 'dots') {
      content.belongs = false;
      return;
    }
    const behind = behindShape(text, shape, content.start, content.end);
    content.belongs = behind !== -1;
    if (behind === -1) return;
    content.start = behind;
  } else {
    content.belongs = true;
    content.start = behindBlanks(text, content.start, Math.min(content.end, content.start + shape.indent));
  }
  if (shape.separator !== 'none') takeSeparator(text, shape.separator, content, inBody);
  content.end = beforeSuffix(text, shape.suffix, content);
}

function beforeSuffix(text: string, suffix: LineShape['suffix'], content: Content): number {
  const { start, end } = content;
  if (suffix === TERMINAL_CODES) return beforeCodes(text, content);
  if (suffix === WRITTEN_LINE_END) return beforeWrittenLineEnd(text, content);
  if (suffix === '') return end;
  if (text.endsWith(suffix, end)) return Math.max(start, end - suffix.length);
  const noted = suffix === '^M' ? offsetIn(text, content, '^M ') : -1;
  return noted === -1 ? end : noted;
}

function behindShape(text: string, shape: LineShape, start: number, end: number): number {
  const { prefixStart, prefixEnd, indent } = shape;
  const behind = prefixStart < prefixEnd ? behindPrefix(text, prefixStart, prefixEnd, start, end) : start;
  if (behind === -1) return -1;
  const at = behindBlanks(text, behind, Math.min(end, behind + indent));
  return at - behind < indent && at < end ? -1 : at;
}

function behindBlanks(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Ends `content` at the first separator in it. */
function takeSeparator(text: string, separator: Exclude<Separator, 'none'>, content: Content, inBody: boolean): void {
  if (separator === 'dots') {
    takeDots(text, content, inBody);
    return;
  }
  const [mark, pattern] = SEPARATORS[separator];
  const { end } = content;
  let found = offsetIn(text, content, mark);
  while (found !== -1) {
    pattern.lastIndex = found;
    if (pattern.test(text)) {
      // AudioCodes writes a blank in front.
      content.end = found > content.start && text.charCodeAt(found - 1) === 32 ? found - 1 : found;
      content.next = pattern.lastIndex < end ? pattern.lastIndex : content.next;
      return;
    }
    found = offsetIn(text, { start: found + mark.length, end }, mark);
  }
}
/** What each begins with, and how far it goes. */
const SEPARATORS = {
  octal: ['#01', /#015(?:#012| )?|#012/y],
  backslashOctal: ['\\01', /\\015(?:\\012| )?|\\012/y],
  decimal: ['<01', /<013>(?:<010>)?|<010>/y],
  caret: ['^M', /\^M ?/y],
  escaped: ['\\', /\\r\\n|\\n|\\r/y],
} as const;

/**
 * Ends `content` at the dots that stand for CR LF: in front of a header field, or four of them in front of the body. Dots
 * of a value that ends in some stay with it. In a body each pair is a line end.
 */
function takeDots(text: string, content: Content, inBody: boolean): void {
  const { end } = content;
  for (let from = offsetIn(text, content, '..'); from !== -1; from = offsetIn(text, { start: from, end }, '..')) {
    let behind = from;
    while (behind < end && text.charCodeAt(behind) === 46) behind++;
    const dots = behind - from;
    HEADER.lastIndex = behind;
    const stop =
      inBody || from === content.start
        ? from
        : behind < end && HEADER.test(text) && HEADER.lastIndex <= end
          ? behind - 2
          : dots >= 4 && isEmptyLine(text, content.start, from, behind, end)
            ? behind - 4
            : behind === end
              ? behind - 2
              : -1;
    if (stop !== -1) {
      content.end = stop;
      if (stop + 2 < end) content.next = stop + 2;
      return;
    }
    from = behind;
  }
}

/**
 * Whether the dots `from..behind` of the header field that begins at `start` hold the empty line in front of the body,
 * and not letters that ngrep could not print: no quoted string is open, and no header field comes behind them.
 */
function isEmptyLine(text: string, start: number, from: number, behind: number, end: number): boolean {
  if (text.slice(start, from).split('"').length % 2 === 0) return false;
  const rest = text.slice(behind, Math.min(end, behind + 4000));
  return BODY_BEGIN.test(rest) || !LATER_FIELD.test(rest);
}
const BODY_BEGIN = /^(?:$|v=0|<|--|\{|SIP\/2\.0 |[A-Z]{3,20} sips?:)/;
const LATER_FIELD = /\.\.(?:Via|From|To|Call-ID|CSeq|Contact|Content-Length|Content-Type|Max-Forwards|[vftilmc]) ?:/i;
const HEADER = /[A-Za-z][A-Za-z-]{0,40}[ \t]{0,2}:/y;

const isBlank = (code: number): boolean => code === 32 || code === 9;
