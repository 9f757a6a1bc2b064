import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { connectionRecord, record } from '../support/logs';

/** A message of a request of alice to bob. */
function part(start: string, at: number, method = 'INVITE', notes: readonly string[] = [], hop = '192.0.2.1'): string {
  return record({
    start: start.startsWith('SIP/') ? start : `${start} sip:bob@example.com SIP/2.0`,
    at,
    notes,
    headers: `
Via: SIP/2.0/UDP ${hop};branch=z9hG4bK${hop}
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>${start.startsWith('SIP/') ? ';tag=2' : ''}
Call-ID: c
CSeq: 1 ${method}`,
  });
}
/** The log is written to for more than three minutes. */
const GOES_ON = [60, 120, 180, 190].map((at) => connectionRecord(at));
const FAULT = ['warning no-final-response'];

describe('finding no-final-response', () => {
  it('an INVITE that rings and is never decided', () => {
    const found = checkFindings(
      part('INVITE', 0, 'INVITE', FAULT),
      part('SIP/2.0 100 Trying', 0.1),
      part('SIP/2.0 180 Ringing', 2),
      ...GOES_ON,
    );
    assert.equal(
      onlyMessage(found),
      'INVITE to bob@example.com got 180 Ringing and no final answer, while the log goes on for more than 3 min 0 s. Look at ' +
        'the hop that sent it: its log shows what became of the request.',
    );
  });

  it('another request that got 100 only', () => {
    checkFindings(
      part('MESSAGE', 0, 'MESSAGE', FAULT),
      part('SIP/2.0 100 Trying', 0.1, 'MESSAGE'),
      connectionRecord(40),
    );
  });

  it('one finding for all legs', () => {
    checkFindings(
      part('INVITE', 0, 'INVITE', FAULT),
      part('SIP/2.0 100 Trying', 0.1),
      part('INVITE', 0.2, 'INVITE', [], 'proxy'),
      part('SIP/2.0 180 Ringing', 2, 'INVITE', [], 'proxy'),
      ...GOES_ON,
    );
  });

  describe('is silent', () => {
    it('when it may still ring', () => {
      checkFindings(part('INVITE', 0), part('SIP/2.0 180 Ringing', 2), connectionRecord(60), connectionRecord(100));
      checkFindings(
        part('INVITE', 0),
        part('SIP/2.0 182 Queued', 2),
        connectionRecord(60),
        part('SIP/2.0 182 Queued', 100),
        connectionRecord(160),
        connectionRecord(200),
      );
    });

    it('when the log has a hole, in which the answer may be missing', () => {
      checkFindings(part('INVITE', 0), part('SIP/2.0 180 Ringing', 2), connectionRecord(600));
      checkFindings(
        part('INVITE', 0),
        part('SIP/2.0 180 Ringing', 2),
        connectionRecord(60),
        connectionRecord(3660),
        connectionRecord(3700),
      );
    });

    it('when another leg shows how it ended', () => {
      checkFindings(
        part('INVITE', 0),
        part('SIP/2.0 100 Trying', 0.1),
        part('INVITE', 0.2, 'INVITE', [], 'proxy'),
        part('SIP/2.0 603 Decline', 2, 'INVITE', ['information call-outcome'], 'proxy'),
        ...GOES_ON,
      );
    });

    it('when the caller ended it with a BYE', () => {
      checkFindings(
        part('INVITE', 0),
        part('SIP/2.0 180 Ringing', 2),
        part('BYE', 5, 'BYE'),
        part('SIP/2.0 200 OK', 5.1, 'BYE'),
        ...GOES_ON,
      );
    });
  });
});
