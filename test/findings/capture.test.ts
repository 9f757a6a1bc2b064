import assert from 'node:assert/strict';
import { findings } from '../../server/src/trace/findings';
import { readTrace } from '../../server/src/trace/trace';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { message } from '../support/logs';
import { Conversation, later } from '../support/packets';

const talk = new Conversation();

describe('finding request-retransmissions', () => {
  const sent = (at: number, notes: readonly string[] = []): string => talk.request(at, 'OPTIONS', { notes });
  const answered = (at: number): string => talk.answer(at, '200 OK', 'OPTIONS');

  it('a request that is sent again is news', () => {
    const found = checkFindings(sent(0, ['information request-retransmissions']), sent(0.5), sent(1.5), answered(2));
    assert.equal(
      onlyMessage(found),
      'This OPTIONS to 192.0.2.2:5060 was sent 3 times in 1.5 s (after 0.5, 1 s): packets are lost, or the peer is slow to answer.',
    );
  });

  it('four times is a warning', () => {
    checkFindings(sent(0, ['warning request-retransmissions']), sent(0.5), sent(1.5), sent(3.5), answered(4));
  });

  it('is silent about what the capture saw twice (dup-capture)', () => {
    checkFindings(sent(0), sent(0.001), answered(0.1), answered(0.101));
  });

  it('is silent about copies on other legs (multi-leg), and without times (no-clock)', () => {
    checkFindings(sent(0), talk.request(0.2, 'OPTIONS', { branch: 'z9hG4bKnext' }), answered(0.5));
    checkFindings(sent(0), sent(0.2).replace('-> 192.0.2.2', '-> 192.0.2.3'), answered(0.5));
    const headers =
      'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\nFrom: <sip:a@example.com>;tag=1\nTo: <sip:b@example.com>\nCall-ID: 1\nCSeq: 1 OPTIONS';
    const start = 'OPTIONS sip:b@example.com SIP/2.0';
    checkFindings(message({ start, headers }), message({ start, headers }));
  });

  it('is silent where another finding is about the request', () => {
    checkFindings(sent(0), sent(0.5), talk.answer(0.6, '500 Oops', 'OPTIONS', { notes: ['error server-error'] }));
  });

  it('is silent about an ACK: each answers a 200', () => {
    checkFindings(talk.request(0, 'ACK', { within: true }), talk.request(0.5, 'ACK', { within: true }));
  });
});

describe('finding request-repeat-on-tcp', () => {
  const overTcp = new Conversation({ transport: 'TCP' });

  it('a request that is sent again over TCP', () => {
    const found = checkFindings(
      overTcp.request(0, 'OPTIONS', { notes: ['warning request-repeat-on-tcp'] }),
      overTcp.request(0.5, 'OPTIONS'),
      overTcp.answer(0.6, '200 OK', 'OPTIONS'),
    );
    assert.equal(
      onlyMessage(found),
      'This OPTIONS to 192.0.2.2:5060 was sent 2 times over TCP (after 0.5 s), which loses nothing: the program or a server in ' +
        'between repeats it, or the connection was opened anew.',
    );
  });

  it('is silent about what the capture saw twice (dup-capture)', () => {
    checkFindings(overTcp.exchange(0, 'OPTIONS'), overTcp.exchange(0.001, 'OPTIONS'));
  });
});

describe('finding response-retransmissions', () => {
  const ok = (at: number, notes: readonly string[] = []): string => talk.answer(at, '200 OK', 'INVITE', { notes });
  const ack = (at: number): string => talk.request(at, 'ACK', { within: true });

  it('an answer that is repeated until the ACK comes', () => {
    const found = checkFindings(
      talk.request(0, 'INVITE'),
      ok(1, ['warning response-retransmissions']),
      ok(1.5),
      ok(2.5),
      ack(2.6),
    );
    assert.match(
      onlyMessage(found),
      /^200 OK is sent 3 times by 192\.0\.2\.2:5060 \(after 0\.5, 1 s\): the ACK does not reach it/,
    );
  });

  it('is silent about two, and about one answer to each copy of the INVITE', () => {
    checkFindings(talk.request(0, 'INVITE'), ok(1), ok(1.5), ack(1.6));
    const again = [1, 2].map((at) => talk.request(at, 'INVITE') + ok(at + 0.1)).join('');
    checkFindings(talk.request(0, 'INVITE'), ok(0.1), again, ack(2.6));
  });
});

describe('finding one-sided-capture', () => {
  const sent = (number: number, notes: readonly string[] = []): string =>
    new Conversation({ callId: `${number}` }).request(number, 'INFO', { notes });

  it('a log of requests only', () => {
    const found = checkFindings(sent(1, ['information one-sided-capture']), sent(2), sent(3));
    assert.equal(
      onlyMessage(found),
      'This log has requests only, all 3 messages. The answers were not captured, so nothing is said about what is missing.',
    );
  });

  it('one sender whose answers are not there, once for the log', () => {
    const found = checkFindings(
      talk.exchange(0, 'OPTIONS', '200 OK', { back: true }),
      sent(1, ['information one-sided-capture']),
      sent(2),
      sent(3),
    );
    assert.match(onlyMessage(found), /^This log has 3 requests of 192\.0\.2\.1 and no answer that went back to it: /);
  });

  it('is silent about a few lines, and about one request that is sent again and again', () => {
    checkFindings(sent(1), sent(2));
    checkFindings(...[0, 1, 2, 3].map(() => message({ start: 'INFO sip:b@example.com SIP/2.0', headers: HEADERS })));
  });
});

const HEADERS =
  'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\nFrom: <sip:a@example.com>;tag=1\nTo: <sip:b@example.com>\nCall-ID: 1\nCSeq: 1 INFO';

describe('finding trace-starts-midcall', () => {
  it('a log that begins with a BYE, once however many do', () => {
    const other = new Conversation({ callId: '2' });
    const found = checkFindings(
      talk.exchange(0, 'BYE', '200 OK', { within: true, notes: ['hint trace-starts-midcall'] }),
      other.exchange(1, 'BYE', '200 OK', { within: true }),
      later(2),
    );
    assert.equal(found[0]?.more, 1);
  });

  it('is silent about a few lines, and where the beginning is there', () => {
    const few = talk.exchange(0, 'BYE', '200 OK', { within: true });
    const whole = [
      talk.exchange(0, 'INVITE'),
      talk.request(0.2, 'ACK', { within: true }),
      talk.exchange(9, 'BYE', '200 OK', { within: true, cseq: 2 }),
      later(10),
    ];
    for (const log of [few, whole.join('')]) assert.deepEqual(findings(readTrace(log)), []);
  });
});

describe('finding timestamp-backwards', () => {
  it('a log that was joined of two', () => {
    const found = checkFindings(
      later(60),
      new Conversation().exchange(0, 'OPTIONS', '200 OK', { notes: ['information timestamp-backwards'] }),
    );
    assert.match(onlyMessage(found), /^The time goes back by 60\.1 s here: logs that were joined,/);
  });

  it('is silent about threads that write a little out of order', () => {
    checkFindings(later(3), talk.exchange(0, 'OPTIONS'));
  });
});
