import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { connectionRecord, record } from '../support/logs';

interface Part {
  readonly at: number;
  readonly notes?: readonly string[];
  readonly hop?: string;
  readonly behind?: string;
  readonly callId?: string;
  readonly transport?: string;
  readonly toTag?: string;
  readonly cseq?: string;
  readonly incoming?: boolean;
}

/** A message of a request of alice to bob, on the leg that `hop` sends. */
function part(start: string, more: Part): string {
  const { at, notes = [], hop = '192.0.2.1', behind, callId = 'c', transport = 'UDP', toTag = '' } = more;
  const method = start.startsWith('SIP/') ? 'INVITE' : (start.split(' ')[0] ?? '');
  const cseq = more.cseq ?? `1 ${method}`;
  const via = (host: string): string =>
    `Via: SIP/2.0/${transport} ${host};branch=z9hG4bK${host}${callId}${cseq.replace(' ', '')}`;
  return record({
    start: start.startsWith('SIP/') ? start : `${start} SIP/2.0`,
    at,
    notes,
    direction: more.incoming === true || start.startsWith('SIP/') ? 'incoming' : 'outgoing',
    headers: `
${via(hop)}${behind === undefined ? '' : `\n${via(behind)}`}
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>${toTag === '' ? (start.startsWith('SIP/') ? ';tag=2' : '') : `;tag=${toTag}`}
Call-ID: ${callId}
CSeq: ${cseq}`,
  });
}
const INVITE = 'INVITE sip:bob@example.com';
const FAULT = ['error no-response'];
const REPEATED = ['information request-retransmissions'];

/** What shows that the log goes on, and that answers are in it. */
const goesOn = (at = 100): string =>
  [
    part('OPTIONS sip:bob@example.com', { at, callId: 'later' }),
    part('SIP/2.0 200 OK', { at, callId: 'later', cseq: '1 OPTIONS' }),
  ].join('\n');

describe('finding no-response', () => {
  it('an INVITE that is sent again and again', () => {
    const found = checkFindings(
      part(INVITE, { at: 0, notes: FAULT }),
      ...[0.5, 1.5, 3.5].map((at) => part(INVITE, { at })),
      goesOn(),
    );
    assert.equal(
      onlyMessage(found),
      'No answer from 192.0.2.1:1331 to INVITE for bob@example.com, sent 4 times in 3.5 s: nothing came back within 32 s. ' +
        'Check that 192.0.2.1:1331 is the right address, that something runs and listens there, and that no firewall drops ' +
        'the packets on the way there or back.',
    );
  });

  it('any other request, also one that is not sent again since TLS loses nothing', () => {
    checkFindings(part('MESSAGE sip:bob@example.com', { at: 0, transport: 'TLS', notes: FAULT }), goesOn());
  });

  it('a request that the program which wrote the log got', () => {
    const found = checkFindings(
      part('SUBSCRIBE sip:bob@example.com', { at: 0, transport: 'TLS', incoming: true, notes: FAULT }),
      goesOn(),
    );
    assert.match(onlyMessage(found), /The program that wrote this log got the request and sent nothing back/);
  });

  it('over a proxy: the silent leg is the cause, and the 408 that the caller gets belongs to it', () => {
    const leg = { hop: 'proxy', behind: '192.0.2.1' };
    const found = checkFindings(
      part(INVITE, { at: 0 }),
      part('SIP/2.0 100 Trying', { at: 0.1 }),
      part('INVITE sip:bob@192.0.2.7', { at: 0.2, ...leg, notes: FAULT }),
      part('INVITE sip:bob@192.0.2.7', { at: 0.7, ...leg }),
      part('SIP/2.0 408 Request Timeout', { at: 30 }),
      goesOn(),
    );
    assert.match(onlyMessage(found), /What the sender was told is 408 Request Timeout\./);
    assert.deepEqual(
      found[0]?.related.map(({ message }) => message),
      ['What followed from it: 408 Request Timeout'],
    );
  });

  it('the same peer over and over is one', () => {
    const found = checkFindings(
      ...[0, 1, 2].flatMap((call) => [
        part(INVITE, { at: call * 40, callId: `${call}`, notes: call === 0 ? FAULT : [] }),
        part(INVITE, { at: call * 40 + 0.5, callId: `${call}` }),
      ]),
      goesOn(200),
    );
    assert.equal(found[0]?.more, 2);
  });

  describe('is news when', () => {
    it('another branch is answered', () => {
      const behind = '192.0.2.1';
      const found = checkFindings(
        part('INVITE sip:bob@192.0.2.7', { at: 0, hop: 'p1', behind, notes: ['information no-response'] }),
        part('INVITE sip:bob@192.0.2.8', { at: 0.1, hop: 'p2', behind }),
        part('SIP/2.0 200 OK', { at: 5, hop: 'p2', behind }),
        part('ACK sip:bob@192.0.2.8', { at: 5.1, toTag: '2' }),
        goesOn(),
      );
      assert.match(onlyMessage(found), /Another server or device took the request/);
    });

    it('the next try succeeds', () => {
      checkFindings(
        part(INVITE, { at: 0, notes: ['information no-response'] }),
        part(INVITE, { at: 0.5 }),
        part(INVITE, { at: 20, callId: 'd' }),
        part('SIP/2.0 200 OK', { at: 21, callId: 'd' }),
        part('ACK sip:bob@192.0.2.8', { at: 21.1, callId: 'd', toTag: '2' }),
        goesOn(),
      );
    });
  });

  describe('is silent about', () => {
    it('a log that ends too early', () =>
      checkFindings(part(INVITE, { at: 0, notes: REPEATED }), part(INVITE, { at: 0.5 }), connectionRecord(20)));

    it('a log that shows requests only', () => {
      checkFindings(part('MESSAGE sip:bob@example.com', { at: 0, transport: 'TLS' }), connectionRecord(60));
    });

    it('ACK and BENOTIFY, which nobody answers', () => {
      checkFindings(
        part('BENOTIFY sip:bob@example.com', { at: 0, transport: 'TLS', toTag: '2' }),
        part('ACK sip:bob@example.com', { at: 0, transport: 'TLS', toTag: '2' }),
        goesOn(),
      );
    });

    it('a request that the log cannot be without answer of: its answer stands there under another branch', () => {
      checkFindings(
        part(INVITE, { at: 0, notes: REPEATED }),
        part(INVITE, { at: 0.5 }),
        part('SIP/2.0 200 OK', { at: 1, hop: '198.51.100.9' }),
        part('ACK sip:bob@192.0.2.8', { at: 1.1, toTag: '2' }),
        goesOn(),
      );
    });

    it('requests in a dialog that the other side has said is gone', () => {
      checkFindings(
        part('NOTIFY sip:bob@example.com', { at: 0, transport: 'TLS', toTag: '2' }),
        part('SIP/2.0 481 Gone', { at: 0.1, notes: ['information notify-481'], transport: 'TLS', cseq: '1 NOTIFY' }),
        part('NOTIFY sip:bob@example.com', { at: 0.2, transport: 'TLS', toTag: '2', cseq: '2 NOTIFY' }),
        goesOn(),
      );
    });
  });
});
