import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { NextUnit, UnitWord } from '../../server/src/trace/text/nextUnit';
import { PlainLines } from '../../server/src/trace/text/plainLines';
import {
  MARGIN,
  MOST_UNITS,
  plainMemory,
  vectorMemory,
  type WindowMemory,
} from '../../server/src/trace/text/windowMemory';

const generator = pathToFileURL(path.resolve('scripts/windowMemory.mjs')).href;

/** Puts `text` where the units of `memory` stand, over what stood there before. */
function put(memory: WindowMemory, text: string): void {
  memory.units.fill(10);
  memory.units.set(Buffer.from(text, 'latin1'));
  memory.units.fill(0, text.length, text.length + MARGIN);
}

/** Texts of few characters, so that words and line ends stand in them in all ways, and also across sixteen and thirty-two units. */
const text = fc.string({ unit: fc.constantFrom('\r', '\n', '-', '>', ' ', '$', '[', 'a'), maxLength: 200 });

describe('the code that works in the memory of windows', () => {
  it('is what npm run tables writes', async () => {
    const { target, windowMemoryCode } = (await import(generator)) as {
      target: string;
      windowMemoryCode(): Promise<string>;
    };
    assert.equal(readFileSync(target, 'utf8'), await windowMemoryCode(), 'stale: run npm run tables');
  });
});

// The first is for hosts with WebAssembly, as Node.js and all editors are, the other one for those without.
for (const [name, make] of [
  ['sixteen at a time', vectorMemory],
  ['one at a time', plainMemory],
] as const) {
  describe(`the memory of windows, ${name}`, () => {
    const memory = make();

    /** Which lines end plainly, and where; `arePlain` as in `PlainLines`. */
    function linesOf(text: string): {
      readonly lines: readonly (readonly [number, number])[];
      readonly arePlain: boolean;
    } {
      put(memory, text);
      const lines = new PlainLines(memory, text.length);
      const found: (readonly [number, number])[] = [];
      for (let line = 0; line < lines.count; line++) {
        const start = line === 0 ? 0 : (lines.feeds[line - 1] as number) + 1;
        if (lines.moveTo(start, text.length)) found.push([start, lines.end]);
      }
      return { lines: found, arePlain: lines.arePlain };
    }

    it('finds the lines that end in LF or CR LF', () => {
      assert.deepEqual(linesOf('INVITE\r\nVia: a\n\r\n\nno end'), {
        lines: [
          [0, 6],
          [8, 14],
          [15, 15],
          [17, 17],
        ],
        arePlain: true,
      });
    });

    it('knows lines with a CR of their own, and their neighbours', () => {
      assert.deepEqual(linesOf('a\nb\rc\nd\r\r\ne\r\nf\r'), {
        lines: [
          [0, 1],
          [10, 11],
        ],
        arePlain: false,
      });
    });

    it('finds the lines of any text', () => {
      fc.assert(
        fc.property(text, (text) => {
          let start = 0;
          const lines: (readonly [number, number])[] = [];
          let arePlain = true;
          for (let feed = text.indexOf('\n'); feed !== -1; feed = text.indexOf('\n', start)) {
            const line = text.slice(start, feed).replace(/\r$/, '');
            if (line.includes('\r')) arePlain = false;
            else lines.push([start, start + line.length]);
            start = feed + 1;
          }
          assert.deepEqual(linesOf(text), { lines, arePlain });
        }),
      );
    });

    it('finds the lines of a full window, also where its end is between CR and LF', () => {
      const full = 'a'.repeat(MOST_UNITS - 5);
      assert.deepEqual(linesOf(`${full}\r\nb\n\r`), {
        lines: [
          [0, MOST_UNITS - 5],
          [MOST_UNITS - 3, MOST_UNITS - 2],
        ],
        arePlain: true,
      });
    });

    it('makes a unit of each UTF-16 unit of a text, and 255 of all beyond Latin-1', () => {
      const unit = fc.constantFrom(
        'a',
        '\n',
        '\u007f',
        '\u0080',
        '\u00bf',
        'é',
        '\u00fe',
        'ÿ',
        'Ā',
        '߿',
        'ࠀ',
        '中',
        '\uffff',
        '😀',
        '\ud83d',
        '\udc00',
      );
      fc.assert(
        fc.property(fc.array(unit, { maxLength: 100 }), fc.nat(40), (characters, plain) => {
          const text = 'a'.repeat(plain) + characters.join('');
          memory.units.fill(10);
          memory.utf8.fill(10);
          const { written } = new TextEncoder().encodeInto(text, memory.utf8);
          assert.equal(memory.putUnits(written), text.length);
          const expected = Array.from({ length: text.length }, (_, at) => Math.min(text.charCodeAt(at), 255));
          assert.deepEqual(Array.from(memory.units.subarray(0, text.length)), expected);
        }),
      );
    });

    it('has room for a full window of characters that take three octets each', () => {
      const text = '中'.repeat(MOST_UNITS);
      const { read, written } = new TextEncoder().encodeInto(text, memory.utf8);
      assert.deepEqual([read, memory.putUnits(written)], [MOST_UNITS, MOST_UNITS]);
      assert.ok(memory.units.subarray(0, MOST_UNITS).every((unit) => unit === 255));
    });

    it('finds a word at or behind an index, in whatever order it is asked', () => {
      fc.assert(
        fc.property(
          text,
          fc.constantFrom('-> ', '---> ', '> ', '[', 'a[', '$$', '\n', 'aa'),
          fc.array(fc.nat(210), { maxLength: 20 }),
          (text, word, indices) => {
            put(memory, text);
            const places = new NextUnit(memory, text.length, new UnitWord(word));
            const expected = indices
              .map((from) => text.indexOf(word, from))
              .map((at) => (at === -1 ? text.length : at));
            assert.deepEqual(
              indices.map((from) => places.at(from)),
              expected,
            );
          },
        ),
      );
    });

    it('finds no word where the other character stands behind it', () => {
      const text = 'SIP/2.0/UDP SIP/2.0 200 OK SIP/2.0';
      put(memory, text);
      const places = new NextUnit(memory, text.length, new UnitWord('SIP/2.0', '/'));
      assert.deepEqual(
        [0, 13, 28].map((from) => places.at(from)),
        [12, 27, 34],
      );
    });
  });
}
