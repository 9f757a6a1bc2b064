import type { RecordFacts, RecordSink } from '../recordSink';
import { valueOffset } from '../sip/headerNames';
import type { Direction, RecordKind } from '../store';
import type { LineCursor } from '../text/lineCursor';
import { offsetIn, type Span, trimmed } from '../text/span';
import type { Format } from './format';

const BEGIN_MARK = '$$begin_record';
const END_MARK = '$$end_record';
const BODY_MARKS = /^-{4}\*{4}MESSAGE BODY( DELETED)?\*{4}-{4}$/;

/**
 * The SIPStack component of Office Communications Server 2007 (R2), Lync Server and Skype for Business Server, as
 * OCSLogger and CLSLogger write it.
 *
 *     TL_INFO(TF_PROTOCOL) [0]06E4.0EB4::10/22/2007-17:08:05.123.000000b1 (SIPStack,…:SIPAdminLog.cpp(122))$$begin_record
 *     Direction: incoming
 *     Peer: 192.0.2.143:1331
 *     Message-Type: request
 *     Start-Line: REGISTER sip:contoso.com SIP/2.0
 *     … header fields …
 *     Message-Body: -
 *     $$end_record
 *
 * A protocol record holds one message: pseudo header fields, `Start-Line:`, the header fields, `Message-Body:`. Other
 * records say what happened to a connection or a message. Some have text instead of the begin mark.
 */
export const ocsSipstack: Format = {
  id: 'ocs-sipstack',
  words: ['TL_'],
  isAlwaysKnown: true,

  beginsAt: (line) => nextRecordOn(line) !== -1,

  read(line, sink) {
    const { text } = line;
    line.moveTo(Math.max(line.start, nextRecordOn(line)));
    const head: Span = { start: line.start, end: headEnd(line) };
    const time = timeIn(text, head);
    if (!endsWith(text, head, BEGIN_MARK)) {
      readLooseRecord(line, head, time, sink);
      return;
    }
    line.advance();
    readMarkedRecord(line, head, time, sink);
  },
};

/** `TL_INFO(TF_…` */
function isRecordHead(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start) !== 84 || text.charCodeAt(start + 1) !== 76 || text.charCodeAt(start + 2) !== 95)
    return false;
  return offsetIn(text, { start, end: Math.min(end, start + 28) }, '(TF_') !== -1;
}

/** End of the record's first line without blanks behind it. */
const headEnd = (line: LineCursor): number => trimmed(line.text, { start: line.start, end: line.end }).end;

const endsWith = (text: string, { start, end }: Span, mark: string): boolean =>
  end - start >= mark.length && text.startsWith(mark, end - mark.length);

/** Time of the record: `::MM/DD/YYYY-hh:mm:ss.mmm.` in its first line, read as UTC since the log gives no zone. */
function timeIn(text: string, head: Span): number {
  const at = offsetIn(text, head, '::');
  if (at === -1 || at + 25 > head.end) return Number.NaN;
  STAMP.lastIndex = at + 2;
  const [, month, day, year, hour, minute, second, milli] = STAMP.exec(text) ?? [];
  if (milli === undefined) return Number.NaN;
  return Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(milli),
  );
}
const STAMP = /(\d\d)\/(\d\d)\/(\d{4})-(\d\d):(\d\d):(\d\d)\.(\d{3})/y;

/** Where a `TL_…$$begin_record` stands on the line, at its start or behind a record that was cut there; -1 when nowhere. */
function nextRecordOn({ text, start, end }: LineCursor): number {
  if (isRecordHead(text, start, end)) return start;
  if (text.charCodeAt(end - 1) !== 100 || !endsWith(text, { start, end }, BEGIN_MARK)) return -1;
  const at = start + text.slice(start, end).lastIndexOf('TL_');
  return at > start && isRecordHead(text, at, end) ? at : -1;
}

/** Pseudo header fields of a record, as far as the tables need them. */
interface Envelope {
  direction: Direction;
  logType: string;
  callId: string;
  cseq: number | undefined;
}

/** A record that began with `$$begin_record`: a message when it has a `Start-Line:`. */
function readMarkedRecord(line: LineCursor, head: Span, time: number, sink: RecordSink): void {
  const { text } = line;
  const envelope: Envelope = { direction: 'unknown', logType: '', callId: '', cseq: undefined };
  let end = head.end;
  for (; line.hasLine; line.advance()) {
    const next = nextRecordOn(line);
    if (next !== -1) {
      addOther(sink, envelope, { start: head.start, end: next > line.start ? next : end, time, closed: false });
      line.moveTo(next);
      return;
    }
    const startLine = valueOffset(text, line.start, line.end, 'start-line');
    if (startLine !== -1) {
      readMessage(line, head, time, envelope.direction, { start: startLine, end: line.end }, sink);
      return;
    }
    end = line.end;
    if (isEndMark(line)) {
      addOther(sink, envelope, { start: head.start, end, time, closed: true });
      line.advance();
      return;
    }
    takeEnvelopeLine(line, envelope);
  }
  addOther(sink, envelope, { start: head.start, end, time, closed: false });
}

const isEndMark = ({ text, start }: LineCursor): boolean =>
  text.charCodeAt(start) === 36 && text.startsWith(END_MARK, start);

