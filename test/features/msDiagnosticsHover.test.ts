import assert from 'node:assert/strict';
import { record } from '../support/logs';
import { checkHover, hoverMarkdown } from './support/checkHover';

const inResponse = (header: string, start = 'SIP/2.0 504 Server time-out'): string =>
  record({
    start,
    headers: `
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 INVITE
${header}`,
  });

describe('hover on a parameter of ms-diagnostics', () => {
  it('explains a socket error', () => {
    checkHover(
      inResponse(`
ms-diagnostics: 1047;reason="Failed";WinsockFailure$0Code="10060(WSAETIMEDOUT)";source="edge.contoso.com"
#                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hover`),
      `
WinsockFailureCode (parameter)

Socket error behind a connection failure, with WinsockFailureDescription.

In this log: 10060(WSAETIMEDOUT).

10060 WSAETIMEDOUT (Windows socket error): The other side did not answer in time.

- What to do: Check that the address is right, the computer runs, and no firewall on the way drops the port.

Source: [MS-OCER] (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ocer/); https://www.risual.com/2012/06/lync-federation-issue-presence-unknown-with-a-remote-lyncocs-partner/; Windows Sockets error codes (https://learn.microsoft.com/en-us/windows/win32/winsock/windows-sockets-error-codes-2)`,
    );
  });

  it('explains results of Windows, also those that wrap a socket error, and the answer of the other leg', () => {
    for (const [parameter, words] of [
      ['HRESULT=$0"0x8007274D"', /\*\*0x8007274D WSAECONNREFUSED\*\*: The other side refused/],
      [
        'HRESULT=$0"0x80090325(SEC_E_UNTRUSTED_ROOT)"',
        /\*\*0x80090325 SEC\\_E\\_UNTRUSTED\\_ROOT\*\*: The certificate chain/,
      ],
      ['SipResponse$0Code=486', /\*\*486 Busy Here\*\*: The called device is busy/],
      ['Gateway$0Fqdn="gw1.contoso.com"', /Likely: Name of the gateway .*\n\nIn this log: `gw1\.contoso\.com`/],
      [
        'Error$0Type="Connect Attempt Failure"',
        /Short text that narrows down .*\n\nIn this log: `Connect Attempt Failure`/,
      ],
      ['Strange$0="x"', /no specification known here/],
    ] as const) {
      assert.match(hoverMarkdown(inResponse(`ms-diagnostics: 1047;reason="x";${parameter}`)), words);
    }
  });

  it('takes the media debug text of a client apart, the flags that matter first', () => {
    checkHover(
      inResponse(
        'ms-client-diagnostics: 51007;reason="Callee media connectivity diagnosis info";Callee$0MediaDebug="audio:ICEWarn=0x4000120,LocalSite=192.0.2.1:50034,RemoteMR=192.0.2.9:58091,Odd=1"',
      ),
      `
CalleeMediaDebug (parameter)

How finding a way for the media (ICE) went, as the callee saw it.

In this log: audio:ICEWarn=0x4000120,LocalSite=192.0.2.1:50034,RemoteMR=192.0.2.9:58091,Odd=1.

ICEWarn 0x4000120: 3 known flags tell how finding a way for the media went; 1 of them should not be set.

- 0x4000000: The way over two media relays by TCP failed. Open TCP 443 between the A/V Edges; with a 2007 edge also TCP 50000 to 59999.
- 0x20: The direct way between the two clients failed. Usual when a NAT or firewall stands between them; else open the media ports between their networks.
- 0x100: The way through the NAT over TCP failed or was not tried. Also set in calls that work.

- LocalSite=192.0.2.1:50034: Likely: Address and port of the media of the client that reports, in its own network.
- RemoteMR=192.0.2.9:58091: Likely: Address and port that the media relay of the other side gave to it.
- Odd=1

Source: [MS-OCER] (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-ocer/); public GitHub C test file with captured Lync messages; ICE warning flags (https://ucsorted.com/2013/09/28/ice-protocol-warnings/)`,
    );
  });

  it('answers in bounded time whatever the value is', () => {
    const long = `ms-client-diagnostics: 51007;reason="x";CalleeMedia$0Debug="${'audio:ICEWarn=0x1,'.repeat(6000)}"`;
    const started = performance.now();
    const markdown = hoverMarkdown(inResponse(long));
    assert.ok(performance.now() - started < 500);
    assert.ok(markdown.length < 10_000, `${markdown.length} characters`);
    for (const value of ['"', '"ICEWarn=', '"audio:ICEWarn=zz,=,,;"', '', '0x']) {
      assert.match(hoverMarkdown(inResponse(`ms-diagnostics: 1;CalleeMediaDe$0bug=${value}`)), /CalleeMediaDebug/);
    }
  });
});

describe('hover on an ErrorId', () => {
  it('names the answer of the gateway that the Mediation Server passes on', () => {
    const markdown = hoverMarkdown(
      inResponse(
        'ms-diagnostics: $010486;reason="Gateway responded";component="MediationServer";SipResponseCode="486"',
      ),
    );
    assert.match(markdown, /Likely: the gateway answered the Mediation Server with SIP status 486 Busy Here\./);
    assert.match(markdown, /`SipResponseCode=486`: 486 Busy Here\. The called device is busy/);
  });

  it('explains a code of Teams Direct Routing by the status that it comes with', () => {
    const markdown = hoverMarkdown(inResponse('ms-diagnostics: $0560403;reason="x"', 'SIP/2.0 403 Forbidden'));
    assert.match(markdown, /^\*\*Teams Direct Routing 560403 \(403\)\*\*\n\nSBC itself rejected the call\./);
    assert.match(markdown, /- What to do: Read the SBC logs\./);
  });

  it('says where nothing is wrong', () => {
    assert.match(hoverMarkdown(inResponse('ms-diagnostics: $051004')), /- Nothing is wrong: this is news\./);
  });
});
