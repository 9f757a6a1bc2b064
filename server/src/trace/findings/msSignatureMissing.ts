import type { Message } from '../message';
import { addressIn, addressParameter } from '../sip/addressOfRecord';
import { credential, credentialsOf } from '../sip/credentials';
import type { FindingContext } from './context';
import { KIND } from './messageKinds';
import type { Rule } from './rule';
import { SILENCE } from './stuckSignIn';
import { isUnanswered } from './subjects';

/** Requests without answer that make a habit: one may be lost. */
const FEWEST = 2;

/**
 * Finding `ms-signature-missing`: a client has signed in, and the server answers nothing that it sends from then on. A server
 * discards a message silently when its signature is missing or does not fit. Span: the request-line of the first, on the leg
 * on which it got farthest. [MS-SIPAE] 3.2.5.2, [MS-SIP] 3.1.5.1.
 */
export const msSignatureMissing: Rule = {
  code: 'ms-signature-missing',
  severity: 'warning',
  scope: 'trace',
  source: '[MS-SIPAE] 3.2.5.2; [MS-SIP] 3.1.5.1',
  href: 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sipae/',
  page: {
    title: 'After the sign-in the server discards all messages',
    meaning:
      'The REGISTER is answered with 200, and none of at least two later requests of the same endpoint gets an answer. A ' +
      'server discards what is not signed, or whose signature does not fit, without a word. The message says whether the ' +
      'requests carry a signature. The signature itself cannot be checked without the key. Silent as soon as one request is ' +
      'answered, and when the log would not show the answers.',
    advice:
      'Not signed: update the client, or look for a gateway that takes Authorization out. Signed: look for a proxy, firewall ' +
      'or border controller that changes From, To, Call-ID, CSeq or Expires on the way, for two endpoints with the same epid, ' +
      'and for a load balancer that sends the messages to another server than the REGISTER.',
    example: `TL_INFO(TF_PROTOCOL) [0]0D84.0F9C::11/12/2007-10:00:01.000.00004b78 (SIPStack,SIPAdminLog::TraceProtocolRecord:SIPAdminLog.cpp(122))$$begin_record
Direction: incoming
Peer: 192.0.2.1:1331
Message-Type: request
Start-Line: REGISTER sip:contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>
Call-ID: 5db46703
CSeq: 1 REGISTER
Message-Body: -
$$end_record
TL_INFO(TF_PROTOCOL) [0]0D84.0F9C::11/12/2007-10:00:02.000.00004b78 (SIPStack,SIPAdminLog::TraceProtocolRecord:SIPAdminLog.cpp(122))$$begin_record
Direction: outgoing
Peer: 192.0.2.1:1331
Message-Type: response
Start-Line: SIP/2.0 200 OK
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>;tag=b1
Call-ID: 5db46703
CSeq: 1 REGISTER
Message-Body: -
$$end_record
TL_INFO(TF_PROTOCOL) [0]0D84.0F9C::11/12/2007-10:00:03.000.00004b78 (SIPStack,SIPAdminLog::TraceProtocolRecord:SIPAdminLog.cpp(122))$$begin_record
Direction: incoming
Peer: 192.0.2.1:1331
Message-Type: request
Start-Line: SUBSCRIBE sip:alice@contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>
Call-ID: 3
CSeq: 1 SUBSCRIBE
Message-Body: -
$$end_record
TL_INFO(TF_PROTOCOL) [0]0D84.0F9C::11/12/2007-10:00:04.000.00004b78 (SIPStack,SIPAdminLog::TraceProtocolRecord:SIPAdminLog.cpp(122))$$begin_record
Direction: incoming
Peer: 192.0.2.1:1331
Message-Type: request
Start-Line: SUBSCRIBE sip:alice@contoso.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>
Call-ID: 4
CSeq: 1 SUBSCRIBE
Message-Body: -
$$end_record
TL_INFO(TF_CONNECTION) [0]0D84.0F9C::11/12/2007-10:01:00.000.00004b79 (SIPStack,SIPAdminLog::TraceConnectionRecord:SIPAdminLog.cpp(160))$$begin_record
LogType: connection
Text: TLS negotiation started
$$end_record
`,
  },
  kinds: KIND.unanswered,
  mayConcern: isUnanswered,
  find: (subjects, context) => {
    const groups = new Map<number, Message[]>();
    for (const transaction of subjects.unanswered) {
      const { request } = transaction;
      if (request === undefined || request.method === 'REGISTER' || context.isClaimed(request)) continue;
      if (addressParameter(request, 'from', 'epid') === '' || !context.showsAnswersTo(transaction)) continue;
      if (!context.logGoesOnFor(request, SILENCE)) continue;
      const sender = context.senderOf(request);
      const group = groups.get(sender);
      if (group === undefined) groups.set(sender, [request]);
      else group.push(request);
    }
    return [...groups.values()].flatMap((requests) => foundOf(requests, context));
  },
};

function foundOf(requests: readonly Message[], context: FindingContext) {
  const [first] = requests;
  if (first === undefined || new Set(requests.map(wordOf)).size < FEWEST) return [];
  const user = addressIn(first, 'from');
  const endpoint = addressParameter(first, 'from', 'epid');
  const welcome = context.registeredBefore(first, user, endpoint);
  if (welcome === undefined || context.isServedBehind(welcome, user, endpoint)) return [];
  const about = requests.filter((request) => wordOf(request) === wordOf(first)).at(-1) ?? first;
  const signed = requests.filter(isSigned).length;
  const why =
    signed === 0
      ? 'They are not signed, and a server discards unsigned messages without a word. Update the client, or look for a gateway that takes Authorization out.'
      : 'They are signed; a server discards messages whose signature does not fit without a word. Look for a device or proxy that changes From, To, Call-ID, ' +
        'CSeq or Expires on the way, for two endpoints with the same epid, and for a load balancer that sends them to another server than the REGISTER.';
  const count = new Set(requests.map(wordOf)).size;
  return [
    {
      span: about.startLineSpan,
      about,
      claims: requests,
      more: count - 1,
      related: [
        { span: welcome.startLineSpan, message: 'The sign-in that succeeded' },
        ...requests
          .filter((request) => request !== about)
          .slice(0, 10)
          .map((request) => ({ span: request.startLineSpan, message: `No answer to this ${request.method} either` })),
      ],
      message:
        `${user} is signed in, but the server answers none of the ${count} requests that follow, from the first ` +
        `(${first.method}) on. ${why}`,
    },
  ];
}

/** Tells one request from another, and not its copies on other legs. */
const wordOf = ({ callId, cseq }: Message): string => `${cseq} ${callId}`;

const isSigned = (message: Message): boolean =>
  credentialsOf(message).some((part) => credential(message.text, part, 'response') !== undefined);
