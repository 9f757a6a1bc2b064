import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { message } from '../support/logs';

/** A REGISTER from one for the other, and its 200. */
const registered = (
  from: string,
  to: string,
  more: { headers?: string; found?: boolean; callId?: string } = {},
): string =>
  ['REGISTER sip:example.com SIP/2.0', 'SIP/2.0 200 OK']
    .map((start, index) =>
      message({
        start,
        notes: index === 0 && more.found ? ['hint third-party-registration'] : [],
        headers: `
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${more.callId ?? '1'}
From: ${from};tag=1
To: ${to}${index === 0 ? '' : ';tag=2'}
Call-ID: ${more.callId ?? '1'}
CSeq: 1 REGISTER${index === 0 ? (more.headers ?? '') : ''}`,
      }),
    )
    .join('\n');

const ALICE = '<sip:alice@example.com>';

describe('finding third-party-registration', () => {
  it('another user', () => {
    assert.equal(
      onlyMessage(checkFindings(registered('<sip:gateway@example.com>', ALICE, { found: true }))),
      'gateway@example.com registers for alice@example.com (third party). This is usual for gateways and in IMS; a registrar must allow it.',
    );
  });

  it('a server', () => void checkFindings(registered('<sip:scscf.example.com>', ALICE, { found: true })));

  it('is said once for each who does it', () => {
    const found = checkFindings(
      registered('<sip:gateway@example.com>', ALICE, { found: true }),
      registered('<sip:gateway@example.com>', '<sip:carol@example.com>', { callId: '2' }),
    );
    assert.equal(found[0]?.more, 1);
  });

  describe('is silent', () => {
    it('about oneself', () => void checkFindings(registered('"Alice" <SIP:Alice@example.com>', ALICE)));
    it('about one user at a name and at an address', () =>
      void checkFindings(registered('<sip:alice@192.0.2.9:5060>', ALICE)));
    it('when a core of IMS tells an application server', () => {
      checkFindings(
        registered('<sip:scscf.example.com>', ALICE, {
          headers: '\nP-Charging-Vector: icid-value=1;orig-ioi=example.com',
        }),
        registered('<sip:scscf.example.com>', ALICE, {
          headers: '\nContent-Type: application/3gpp-ims+xml',
          callId: '2',
        }),
      );
    });
    it('when names were taken out (masked)', () => void checkFindings(registered('<sip:*****@example.com>', ALICE)));
  });
});
