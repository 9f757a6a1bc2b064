import { shapeAt } from '../messageShape';
import type { RecordSink } from '../recordSink';
import { isWrapped } from '../sip/headerFields';
import { valueOffset } from '../sip/headerNames';
import { endOfWrapped, isHeaderLike } from '../sip/startLine';
import { type Direction, NONE, type RecordKind } from '../store';
import type { LineCursor } from '../text/lineCursor';
import { isBare, type LineShape } from '../text/lineShape';
import type { NextIndex } from '../text/nextIndex';
import { isSpace, type Span, trimmed } from '../text/span';
import {
  BEGIN_MARK,
  END_MARK,
  headOn,
  isEndMark,
  isRecordHead,
  lineEndIn,
  microsoftTimeIn,
  nextRecordOn,
  pseudoFieldsAbove,
  START_LINE,
  timeStampOf,
} from './ocsHead';

export const USUAL_MARK = '----****MESSAGE BODY****----';
const BODY_MARK = /^-{2,8}\*{2,8}[A-Z ]{1,40}\*{2,8}-{2,8}$/;

/** Reads one record after the other from the cursor's line. */
export class OcsRecord {
  readonly #text: string;
  readonly #begins: NextIndex;
  readonly #ends: NextIndex;
  readonly #startLines: NextIndex;
  #shape: LineShape | undefined;
  #start = 0;
  /** Behind the last character that belongs to the record. */
  #end = 0;
  #time = Number.NaN;
  #isDated = true;
  #closed = false;
  /** Whether it has no end mark of its own, so that it may be over at any line. */
  #isOpen = false;
  #direction: Direction = 'unknown';
  #logType = '';
  #callId = '';
  #cseq: number | undefined;

  constructor(
    readonly line: LineCursor,
    readonly sink: RecordSink,
  ) {
    this.#text = line.text;
    this.#begins = sink.placesOf(BEGIN_MARK);
    this.#ends = sink.placesOf(END_MARK);
    this.#startLines = sink.placesOf(START_LINE);
  }

