import assert from 'node:assert/strict';
import fc from 'fast-check';
import { attributeIn, LONGEST_SDP, readSdp, wordsIn } from '../../../server/src/trace/sdp/description';
import { textOf } from '../../../server/src/trace/text/span';

const whole = (text: string) => ({ start: 0, end: text.length });

/** Each line as `media type value`, -1 for the part about the session. */
const linesOf = (text: string): string[] =>
  readSdp(text, whole(text)).lines.map(({ media, type, value }) => `${media} ${type} ${textOf(text, value)}`);

describe('session description', () => {
  it('belongs to the session until the first m=, then to the media', () => {
    assert.deepEqual(linesOf('v=0\r\ns=-\r\nm=audio 1 RTP/AVP 0\r\na=sendrecv\r\nm=video 0 RTP/AVP 31\r\n'), [
      '-1 v 0',
      '-1 s -',
      '0 m audio 1 RTP/AVP 0',
      '0 a sendrecv',
      '1 m video 0 RTP/AVP 31',
    ]);
  });

  it('tells the lines of each media description', () => {
    const text = 'v=0\nm=audio 1 RTP/AVP 0\na=x\nm=video 0 RTP/AVP 31';
    assert.deepEqual(
      readSdp(text, whole(text)).media.map(({ first, end }) => [first, end]),
      [
        [1, 3],
        [3, 4],
      ],
    );
  });

  it('takes any line end, blanks around a line, and lines that are none', () => {
    const text = '  v=0 \rx\n\n=\ns=\n';
    const { lines, broken } = readSdp(text, whole(text));
    assert.deepEqual(
      lines.map(({ span }) => textOf(text, span)),
      ['v=0', 's='],
    );
    assert.deepEqual(
      broken.map((span) => textOf(text, span)),
      ['x', '='],
    );
  });

  it('reads no more than a bound, and says so', () => {
    const text = 'a=x\n'.repeat(LONGEST_SDP);
    const { lines, readTo } = readSdp(text, whole(text));
    assert.deepEqual([lines.length, readTo], [LONGEST_SDP / 4, LONGEST_SDP]);
  });

  it('splits an attribute at its first colon', () => {
    const text = 'a=rtcp:5001 IN IP6 2001:db8::1\na=sendrecv\na=empty:';
    assert.deepEqual(
      readSdp(text, whole(text)).lines.map((line) => {
        const { name, value } = attributeIn(text, line);
        return [textOf(text, name), value && textOf(text, value)];
      }),
      [
        ['rtcp', '5001 IN IP6 2001:db8::1'],
        ['sendrecv', undefined],
        ['empty', ''],
      ],
    );
  });

  it('finds words between blanks, at most as many as asked for', () => {
    const text = ' a \t bb  c ';
    assert.deepEqual(
      wordsIn(text, whole(text)).map((word) => textOf(text, word)),
      ['a', 'bb', 'c'],
    );
    assert.equal(wordsIn(text, whole(text), 2).length, 2);
  });

  it('gives spans of the text, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a=', 'm=', 'x', '\r', '\n', ' ', ':'), { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const { lines, broken } = readSdp(text, whole(text));
        let last = 0;
        for (const { start, end } of [...lines.map(({ span }) => span), ...broken].sort((a, b) => a.start - b.start)) {
          assert.ok(last <= start && start < end && end <= text.length);
          last = end;
        }
      }),
    );
  });
});
