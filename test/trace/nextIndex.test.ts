import assert from 'node:assert/strict';
import { NextIndex } from '../../server/src/trace/text/nextIndex';

/** Much of a text in which no word stands. */
const FAR = ' '.repeat(200_000);

describe('where a word stands next', () => {
  const text = `Via: a${FAR}Via: b${FAR}`;
  const second = 'Via: a'.length + FAR.length;

  it('is its first place at or behind an offset, or the length of the text', () => {
    const places = new NextIndex(text, 'Via');
    assert.deepEqual(
      [0, 1, second, second + 1].map((from) => places.at(from)),
      [0, second, second, text.length],
    );
  });

  it('is known also when somebody goes back', () => {
    const places = new NextIndex(text, 'Via');
    assert.deepEqual(
      [second + 1, second, 1, 0].map((from) => places.at(from)),
      [text.length, second, second, 0],
    );
  });

  it('need not be found behind a limit: any offset from there on will do', () => {
    const places = new NextIndex(text, 'Via');
    const unknown = places.at(1, 10);
    assert.ok(unknown >= 10 && unknown < second);
    assert.equal(places.at(2, second), second, 'as far as it was searched there is none');
    assert.equal(places.at(1), second);
  });

  it('is found where it stands across the end of what was searched first', () => {
    for (let at = 65_530; at < 65_545; at++)
      assert.equal(new NextIndex(`${' '.repeat(at)}Via${FAR}`, 'Via').at(0, 5 + at), at);
  });

  it('is the same whichever of its characters is the rarest, also where these stand without the others', () => {
    const text =
      '-> -->> -> >[/[ [/[/[ $$$ $$ Line:Start-Line: SIP/2.0/2.0 SIP/2.0 SISIP/2.0/ /2.0 P/2.0 Start-Line ->';
    for (const word of ['-> ', '> ', '/[', '$$', 'Start-Line:', 'SIP/2.0', '/', ' ', '>']) {
      const places = new NextIndex(text, word);
      const found = Array.from(text, (_, from) => places.at(from));
      const expected = Array.from(text, (_, from) => text.indexOf(word, from)).map((at) => (at < 0 ? text.length : at));
      assert.deepEqual(found, expected, word);
    }
  });

  it('is not where the other character stands behind it', () => {
    assert.equal(new NextIndex('Via;Via:', 'Via', ';').at(0), 4);
  });
});
