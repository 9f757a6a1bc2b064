import type { Message } from '../message';
import { challengesOf } from '../sip/credentials';
import { serverAhead } from './guards/clocks';
import { KIND } from './messageKinds';
import type { Rule } from './rule';

const MINUTE = 60_000;
/** How far apart clocks may be for each scheme, in minutes. [MS-SIP] 3.1.5.1. */
const LIMITS: Readonly<Record<string, number>> = { kerberos: 5, ntlm: 15 };

/**
 * Finding `clock-skew-date`: the Date of a challenge differs from the clock of the client that logs it by more than all schemes
 * allow that it offers. Information where the client gets through all the same. Span: the status-line. [MS-SIP] 3.1.5.1.
 */
export const clockSkewDate: Rule = {
  code: 'clock-skew-date',
  severity: 'warning',
  scope: 'message',
  kinds: KIND.challenge,
  source: '[MS-SIP] 3.1.5.1; RFC 3261 20.17',
  href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sip/f4bf1a4f-a7c8-4cdc-b78b-a47e0fa48b5d',
  page: {
    title: 'The clock of the server is not that of the client',
    meaning:
      'A client has received a challenge for NTLM or Kerberos whose Date differs from the time of its log by more than the ' +
      'scheme allows: 15 minutes for NTLM, 5 for Kerberos. A log without time zone may be in any zone. It is information where ' +
      'the client gets through all the same; where a sign-in fails, another finding says so.',
    advice: 'Correct the time synchronisation of the computer that is wrong, before sign-ins begin to fail.',
    example: `TL_INFO(TF_PROTOCOL) [0]0D84.0F9C::11/12/2007-10:00:01.000.00004b78 (SIPStack,SIPAdminLog::TraceProtocolRecord:SIPAdminLog.cpp(122))$$begin_record
Direction: outgoing
Peer: 192.0.2.10:5061
Message-Type: request
Start-Line: SUBSCRIBE sip:alice@contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>
Call-ID: 5db46703
CSeq: 1 SUBSCRIBE
Message-Body: -
$$end_record
TL_INFO(TF_PROTOCOL) [0]0D84.0F9C::11/12/2007-10:00:01.100.00004b78 (SIPStack,SIPAdminLog::TraceProtocolRecord:SIPAdminLog.cpp(122))$$begin_record
Direction: incoming
Peer: 192.0.2.10:5061
Message-Type: response
Start-Line: SIP/2.0 401 Unauthorized
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>;tag=b1
Call-ID: 5db46703
CSeq: 1 SUBSCRIBE
Date: Mon, 12 Nov 2007 10:22:01 GMT
WWW-Authenticate: Kerberos realm="SIP Communications Service", targetname="sip/ocs.contoso.com", version=3
Message-Body: -
$$end_record
`,
  },
  mayConcern: ({ store, notes, text }, index) => {
    const { direction, headersStart, headersEnd } = store.messages;
    if (direction.at(index) !== INCOMING) return false;
    const answer = notes.dated.of(index, () => {
      const head = text.slice(headersStart.at(index), headersEnd.at(index));
      return /\b(?:NTLM|Kerberos)\b/i.test(head) && /\bDate[ \t]*:/i.test(head) ? 1 : 0;
    });
    return answer === 1;
  },
  find: (message, context) => {
    if (context.isClaimed(message)) return [];
    const limits = challengesOf(message).map(({ scheme }) => LIMITS[scheme.toLowerCase()] ?? 0);
    const difference = Math.abs(serverAhead(message) ?? 0);
    if (difference <= Math.max(...limits, 0) * MINUTE || limits.every((limit) => limit === 0)) return [];
    const server = challengeTarget(message);
    const getsThrough = context.successBehindOf(message.trace.transactionOf(message), MINUTE) !== undefined;
    return [
      {
        span: message.startLineSpan,
        about: message,
        kind: server,
        ...(getsThrough ? { severity: 'information' as const } : {}),
        message: `The clocks of ${server || 'the server'} and of the client differ by ${Math.round(difference / MINUTE)} minutes, by the Date of this challenge; Kerberos allows 5, NTLM 15. Correct the time of the one that is wrong.`,
      },
    ];
  },
};

/** Code of `incoming` in the column of directions. */
const INCOMING = 1;

/** Server that a challenge comes from, as it calls itself. */
function challengeTarget(message: Message): string {
  for (const field of message.headersNamed('www-authenticate')) {
    const name = /targetname\s{0,10}=\s{0,10}"?(?:sip\/)?([A-Za-z0-9.-]{1,200})/i.exec(message.slice(field.value))?.[1];
    if (name !== undefined) return name;
  }
  return '';
}
