import assert from 'node:assert/strict';
import { linearPattern } from '../../server/src/lsp/linearPattern';

/** Expressions with which a backtracking engine tries for minutes to years, and a line that it never finishes. */
const BACKTRACKING: readonly (readonly [string, string])[] = [
  ['(a+)+$', `${'a'.repeat(2000)}!`],
  [String.raw`^(\w+\s?)*$`, `${'a'.repeat(2000)}!`],
  ['(a|a)*$', `${'a'.repeat(2000)}!`],
  ['(a|aa)+$', `${'a'.repeat(2000)}!`],
  ['(.*)*x', 'a'.repeat(2000)],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(2000)],
  ['(x+x+)+y', 'x'.repeat(2000)],
  ['^.*.*.*.*a.*$', 'b'.repeat(2000)],
  ['([^:]*:?)*end', `${'a:'.repeat(1000)}!`],
  ['^(?:RX|R.)*$X', `${'RX'.repeat(1000)}!`],
  [String.raw`(?:\s*\w*)*:`, `${'a '.repeat(1000)}!`],
  [String.raw`(?:\w{1,8}\s{0,4}){1,20}:$`, `${'a '.repeat(1000)}!`],
];

/** What a backtracking engine needs for one of them: more than a person waits for. */
const LONG = 2000;

const REFUSED: readonly (readonly [string, RegExp])[] = [
  ['(?=(a+)+$)RX', /^\(\?=…\) looks around/],
  ['RX(?!TX)', /^\(\?!…\) looks around/],
  ['(?<=RX )a', /^\(\?<=…\) looks around/],
  ['(?<!RX )a', /^\(\?<!…\) looks around/],
  [String.raw`(a)(a|\1)+b$`, /^\\1 goes back to what a group has found/],
  [String.raw`(?<a>a)\k<a>`, /^\\k goes back to what a group has found/],
  ['(?:a{1,80}){1,80}', /^This is no regular expression: invalid repeat count: \{1,80\}/],
  ['(?:a?){300}a{300}', /^This expression is too large, .* Use \* and \+ instead/],
  ['a'.repeat(2001), /^This expression is longer than 2000 characters/],
  ['(a', /^This is no regular expression: missing closing \)/],
  ['a)', /^This is no regular expression: unexpected \)/],
  ['[a', /^This is no regular expression: missing closing \]/],
  ['*a', /^This is no regular expression: missing argument to repetition operator: \*\. Mind that JSON/],
  ['(?<a>x)(?<a>y)', /^This is no regular expression: duplicate capture group name: a/],
  ['a\\', /^This is no regular expression: trailing backslash/],
];

describe('an expression of a person', () => {
  for (const [expression, line] of BACKTRACKING) {
    it(`takes no time on any line: ${expression}`, () => {
      const pattern = linearPattern(expression);
      const start = performance.now();
      pattern.test(line);
      pattern.exec(line);
      const time = performance.now() - start;
      assert.ok(time < LONG, `${Math.round(time)} ms`);
    });
  }

  for (const [expression, message] of REFUSED) {
    it(`is refused, with the reason: ${expression.slice(0, 40)}`, () => {
      assert.throws(() => linearPattern(expression), { name: 'Error', message });
    });
  }

  it('finds groups where they are, as a RegExp does', () => {
    const source = String.raw`(?:(?<incoming>RX)|(?<outgoing>TX)) (?<remote>[\w.:\[\]]+)`;
    for (const line of ['é€😀 RX 192.0.2.1:5060', 'TX [2001:db8::1]:5060', 'RX', '', 'RX TX a']) {
      const own = linearPattern(source).exec(line);
      const native = new RegExp(source).exec(line);
      assert.deepEqual(
        own && { 0: own[0], index: own.index, groups: { ...own.groups } },
        native && { 0: native[0], index: native.index, groups: { ...native.groups } },
      );
    }
  });

  it('answers anew for another line', () => {
    const pattern = linearPattern('(?<a>b+)');
    assert.deepEqual(
      ['abb', 'abb', 'b', 'x', ''].map((line) => pattern.exec(line)?.groups?.a),
      ['bb', 'bb', 'b', undefined, undefined],
    );
  });
});
