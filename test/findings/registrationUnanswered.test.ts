import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Client } from '../support/client';
import { connectionRecord } from '../support/logs';

const carol = new Client({ user: 'carol@example.com', epid: '', headers: '\nUser-Agent: phone/1' });
const dave = new Client({ user: 'dave@example.com', epid: '', headers: '', callId: 'd' });
const FAULT = ['error no-response'];
const CHALLENGE = '\nWWW-Authenticate: Digest realm="example.com", nonce="1"';
const CREDENTIALS =
  '\nAuthorization: Digest username="carol", realm="example.com", nonce="1", uri="sip:example.com", response="0"';
/** Another client is answered an hour later, so that the log goes on and shows both directions. */
const anHourLater = [dave.register(1, '', { at: 3600 }), dave.answer(1, '200 OK', '', { at: 3601 })];

describe('finding no-response, of a REGISTER,', () => {
  it('a REGISTER without answer', () => {
    const found = checkFindings(carol.register(1, '', { notes: FAULT }), ...anHourLater);
    assert.equal(
      onlyMessage(found),
      'carol@example.com cannot register with phone/1: example.com does not answer the REGISTER. Check the address and port of ' +
        'the registrar, DNS, whether the server runs, and firewalls in between; a server may also ignore an address after too ' +
        'many wrong passwords.',
    );
  });

  it('a log in which nothing at all comes in', () => {
    const outgoing = (text: string) => text.replace('Direction: incoming', 'Direction: outgoing');
    const found = checkFindings(
      outgoing(carol.register(1, '', { notes: FAULT })),
      ...[2, 3].map((cseq) => outgoing(carol.register(cseq, '', { at: cseq * 60 }))),
      connectionRecord(3600),
    );
    assert.match(onlyMessage(found), /Nothing at all comes in in this log\./);
  });

  it('silence since credentials were sent', () => {
    const found = checkFindings(
      carol.register(1),
      carol.answer(1, '401 Unauthorized', CHALLENGE),
      carol.register(2, CREDENTIALS, { notes: FAULT }),
      ...anHourLater,
    );
    assert.match(onlyMessage(found), /It answered the first one and is silent since the client has sent credentials/);
  });

  it('a registration that cannot be renewed', () => {
    const found = checkFindings(
      carol.register(1),
      carol.answer(1, '200 OK'),
      carol.register(2, '', { notes: FAULT }),
      ...anHourLater,
    );
    assert.match(onlyMessage(found), /^carol@example\.com cannot renew the registration and will be unreachable/);
  });

  it('several clients and one registrar are one finding', () => {
    const erin = new Client({ user: 'erin@example.com', epid: '', headers: '', callId: 'e', sentBy: '192.0.2.7' });
    const found = checkFindings(carol.register(1, '', { notes: FAULT }), erin.register(1), ...anHourLater);
    assert.equal(found[0]?.more, 1);
  });

  it('on two legs stands where the REGISTER got farthest', () => {
    const proxy = new Client({ user: 'carol@example.com', epid: '', headers: '', sentBy: 'proxy.example.com' });
    checkFindings(carol.register(1), proxy.register(1, '', { at: 1.1, notes: FAULT }), ...anHourLater);
  });

  describe('is silent', () => {
    it('when a later one is answered, under whatever Call-ID: that is news', () => {
      const again = new Client({ ...carol, callId: 'again' });
      checkFindings(
        carol.register(1, '', { notes: ['information no-response'] }),
        again.register(1, '', { at: 60 }),
        again.answer(1, '200 OK', '', { at: 61 }),
        ...anHourLater,
      );
    });

    it('when the log ends too early (edge-end)', () => {
      checkFindings(dave.register(1), dave.answer(1, '200 OK'), carol.register(2));
    });

    it('when the log shows one direction only (one-sided)', () => {
      checkFindings(carol.register(1), connectionRecord(3600));
    });

    it('when a proxy answers for the registrar: that is the verdict', () => {
      const proxy = new Client({ user: 'carol@example.com', epid: '', headers: '', sentBy: 'proxy.example.com' });
      checkFindings(
        carol.register(1),
        proxy.register(1, '', { at: 1.1 }),
        carol.answer(1, '408 Request Timeout', '', { at: 33, notes: ['error registration-failed'] }),
        ...anHourLater,
      );
    });
  });
});
