import { record } from '../../support/logs';
import { checkHover } from '../support/checkHover';

const HEAD = `Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
Call-ID: call-1
CSeq: 1 INVITE`;
const inRecord = (method: string, header: string): string =>
  record({ start: `${method} sip:example.com SIP/2.0`, headers: `${HEAD.replace('INVITE', method)}\n${header}` });

describe('hover on a time', () => {
  it('Expires of a REGISTER, also as a time of day', () => {
    checkHover(
      inRecord('REGISTER', 'Expires: 36$000'),
      `
Expires: 3600 seconds (1 h)

How long the registration is wanted to last.

In this log: until 11:00:00, counted from the time of this message.

Source: RFC 3261 20.19 (https://www.rfc-editor.org/rfc/rfc3261#section-20.19)`,
    );
  });

  it('Expires of 0', () => {
    checkHover(
      inRecord('SUBSCRIBE', 'Expires: $00'),
      `
Expires: 0 seconds

Ends the subscription, or asks for the state once only.

Source: RFC 3261 20.19 (https://www.rfc-editor.org/rfc/rfc3261#section-20.19)`,
    );
  });

  it('Expires that is no number of seconds', () => {
    checkHover(
      inRecord('SUBSCRIBE', 'Expires: $010000000000'),
      `
Expires: not a number of seconds

Should be a number of seconds from 0 to 4294967295.

Source: RFC 3261 20.19 (https://www.rfc-editor.org/rfc/rfc3261#section-20.19)`,
    );
  });

  it('Session-Expires, and who refreshes', () => {
    checkHover(
      inRecord('INVITE', 'Session-Expires: 18$000;refresher=uac'),
      `
Session-Expires: 1800 seconds (30 min)

The call ends after 1800 seconds (30 min) without a refresh (re-INVITE or UPDATE), so that no call hangs after one side is gone. As a rule the refresh comes at half of that time.

In this log: until 10:30:00, counted from the time of this message.

- refresher=uac: The side that sent the request refreshes the session.

Source: RFC 4028 4 (https://www.rfc-editor.org/rfc/rfc4028#section-4); RFC 4028 10 (https://www.rfc-editor.org/rfc/rfc4028#section-10)`,
    );
  });

  it('Session-Expires of a 2xx: by name who refreshes, and when the other side gives up', () => {
    checkHover(
      record({
        start: 'SIP/2.0 200 OK',
        headers: `${HEAD}\nTo: <sip:bob@example.com>;tag=2\nSession-Expires: 18$000;refresher=uac`,
      }),
      `
Session-Expires: 1800 seconds (30 min)

The call ends after 1800 seconds (30 min) without a refresh (re-INVITE or UPDATE), so that no call hangs after one side is gone. As a rule the refresh comes at half of that time.

In this log: until 10:30:00, counted from the time of this message.

In this log: alice@example.com refreshes the session. If no refresh comes, bob@example.com ends it 32 seconds before its end, at 10:29:28.

- refresher=uac: The side that sent the request refreshes the session.

Source: RFC 4028 4 (https://www.rfc-editor.org/rfc/rfc4028#section-4); RFC 4028 10 (https://www.rfc-editor.org/rfc/rfc4028#section-10)`,
    );
  });

  it('refresher', () => {
    checkHover(
      inRecord('INVITE', 'Session-Expires: 1800;refre$0sher=uas'),
      `
refresher (parameter of Session-Expires)

Who has to refresh the session: uac, the side that sent this request, or uas, the one that answers it.

uas: The side that answered refreshes the session.

Source: RFC 4028 4 (https://www.rfc-editor.org/rfc/rfc4028#section-4)`,
    );
  });

  it('Min-SE', () => {
    checkHover(
      inRecord('INVITE', 'Min-SE: $090'),
      `
Min-SE: 90 seconds (1 min 30 s)

No shorter session interval than 90 seconds (1 min 30 s) is taken. The least that anybody may ask for is 90.

Source: RFC 4028 5 (https://www.rfc-editor.org/rfc/rfc4028#section-5)`,
    );
  });

  it('Retry-After with a comment', () => {
    checkHover(
      inRecord('INVITE', 'Retry-After: 18$0000 (in a meeting);duration=3600'),
      `
Retry-After: 18000 seconds (5 h)

The sender expects to be available again after 18000 seconds (5 h); a client should not try before.

In this log: until 15:00:00, counted from the time of this message.

- duration=3600: Seconds for which the called side will be available, from then on.

Source: RFC 3261 20.33 (https://www.rfc-editor.org/rfc/rfc3261#section-20.33)`,
    );
  });

  it('Date against the time stamp of a log without zone', () => {
    checkHover(
      inRecord('REGISTER', 'Date: Mon, 12 Nov $02007 09:00:02 GMT'),
      `
Date

When the message was sent, by the clock of its sender.

In this log: the time stamp of the message shows a time 59 min 58 s later. The log does not tell its time zone; if it is 1 h ahead of GMT, the clocks differ by 2 s.

Source: RFC 3261 20.17 (https://www.rfc-editor.org/rfc/rfc3261#section-20.17)`,
    );
  });

  it('Date of the same second', () => {
    checkHover(
      inRecord('REGISTER', 'Date: Mon, 12 Nov $02007 10:00:00 GMT'),
      `
Date

When the message was sent, by the clock of its sender.

In this log: the time stamp of the message shows the same second.

Source: RFC 3261 20.17 (https://www.rfc-editor.org/rfc/rfc3261#section-20.17)`,
    );
  });

  it('Date that is none', () => {
    checkHover(
      inRecord('REGISTER', 'Date: 12/11/$02007'),
      `
Date

When the message was sent, by the clock of its sender. A SIP date looks so: Sat, 13 Nov 2010 23:29:00 GMT; this one does not.

Source: RFC 3261 20.17 (https://www.rfc-editor.org/rfc/rfc3261#section-20.17)`,
    );
  });
});
