import { message, record } from '../../support/logs';
import { checkHover } from '../support/checkHover';

const HEAD = `Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
Call-ID: call-1
CSeq: 1 INVITE`;
const TO = 'To: <sip:bob@example.com>';
const register = (header: string, at = 0): string =>
  record({
    at,
    start: 'REGISTER sip:example.com SIP/2.0',
    headers: `${HEAD.replace('INVITE', 'REGISTER')}\nTo: <sip:alice@example.com>\n${header}`,
  });
const invite = (header: string): string =>
  message({ start: 'INVITE sip:bob@example.com SIP/2.0', headers: `${HEAD}\n${header}` });

describe('hover on an address', () => {
  it('From: name, user, host, and the parameters', () => {
    checkHover(
      invite(
        'From: "Alice Adams" <sip:ali$0ce@10.0.0.5>;tag=1;epid=0a1b2c\n#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ hover',
      ),
      `
From: alice@10.0.0.5

Who the sender says it is. A From alone proves nothing.

- Name to show: Alice Adams
- User: alice
- Host: 10.0.0.5, a private address, which only its own network reaches (RFC 1918)
- tag=1: Half of the name of the dialog.
- epid=0a1b2c: Endpoint id: tells one device of a user from another and picks its security association.

Source: RFC 3261 8.1.1.3 (https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1.3); RFC 3261 20.20 (https://www.rfc-editor.org/rfc/rfc3261#section-20.20); [MS-SIP] (https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-sip/); [MS-SIPREGE] (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-siprege/)`,
    );
  });

  it('To without a tag', () => {
    checkHover(
      invite('To: <sip:b$0ob@example.com>'),
      `
To: bob@example.com

Whom the request is meant for. It has no tag: the request does not belong to a dialog yet.

- User: bob
- Host: example.com

Source: RFC 3261 8.1.1.2 (https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1.2); RFC 3261 20.39 (https://www.rfc-editor.org/rfc/rfc3261#section-20.39)`,
    );
  });

  it('the tag of To', () => {
    checkHover(
      invite('To: <sip:bob@example.com>;t$0ag=22'),
      `
tag (parameter of To)

Half of the name of the dialog: Call-ID and the two tags tell one dialog from another. Each side gives its own.

A request with a To tag belongs to a dialog that stands already.

Source: RFC 3261 19.3 (https://www.rfc-editor.org/rfc/rfc3261#section-19.3); RFC 3261 12 (https://www.rfc-editor.org/rfc/rfc3261#section-12)`,
    );
  });

  it('never shows a password', () => {
    checkHover(
      invite('To: <sip:bob:hunter2@ex$0ample.com>'),
      `
To: bob@example.com

Whom the request is meant for. It has no tag: the request does not belong to a dialog yet.

- User: bob
- Password: given, and not shown here. RFC 3261 19.1.1 advises against passwords in addresses.
- Host: example.com

Source: RFC 3261 8.1.1.2 (https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1.2); RFC 3261 20.39 (https://www.rfc-editor.org/rfc/rfc3261#section-20.39)`,
    );
  });

  it('Contact of a REGISTER: until when, by the clock of the log', () => {
    checkHover(
      register(
        'Contact: <sip:ali$0ce@192.0.2.1:5061;transport=tls>;expires=3600;+sip.instance="<urn:uuid:1>";proxy=replace',
      ),
      `
Contact: alice@192.0.2.1:5061

Where this device can be reached: the address that it registers for the user in To.

Asks to keep this address registered for 3600 seconds (1 h), until 11:00:00 by the clock of this log.

- User: alice
- Host: 192.0.2.1
- Port: 5061
- transport=tls: Over TLS.
- expires=3600: Seconds for which this address stays registered.
- +sip.instance=<urn:uuid:1>: Id of the device (a UUID); stays the same across restarts and addresses.
- proxy=replace: The first server replaces this address by the one that it sees the connection come from, and takes the parameter away.

Source: RFC 3261 8.1.1.8 (https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1.8); RFC 3261 20.10 (https://www.rfc-editor.org/rfc/rfc3261#section-20.10); RFC 5626 4.1 (https://www.rfc-editor.org/rfc/rfc5626#section-4.1); RFC 5627 (https://www.rfc-editor.org/rfc/rfc5627); [MS-SIPRE] (https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sipre/e749a667-cc99-410c-a88d-d5d4f698202f)`,
    );
  });

  it('expires of Contact', () => {
    checkHover(
      register('Contact: <sip:alice@192.0.2.1>;exp$0ires=7200'),
      `
expires (parameter of Contact)

Seconds for which this address stays registered. 0 removes it.

Asks to keep this address registered for 7200 seconds (2 h), until 12:00:00 by the clock of this log.

Source: RFC 3261 10.2.1.1 (https://www.rfc-editor.org/rfc/rfc3261#section-10.2.1.1); RFC 3261 20.10 (https://www.rfc-editor.org/rfc/rfc3261#section-20.10)`,
    );
  });

  it('a Contact that is removed', () => {
    checkHover(
      register('Contact: <sip:al$0ice@192.0.2.1>;expires=0'),
      `
Contact: alice@192.0.2.1

An address that is to be taken out of the registration.

- User: alice
- Host: 192.0.2.1
- expires=0: Seconds for which this address stays registered.

Source: RFC 3261 8.1.1.8 (https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1.8); RFC 3261 20.10 (https://www.rfc-editor.org/rfc/rfc3261#section-20.10)`,
    );
  });

  it('all Contacts that are removed', () => {
    checkHover(
      register('Contact: $0*\nExpires: 0'),
      `
Contact: *

All addresses of the user: with Expires: 0, a REGISTER removes them all.

Source: RFC 3261 10.2.2 (https://www.rfc-editor.org/rfc/rfc3261#section-10.2.2)`,
    );
  });

  it('names parameters that no specification has in one line, without their values', () => {
    checkHover(
      message({
        start: 'INVITE sip:bob@example.com SIP/2.0',
        headers: 'Contact: <sip:192.0.2.$01>;x-first=1;expires=60;x-second=2',
      }),
      `
Contact: 192.0.2.1

Where this side can be reached directly: the other side sends the further requests of this dialog there.

- Host: 192.0.2.1
- expires=60: Seconds for which this address stays registered.
- x-first, x-second: not in a specification known here

Source: RFC 3261 8.1.1.8 (https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1.8); RFC 3261 20.10 (https://www.rfc-editor.org/rfc/rfc3261#section-20.10)`,
    );
  });

  it('Contact of an INVITE', () => {
    checkHover(
      invite('Contact: <sip:al$0ice@192.0.2.1:5061>;isfocus'),
      `
Contact: alice@192.0.2.1:5061

Where this side can be reached directly: the other side sends the further requests of this dialog there.

- User: alice
- Host: 192.0.2.1
- Port: 5061
- isfocus: The device is the focus of a conference.

Source: RFC 3261 8.1.1.8 (https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1.8); RFC 3261 20.10 (https://www.rfc-editor.org/rfc/rfc3261#section-20.10); RFC 4579 (https://www.rfc-editor.org/rfc/rfc4579); RFC 3840 10.18 (https://www.rfc-editor.org/rfc/rfc3840#section-10.18)`,
    );
  });

  it('Route: which proxy of how many, and a strict router', () => {
    checkHover(
      invite('Route: <sip:p1.example.com;lr>, <sip:p2$0.example.com>'),
      `
Route: 2 of 2

Proxy 2 of 2 that this request has yet to pass: p2.example.com. It has no lr: a strict router of RFC 2543, which replaces the Request-URI.

- Host: p2.example.com

Source: RFC 3261 16.12 (https://www.rfc-editor.org/rfc/rfc3261#section-16.12); RFC 3261 20.34 (https://www.rfc-editor.org/rfc/rfc3261#section-20.34)`,
    );
  });

  it('Record-Route', () => {
    checkHover(
      invite('Record-Route: <sip:p$01.example.com:5061;transport=tls;lr;ms-fe=fe1.example.com>;ms-rrsig=abc'),
      `
Record-Route: 1 of 1

p1.example.com:5061 stays in the path: the further requests of this dialog pass it, too.

- Host: p1.example.com
- Port: 5061
- transport=tls: Over TLS.
- lr: Loose routing: this proxy leaves the Request-URI alone and takes itself off the Route, as RFC 3261 has it.
- ms-fe=fe1.example.com: Likely: Front-end server within the pool.
- ms-rrsig=abc: Likely: Signature over the record-route set.

Source: RFC 3261 16.6 (https://www.rfc-editor.org/rfc/rfc3261#section-16.6); RFC 3261 20.30 (https://www.rfc-editor.org/rfc/rfc3261#section-20.30); public GitHub C++ test header with captured Skype for Business messages (sip_raw.h, namespace sipraw)`,
    );
  });

  it('Refer-To with the call that is replaced', () => {
    checkHover(
      `${invite(TO)}
${message({
  start: 'REFER sip:bob@example.com SIP/2.0',
  headers: `${HEAD.replace('call-1', 'call-2').replace('INVITE', 'REFER')}
Refer-To: <sip:ca$0rol@example.com?Replaces=call-1%3Bto-tag%3D2%3Bfrom-tag%3D1>`,
})}`,
      `
Refer-To: carol@example.com

Asks the receiver to send INVITE to carol@example.com: a call to be made, or a transfer.

The new call takes the place of the one with Call-ID call-1.

In this log: that call begins with INVITE on line 1 and has 1 message.

- User: carol
- Host: example.com
- Header field for the request that is built from it: Replaces: call-1;to-tag=2;from-tag=1

Source: RFC 3515 2.1 (https://www.rfc-editor.org/rfc/rfc3515#section-2.1); RFC 3261 19.1.1 (https://www.rfc-editor.org/rfc/rfc3261#section-19.1.1)`,
    );
  });

  it('Diversion with the reason', () => {
    checkHover(
      invite('Diversion: <sip:bo$0b@example.com>;reason=no-answer;counter=1'),
      `
Diverted by bob@example.com

This address sent the call on: no-answer. Nobody answered.

- User: bob
- Host: example.com
- reason=no-answer: Nobody answered.
- counter=1: How many diversions this entry stands for.

Source: RFC 5806 (https://www.rfc-editor.org/rfc/rfc5806)`,
    );
  });

  it('History-Info', () => {
    checkHover(
      invite('History-Info: <sip:bob@example.com>;index=1, <sip:car$0ol@example.com;cause=302>;index=1.1;mp=1'),
      `
Target 1.1: carol@example.com

The request was sent to carol@example.com, from target 1.

- User: carol
- Host: example.com
- cause=302: Why the call was sent here, as a status code.
- index=1.1: Place in the tree of targets.
- mp=1: The target was mapped to another user; the value is the index that it came from.

Source: RFC 7044 (https://www.rfc-editor.org/rfc/rfc7044); RFC 4458 (https://www.rfc-editor.org/rfc/rfc4458); RFC 8119 (https://www.rfc-editor.org/rfc/rfc8119)`,
    );
  });

  it('P-Asserted-Identity', () => {
    checkHover(
      invite('P-Asserted-Identity: "Alice" <sip:al$0ice@example.com>, <tel:+15550100>'),
      `
P-Asserted-Identity: alice@example.com

The network vouches that this message comes from alice@example.com: whoever set this has checked it.

- Name to show: Alice
- User: alice
- Host: example.com

Source: RFC 3325 9.1 (https://www.rfc-editor.org/rfc/rfc3325#section-9.1)`,
    );
  });

  it('an address of another kind', () => {
    checkHover(
      invite('Alert-Info: <http://user:pw@exa$0mple.com/ring.wav>'),
      `
Alert-Info: http: at example.com

Alternative ring tone or ring-back (URI or alert URN).

Source: RFC 3261 20.4 (https://www.rfc-editor.org/rfc/rfc3261#section-20.4); RFC 7462 (https://www.rfc-editor.org/rfc/rfc7462); RFC 3261 19.1.1 (https://www.rfc-editor.org/rfc/rfc3261#section-19.1.1)`,
    );
  });
});
