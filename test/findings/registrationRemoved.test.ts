import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { message } from '../support/logs';

/** A NOTIFY with this body, as the server sends it to alice. */
const notify = (
  body: string,
  note?: string,
  { method = 'NOTIFY', via = 'ocs.example.com', headers = '' } = {},
): string =>
  message({
    start: `${method} sip:192.0.2.1:1331 SIP/2.0`,
    headers: `
Via: SIP/2.0/TLS ${via};branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:alice@example.com>;tag=2;epid=01
Call-ID: 1
CSeq: 1 ${method}
Event: registration-notify
Subscription-State: terminated;expires=0
Content-Type: text/registration-event${headers}
Content-Length: ${body.length}`,
    body,
    notes: note === undefined ? [] : [note],
  });

describe('finding registration-removed', () => {
  const cases = [
    ['unregistered', 'warning', /taken this endpoint out by its policy/],
    ['rejected', 'warning', /the account was disabled or locked/],
    ['deactivated', 'warning', /while the user is moved to another server/],
    ['userservices-unavailable', 'warning', /presence service of the user is not available/],
    ['preferred-registrar-change', 'information', /another server is the registrar/],
    ['something-new', 'warning', /it gives the reason "something-new"/],
  ] as const;
  for (const [event, severity, says] of cases) {
    it(event, () => {
      const found = checkFindings(notify(`deregistered;event=${event}`, `${severity} registration-removed`));
      assert.match(onlyMessage(found), /^The server has signed alice@example\.com out: /);
      assert.match(onlyMessage(found), says);
    });
  }

  it('a BENOTIFY, and blanks in the body', () => {
    checkFindings(notify(' deregistered ; event = rejected', 'warning registration-removed', { method: 'BENOTIFY' }));
  });

  it('says what the server adds', () => {
    const headers = '\nms-diagnostics-public: 4141;reason="User disabled"';
    const found = checkFindings(notify('deregistered;event=rejected', 'warning registration-removed', { headers }));
    assert.match(onlyMessage(found), /ms-diagnostics 4141: User disabled\..* Enable the account\.$/);
    assert.equal(found[0]?.msDiagnostics, 4141);
  });

  it('the copy on the other leg is related, not a second finding', () => {
    const found = checkFindings(
      notify('deregistered;event=rejected', 'warning registration-removed'),
      notify('deregistered;event=rejected', undefined, { via: 'edge.example.com' }),
    );
    assert.deepEqual(
      found[0]?.related.map(({ message: text }) => text),
      ['The same on another leg of its way'],
    );
  });

  it('is silent about any other news', () => {
    checkFindings(notify('registered;event=userservices-unavailable'));
    checkFindings(notify('<presence/>'));
  });
});
