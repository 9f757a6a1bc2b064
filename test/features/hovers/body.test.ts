import assert from 'node:assert/strict';
import fc from 'fast-check';
import { message } from '../../support/logs';
import { checkHover, hoverMarkdown } from '../support/checkHover';

/** A NOTIFY with a body, its length announced. */
function inBody(type: string, body: string, headers = ''): string {
  const sent = body
    .trim()
    .replace('$0', '')
    .replace(/^#.*\n/gm, '')
    .replaceAll('\n', '\r\n');
  return message({
    start: 'NOTIFY sip:alice@example.com SIP/2.0',
    headers: `Call-ID: 1\nCSeq: 1 NOTIFY\n${headers}Content-Length: ${Buffer.byteLength(sent)}\n${type === '' ? '' : `Content-Type: ${type}`}`,
    body: body.trim(),
  });
}

const PIDF = `
<?xml version="1.0"?>
<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="pres:alice@example.com">
<tuple id="t1"><status><basic>open</basic></status>
<contact priority="0.8">sip:alice@192.0.2.1</contact>
<vendor:mood xmlns:vendor="https://example.com/">fine</vendor:mood>
</tuple>
</presence>`;

/** The body with the cursor in front of `mark`. */
const at = (body: string, mark: string): string => body.replace(mark, `$0${mark}`);

describe('hover on an XML body', () => {
  it('says what the document is, and about whom', () => {
    checkHover(
      inBody('application/pidf+xml', at(PIDF, 'xml version')),
      `
Body: application/pidf+xml, presence

A presence document: what watchers of one user (entity) are told.

- Length: 301 octets, says Content-Length
- Outermost element: presence, 6 elements in all
- entity: pres:alice@example.com

Source: RFC 3863 4.1 (https://www.rfc-editor.org/rfc/rfc3863#section-4.1)`,
    );
  });

  it('explains an element with its value', () => {
    checkHover(
      inBody(
        'application/pidf+xml',
        PIDF.replace(
          '<basic>open</basic></status>',
          '<ba$0sic>open</basic></status>\n#                      ^^^^^^^^^^^^^^^^^^^ hover',
        ),
      ),
      `
<basic> in <presence> (XML element)

open: messages can be received here. closed: they cannot.

- Here: open
- Stands in: presence / tuple / status

Source: RFC 3863 4.1 (https://www.rfc-editor.org/rfc/rfc3863#section-4.1)`,
    );
    checkHover(
      inBody('application/pidf+xml', at(PIDF, 'sip:alice')),
      `
<contact> in <presence> (XML element)

Address of this way to reach the person; the priority, from 0 to 1, says how much it is wanted.

- Here: sip:alice@192.0.2.1
- priority: 0.8
- Stands in: presence / tuple

Source: RFC 3863 4.1 (https://www.rfc-editor.org/rfc/rfc3863#section-4.1)`,
    );
  });

  it('says of an element that it does not know what it stands in', () => {
    checkHover(
      inBody('application/pidf+xml', at(PIDF, 'fine')),
      `
<mood> (XML element)

This element is not known here. It stands in <tuple>: One way to reach the person, with a status of its own.

- Stands in: presence / tuple

Source: RFC 3863 4.1 (https://www.rfc-editor.org/rfc/rfc3863#section-4.1)`,
    );
  });

  it('knows the numbers of Microsoft presence', () => {
    checkHover(
      inBody(
        'application/msrtc-event-categories+xml',
        '<categories uri="sip:alice@contoso.com"><category name="state" container="400">\n<state type="aggregateState"><availability>155$000</availability></state>\n</category></categories>',
      ),
      `
<availability> (XML element)

15500: away.

- How available the user is, as a number: 0 to 4499 available, 4500 available and idle, 6000 busy, 7500 busy and idle, 9000 do not disturb, 12000 be right back, 15000 away, 18000 and more offline.
- Stands in: categories / category / state

Source: https://learn.microsoft.com/en-us/lync/schema/state-availability-element`,
    );
  });

  it('never shows the password for a media relay', () => {
    const body =
      '<response><credentialsResponse><credentials><username>user</username>\n<pass$0word>c2VjcmV0</password><duration>480</duration></credentials></credentialsResponse></response>';
    assert.doesNotMatch(hoverMarkdown(inBody('application/msrtc-media-relay-auth+xml', body)), /c2VjcmV0/);
    assert.doesNotMatch(
      hoverMarkdown(
        inBody('application/pidf+xml', at(PIDF, 'open').replace('<status>', '<status authToken="c2VjcmV0">')),
      ),
      /c2VjcmV0/,
    );
  });

  it('shows addresses without the passwords in them', () => {
    const body = PIDF.replace('sip:alice@192.0.2.1', 'sip:al$0ice:hunter2@192.0.2.1');
    assert.match(hoverMarkdown(inBody('application/pidf+xml', body)), /Here: `sip:alice:…@192\.0\.2\.1`/);
  });

  it('goes by the outermost element where the log names no type', () => {
    assert.match(
      hoverMarkdown(inBody('', at(PIDF, 'xml version'))),
      /^\*\*Body: of a type that the log does not show\*\*\n\nA presence document/,
    );
  });

  it('says where a document is broken, and answers all the same', () => {
    assert.match(
      hoverMarkdown(
        inBody('application/pidf+xml', at('<presence entity="a"><tuple><note>hi</tuple>\n</presence>', 'hi')),
      ),
      /A text for people.*\n\n.*\n.*\n- The document is not well formed \(character 44: unexpected close tag\)/s,
    );
    assert.match(hoverMarkdown(inBody('application/pidf+xml', 'no$0thing')), /There is no XML in it/);
  });

  it('expands no entities and is not held up by depth', () => {
    const laughs = `<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>\n<presence>\n<no$0te>&b;</note></presence>`;
    const shown = hoverMarkdown(inBody('application/pidf+xml', laughs));
    assert.match(shown, /Here: `&b;`/);
    const start = performance.now();
    for (const body of [
      `${'<a>'.repeat(50_000)}$0x`,
      `<a>${'<b/>'.repeat(100_000)}$0</a>`,
      `<a ${Array.from({ length: 20_000 }, (_, index) => `a${index}="x"`).join(' ')}>$0</a>`,
      `<a>${'&lt;'.repeat(50_000)}$0</a>`,
      `<${'a'.repeat(100_000)}$0>`,
      `${'<'.repeat(100_000)}$0`,
      `<!DOCTYPE ${'['.repeat(100_000)}$0`,
    ]) {
      assert.match(hoverMarkdown(inBody('application/pidf+xml', body)), /^\*\*/);
    }
    assert.ok(performance.now() - start < 4000);
  });
});

const MULTIPART = `
--b1
Content-Type: application/sdp
Content-Disposition: session;handling=optional;ms-proxy-2007fallback

v=0
m=audio 5000 RTP/AVP 0
--b1
Content-Type: multipart/alternative;boundary="b2"

--b2
Content-Type: text/plain

hello
--b2--
--b1--`;

describe('hover on a multipart body', () => {
  const inParts = (mark: string): string => inBody('multipart/mixed;boundary=b1', at(MULTIPART, mark));

  it('says at a boundary which part begins', () => {
    checkHover(
      inParts('--b1'),
      `
Body: application/sdp, session description

Offers or answers media: addresses, ports, codecs.

- Part 1 of 2 of multipart/mixed
- Length: 27 characters in this log

Source: RFC 8866 (https://www.rfc-editor.org/rfc/rfc8866); RFC 3264 (https://www.rfc-editor.org/rfc/rfc3264)`,
    );
  });

  it('explains the header fields of a part', () => {
    checkHover(
      inParts('session;handling'),
      `
session (content disposition)

Describes the call; the usual case of SDP.

- handling=optional: who does not understand this part goes on without it.
- Likely: ms-proxy-2007fallback marks the description that clients of 2007 understand.

Source: RFC 3261 20.11 (https://www.rfc-editor.org/rfc/rfc3261#section-20.11)`,
    );
    assert.match(hoverMarkdown(inParts('Content-Disposition')), /^\*\*Content-Disposition \(header field\)/);
  });

  it('reads a part as a body of its own', () => {
    assert.match(hoverMarkdown(inParts('m=audio')), /^\*\*m=audio \(SDP: media\)/);
  });

  it('reads a part inside of a part', () => {
    checkHover(
      inParts('hello'),
      `
Body: text/plain, text

In MESSAGE: the instant message itself.

- Part 1 of 1 of multipart/alternative
- Length: 5 characters in this log

Source: RFC 3428 (https://www.rfc-editor.org/rfc/rfc3428); RFC 2046 4.1.3 (https://www.rfc-editor.org/rfc/rfc2046#section-4.1.3)`,
    );
  });

  it('knows the end', () =>
    checkHover(
      inParts('--b1--'),
      `
End of the multipart body

The boundary with two hyphens behind it closes the last of 2 parts.

Source: RFC 2046 5.1.1 (https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1)`,
    ));

  it('finds the boundary in the body where the log has no Content-Type', () => {
    assert.match(hoverMarkdown(inBody('', at(MULTIPART, 'm=audio'))), /^\*\*m=audio \(SDP: media\)/);
  });

  it('answers in a moment, however deep and however many the parts are', () => {
    const deep = Array.from(
      { length: 1000 },
      (_, index) => `--b${index}\nContent-Type: multipart/mixed;boundary=b${index + 1}\n\n`,
    ).join('');
    const start = performance.now();
    for (const body of [
      `${deep}$0x`,
      `${'--b0\n\nx\n'.repeat(50_000)}$0x`,
      `${'--b0'.repeat(50_000)}$0x`,
      `--b0\n${'X: 1\n'.repeat(50_000)}$0x`,
      `--b0\nContent-Type: ${'x'.repeat(100_000)}\n\n$0x`,
    ]) {
      assert.match(hoverMarkdown(inBody('multipart/mixed;boundary=b0', body)), /^\*\*/);
    }
    assert.ok(performance.now() - start < 4000);
  });
});

describe('hover on other bodies', () => {
  it('says how a transfer goes', () => {
    checkHover(
      inBody('message/sipfrag;version=2.0', 'SIP/2.0 486 Bu$0sy Here', 'Event: refer\n'),
      `
486 Busy Here

The called device is busy: an ordinary outcome of a call.

The transfer has failed: the new call was answered so.

- Class: client error: this server does not take the request as it is.
- Gateways map it to Q.850 cause 17 (RFC 3398).

Source: RFC 3515 2.4.5 (https://www.rfc-editor.org/rfc/rfc3515#section-2.4.5); RFC 3261 21.4.24 (https://www.rfc-editor.org/rfc/rfc3261#section-21.4.24)`,
    );
    assert.match(
      hoverMarkdown(inBody('message/sipfrag', 'SIP/2.0 180 Ring$0ing', 'Event: refer\n')),
      /The transfer is under way/,
    );
    assert.match(
      hoverMarkdown(inBody('message/sipfrag', 'SIP/2.0 200 OK\nTo$0: x', 'Event: refer\n')),
      /^\*\*To \(header field\)/,
    );
  });

  it('counts voice messages', () => {
    const summary = 'Messages-Waiting: yes\nMessage-Account: sip:alice@vmail.example.com\nVoice-Message: 2/8 (0/2)';
    checkHover(
      inBody('application/simple-message-summary', at(summary, '2/8')),
      `
Voice-Message: message summary

2 new voice messages, 8 old ones.

- Of these urgent: 0 new, 2 old.

Source: RFC 3842 5.2 (https://www.rfc-editor.org/rfc/rfc3842#section-5.2)`,
    );
    assert.match(hoverMarkdown(inBody('application/simple-message-summary', at(summary, 'yes'))), /New messages wait/);
    assert.match(hoverMarkdown(inBody('application/simple-message-summary', at(summary, 'sip:'))), /The mailbox/);
  });

  it('names a pressed key', () => {
    checkHover(
      inBody('application/dtmf-relay', 'Signal=$05\nDuration=160'),
      `
A pressed key (DTMF)

Somebody pressed 5.

- Duration: 160 ms
- Keys sent so travel with the SIP messages; the usual way today is in RTP (telephone-event).

Source: draft-kaplan-dispatch-info-dtmf-package; RFC 4733 2.1 (https://www.rfc-editor.org/rfc/rfc4733#section-2.1)`,
    );
    assert.match(hoverMarkdown(inBody('application/dtmf', '1$01')), /Somebody pressed `#`/);
  });

  it('reads a message with an envelope', () => {
    const cpim =
      'From: Alice <im:alice@example.com>\nTo: <im:bob@example.com>\nDateTime: 2026-01-01T10:00:00Z\n\nContent-Type: text/plain\n\nhello';
    checkHover(
      inBody('message/cpim', at(cpim, 'Alice')),
      `
From (CPIM header field)

Who wrote the text. It may be somebody else than the sender of the SIP message.

Source: RFC 3862 4 (https://www.rfc-editor.org/rfc/rfc3862#section-4)`,
    );
    checkHover(
      inBody('message/cpim', at(cpim, 'hello')),
      `
Body: text/plain, text

In MESSAGE: the instant message itself.

- Content of a CPIM message
- Length: 5 characters in this log

Source: RFC 3428 (https://www.rfc-editor.org/rfc/rfc3428); RFC 2046 4.1.3 (https://www.rfc-editor.org/rfc/rfc2046#section-4.1.3)`,
    );
    assert.match(hoverMarkdown(inBody('message/cpim', at(cpim, 'Content-Type'))), /^\*\*Body: message\/cpim/);
  });

  it('says of any other body what it is, without repeating it', () => {
    checkHover(
      inBody('text/plain', 'How are $0you?'),
      `
Body: text/plain, text

In MESSAGE: the instant message itself.

- Length: 12 octets, says Content-Length

Source: RFC 3428 (https://www.rfc-editor.org/rfc/rfc3428); RFC 2046 4.1.3 (https://www.rfc-editor.org/rfc/rfc2046#section-4.1.3)`,
    );
    checkHover(
      inBody('application/vnd.contoso.thing', 'se$0cret'),
      `
Body: application/vnd.contoso.thing

This type is not known here; the two sides have agreed on it.

- Length: 6 octets, says Content-Length

Source: RFC 3261 7.4 (https://www.rfc-editor.org/rfc/rfc3261#section-7.4)`,
    );
    assert.match(
      hoverMarkdown(inBody('application/sdp', 'x$0\u0001', 'Content-Encoding: gzip\n')),
      /Compressed: `gzip`/,
    );
  });

  it('has an answer to any text, whatever the type says it is', () => {
    const pieces = [
      '\n',
      'v=0',
      'a=candidate:1 1 UDP',
      'm=audio 0 RTP/AVP 0',
      '<a b="',
      '</a>',
      '<![CDATA[',
      '&x;',
      '--b',
      ': ',
      'Content-Type: message/cpim',
      'SIP/2.0 200',
      '0/1',
      '\u0000',
      '\ud800',
    ];
    const types = [
      '',
      'application/sdp',
      'text/xml',
      'multipart/mixed;boundary=b',
      'message/cpim',
      'message/sipfrag',
      'application/simple-message-summary',
      'application/dtmf-relay',
    ];
    const bodies = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...types), bodies, fc.nat(), (type, words, at) => {
        const body = `x${words.join('')}x`;
        const place = 1 + (at % (body.length - 1));
        const marked = `${body.slice(0, place)}$0${body.slice(place)}`;
        assert.match(hoverMarkdown(inBody(type, marked)), /^\*\*/);
      }),
    );
  });
});
