import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { record } from '../support/logs';

const ALICE = '192.0.2.1:5061';
const BOB = '192.0.2.2:5061';
const HEADERS = `
Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 OPTIONS`;
const REQUEST = 'OPTIONS sip:bob@example.com SIP/2.0';
const sent = (at: number, start = REQUEST, peer = BOB): string =>
  record({ start, headers: HEADERS, at, direction: 'outgoing', peer });
const received = (at: number, notes: readonly string[] = [], start = REQUEST, peer = ALICE): string =>
  record({ start, headers: HEADERS, at, direction: 'incoming', peer, notes });

describe('finding effect-before-cause', () => {
  it('one host has a message before the other has sent it', () => {
    const found = checkFindings(sent(3), received(1, ['warning effect-before-cause']));
    assert.equal(
      onlyMessage(found),
      'By the times of the log this OPTIONS was received by 192.0.2.2:5061 2 s before 192.0.2.1:5061 sent it: their clocks ' +
        'differ, at least by that. Add it to the times of 192.0.2.2:5061 to compare the two.',
    );
  });

  it('also a response, and whichever of the two parts comes first', () => {
    const ok = 'SIP/2.0 200 OK';
    const later = [received(1.1), sent(3.2, ok, ALICE)];
    checkFindings(sent(1), received(1.2, ['warning effect-before-cause'], ok, BOB), ...later);
  });

  it('is information up to a second', () => {
    checkFindings(sent(1.6), received(1.1, ['information effect-before-cause']));
  });

  it('is silent when the clocks agree', () => {
    checkFindings(sent(1), received(1.01));
    checkFindings(sent(1.05), received(1.01));
  });

  it('is silent when a copy may be another one: the request was sent again', () => {
    checkFindings(sent(3), received(1), received(3.1));
  });

  it('is silent about a program that sends to itself and writes out of order (one capture point)', () => {
    checkFindings(sent(3, REQUEST, ALICE), received(1));
  });

  it('is silent about a gateway that sends on under the branch that it got: what goes back is early as well', () => {
    const ok = 'SIP/2.0 200 OK';
    checkFindings(received(1), sent(3), received(3.1, [], ok, BOB), sent(4.5, ok, ALICE));
    // In whole seconds the two may have the same time.
    checkFindings(received(1), sent(3), received(4, [], ok, BOB), sent(4, ok, ALICE));
    checkFindings(received(1), sent(3).replaceAll('TLS 192.0.2.1', 'TLS 192.0.2.10'));
  });

  it('is silent about a response in front of its request at one host', () => {
    checkFindings(received(1, [], 'SIP/2.0 200 OK', BOB), sent(3));
  });

  it('is silent where the times do not say as much (no-clock)', () => {
    const undated = received(1).replace(/^.*\$\$begin_record/, '$$$$begin_record');
    checkFindings(sent(3), undated);
    checkFindings(sent(1.8), received(1));
  });
});
