import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineCursor } from '../../server/src/trace/text/lineCursor';
import { LineIndex } from '../../server/src/trace/text/lineIndex';

/** The lines that a cursor walks over. */
function walk(text: string): string[] {
  const lines: string[] = [];
  for (const line = new LineCursor(text); line.hasLine; line.advance()) lines.push(text.slice(line.start, line.end));
  return lines;
}

/** Text of CRs, LFs and letters: more line ends than any log has. */
const lineEndings = fc.string({ unit: fc.constantFrom('\r', '\n', 'a', ' '), maxLength: 40 });

describe('line cursor', () => {
  const cases: [name: string, text: string, lines: string[]][] = [
    ['LF', 'a\nb\n', ['a', 'b']],
    ['CR LF', 'a\r\nb\r\n', ['a', 'b']],
    ['CR CR LF, as some loggers double the CR', 'a\r\r\nb\r\r\n', ['a', 'b']],
    ['CR alone', 'a\rb\r', ['a', 'b']],
    ['all of them mixed', 'a\rb\r\nc\r\r\nd\ne', ['a', 'b', 'c', 'd', 'e']],
    ['two CRs that no LF follows are two lines', 'a\r\rb', ['a', '', 'b']],
    ['empty lines', '\n\r\n\n', ['', '', '']],
    ['a last line without end', 'a\nb', ['a', 'b']],
    ['nothing', '', []],
  ];
  for (const [name, text, lines] of cases) it(name, () => assert.deepEqual(walk(text), lines));

  it('agrees with a split at any mix of line ends', () => {
    fc.assert(
      fc.property(lineEndings, (text) => {
        const lines = text.split(/\r*\n|\r/);
        if (lines.at(-1) === '') lines.pop();
        assert.deepEqual(walk(text), lines);
      }),
      { numRuns: 500 },
    );
  });

  it('may be moved anywhere, forward and back', () => {
    fc.assert(
      fc.property(lineEndings, fc.array(fc.nat(40), { maxLength: 8 }), (text, places) => {
        const moved = new LineCursor(text);
        for (const place of places) {
          const at = Math.min(place, text.length);
          moved.moveTo(at);
          const fresh = new LineCursor(text.slice(at));
          assert.deepEqual([moved.start, moved.end, moved.next], [at, at + fresh.end, at + fresh.next]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('knows a line of nothing but blanks', () => {
    assert.equal(new LineCursor(' \t\r\n').isBlank, true);
    assert.equal(new LineCursor(' .\r\n').isBlank, false);
    assert.equal(new LineCursor('').isBlank, true);
  });
});

describe('line index', () => {
  /** Places of every offset by counting one character at a time; CR LF is one line end. */
  function naivePlaces(text: string): { line: number; character: number }[] {
    const places = [];
    let line = 0;
    let start = 0;
    for (let at = 0; at <= text.length; at++) {
      places.push({ line, character: at - start });
      const ends = text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n');
      if (ends) {
        line++;
        start = at + 1;
      }
    }
    return places;
  }

  it('counts as editors do: LF, CR LF and CR each end a line', () => {
    const index = new LineIndex('a\nb\r\nc\rd');
    assert.equal(index.count, 4);
    assert.deepEqual(index.placeAt(3), { line: 1, character: 1 });
    assert.deepEqual(
      [0, 1, 2, 3].map((line) => [index.startOf(line), index.endOf(line)]),
      [
        [0, 1],
        [2, 3],
        [5, 6],
        [7, 8],
      ],
    );
  });

  it('a text without line ends is one line, an empty one too', () => {
    assert.equal(new LineIndex('abc').count, 1);
    assert.equal(new LineIndex('').count, 1);
    assert.equal(new LineIndex('abc\r\n').count, 2);
  });

  it('agrees with counting one character at a time', () => {
    fc.assert(
      fc.property(lineEndings, (text) => {
        const index = new LineIndex(text);
        const places = naivePlaces(text);
        assert.equal(index.count, (places.at(-1)?.line ?? 0) + 1);
        for (const [offset, place] of places.entries()) assert.deepEqual(index.placeAt(offset), place);
      }),
      { numRuns: 500 },
    );
  });

  it('turns places back into offsets', () => {
    fc.assert(
      fc.property(lineEndings, (text) => {
        const index = new LineIndex(text);
        for (const [offset, place] of naivePlaces(text).entries()) {
          const insideOfLineEnd = offset > index.endOf(place.line);
          assert.equal(index.offsetAt(place), insideOfLineEnd ? index.endOf(place.line) : offset);
        }
      }),
    );
  });

  it('moves places outside into the text', () => {
    const index = new LineIndex('ab\r\ncd');
    assert.equal(index.offsetAt({ line: -1, character: 5 }), 0);
    assert.equal(index.offsetAt({ line: 0, character: 99 }), 2);
    assert.equal(index.offsetAt({ line: 1, character: -3 }), 4);
    assert.equal(index.offsetAt({ line: 9, character: 0 }), 6);
  });
});
