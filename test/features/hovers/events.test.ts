import { message } from '../../support/logs';
import { checkHover } from '../support/checkHover';

const inMessage = (headers: string): string => message({ start: 'REGISTER sip:example.com SIP/2.0', headers });

describe('hover on events and reasons', () => {
  it('Event with parameters', () => {
    checkHover(
      inMessage('Event: dia$0log;call-id=1'),
      `
dialog (event package)

State of INVITE dialogs of a user (busy lamp field, pickup).

- call-id=1: Call-ID of the only dialog that the subscription is about.

Source: RFC 4235 (https://www.rfc-editor.org/rfc/rfc4235)`,
    );
  });

  it('Subscription-State: the state', () => {
    checkHover(
      inMessage('Subscription-State: ac$0tive;expires=3599'),
      `
Subscription: active

The subscription was accepted; notifications come.

- expires=3599: Seconds that the subscription has left.

Source: RFC 6665 4.1.3 (https://www.rfc-editor.org/rfc/rfc6665#section-4.1.3); RFC 6665 8.2.3 (https://www.rfc-editor.org/rfc/rfc6665#section-8.2.3)`,
    );
  });

  it('Subscription-State: why it ended', () => {
    checkHover(
      inMessage('Subscription-State: terminated;rea$0son=noresource'),
      `
reason (parameter of Subscription-State)

Why the subscription ended.

noresource: Resource does not exist any more, do not retry.

Source: RFC 6665 4.1.3 (https://www.rfc-editor.org/rfc/rfc6665#section-4.1.3)`,
    );
  });

  it('Allow-Events: one of several', () => {
    checkHover(
      inMessage('Allow-Events: presence, messag$0e-summary'),
      `
message-summary (event package)

Message waiting indication (voicemail lamp).

Source: RFC 3842 (https://www.rfc-editor.org/rfc/rfc3842)`,
    );
  });

  it('Reason in numbers of the telephone network', () => {
    checkHover(
      inMessage('Reason: Q.850;cau$0se=16;text="Normal call clearing"'),
      `
Reason: Q.850 cause 16: Normal call clearing

A user hung up; normal end.

Source: ITU-T Q.850 (https://www.itu.int/rec/T-REC-Q.850); RFC 3326 2 (https://www.rfc-editor.org/rfc/rfc3326#section-2)`,
    );
  });

  it('Reason in numbers of SIP, one of several', () => {
    checkHover(
      inMessage('Reason: Q.850;cause=16, SIP;cau$0se=487'),
      `
Reason: SIP 487 Request Terminated

The INVITE was given up before it was answered (CANCEL, seldom BYE); expected when a CANCEL came before it.

- Class: client error: this server does not take the request as it is.

Source: RFC 3261 21.4.25 (https://www.rfc-editor.org/rfc/rfc3261#section-21.4.25); RFC 3326 2 (https://www.rfc-editor.org/rfc/rfc3326#section-2)`,
    );
  });

  it('Reason with a code of Teams Direct Routing in its text', () => {
    checkHover(
      inMessage('Reason: Q.850;cause=21;text="Rejec$0ted, 560403"'),
      `
Reason: Q.850 cause 21: Call rejected

Called side refused the call.

In this log: Rejected, 560403.

Teams Direct Routing 560403 (403): SBC itself rejected the call. What to do: Read the SBC logs.

- What to do: See whether a person or a setting (call barring, caller ID rules) rejected it at the called side.
- Gateways make SIP status 403 (603 if cause location is user) of it (RFC 3398).

Source: RFC 3398 7.2.4.1 (https://www.rfc-editor.org/rfc/rfc3398#section-7.2.4.1); ITU-T Q.850 (https://www.itu.int/rec/T-REC-Q.850); RFC 3326 2 (https://www.rfc-editor.org/rfc/rfc3326#section-2); GitHub MicrosoftDocs/SupportArticles-docs: Teams/phone-system/direct-routing/microsoft-sip-response-codes-403.md`,
    );
  });

  it('Reason of a protocol that is not known', () => {
    checkHover(
      inMessage('Reason: X.$0contoso;cause=16'),
      `
Reason: X.contoso 16

Why the message was sent, as X.contoso counts it, which is no protocol of a specification known here.

- cause=16: Code, in the numbers of the protocol in front.

Source: RFC 3326 2 (https://www.rfc-editor.org/rfc/rfc3326#section-2)`,
    );
  });

  it('Warning', () => {
    checkHover(
      inMessage('Warning: 3$005 sbc.example.com "Incompatible media format"'),
      `
Warning 305: Incompatible media format

No offered format (codec) is available.

In this log: Incompatible media format, set by sbc.example.com.

- What to do: Compare the codec lists of both sides; enable one that they share.

Source: RFC 3261 20.43 (https://www.rfc-editor.org/rfc/rfc3261#section-20.43)`,
    );
  });

  it('Warning with a code that nobody knows', () => {
    checkHover(
      inMessage('Warning: 5$005 sbc.example.com "Odd"'),
      `
Warning 505

Warn-codes go from 300 to 399, and this is none. Go by the text.

In this log: Odd, set by sbc.example.com.

Source: RFC 3261 20.43 (https://www.rfc-editor.org/rfc/rfc3261#section-20.43)`,
    );
  });

  it('Warning that is broken', () => {
    checkHover(
      inMessage('Warning: od$0d'),
      `
Warning

Should be three digits, the name of whoever set it, and a text in quotes. This value is broken.

Source: RFC 3261 20.43 (https://www.rfc-editor.org/rfc/rfc3261#section-20.43)`,
    );
  });

  it('Reason with words of its own', () => {
    checkHover(
      inMessage('Reason: Q.850;cause=1$06;text="Terminated"'),
      `
Reason: Q.850 cause 16: Normal call clearing

A user hung up; normal end.

In this log: Terminated.

Source: ITU-T Q.850 (https://www.itu.int/rec/T-REC-Q.850); RFC 3326 2 (https://www.rfc-editor.org/rfc/rfc3326#section-2)`,
    );
  });
});
