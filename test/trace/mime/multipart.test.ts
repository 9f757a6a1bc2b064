import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readMediaType } from '../../../server/src/trace/mime/mediaType';
import { readMultipart } from '../../../server/src/trace/mime/multipart';
import { textOf } from '../../../server/src/trace/text/span';

/** Each part as `type | header names | body`. */
function partsOf(text: string, boundary = 'b'): string[] {
  return readMultipart(text, { start: 0, end: text.length }, boundary).parts.map(
    ({ type, headers, body }) => `${type.name} | ${headers.map(({ key }) => key).join(' ')} | ${textOf(text, body)}`,
  );
}

describe('multipart body', () => {
  it('has parts between its boundaries', () => {
    const text =
      'preamble\r\n--b\r\nContent-Type: application/sdp\r\nContent-ID: <1>\r\n\r\nv=0\r\n--b\r\n\r\nhello\r\n--b--\r\nepilogue';
    assert.deepEqual(partsOf(text), ['application/sdp | content-type content-id | v=0', 'text/plain |  | hello']);
    const { closing } = readMultipart(text, { start: 0, end: text.length }, 'b');
    assert.equal(closing && textOf(text, closing), '--b--');
  });

  it('takes no longer boundary, and none within a line, for its own', () => {
    assert.deepEqual(partsOf('--b\n\none\n--bb\ntwo --b\n--b \n\nthree\n--b--'), [
      'text/plain |  | one\n--bb\ntwo --b',
      'text/plain |  | three',
    ]);
  });

  it('goes to the end where the log has cut it', () => {
    assert.deepEqual(partsOf('--b\nContent-Type: a/b\n\nrest of'), ['a/b | content-type | rest of']);
    assert.deepEqual(partsOf('--b\nContent-Type: a/b'), ['a/b | content-type | ']);
    assert.deepEqual(partsOf('--b'), ['text/plain |  | ']);
    assert.deepEqual(partsOf('nothing'), []);
  });

  it('finds its boundary by itself where the type names none', () => {
    assert.deepEqual(partsOf('--x1\n\none\n--x1--', ''), ['text/plain |  | one']);
  });

  it('gives spans of the text, whatever it is', () => {
    const pieces = fc.array(fc.constantFrom('--b', '--b--', '\r\n', '\n', '\r', 'A: 1', ' ', 'x'), { maxLength: 40 });
    fc.assert(
      fc.property(pieces, (words) => {
        const text = words.join('');
        let last = 0;
        for (const { span, body, boundaryLine } of readMultipart(text, { start: 0, end: text.length }, 'b').parts) {
          assert.ok(last <= span.start && span.start < boundaryLine.end && boundaryLine.end <= body.start);
          assert.ok(body.start <= body.end && body.end <= text.length && body.end <= span.end);
          last = span.end;
        }
      }),
    );
  });
});

describe('media type', () => {
  const read = (text: string) => readMediaType(text, { start: 0, end: text.length });

  it('is in lower case, with its boundary', () => {
    assert.deepEqual(read('Multipart/Mixed; charset=x; boundary="a b"'), { name: 'multipart/mixed', boundary: 'a b' });
    assert.deepEqual(read('application/SDP'), { name: 'application/sdp', boundary: '' });
    assert.deepEqual(read(''), { name: '', boundary: '' });
  });
});
