import assert from 'node:assert/strict';
import { isCut, isMasked } from '../../../server/src/trace/findings/guards/cut';
import { readTrace } from '../../../server/src/trace/trace';

const HEADERS = `MESSAGE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 MESSAGE
`;

const isCutIn = (log: string): boolean => isCut(readTrace(log).messageAt(0));

describe('guard truncated-log: a message may be cut', () => {
  it('when its header fields are not closed', () => {
    assert.ok(isCutIn(HEADERS.trimEnd()));
    assert.ok(!isCutIn(`${HEADERS}\n`));
  });

  it('when its body is shorter than announced by more than line ends make', () => {
    const withBody = (length: number): string => `${HEADERS}Content-Length: ${length}\n\none\ntwo\nthree\n`;
    assert.ok(!isCutIn(withBody(14)), 'as many characters');
    assert.ok(!isCutIn(withBody(17)), 'the log made CRLF into LF');
    assert.ok(isCutIn(withBody(400)));
    assert.ok(!isCutIn(withBody(Number.NaN)), 'no number');
  });
});

describe('guard masked: a value was taken out', () => {
  it('with stars, crosses or a word in brackets', () => {
    for (const value of ['***', 'sip:xxxxxx@example.com', '[removed]', '[email protected]'])
      assert.ok(isMasked(value), value);
    for (const value of ['alice@example.com', '*98', 'maxx', '']) assert.ok(!isMasked(value), value);
  });
});