  /** Forgets the record before. */
  #forget(): void {
    this.#shape = undefined;
    this.#time = Number.NaN;
    this.#isDated = true;
    this.#closed = false;
    this.#direction = 'unknown';
    this.#logType = '';
    this.#callId = '';
    this.#cseq = undefined;
  }

  /** Reads the record into the tables and leaves the cursor on the line behind it. */
  read(): void {
    const { line } = this;
    this.#forget();
    this.#readHead(headOn(line));
    const startLine = this.#findStartLine();
    if (startLine === undefined) this.#addOther();
    else this.#readMessage(startLine);
    if (this.#shape !== undefined) line.leaveMessage();
  }

  /** Reads the first line, which begins at `start` of the cursor's line, and goes to the one behind it. */
  #readHead(start: number): void {
    const { line } = this;
    const text = this.#text;
    const isMicrosoft = isRecordHead(text, start, line.end);
    const isLone = !isMicrosoft && text.startsWith('Start-Line', start);
    const { lineStart } = line;
    const { records, recordCount } = this.sink.store;
    const behindLast = recordCount === 0 ? 0 : records.end.at(recordCount - 1);
    const first = isLone ? pseudoFieldsAbove(text, lineStart, behindLast) : start;
    this.#enterShape(start, isMicrosoft || isLone);
    this.#start = first;
    const head = { start: first, end: isLone ? first : trimmed(text, { start, end: line.end }).end };
    this.#end = head.end;
    const endMark = this.#ends.at(head.end);
    this.#isOpen = endMark === text.length || this.#begins.at(head.end) < endMark;
    if (isMicrosoft) this.#time = microsoftTimeIn(text, head);
    else this.#readForeignHead(isLone ? text.slice(first, lineStart) : text.slice(start, head.end));
    if (!isLone) line.advance();
    else if (first < lineStart) line.moveTo(first);
  }

  #readForeignHead(lines: string): void {
    const head = lines.slice(0, lineEndIn(lines));
    const timeStamp = timeStampOf(head);
    this.#time = timeStamp?.time ?? Number.NaN;
    this.#isDated = timeStamp?.hasDate ?? false;
    if (head.includes('-->')) this.#direction = 'outgoing';
    else if (head.includes('<--')) this.#direction = 'incoming';
  }

  /** Reads on in lines without what an excerpt has in front of them and between them. */
  #enterShape(start: number, isKnownStart: boolean): void {
    const { line } = this;
    const text = this.#text;
    const isOneLine = !text.endsWith(BEGIN_MARK, line.end) && this.#begins.at(line.start) < line.end;
    if (isKnownStart && start === line.lineStart && !isSpace(text.charCodeAt(line.next)) && !isOneLine) return;
    const behind = isKnownStart ? start : text.indexOf(BEGIN_MARK, start);
    const told = shapeAt(text, line.lineStart, behind, line.lineEnd, isHeaderLike);
    // A dot ends a sentence here.
    const shape: LineShape = { ...told, suffix: told.suffix === '.' ? '' : told.suffix };
    if (isBare(shape)) {
      if (start > line.start) line.moveTo(start);
      return;
    }
    this.#shape = shape;
    line.enterMessage(shape, start);
  }

  /** Reads the pseudo header fields up to `Start-Line:`; `undefined` when the record is over without one. */
  #findStartLine(): Span | undefined {
    const { line } = this;
    for (; line.hasLine; line.advance()) {
      const start = valueOffset(this.#text, line.start, line.end, 'start-line');
      if (start !== -1 && start < line.end && nextRecordOn(line) === -1)
        return { start, end: this.#endOfStartLine(start) };
      if (this.#isOver() || this.#isBehindUnknownPrefix()) return undefined;
      this.#takePseudoField(line.start, line.end);
      if (!line.isBlank) this.#end = line.end;
    }
    return undefined;
  }

  /** Where the start-line ends that begins on the cursor's line; goes to the line of its end where it is broken. */
  #endOfStartLine(start: number): number {
    const { line } = this;
    const wrapped = this.#shape === undefined ? endOfWrapped(this.#text, start) : -1;
    while (line.end < wrapped) line.advance();
    return line.end;
  }

  /** Whether `Start-Line:` stands further on in the line, so that the excerpt has a prefix that its first line did not show. */
  #isBehindUnknownPrefix(): boolean {
    const { line } = this;
    return this.#startLines.at(line.start) < line.end && headOn(line) !== -1;
  }

  /** Whether the record is over at the cursor's line: at its end mark, which is taken, or where another record begins. */
  #isOver(): boolean {
    const { line } = this;
    const next = nextRecordOn(line);
    if (next !== -1) {
      if (next > line.start) this.#end = next;
      if (this.#shape === undefined) line.moveTo(next);
      return true;
    }
    if (isEndMark(line)) {
      this.#end = line.end;
      this.#closed = true;
      line.advance();
      return true;
    }
    return this.#isOpen && this.sink.beginsRecord(line);
  }

  #takePseudoField(start: number, end: number): void {
    const text = this.#text;
    switch (text.charCodeAt(start)) {
      case 68:
        this.#direction = directionOn(text, start, end) ?? this.#direction;
        break;
      case 76:
        this.#logType = valueOn(text, start, end, 'logtype') ?? this.#logType;
        break;
      case 83: {
        this.#callId = valueOn(text, start, end, 'sip-call-id') ?? this.#callId;
        const cseq = /^\d{1,9}(?=\s|$)/.exec(valueOn(text, start, end, 'sip-cseq') ?? '')?.[0];
        if (cseq !== undefined) this.#cseq = Number(cseq);
        break;
      }
    }
  }

  #addOther(): void {
    this.sink.addRecord({
      start: this.#start,
      end: this.#end,
      kind: otherKind(this.#logType, this.#callId),
      time: this.#time,
      isDated: this.#isDated,
      closed: this.#closed,
      callId: this.#callId,
      cseq: this.#cseq ?? NONE,
    });
  }

  /** Reads the message behind `startLine`, which ends the cursor's line. */
  #readMessage(startLine: Span): void {
    const { line, sink } = this;
    const text = this.#text;
    sink.head.reset();
    const headers = { start: startLine.end, end: startLine.end };
    this.#end = startLine.end;
    let isBehindBlank = false;
    let isBehindFields = false;
    let body: Span | undefined;
    line.advance();
    while (line.hasLine && !this.#isOver()) {
      const bodyStart = valueOffset(text, line.start, line.end, 'message-body');
      if (bodyStart !== -1 || (isBehindBlank && !line.isBlank && sink.head.contentType(text) !== '')) {
        isBehindFields = true;
        body = this.#readBody(bodyStart === -1 ? line.start : bodyStart);
        break;
      }
      if (line.isBlank) {
        isBehindBlank = true;
        this.#letBodyHoldMessages();
        line.advance();
        continue;
      }
      if (!isBehindBlank) {
        const { start } = line;
        const { head } = sink;
        if (head.takePlainOn(line, sink.nextBeginning(line.lineStart), 'message-body')) {
          if (headers.end === startLine.end) headers.start = start;
          headers.end = this.#end = head.plainEnd;
          line.advance();
          continue;
        }
      }
      const first = text.charCodeAt(line.start);
      const isFolded =
        first === 32 || first === 9 || (headers.end > startLine.end && isWrapped(text, line.start, headers.end));
      if (this.#isOpen && !isFolded && !isHeaderLike(text, line.start)) break;
      if (isFolded) sink.head.takeContinuation(text, line.end);
      else sink.head.take(text, line.start, line.end);
      if (headers.end === startLine.end) headers.start = line.start;
      headers.end = this.#end = line.end;
      line.advance();
    }
    this.#addMessage(trimmed(text, startLine), headers, isBehindFields || this.#closed, body);
  }

  #addMessage(startLine: Span, headers: Span, headersClosed: boolean, body: Span | undefined): void {
    this.sink.addMessage(
      {
        start: this.#start,
        end: this.#end,
        kind: 'message',
        time: this.#time,
        isDated: this.#isDated,
        closed: this.#closed,
        direction: this.#direction,
      },
      {
        startLine,
        headers,
        headersClosed,
        body: body ?? { start: headers.end, end: headers.end },
        isShaped: this.#shape !== undefined,
      },
    );
  }

  /** Takes what looks like a message for a part of the body where its type says so (message/sipfrag, multipart). */
  #letBodyHoldMessages(): void {
    if (/^(?:message|multipart)\//i.test(this.sink.head.contentType(this.#text))) this.#isOpen = false;
  }

  /**
   * Reads the lines of the body, the first one from offset `start` on, up to the end of the record. The lines that the
   * logger writes around it do not count, nor does a single dash; `undefined` when there is nothing else.
   */
  #readBody(start: number): Span | undefined {
    const { line } = this;
    const text = this.#text;
    const announced = this.sink.head.contentLength(text) ?? Number.POSITIVE_INFINITY;
    this.#letBodyHoldMessages();
    const body = { start: -1, end: -1 };
    /** Whether the line came that the logger writes in front of the body; it writes one behind it, too. */
    let isMarked = false;
    let last: Span | undefined;
    let endBeforeLast = -1;
    /** UTF-16 units so far, line ends as they were sent; without the last one, which a body may not have. */
    let length = -2;
    for (let at = start; ; at = line.start) {
      const content = trimmed(text, { start: at, end: line.end });
      if (content.start < content.end) {
        this.#end = line.end;
        if (body.start === -1 && !isMarked && isBodyMark(text, content)) isMarked = true;
        else {
          if (body.start === -1) body.start = content.start;
          last = content;
          endBeforeLast = body.end;
          body.end = content.end;
        }
      }
      if (body.start !== -1) length += line.end - at + 2;
      const isComplete = body.start === -1 ? announced === 0 : isDash(text, body) || length >= announced;
      line.advance();
      if (!line.hasLine || (this.#isOpen && isComplete)) break;
      const { start: next } = line;
      if (!this.#isOver()) continue;
      // The next record may begin in the middle of the line.
      const rest = trimmed(text, { start: next, end: this.#closed ? next : Math.max(next, this.#end) });
      if (rest.start < rest.end) {
        if (body.start === -1) body.start = rest.start;
        body.end = rest.end;
        last = undefined;
      }
      break;
    }
    if (last !== undefined && isBodyMark(text, last)) body.end = endBeforeLast;
    return body.end <= body.start || isDash(text, body) ? undefined : body;
  }
}

/** What a record without message is, by its `LogType` and the Call-ID that it names. */
export function otherKind(logType: string, callId: string): RecordKind {
  if (logType === 'connection') return 'connection';
  return logType === 'diagnostic' || callId !== '' ? 'diagnostic' : 'other';
}

/** Value of the pseudo header field `name` on the line `start..end`; `undefined` where it has another name. */
export function valueOn(text: string, start: number, end: number, name: string): string | undefined {
  const at = valueOffset(text, start, end, name);
  return at === -1 ? undefined : text.slice(at, end).trim();
}

/** What a line says that begins with `Direction:`; `undefined` for anything else. */
function directionOn(text: string, start: number, end: number): Direction | undefined {
  if (text.startsWith('Direction: incoming', start)) return 'incoming';
  const at = valueOffset(text, start, end, 'direction');
  if (at === -1) return undefined;
  if (text.startsWith('incoming', at)) return 'incoming';
  return text.startsWith('outgoing', at) ? 'outgoing' : undefined;
}

const isBodyMark = (text: string, { start, end }: Span): boolean =>
  text.charCodeAt(start) === 45 &&
  end - start < 80 &&
  ((end - start === USUAL_MARK.length && text.startsWith(USUAL_MARK, start)) ||
    isOtherBodyMark(text.slice(start, end)));

/** Whether `line` is one that the logger writes around a body, with other numbers of signs or other words than usual. */
export const isOtherBodyMark = (line: string): boolean => BODY_MARK.test(line);

/** `-` stands for no body; some web pages have made it an en dash. */
const isDash = (text: string, { start, end }: Span): boolean =>
  end - start === 1 && (text[start] === '-' || text[start] === '\u2013');
