import assert from 'node:assert/strict';
import { annotatedLog, type LineEnd } from './annotatedLog';

/** What an annotated log comes to: its text, and `line:start-end note` for each note. */
function checkLog(source: string, text: string, notes: readonly string[] = [], lineEnd?: LineEnd): void {
  const log = annotatedLog(source, lineEnd);
  assert.equal(log.text, text);
  assert.deepEqual(
    log.notes.map(({ line, start, end, note }) => `${line}:${start}-${end} ${note}`),
    notes,
  );
  for (const { start, end } of log.notes) assert.ok(start < end && end <= text.length);
}

const checkFault = (source: string, fault: RegExp): void => assert.throws(() => annotatedLog(source), fault);

describe('annotated log', () => {
  it('joins its lines with CR LF, the first line end left out', () => {
    checkLog('\nTo: a\nFrom: b\n', 'To: a\r\nFrom: b\r\n');
  });

  it('joins its lines with LF or CR when asked', () => {
    checkLog('\nTo: a\nFrom: b\n', 'To: a\nFrom: b\n', [], '\n');
    checkLog('\nTo: a\nFrom: b\n', 'To: a\rFrom: b\r', [], '\r');
  });

  it('keeps empty lines', () => checkLog('\n\na\n\n', '\r\na\r\n\r\n'));

  it('marks the columns above carets', () => {
    checkLog('\nTo: a\n#   ^ here\n', 'To: a\r\n', ['0:4-5 here']);
  });

  it('marks as many columns from column 0 as an arrow has dashes', () => {
    checkLog('\nTo: a\n#<-- name\n#<----- line\n', 'To: a\r\n', ['0:0-2 name', '0:0-5 line']);
  });

  it('counts offsets over the lines before, notes left out', () => {
    checkLog('\nTo: a\n#<-- one\nFrom: b\n#     ^ two\n', 'To: a\r\nFrom: b\r\n', ['0:0-2 one', '1:13-14 two']);
    checkLog('\nTo: a\nFrom: b\n#     ^ two\n', 'To: a\nFrom: b\n', ['1:12-13 two'], '\n');
  });

  it('takes the cursor out of its line', () => {
    const { text, cursor } = annotatedLog('\nTo: a\nFr$0om: b\n');
    assert.equal(text, 'To: a\r\nFrom: b\r\n');
    assert.equal(cursor, 9);
    assert.equal(annotatedLog('To: a').cursor, undefined);
  });

  it('leaves the marks of SIPStack alone', () => checkLog('$$begin_record', '$$begin_record'));

  describe('is strict', () => {
    it('about a note that marks nothing', () => {
      checkFault('To: a\n#     ^ here', /line 2: the note marks columns 6 to 7, the line above has 5/);
      checkFault('To: a\n#<------ here', /marks columns 0 to 6, the line above has 5/);
    });
    it('about a note above the log', () => checkFault('#<-- here\nTo: a', /there is no line above this note/));
    it('about a line that is no note', () =>
      checkFault('To: a\n# here', /neither a note nor a line of a log: "# here"/));
    it('about a note that says nothing', () => checkFault('To: a\n#   ^', /neither a note nor a line/));
    it('about a second cursor', () => {
      checkFault('To: $0a$0', /a second cursor/);
      checkFault('To: $0a\nFrom: $0b', /line 2: a second cursor/);
    });
  });
});
