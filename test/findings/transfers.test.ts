import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Conversation, later } from '../support/packets';

const call = new Conversation();
const TARGET = 'Refer-To: <sip:carol@example.com>';

const refer = (at: number, headers = TARGET): string => call.request(at, 'REFER', { headers, within: true, cseq: 2 });
const answer = (at: number, status = '202 Accepted', notes: readonly string[] = [], headers = ''): string =>
  call.answer(at, status, 'REFER', { cseq: 2, notes, headers });
/** A NOTIFY of the callee that tells how the new call goes, and its 200. */
const tells = (at: number, fragment: string, cseq: number, notes: readonly string[] = [], state = 'active'): string =>
  call.exchange(at, 'NOTIFY', '200 OK', {
    back: true,
    cseq,
    notes,
    headers: `Event: refer\nSubscription-State: ${state}\nContent-Type: message/sipfrag\nContent-Length: ${fragment.length}`,
    body: fragment,
  });

describe('finding refer-success', () => {
  const FAULT = ['information refer-success'];

  it('a transfer that the new call crowns', () => {
    const found = checkFindings(
      refer(0),
      answer(0.1),
      tells(0.2, 'SIP/2.0 100 Trying', 1),
      tells(5, 'SIP/2.0 200 OK', 2, FAULT, 'terminated;reason=noresource'),
    );
    assert.equal(
      onlyMessage(found),
      'The transfer by alice@example.com to carol@example.com succeeded: the new call was answered with 200 OK.',
    );
  });

  it('says that it was an attended one', () => {
    const attended = 'Refer-To: <sip:carol@example.com?Replaces=7%3Bto-tag%3D8%3Bfrom-tag%3D9>';
    const found = checkFindings(refer(0, attended), answer(0.1), tells(5, 'SIP/2.0 200 OK', 2, FAULT));
    assert.match(onlyMessage(found), /^The attended transfer by alice@example\.com to carol@example\.com succeeded/);
  });
});

describe('finding refer-failed', () => {
  const FAULT = ['warning refer-failed'];

  it('a new call that fails', () => {
    const found = checkFindings(
      refer(0),
      answer(0.1),
      tells(0.2, 'SIP/2.0 100 Trying', 1),
      tells(5, 'SIP/2.0 603 Decline', 2, FAULT, 'terminated;reason=noresource'),
    );
    assert.match(
      onlyMessage(found),
      /^The transfer by alice@example\.com to carol@example\.com failed: the new call was answered with 603 Decline\. /,
    );
  });

  it('an attended transfer that names its own call', () => {
    const itself = 'Refer-To: <sip:carol@example.com?Replaces=1%3Bto-tag%3D2%3Bfrom-tag%3D1>';
    const found = checkFindings(
      refer(0, itself),
      answer(0.1),
      tells(5, 'SIP/2.0 404 Not Found', 2, FAULT, 'terminated'),
    );
    assert.match(
      onlyMessage(found),
      /answered with 404 Not Found\. .* The Replaces in Refer-To names the very call that the REFER was sent in: it has to name the other one/,
    );
    const other = 'Refer-To: <sip:carol@example.com?Replaces=1%3Bto-tag%3D2%3Bfrom-tag%3D9>';
    const silent = checkFindings(
      refer(0, other),
      answer(0.1),
      tells(5, 'SIP/2.0 404 Not Found', 2, FAULT, 'terminated'),
    );
    assert.doesNotMatch(onlyMessage(silent), /Replaces/);
  });

  it('has the failure of the new call as what followed, and nobody else tells of it', () => {
    const other = new Conversation({ callId: '2', caller: 'bob@example.com', callee: 'carol@example.com' });
    const found = checkFindings(
      refer(0),
      answer(0.1),
      other.request(1, 'INVITE'),
      other.answer(2, '500 Server Internal Error', 'INVITE'),
      other.request(2.1, 'ACK', { branch: 'z9hG4bK2INVITE1', within: true }),
      tells(3, 'SIP/2.0 500 Server Internal Error', 2, FAULT),
    );
    assert.deepEqual(
      found[0]?.related.map(({ message }) => message),
      ['The REFER that asked for it', 'What followed from it: 500 Server Internal Error'],
    );
  });

  it('a REFER that is refused', () => {
    const found = checkFindings(refer(0), answer(0.1, '403 Forbidden', FAULT));
    assert.match(
      onlyMessage(found),
      /^The transfer by alice@example\.com to carol@example\.com failed: the other side refuses the REFER with 403 Forbidden\. /,
    );
  });

  it('is silent about a challenge: the next one with credentials succeeds', () => {
    checkFindings(
      refer(0),
      answer(0.1, '407 Proxy Authentication Required', [], 'Proxy-Authenticate: Digest realm="example.com", nonce="1"'),
      call.request(0.2, 'REFER', { headers: TARGET, within: true, cseq: 3 }),
      call.answer(0.3, '202 Accepted', 'REFER', { cseq: 3 }),
      tells(5, 'SIP/2.0 200 OK', 2, ['information refer-success']),
    );
  });

  it('is silent about 405 and 501 when a re-INVITE transfers in another way', () => {
    const found = checkFindings(
      refer(0),
      answer(0.1, '501 Not Implemented', ['warning method-not-allowed']),
      call.exchange(1, 'INVITE', '200 OK', { within: true, cseq: 3 }),
      call.request(1.2, 'ACK', { within: true, cseq: 3 }),
    );
    assert.equal(found.length, 1);
  });
});

