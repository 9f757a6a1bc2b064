import assert from 'node:assert/strict';
import { leadingText, partEnds, requiredWords } from '../../../server/src/trace/formats/requiredWords';

/** An expression, the words one of which each match holds. */
const WORDS: readonly (readonly [string, readonly string[]])[] = [
  [String.raw`^(?<time>\S+ \S+) \[sbc\] (?:(?<incoming>RX)|(?<outgoing>TX)) `, [' [sbc] ']],
  [String.raw`^\d+ (?:(?<incoming>RECV)|(?<outgoing>SEND)) \d+`, ['RECV', 'SEND']],
  ['RX|TX', ['RX', 'TX']],
  ['RX|', []],
  [String.raw`RX|\d+`, []],
  [String.raw`^\d+$`, []],
  [' ', []],
  ['colou?r', ['colo']],
  ['ab{0,2}c', ['a']],
  ['(?:abc)?', []],
  ['(?:abc)*d', ['d']],
  ['(?:abc)+', ['abc']],
  ['(?:abc){2,3}', ['abc']],
  [String.raw`[^\]]+ab`, ['ab']],
  ['[]x]ab', ['ab']],
  ['[[:alpha:]]ab', ['ab']],
  [String.raw`\x41bc`, ['bc']],
  [String.raw`\x{41}bc\p{Lu}`, ['bc']],
  [String.raw`\bfoo\b bar`, ['foo bar']],
  [String.raw`foo\dbarbar`, ['barbar']],
  [String.raw`a\.b\/c`, ['a.b/c']],
  ['(?i)abc', []],
  ['(?i:abc)', []],
  ['(?s)abc', ['abc']],
  ['a|b|c|d|e|f|g|h|i', []],
  // Broken ones are refused by others; here they must only come to an end.
  ['(a', ['a']],
  ['[a', []],
  ['a)', ['a']],
  ['a\\', ['a']],
];

describe('the words that an expression needs', () => {
  for (const [expression, words] of WORDS) {
    it(`${expression} → ${words.join(', ') || 'none'}`, () => assert.deepEqual(requiredWords(expression), words));
  }

  it('stand at the beginning of the line', () => {
    assert.equal(leadingText('^-- end --$'), '-- end --');
    assert.equal(leadingText(String.raw`^\[end\] \d+`), '[end] ');
    for (const expression of ['-- end --', '^-+', '^a|b', '(?i)^a', '^(?i)a'])
      assert.equal(leadingText(expression), '');
  });

  it('and its parts end where an expression can be cut', () => {
    const expression = String.raw`^a(?:b|c)+\d{2,3}[x)]$`;
    assert.deepEqual(
      partEnds(expression).map((end) => expression.slice(0, end)),
      ['^', '^a', '^a(?:b|c)+', String.raw`^a(?:b|c)+\d{2,3}`, String.raw`^a(?:b|c)+\d{2,3}[x)]`, expression],
    );
    assert.deepEqual(partEnds('a|b'), []);
  });
});
