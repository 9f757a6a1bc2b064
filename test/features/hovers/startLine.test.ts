import assert from 'node:assert/strict';
import { Client } from '../../support/client';
import { message, record } from '../../support/logs';
import { checkHover, hoverText } from '../support/checkHover';

const HEAD = `Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
Call-ID: call-1
CSeq: 1 INVITE`;
const TO = 'To: <sip:bob@example.com>';

describe('hover on a start-line', () => {
  it('tells how the transaction went on behind a provisional response', () => {
    checkHover(
      `${record({ at: 0, start: 'INVITE sip:bob@example.com SIP/2.0', headers: `${HEAD}\n${TO}` })}
${record({ at: 1.2, start: 'SIP/2.0 $0180 Ringing', headers: `${HEAD}\n${TO};tag=2` })}
${record({ at: 4, start: 'SIP/2.0 486 Busy Here', headers: `${HEAD}\n${TO};tag=2` })}
${record({ at: 4.5, start: 'ACK sip:bob@example.com SIP/2.0', headers: `${HEAD.replace('1 INVITE', '1 ACK')}\n${TO};tag=2` })}`,
      `
180 Ringing

The called device rings. With a session description (SDP), the caller may hear tones or announcements already (early media).

In this log: answers INVITE (CSeq 1) of line 5 after 1.2 s. Then 486 after 4 s, ACK after 4.5 s.

- Class: provisional: the request is being worked on.

Source: RFC 3261 21.1.2 (https://www.rfc-editor.org/rfc/rfc3261#section-21.1.2)`,
    );
  });

  describe('says what a response comes to where all goes well:', () => {
    const common = (cseq: number, toTag = ''): string => `Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK${cseq}
From: <sip:alice@example.com>;tag=1
To: <sip:alice@example.com>${toTag}
Call-ID: call-1
CSeq: ${cseq} REGISTER`;
    const register = (cseq: number, more = ''): string =>
      record({ at: cseq, start: 'REGISTER sip:example.com SIP/2.0', headers: `${common(cseq)}${more}` });
    const answer = (cseq: number, start: string, more: string): string =>
      record({ at: cseq + 0.1, start: `SIP/2.0 $0${start}`, headers: `${common(cseq, ';tag=2')}${more}` });
    const CHALLENGE = '\nWWW-Authenticate: Digest realm="example.com", nonce="1"';
    const credentials = (realm = 'example.com'): string =>
      `\nAuthorization: Digest username="alice", realm="${realm}", nonce="1", uri="sip:example.com", response="0"`;
    const CONTACT = '\nContact: <sip:alice@192.0.2.1:5061>';

    /** The paragraph behind the one of this log, in the hover on the status code; empty when there is none. */
    const outcome = (...parts: readonly string[]): string => {
      const [paragraph = ''] = hoverText(parts.join('\n')).split('\n\n').slice(3);
      return paragraph.startsWith('-') ? '' : paragraph;
    };
    const challenged = (...behind: readonly string[]): string =>
      outcome(register(1), answer(1, '401 Unauthorized', CHALLENGE), ...behind);
    const accepted = (asked: string, granted: string): string =>
      outcome(register(1, asked), answer(1, '200 OK', granted));

    it('a challenge that is answered', () => {
      assert.equal(
        challenged(register(2, credentials())),
        'Normal challenge; answered with credentials in CSeq 2, line 30.',
      );
    });

    it('a step of a handshake', () => {
      const client = new Client();
      const [, , opening = '', step = '', proof = ''] = client.ntlmHandshake();
      assert.equal(
        outcome(opening, step.replace('401', '$0401'), proof),
        'A normal step of the handshake; the client goes on in CSeq 3, line 34.',
      );
    });

    it('nothing of a challenge without answer, with an answer for another realm or too late, and of a refusal', () => {
      assert.equal(challenged(), '');
      assert.equal(challenged(register(2, credentials('other'))), '');
      assert.equal(challenged(register(60, credentials())), '');
      assert.equal(
        outcome(register(1, credentials()), answer(1, '401 Unauthorized', CHALLENGE), register(2, credentials())),
        '',
      );
    });

    it('for how long somebody is registered', () => {
      const REGISTERED = 'Registered for 3600 seconds (1 h) as alice@example.com.';
      assert.equal(accepted(CONTACT, `${CONTACT};expires=3600`), REGISTERED);
      assert.equal(accepted(CONTACT, `\nContact: <sip:alice@192.0.2.7>;expires=60${CONTACT};expires=3600`), REGISTERED);
      assert.equal(accepted(CONTACT, `${CONTACT}\nExpires: 3600`), REGISTERED);
      assert.equal(outcome(answer(1, '200 OK', `${CONTACT};expires=3600`)), REGISTERED);
    });

    it('that somebody is signed out', () => {
      assert.equal(accepted('\nContact: *\nExpires: 0', ''), 'alice@example.com is signed out.');
      assert.equal(accepted(`${CONTACT};expires=0`, ''), 'alice@example.com is signed out.');
    });

    it('that somebody has signed in at a server of Microsoft', () => {
      assert.equal(
        accepted(
          CONTACT,
          `${CONTACT};expires=7200\npresence-state: register-action="added";primary-cluster-type="central"\nAllow-Events: presence, presence.wpending`,
        ),
        'Signed in: registration added, home cluster central, for 7200 seconds (2 h) as alice@example.com. Allowed events: presence, presence.wpending.',
      );
    });

    it('nothing where the contact of the client is not among those that are granted, or none was named', () => {
      const others = '\nContact: <sip:carol@192.0.2.7>;expires=60, <sip:carol@192.0.2.8>;expires=60';
      assert.equal(accepted(CONTACT, others), '');
      assert.equal(accepted('', `${CONTACT};expires=60`), '');
    });
  });

  it('takes the Request-URI apart', () => {
    checkHover(
      message({
        start:
          'INVITE sip:J$0%C3%BCrgen:secret@[2001:db8::1]:5061;transport=tcp;opaque=user:epid:AbC;gruu?Subject=Lunch%20now SIP/2.0',
        headers: HEAD,
      }),
      `
Request-URI: Jürgen@[2001:db8::1]:5061

One device, or one service, that this request is for now (gruu). Proxies may change it on the way; To stays as it is.

- User: Jürgen, written J%C3%BCrgen
- Password: given, and not shown here. RFC 3261 19.1.1 advises against passwords in addresses.
- Host: 2001:db8::1
- Port: 5061
- transport=tcp: Over TCP.
- opaque=user:epid:AbC: One device of the user, by its endpoint id.
- gruu: This URI names one registered device of a user (an early draft form of GRUU, as Microsoft uses it with opaque).
- Header field for the request that is built from it: Subject: Lunch now

Source: RFC 3261 8.1.1.1 (https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1.1); RFC 3261 19.1.1 (https://www.rfc-editor.org/rfc/rfc3261#section-19.1.1); [MS-SIPRE] (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sipre/)`,
    );
  });

  it('explains a parameter of the Request-URI, with what its value means', () => {
    checkHover(
      message({ start: 'INVITE sip:alice@example.com;opaque=us$0er:epid:AbC;gruu SIP/2.0', headers: HEAD }),
      `
opaque (parameter of a URI)

Likely: Tells the device or the application of a user or server that is meant, in words of the server that made the URI: user:epid:… is one device of a user, app:conf:… a conference.

user:epid:AbC: One device of the user, by its endpoint id.

- Not registered with IANA.

Source: [MS-SIPRE] (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sipre/)`,
    );
  });

  it('decodes a header field of the Request-URI, but no credentials', () => {
    checkHover(
      message({
        start: 'INVITE sip:bob@example.com?Sub$0ject=Lunch%20now&Authorization=Digest%20response=1 SIP/2.0',
        headers: HEAD,
      }),
      `
Subject (header field)

Topic of the call.

Header field for the request that is built from this URI: Subject: Lunch now.

- Compact form: s.
- Used in: INVITE.

Source: RFC 3261 20.36 (https://www.rfc-editor.org/rfc/rfc3261#section-20.36)`,
    );
  });

  it('does not show credentials inside of a Request-URI', () => {
    checkHover(
      message({
        start: 'INVITE sip:bob@example.com?Subject=Lunch&Author$0ization=Digest%20response=1 SIP/2.0',
        headers: HEAD,
      }),
      `
Authorization (header field)

The client proves to the server who it is, or signs its message. There may be several.

Header field for the request that is built from this URI: Authorization, not shown here.

- Used in: requests.

Source: RFC 3261 20.7 (https://www.rfc-editor.org/rfc/rfc3261#section-20.7)`,
    );
  });

  it('explains a telephone number', () => {
    checkHover(
      message({ start: 'INVITE tel:+1-555-$00100;ext=12 SIP/2.0', headers: HEAD }),
      `
Request-URI: +1-555-0100

Whom or what this request is for now. Proxies may change it on the way; To stays as it is.

- User, a number: +1-555-0100
- ext=12: Extension behind the telephone number.

Source: RFC 3261 8.1.1.1 (https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1.1); RFC 3261 19.1.1 (https://www.rfc-editor.org/rfc/rfc3261#section-19.1.1); RFC 3966 5.3 (https://www.rfc-editor.org/rfc/rfc3966#section-5.3)`,
    );
  });

  it('names the version', () => {
    checkHover(
      message({ start: 'INVITE sip:bob@example.com SIP/$02.0', headers: HEAD }),
      `
SIP/2.0

The version of the protocol. All messages have this one, also those of later extensions.

Source: RFC 3261 7.1 (https://www.rfc-editor.org/rfc/rfc3261#section-7.1)`,
    );
  });

  it('says that a number is no status code', () => {
    checkHover(
      message({ start: 'SIP/2.0 $0999 Odd', headers: HEAD }),
      `
999

Not a status code: they go from 100 to 699.

In this log: answers INVITE (CSeq 1), which was not seen here.

Source: RFC 3261 7.2 (https://www.rfc-editor.org/rfc/rfc3261#section-7.2); RFC 3261 21 (https://www.rfc-editor.org/rfc/rfc3261#section-21)`,
    );
  });
});
