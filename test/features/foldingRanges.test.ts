import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { foldingRanges } from '../../server/src/features/foldingRanges';
import { readTrace } from '../../server/src/trace/trace';
import { message } from '../support/logs';
import { checkFolds } from './support/checkFolds';

describe('folding and inlay hints', () => {
  it('fold a transaction whose messages follow one another, its other messages and their header fields', () => {
    checkFolds(`
+  |OPTIONS sip:bob@example.com SIP/2.0 ⇠ OPTIONS → 200 OK · 2 messages
|+ |Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
|| |Call-ID: 1
|' |CSeq: 1 OPTIONS
|  |
|+ |SIP/2.0 200 OK
||+|Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
||||Call-ID: 1
'''|CSeq: 1 OPTIONS
   |
   |the log goes on
`);
  });

  it('fold bodies of three lines, and runs of a transaction that another tears apart', () => {
    checkFolds(`
+  |INVITE sip:bob@example.com SIP/2.0 ⇠ INVITE → 200 OK · 3 messages
|  |Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa
'  |CSeq: 1 INVITE
   |
+  |OPTIONS sip:bob@example.com SIP/2.0 ⇠ OPTIONS → 200 OK · 2 messages
|  |Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKb
'  |CSeq: 1 OPTIONS
   |
+  |SIP/2.0 180 Ringing ⇠ INVITE → 200 OK · 2 of 3 messages
|  |Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa
|  |CSeq: 1 INVITE
|  |
|+ |SIP/2.0 200 OK
||+|Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKa
||||CSeq: 1 INVITE
||'|Content-Type: application/sdp
|| |
||+|v=0
||||o=- 0 0 IN IP4 192.0.2.2
'''|s=-
   |
+  |SIP/2.0 200 OK
|  |Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKb
'  |CSeq: 1 OPTIONS
   |
`);
  });
});

/** Messages of transactions by letter: `aBba` is two transactions, one inside of the other. Small letters only differ in name. */
const logOf = (letters: string): string =>
  [...letters]
    .map((letter, index) =>
      message({
        start:
          [...letters].indexOf(letter) === index
            ? 'OPTIONS sip:bob@example.com SIP/2.0'
            : `SIP/2.0 ${100 + index} Going on`,
        headers: `Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${letter}\nCall-ID: ${letter}\nCSeq: 1 OPTIONS`,
      }),
    )
    .join('\n\n');

/** Folds of `logOf(letters)` by message numbers, transactions only: those that begin at a start-line and hold more than one. */
function transactionFoldsOf(letters: string): string[] {
  const trace = readTrace(logOf(letters));
  const messageOnLine = new Map(
    trace.messages.map(({ startLineSpan }, index) => [trace.lineAt(startLineSpan.start), index]),
  );
  const { ranges } = foldingRanges(trace, { rangeLimit: 5000, collapsedText: false });
  return ranges.flatMap(({ startLine, endLine }) => {
    const inside = [...messageOnLine]
      .filter(([line]) => line >= startLine && line <= endLine)
      .map(([, index]) => index);
    return inside.length < 2 ? [] : [`${inside[0]}-${inside.at(-1)}`];
  });
}

describe('folding by transaction', () => {
  for (const [what, letters, folds] of [
    ['one after the other', 'aabb', ['0-1', '2-3']],
    ['one wholly inside of another nests', 'abba', ['0-3', '1-2']],
    ['two that interleave have no fold where no two messages follow one another', 'abab', []],
    ['of two that interleave each unbroken run folds', 'aababb', ['0-1', '4-5']],
    ['a run holds what lies wholly between its messages', 'abbacac', ['0-3', '1-2']],
    ['a third inside of an interleaved one nests in it alone', 'acabbcb', ['3-4']],
    ['one inside that is itself torn apart by the outer one leaves the outer whole', 'ababa', ['0-4']],
    ['a single message inside is inside', 'aba', ['0-2']],
  ] as const) {
    it(what, () => {
      assert.deepEqual(transactionFoldsOf(letters), folds);
    });
  }

  it('never crosses, nests, and begins one fold a line at the most, whatever interleaves', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[abcde]{1,14}$/), fc.integer({ min: 1, max: 60 }), (letters, rangeLimit) => {
        const { ranges } = foldingRanges(readTrace(logOf(letters)), { rangeLimit, collapsedText: false });
        assert.ok(ranges.length <= rangeLimit);
        const open: number[] = [];
        let before = -1;
        for (const { startLine, endLine } of ranges) {
          assert.ok(startLine > before, 'one fold a line, in order');
          before = startLine;
          while (open.length > 0 && (open.at(-1) ?? 0) < startLine) open.pop();
          assert.ok(
            endLine <= (open.at(-1) ?? Number.POSITIVE_INFINITY),
            `fold ${startLine}-${endLine} crosses in ${letters}`,
          );
          open.push(endLine);
        }
      }),
    );
  });
});

describe('the folds of an OCS log', () => {
  const text = readFileSync('samples/1-enhanced-presence-421.sip.log', 'utf8');
  const lines = text.split('\r\n');
  const trace = readTrace(text);
  const { ranges, omitted } = foldingRanges(trace, { rangeLimit: 5000, collapsedText: true });

  it('begin a transaction at the first line of its first record and end it at the last line of its last', () => {
    const fold = ranges.find(
      ({ collapsedText }) => collapsedText === 'REGISTER → 421 Extension required · 2 messages · 35 ms',
    );
    assert.ok(fold);
    assert.match(lines[fold.startLine] ?? '', /^TL_INFO\(TF_PROTOCOL\).*\$\$begin_record$/);
    assert.equal(lines[fold.endLine], '$$end_record');
    const inside = lines.slice(fold.startLine, fold.endLine + 1).filter((line) => line.startsWith('Start-Line: '));
    assert.deepEqual(inside, [
      'Start-Line: REGISTER sip:contoso.com SIP/2.0',
      'Start-Line: SIP/2.0 421 Extension required',
    ]);
  });

  it('begin a message at its start-line', () => {
    const starts = lines.flatMap((line, index) => (line.startsWith('Start-Line: ') ? [index] : []));
    const folded = new Set(ranges.map(({ startLine }) => startLine));
    assert.deepEqual(
      starts.filter((line) => !folded.has(line)),
      [],
    );
    assert.equal(omitted, 0);
  });

  it('keep transactions, then messages, under a limit', () => {
    const transactions = ranges.filter(({ collapsedText }) => collapsedText !== undefined).length;
    const few = foldingRanges(trace, { rangeLimit: transactions + 2, collapsedText: true });
    assert.equal(few.ranges.filter(({ collapsedText }) => collapsedText !== undefined).length, transactions);
    assert.equal(few.ranges.length, transactions + 2);
    assert.equal(few.omitted, ranges.length - few.ranges.length);
  });
});