describe('finding refer-no-result', () => {
  const FAULT = ['warning refer-no-result'];

  it('an accepted REFER of which nobody tells', () => {
    const found = checkFindings(refer(0), answer(0.1, '202 Accepted', FAULT), later(200));
    assert.match(
      onlyMessage(found),
      /^Nobody tells how the transfer by alice@example\.com to carol@example\.com went: the REFER was accepted \(202 Accepted\), but no NOTIFY/,
    );
  });

  it('also when the last news is that it rings', () => {
    checkFindings(refer(0), answer(0.1, '202 Accepted', FAULT), tells(1, 'SIP/2.0 180 Ringing', 1), later(200));
  });

  it('is silent when the log ends before, and when the call ends', () => {
    checkFindings(refer(0), answer(0.1), later(100));
    checkFindings(refer(0), answer(0.1), call.exchange(1, 'BYE', '200 OK', { within: true, cseq: 3 }), later(200));
  });

  it('is silent when no NOTIFY is asked for (RFC 4488)', () => {
    checkFindings(refer(0, `${TARGET}\nRefer-Sub: false`), answer(0.1), later(200));
  });

  it('is silent when the subscription ends without a result', () => {
    checkFindings(refer(0), answer(0.1), tells(1, 'SIP/2.0 100 Trying', 1, [], 'terminated'), later(200));
  });

  it('is silent when the NOTIFY may pass the log by', () => {
    checkFindings(refer(0, `${TARGET}\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKx`), answer(0.1), later(200));
  });
});

describe('finding replaces-failed', () => {
  it('a call that cannot take the place of another', () => {
    const found = checkFindings(
      call.request(0, 'INVITE', { headers: 'Replaces: 77@example.com;to-tag=7;from-tag=8' }),
      call.answer(0.1, '481 Call Does Not Exist', 'INVITE', { notes: ['warning replaces-failed'] }),
      call.request(0.2, 'ACK', { branch: 'z9hG4bK1INVITE1', within: true }),
    );
    assert.match(
      onlyMessage(found),
      /^The call of alice@example\.com cannot take the place of another one \(attended transfer or pickup\): 192\.0\.2\.2:5060 does not have the call 77@example\.com /,
    );
  });

  it('is silent where the new call fails for another reason', () => {
    checkFindings(
      call.request(0, 'INVITE', { headers: 'Replaces: 77@example.com;to-tag=7;from-tag=8' }),
      call.answer(0.1, '500 Oops', 'INVITE', { notes: ['error server-error'] }),
      call.request(0.2, 'ACK', { branch: 'z9hG4bK1INVITE1', within: true }),
    );
  });
});
