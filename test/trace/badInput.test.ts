import assert from 'node:assert/strict';
import { checkSound } from '../support/checkSound';
import { record } from '../support/logs';

const NEIGHBOUR = record({ start: 'INFO sip:bob@example.com SIP/2.0', headers: 'Call-ID: neighbour\nCSeq: 1 INFO' });
const PLAIN_NEIGHBOUR = 'INFO sip:bob@example.com SIP/2.0\r\nCall-ID: neighbour\r\nCSeq: 1 INFO\r\n\r\n';

/** Checks that both neighbours of a piece of text are read as if it were not there. */
function checkNeighbours(piece: string, neighbour = NEIGHBOUR): void {
  const trace = checkSound(`${neighbour}\r\n${piece}\r\n${neighbour}`);
  const neighbours = trace.messages.filter(
    ({ callId, method, cseq }) => callId === 'neighbour' && method === 'INFO' && cseq === 1,
  );
  assert.equal(neighbours.length, 2, JSON.stringify(piece.slice(0, 200)));
  for (const { headers, bodySpan } of neighbours)
    assert.deepEqual([headers.length, bodySpan.end - bodySpan.start], [2, 0]);
}

describe('bad input', () => {
  it('an empty text has nothing in it', () => {
    assert.deepEqual(checkSound('').counts, {
      messages: 0,
      requests: 0,
      responses: 0,
      transactions: 0,
      dialogs: 0,
      callIds: 0,
    });
  });

  it('binary data', () => {
    const octets = Array.from({ length: 65_536 }, (_, index) => String.fromCharCode((index * 7919) % 256)).join('');
    assert.equal(checkSound(octets).counts.messages, 0);
    checkNeighbours(octets);
  });

  it('a text without any SIP', () => {
    assert.equal(checkSound('2007-11-12 10:00:00 INFO started\r\nUser: alice\r\n\r\nVia: Rome\r\n').counts.messages, 0);
  });

  describe('between intact neighbours', () => {
    const pieces: [name: string, piece: string][] = [
      ['a record without end', NEIGHBOUR.replace('$$end_record', '').replaceAll('neighbour', 'x')],
      ['a record that is only its first line', NEIGHBOUR.split('\n')[0] ?? ''],
      ['an end mark alone', '$$end_record'],
      ['end marks in a row', '$$end_record\n$$end_record'],
      [
        'a header field without colon',
        record({ start: 'BYE sip:a SIP/2.0', headers: 'Via SIP/2.0/UDP a\nCSeq: 1 BYE' }),
      ],
      ['CSeq without a number', record({ start: 'BYE sip:a SIP/2.0', headers: 'CSeq: BYE' })],
      ['CSeq that is too large', record({ start: 'BYE sip:a SIP/2.0', headers: 'CSeq: 99999999999999999999 BYE' })],
      ['no header field at all', record({ start: 'BYE sip:a SIP/2.0', headers: '' })],
      ['an empty start-line', record({ start: '', headers: 'CSeq: 1 BYE' })],
      [
        'quotes and brackets that never end',
        record({ start: 'BYE sip:a SIP/2.0', headers: 'From: "a <sip:b\nTo: <"\nVia: "' }),
      ],
      ['NUL and control characters', record({ start: 'BYE sip:\0 SIP/2.0', headers: 'CSeq: \x01\x02 BYE\n\0: a' })],
      ['half of a surrogate pair', record({ start: 'BYE sip:\ud83d SIP/2.0', headers: 'Subject: \udca9' })],
    ];
    for (const [name, piece] of pieces) it(name, () => checkNeighbours(piece));

    it('a record cut at any place', () => {
      const whole = record({ start: 'SIP/2.0 200 OK', headers: 'Via: a\nCall-ID: x', body: 'Hello' });
      for (let length = 0; length <= whole.length; length++) checkNeighbours(whole.slice(0, length));
    });

    it('a record cut at any place where the next goes on', () => {
      const whole = record({ start: 'SIP/2.0 200 OK', headers: 'Via: a\nCall-ID: x', body: 'Hello' });
      for (let length = 0; length <= whole.length; length++) {
        const trace = checkSound(`${whole.slice(0, length)}${NEIGHBOUR}`);
        assert.equal(trace.messages.filter(({ callId }) => callId === 'neighbour').length, 1, whole.slice(0, length));
      }
    });

    it('line ends of every kind, mixed', () => {
      const ends = ['\n', '\r\n', '\r', '\r\r\n'];
      let count = 0;
      checkNeighbours(NEIGHBOUR.replaceAll('neighbour', 'x').replace(/\n/g, () => ends[count++ % ends.length] ?? '\n'));
    });

    it('a plain message cut at any place', () => {
      const whole = 'BYE sip:a@b SIP/2.0\r\nVia: a\r\nCall-ID: x\r\nc: text/plain\r\nl: 7\r\n\r\nHello\r\n';
      for (let length = 0; length <= whole.length; length++) {
        checkNeighbours(whole.slice(0, length), PLAIN_NEIGHBOUR);
        checkNeighbours(whole.slice(0, length));
      }
    });

    it('plain messages as neighbours of what is closed', () => {
      for (const [, piece] of pieces.slice(2)) checkNeighbours(piece, PLAIN_NEIGHBOUR);
    });
  });

  it('10 MB on one line take less than a second', () => {
    const long = 'x'.repeat(10_000_000);
    const lines = [
      long,
      `INVITE sip:${long} SIP/2.0`,
      `SIP/2.0 200 ${long}`,
      `Via: ${long}`,
      `TL_INFO(TF_PROTOCOL)${long}`,
    ];
    for (const line of lines) {
      const begin = performance.now();
      checkNeighbours(line);
      const took = performance.now() - begin;
      assert.ok(took < 1000, `${line.slice(0, 20)}… took ${took} ms`);
    }
  });
});
