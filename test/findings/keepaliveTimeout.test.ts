import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Client } from '../support/client';
import { connectionRecord } from '../support/logs';

const alice = new Client();
const FAULT = ['warning keepalive-timeout'];
const GRANTED = '\nms-keep-alive: UAS; tcp=no; hop-hop=yes; end-end=no; timeout=300';
const signedIn = [alice.register(1), alice.answer(1, '200 OK', GRANTED)];
const again = new Client({ callId: 'again@192.0.2.1', sentBy: '192.0.2.1:1332' });
const comesAgain = (at: number, notes: readonly string[] = []) => [
  again.register(1, '', { at, notes }),
  again.answer(1, '200 OK', '', { at: at + 0.1 }),
];
const closed = (at: number, text = 'Connection was closed because of a time-out'): string =>
  connectionRecord(at, text, 'Peer-IP: 192.0.2.1:1331\n');

describe('finding keepalive-timeout', () => {
  it('the connection is closed after the time that was granted, and the client comes again', () => {
    const found = checkFindings(...signedIn, closed(303), ...comesAgain(310, FAULT));
    assert.match(
      onlyMessage(found),
      /^The connection of alice@example\.com was idle for 302 s and then closed; the server allows 300 s \(ms-keep-alive\)\. The client has to sign in anew\./,
    );
    assert.deepEqual(
      found[0]?.related.map(({ message }) => message),
      ['The answer that allows 300 s', 'The connection is closed'],
    );
  });

  it('is a hint when the client does not come again', () => {
    const last = alice.answer(1, '200 OK', GRANTED, { notes: ['hint keepalive-timeout'] });
    checkFindings(alice.register(1), last, closed(303));
  });

  describe('is silent', () => {
    it('when the connection is closed at another time', () => {
      checkFindings(...signedIn, closed(100), ...comesAgain(110));
      checkFindings(...signedIn, closed(1800), ...comesAgain(1810));
    });

    it('when there was traffic in between', () => {
      const call = new Client({ callId: 'c2' });
      const served = [
        call.request('SERVICE', 1, '', { at: 200 }),
        call.answerTo('SERVICE', 1, '200 OK', '', { at: 201 }),
      ];
      checkFindings(...signedIn, ...served, closed(303), ...comesAgain(310));
    });

    it('when the log, which is written to all the time, has a hole in which traffic may be missing', () => {
      const others = (from: number, to: number): string[] =>
        Array.from({ length: (to - from) / 5 + 1 }, (_, index) => connectionRecord(from + index * 5));
      checkFindings(...others(-120, 0), ...signedIn, ...others(5, 30), closed(303), ...comesAgain(310));
      checkFindings(...others(-120, 0), ...signedIn, ...others(5, 300), closed(303), ...comesAgain(310, FAULT));
    });

    it('when the server announces no limit', () => {
      checkFindings(alice.register(1), alice.answer(1, '200 OK'), closed(303), ...comesAgain(310));
    });

    it('about other news of the connection', () => {
      checkFindings(...signedIn, closed(303, 'TLS negotiation completed'), ...comesAgain(310));
    });
  });
});
