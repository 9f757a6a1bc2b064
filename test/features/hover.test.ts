import assert from 'node:assert/strict';
import { message, record } from '../support/logs';
import { checkHover, hoverMarkdown } from './support/checkHover';

const RESPONSE = `
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=1
To: <sip:alice@contoso.com>;tag=2
Call-ID: 1
CSeq: 3 REGISTER`;

describe('hover on a start-line', () => {
  it('explains a status code, and what it answered in this log after how long', () => {
    const request = record({
      at: 0,
      start: 'REGISTER sip:contoso.com SIP/2.0',
      headers: RESPONSE.replace(';tag=2', ''),
    });
    const response = record({ at: 0.035, start: 'SIP/2.0 $0404 Not Found', headers: RESPONSE });
    checkHover(
      `${request}\n${response}`,
      `
404 Not Found

The user or number does not exist at that domain, or the domain is not served there.

In this log: answers REGISTER (CSeq 3) of line 5 after 35 ms.

- What to do: Check the address in the request-line for typing errors and number format, and that the user or number is set up on this server.
- To a request within a dialog: The user was found when the dialog began; now whoever answered did not know where to send the request. Check that its Request-URI is the Contact of the other side, and its Route what the Record-Route of the opening answer gives.
- At Office Communications Server and its successors: with ms-diagnostics 4005 it means that the pool has no SIP user with this address.
- Class: client error: this server does not take the request as it is.
- Gateways map it to Q.850 cause 1 (RFC 3398).

Source: RFC 3261 21.4.5 (https://www.rfc-editor.org/rfc/rfc3261#section-21.4.5); [MS-OCER] (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ocer/); RFC 3261 12.2.1.1 (https://www.rfc-editor.org/rfc/rfc3261#section-12.2.1.1)`,
    );
  });

  it('is about the code and its reason phrase', () => {
    checkHover(
      `
SIP/2.0 $0299 Fine
#       ^^^^^^^^ hover
Call-ID: 1
CSeq: 1 OPTIONS
`,
      `
299

Not a registered status code. A receiver treats it like 200: success.

In this log: answers OPTIONS (CSeq 1), which was not seen here.

Source: RFC 3261 8.1.3.2 (https://www.rfc-editor.org/rfc/rfc3261#section-8.1.3.2)`,
    );
  });

  it('explains a method, and what became of the request', () => {
    checkHover(
      `
BENOT$0IFY sip:alice@contoso.com SIP/2.0
#<-------- hover
Call-ID: 1
CSeq: 1 BENOTIFY
`,
      `
BENOTIFY (method)

Microsoft (LCS, OCS, Lync): best-effort NOTIFY; the receiver sends no response, so an unanswered BENOTIFY is correct.

In this log: BENOTIFY · 1 message.

- Not registered with IANA.

Source: [MS-SIP] 3.5 (https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-sip/)`,
    );
  });

  it('says what is wrong with a line that is no start-line', () => {
    checkHover(
      '\nINVITE  $0sip:bob@example.com SIP/2.0\nCall-ID: 1\n',
      `
A broken start-line

This is not a line that a SIP message may begin with: there must be exactly two spaces, and none in the Request-URI.

Source: RFC 3261 7.1 (https://www.rfc-editor.org/rfc/rfc3261#section-7.1); RFC 3261 7.2 (https://www.rfc-editor.org/rfc/rfc3261#section-7.2)`,
    );
  });
});

describe('hover on header fields', () => {
  const inMessage = (header: string): string => message({ start: 'REGISTER sip:contoso.com SIP/2.0', headers: header });

  it('explains a name in any case, and a compact form', () => {
    const text = `
%

Options (extensions) that the sender can do; may be empty.
%
- Used in: requests, 2xx.

Source: RFC 3261 20.37 (https://www.rfc-editor.org/rfc/rfc3261#section-20.37)`;
    const filled = (title: string, extra: string): string => text.replace('%', title).replace('%', extra);
    checkHover(
      inMessage('SUPP$0ORTED: 100rel\n#<--------- hover'),
      filled('Supported (header field)', '\n- Compact form: k.'),
    );
    checkHover(inMessage('k$0: 100rel\n#<- hover'), filled('k: compact form of Supported', ''));
  });

  it('says that an unknown name is one', () => {
    checkHover(
      inMessage('X-$0Contoso: 1'),
      `
X-Contoso is no header field of a specification known here; a product may have added it.

A receiver that does not know a header field ignores it.

Source: RFC 3261 7.3.2 (https://www.rfc-editor.org/rfc/rfc3261#section-7.3.2)`,
    );
  });

  it('explains each option tag of a list, also on a folded line', () => {
    checkHover(
      inMessage('Supported: gruu-10,\n  msrtc-event-$0categories, adhoclist\n# ^^^^^^^^^^^^^^^^^^^^^^ hover'),
      `
msrtc-event-categories (option tag)

Enhanced presence: presence data in categories (Communicator 2007 and newer). In the answer to a REGISTER it marks OCS 2007 or later.

- When a client does not offer it: 421 with ms-diagnostics 2013 when the user is in enhanced-presence mode

Source: [MS-SIPREGE] 2.2.1.5 (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-siprege/); [MS-PRES] (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-pres/); GitHub tieto/sipe: src/core/sip-transport.c`,
    );
  });

  it('explains the method of a CSeq and of an Allow', () => {
    assert.match(hoverMarkdown(inMessage('CSeq: 1 REG$0ISTER')), /^\*\*REGISTER \(method\)\*\*/);
    assert.match(hoverMarkdown(inMessage('Allow: INVITE, AC$0K, BYE')), /^\*\*ACK \(method\)\*\*/);
  });
});