function takeEnvelopeLine({ text, start, end }: LineCursor, envelope: Envelope): void {
  const value = (name: string): string | undefined => {
    const at = valueOffset(text, start, end, name);
    return at === -1 ? undefined : text.slice(at, end).trim();
  };
  switch (text.charCodeAt(start)) {
    case 68: {
      const direction = value('direction');
      if (direction?.startsWith('incoming')) envelope.direction = 'incoming';
      else if (direction?.startsWith('outgoing')) envelope.direction = 'outgoing';
      break;
    }
    case 76:
      envelope.logType = value('logtype') ?? envelope.logType;
      break;
    case 83: {
      envelope.callId = value('sip-call-id') ?? envelope.callId;
      const cseq = /^\d{1,9}(?=\s|$)/.exec(value('sip-cseq') ?? '')?.[0];
      if (cseq !== undefined) envelope.cseq = Number(cseq);
      break;
    }
  }
}

function addOther(sink: RecordSink, envelope: Envelope, record: Omit<RecordFacts, 'kind' | 'isDated'>): void {
  const { callId, cseq } = envelope;
  sink.addRecord({ ...record, isDated: true, kind: kindOf(envelope), callId, ...(cseq === undefined ? {} : { cseq }) });
}

function kindOf({ logType, callId }: Envelope): RecordKind {
  if (logType === 'connection') return 'connection';
  return logType === 'diagnostic' || callId !== '' ? 'diagnostic' : 'other';
}

/** The cursor stands on `Start-Line:`. */
function readMessage(
  line: LineCursor,
  head: Span,
  time: number,
  direction: Direction,
  startLine: Span,
  sink: RecordSink,
): void {
  const { text } = line;
  sink.head.reset();
  line.advance();
  const headers = { start: startLine.end, end: startLine.end };
  let end = startLine.end;
  let closed = false;
  let headersClosed = false;
  let body: Span = { start: end, end };
  for (; line.hasLine; line.advance()) {
    const next = nextRecordOn(line);
    if (next > line.start) end = next;
    if (next !== -1) {
      line.moveTo(next);
      break;
    }
    if (isEndMark(line)) {
      end = line.end;
      closed = true;
      line.advance();
      break;
    }
    const bodyStart = valueOffset(text, line.start, line.end, 'message-body');
    if (bodyStart !== -1) {
      headersClosed = true;
      const read = readBody(line, bodyStart);
      body = read.body;
      end = read.end;
      closed = read.closed;
      break;
    }
    const first = text.charCodeAt(line.start);
    if (first === 32 || first === 9) sink.head.takeContinuation(line.end);
    else sink.head.take(text, line.start, line.end);
    if (line.isBlank) continue;
    if (headers.end === startLine.end) headers.start = line.start;
    headers.end = end = line.end;
  }
  if (body.start === body.end) body = { start: headers.end, end: headers.end };
  sink.addMessage(
    { start: head.start, end, kind: 'message', time, isDated: true, closed },
    {
      startLine: trimmed(text, startLine),
      headers,
      headersClosed,
      body,
      direction,
      isShaped: false,
      isDuplicate: false,
    },
  );
}

/** What stands behind `Message-Body:` up to the end mark, without the marks that the logger writes around it. */
function readBody(line: LineCursor, bodyStart: number): { body: Span; end: number; closed: boolean } {
  const { text } = line;
  let end = line.end;
  let contentEnd = line.end;
  let closed = false;
  for (line.advance(); line.hasLine; line.advance()) {
    const next = nextRecordOn(line);
    if (next !== -1) {
      if (next > line.start) end = contentEnd = next;
      line.moveTo(next);
      break;
    }
    end = line.end;
    if (isEndMark(line)) {
      closed = true;
      line.advance();
      break;
    }
    contentEnd = line.end;
  }
  return { body: withoutMarks(text, trimmed(text, { start: bodyStart, end: contentEnd })), end, closed };
}

/** `-`, `–` and the lines `----****MESSAGE BODY****----` are no content. */
function withoutMarks(text: string, content: Span): Span {
  let { start, end } = content;
  const firstEnd = endOfLine(text, { start, end });
  if (BODY_MARKS.test(text.slice(start, firstEnd).trimEnd())) start = firstEnd;
  ({ start, end } = trimmed(text, { start, end }));
  const lastStart = startOfLastLine(text, { start, end });
  if (BODY_MARKS.test(text.slice(lastStart, end))) ({ start, end } = trimmed(text, { start, end: lastStart }));
  const none = end - start === 1 && (text[start] === '-' || text[start] === '\u2013');
  return none ? { start, end: start } : { start, end };
}

const isLineEnd = (code: number): boolean => code === 10 || code === 13;

function endOfLine(text: string, { start, end }: Span): number {
  let at = start;
  while (at < end && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

function startOfLastLine(text: string, { start, end }: Span): number {
  let at = end;
  while (at > start && !isLineEnd(text.charCodeAt(at - 1))) at--;
  return at;
}

/** A record with text instead of the begin mark. It ends at its end mark or where another record begins. */
function readLooseRecord(line: LineCursor, head: Span, time: number, sink: RecordSink): void {
  const envelope: Envelope = { direction: 'unknown', logType: '', callId: '', cseq: undefined };
  let end = head.end;
  let closed = false;
  for (line.advance(); line.hasLine; line.advance()) {
    const next = nextRecordOn(line);
    if (next > line.start) {
      end = next;
      line.moveTo(next);
      break;
    }
    if (sink.beginsRecord(line)) break;
    if (isEndMark(line)) {
      end = line.end;
      closed = true;
      line.advance();
      break;
    }
    takeEnvelopeLine(line, envelope);
    if (!line.isBlank) end = line.end;
  }
  addOther(sink, envelope, { start: head.start, end, time, closed });
}
