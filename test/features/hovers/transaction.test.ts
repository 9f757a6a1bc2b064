import { message, record } from '../../support/logs';
import { checkHover } from '../support/checkHover';

const HEAD = `Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
Call-ID: call-1
CSeq: 1 INVITE`;
const TO = 'To: <sip:bob@example.com>';
const inMessage = (headers: string): string => message({ start: 'REGISTER sip:example.com SIP/2.0', headers });

describe('hover on what ties messages together', () => {
  it('CSeq: what became of the transaction', () => {
    checkHover(
      `${record({ at: 0, start: 'INVITE sip:bob@example.com SIP/2.0', headers: `${HEAD}\n${TO}` })}
${record({ at: 1, start: 'SIP/2.0 200 OK', headers: `${HEAD.replace('CSeq: 1', 'CSeq: $01')}\n${TO};tag=2` })}`,
      `
CSeq: number 1

The number of the request that this response answers.

In this log: INVITE → 200 OK · 2 messages · 1 s, lines 5 to 17.

Source: RFC 3261 8.1.1.5 (https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1.5); RFC 3261 20.16 (https://www.rfc-editor.org/rfc/rfc3261#section-20.16)`,
    );
  });

  it('CSeq that is broken', () => {
    checkHover(
      inMessage('CSeq: on$0e REGISTER'),
      `
CSeq

A CSeq is a number and a method: this one is broken.

Source: RFC 3261 20.16 (https://www.rfc-editor.org/rfc/rfc3261#section-20.16)`,
    );
  });

  it('Call-ID: how many messages, and where', () => {
    checkHover(
      `${record({ at: 0, start: 'INVITE sip:bob@example.com SIP/2.0', headers: `${HEAD.replace('call-1', 'ca$0ll-1')}\n${TO}` })}
${record({ at: 1, start: 'SIP/2.0 200 OK', headers: `${HEAD}\n${TO};tag=2` })}`,
      `
Call-ID

Ties together all messages of one call, of one subscription, or of the registrations of one client.

In this log: 2 messages of 1 transaction (1 INVITE), from line 5 to line 17.

Source: RFC 3261 8.1.1.4 (https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1.4); RFC 3261 20.8 (https://www.rfc-editor.org/rfc/rfc3261#section-20.8)`,
    );
  });

  it('Max-Forwards', () => {
    checkHover(
      inMessage('Max-Forwards: $068'),
      `
Max-Forwards: 68

At most 68 more proxies may pass this request on, so that it cannot go round for ever.

- Clients begin with 70 as a rule, and each proxy takes one off.

Source: RFC 3261 8.1.1.6 (https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1.6); RFC 3261 20.22 (https://www.rfc-editor.org/rfc/rfc3261#section-20.22)`,
    );
  });

  it('Max-Forwards of 0', () => {
    checkHover(
      inMessage('Max-Forwards: $00'),
      `
Max-Forwards: 0

No proxy may pass this request on any more: one that would have to answers 483 Too Many Hops.

- Clients begin with 70 as a rule, and each proxy takes one off.

Source: RFC 3261 8.1.1.6 (https://www.rfc-editor.org/rfc/rfc3261#section-8.1.1.6); RFC 3261 20.22 (https://www.rfc-editor.org/rfc/rfc3261#section-20.22)`,
    );
  });

  it('RAck: the response that it confirms', () => {
    checkHover(
      `${message({ start: 'SIP/2.0 183 Session Progress', headers: `${HEAD}\n${TO};tag=2\nRSeq: 314` })}
${message({ start: 'PRACK sip:bob@example.com SIP/2.0', headers: `${HEAD.replace('1 INVITE', '2 PRACK')}\n${TO};tag=2\nRAck: 31$04 1 INVITE` })}`,
      `
RAck: confirms provisional response 314

Confirms the provisional response with RSeq 314 to the INVITE with CSeq number 1.

In this log: 183 Session Progress on line 1.

Source: RFC 3262 7.2 (https://www.rfc-editor.org/rfc/rfc3262#section-7.2)`,
    );
  });

  it('RSeq', () => {
    checkHover(
      message({
        start: 'SIP/2.0 183 Session Progress',
        headers: `${HEAD}
RSeq: 3$014`,
      }),
      `
RSeq: 314

Number of this provisional response, which is sent reliably: it is repeated until a PRACK confirms it.

- That PRACK has RAck: 314 1 INVITE.

Source: RFC 3262 3 (https://www.rfc-editor.org/rfc/rfc3262#section-3); RFC 3262 7.1 (https://www.rfc-editor.org/rfc/rfc3262#section-7.1)`,
    );
  });

  it('Timestamp', () => {
    checkHover(
      inMessage('Timestamp: $054 0.2'),
      `
Timestamp

When the client sent the request, in seconds by a clock of its own; the response repeats it, so that the client can tell how long the way takes. The second number is the time that the receiver took to answer: 0.2 s.

Source: RFC 3261 8.2.6.1 (https://www.rfc-editor.org/rfc/rfc3261#section-8.2.6.1); RFC 3261 20.38 (https://www.rfc-editor.org/rfc/rfc3261#section-20.38)`,
    );
  });

  it('In-Reply-To', () => {
    checkHover(
      inMessage('In-Reply-To: nob$0ody@192.0.2.1'),
      `
In-Reply-To

The Call-ID of a call that this one answers: a call back.

In this log: no message has that Call-ID.

Source: RFC 3261 20.21 (https://www.rfc-editor.org/rfc/rfc3261#section-20.21)`,
    );
  });

  it('Replaces, with the call in this log', () => {
    checkHover(
      `${message({ start: 'INVITE sip:bob@example.com SIP/2.0', headers: `${HEAD}\n${TO}` })}
${message({ start: 'INVITE sip:bob@example.com SIP/2.0', headers: `${HEAD.replace('call-1', 'call-2')}\nReplaces: cal$0l-1;to-tag=2;from-tag=1;early-only` })}`,
      `
Replaces another call

This call takes the place of another one, which then ends: an attended transfer, or a call that is picked up.

In this log: that call begins with INVITE on line 1 and has 1 message.

- Call-ID: call-1
- to-tag=2: Tag that the receiver of this request has in the dialog to be replaced.
- from-tag=1: Tag that the other side has in the dialog to be replaced.
- early-only: Only if the call to be replaced was not answered yet.

Source: RFC 3891 3 (https://www.rfc-editor.org/rfc/rfc3891#section-3); RFC 3891 6.1 (https://www.rfc-editor.org/rfc/rfc3891#section-6.1)`,
    );
  });

  it('a tag of Target-Dialog', () => {
    checkHover(
      inMessage('Target-Dialog: call-1;local-t$0ag=2;remote-tag=1'),
      `
local-tag (parameter of Target-Dialog)

Tag of the receiver of this request in the other dialog.

Source: RFC 4538 (https://www.rfc-editor.org/rfc/rfc4538)`,
    );
  });
});