describe('hover on ms-diagnostics', () => {
  const inResponse = (header: string): string =>
    record({ start: 'SIP/2.0 421 Extension required', headers: `${RESPONSE}\n${header}` });

  const ENHANCED = `
ms-diagnostics 2013: msrtc-event-categories extension required.

The user is in enhanced-presence mode (has signed in with Communicator 2007 or newer), and the request does not offer msrtc-event-categories. In a sign-in it comes after the complete handshake: the password was accepted.

In this log: msrtc-event-categories extension required, reported by ocs.contoso.com.

- What to do: Use a client with enhanced presence (Communicator 2007 or newer, Messenger for Mac 7), or an account that never signed in with one. Do not enable enhanced presence: it already is on, and clearing the box does not bring the old mode back.
- Set by: User services: presence.
- Usually comes with: 421.

Source: [MS-OCER] 8.3 (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ocer/45a60666-9d15-4192-8cc3-e8bcb8e9d913); [MS-SIPREGE] 3.1.2.5.1 (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-siprege/); field report of a sign-in trace (Messenger for Mac 6.0.3 against OCS 2007)`;

  for (const header of [
    'ms-diag$0nostics: 2013;reason="msrtc-event-categories extension required";source="ocs.contoso.com"',
    'ms-diagnostics: 20$013;reason="msrtc-event-categories extension required";source="ocs.contoso.com"',
    'MS-Diagnostics: 2013;reason="msrtc-event-categories extension $0required";source="ocs.contoso.com"',
    'ms-diagnostics: 2013;reason="msrtc-event-categories extension required";sou$0rce="ocs.contoso.com"',
  ]) {
    it(`explains the id wherever the cursor is: ${header.slice(0, header.indexOf('$0') + 8)}…`, () => {
      checkHover(inResponse(header), ENHANCED);
    });
  }

  it('says that a reason is not the documented one, and nothing of what the number means elsewhere', () => {
    const markdown = hoverMarkdown(
      inResponse('ms-diagnostics: $02013;reason="Subscribe request must contain the adhoclist extension"'),
    );
    assert.match(markdown, /^\*\*ms-diagnostics 2013, with a reason that is not the documented one\*\*/);
    assert.doesNotMatch(markdown, /password was accepted/);
  });

  it('says of the public form that it never names the server', () => {
    const markdown = hoverMarkdown(
      inResponse('ms-diagnostics-public: $02013;reason="msrtc-event-categories extension required"'),
    );
    assert.match(markdown, /\. The public form never names the server\./);
  });

  it('says of an unknown id who owns its range, with the words of the wire and the other parameters', () => {
    checkHover(
      inResponse(
        'ms-diagnostics: 13$0999;reason="Something new";source="fe01.contoso.com";HRESULT="0xC3E93EC3(SIP_E_AUTH_UNAUTHORIZED)";Foo="bar"',
      ),
      `
ms-diagnostics 13999

Not documented in the tables. Numbers from 13000 to 13999 belong to: VoIP inbound call routing.

In this log: Something new, reported by fe01.contoso.com.

- HRESULT=0xC3E93EC3(SIP_E_AUTH_UNAUTHORIZED): 0xC3E93EC3 SIP_E_AUTH_UNAUTHORIZED. The domain did not accept the credentials: password, locked or expired account, or NTLM security levels that differ. Also seen for old clients against front ends on Windows Server 2008 R2.
- Foo=bar

- Go by the reason on the wire and by the server that it names as source.

Source: [MS-OCER] (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ocer/8b739ade-1aea-422c-a2bb-1df092dbd1ea)`,
    );
  });

  it('says of an id that nobody owns, or of none at all, to go by the words of the server', () => {
    assert.match(
      hoverMarkdown(inResponse('ms-diagnostics: $099999999;reason="odd"')),
      /No component is known to own this number/,
    );
    assert.match(
      hoverMarkdown(inResponse('ms-diagnostics: $0none;reason="odd"')),
      /^\*\*ms-diagnostics without a number\*\*/,
    );
    assert.match(hoverMarkdown(inResponse('ms-diagnostics:$0')), /^\*\*ms-diagnostics \(header field\)\*\*/);
  });

  it('shows text of a log as it is, never as Markdown or HTML', () => {
    const hostile = '[x](https://example.com) <img src=x> `**b**` ![i](file:///etc) www.example.com';
    const markdown = hoverMarkdown(inResponse(`ms-diagnostics: $013999;reason="${hostile}"`));
    // All of it stands inside of one code span, whose fence is longer than any run of backticks in it.
    assert.ok(markdown.includes(`In this log: \`\` ${hostile} \`\``), markdown);
  });
});

describe('hover elsewhere', () => {
  it('explains a Windows result code in a diagnostic record', () => {
    checkHover(
      `
TL_WARN(TF_DIAG) [0]0D84.0F9C::11/12/2007-10:00:00.000.00000255 (SIPStack,F:a.cpp(1))$$begin_record
LogType: diagnostic
Result-Code: 0xc3e$093ec3 SIP_E_AUTH_UNAUTHORIZED
#            ^^^^^^^^^^ hover
$$end_record`,
      `
0xC3E93EC3 SIP_E_AUTH_UNAUTHORIZED

The domain did not accept the credentials: password, locked or expired account, or NTLM security levels that differ. Also seen for old clients against front ends on Windows Server 2008 R2.

- What to do: Check the account first, then the policy "Minimum session security for NTLM SSP"; the security record of the same message may hold a Windows code.

Source: field reports of ms-diagnostics 1000`,
    );
  });

  it('says nothing about anything else', () => {
    checkHover('\nNov 12 10:15:02 host app: $0nothing to see\n', undefined);
  });
});
