import assert from 'node:assert/strict';
import { Interner } from '../../server/src/trace/text/interner';

const unitsOf = (text: string): Uint16Array => Uint16Array.from(text, (character) => character.charCodeAt(0));

describe('names', () => {
  it('get the same number wherever they are read from, in the order in which they are met', () => {
    const names = new Interner();
    const found = [
      names.idOf('INVITE'),
      names.idAt('an INVITE', 3, 9),
      names.idIn(unitsOf('INVITE sip:'), 0, 6),
      names.idIn(unitsOf('ACK'), 0, 3),
      names.idInLowerCase(unitsOf('Example.COM'), 0, 11),
      names.idOf('example.com'),
      names.idOf(''),
      names.idIn(unitsOf('x'), 1, 1),
    ];

    assert.deepEqual(found, [1, 1, 1, 2, 3, 3, 0, 0]);
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((id) => names.valueOf(id)),
      ['', 'INVITE', 'ACK', 'example.com', ''],
    );
    assert.deepEqual([names.numberOf('ACK'), names.numberOf('BYE'), names.count], [2, undefined, 4]);
  });

  it('may be very many, very long and of any characters', () => {
    const names = new Interner();
    const all = Array.from({ length: 50_000 }, (_, number) => `${number}\u{1f600}\u00e9`);
    all.push('x'.repeat(200_000), '\ud800', '\0');
    for (const name of all) names.idOf(name);

    assert.deepEqual(
      all.map((name) => names.valueOf(names.numberOf(name) ?? 0)),
      all,
    );
    assert.equal(names.count, all.length + 1);
  });

  it('are told by how they begin', () => {
    const names = new Interner();

    assert.ok(names.beginsWith(names.idOf('Z9hG4bK-1'), 'z9hg4bk'));
    assert.ok(!names.beginsWith(names.idOf('z9hG4b'), 'z9hg4bk'));
    assert.ok(!names.beginsWith(0, 'z9hg4bk'));
  });

  it('that somebody chose so that their hashes are one are found in time', () => {
    // Two characters that turn the highest bit, and two that turn it back.
    const [zero, one] = ['\0\0\0\0', '\0\u8000\0\u8001'];
    const all = Array.from({ length: 1 << 15 }, (_, number) =>
      number.toString(2).padStart(15, '0').replaceAll('0', zero).replaceAll('1', one),
    );
    const names = new Interner();
    const start = performance.now();
    for (const name of all) names.idOf(name);
    for (const [index, name] of all.entries()) assert.equal(names.idOf(name), index + 1);

    assert.ok(performance.now() - start < 10_000, `${performance.now() - start} ms`);
  });
});
