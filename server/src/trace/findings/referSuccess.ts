import { readTransfers } from '../transfers';
import type { Rule } from './rule';
import { otherNotifies, stepWords, toldTransfers, transferParties } from './transferStory';

/**
 * Finding `refer-success`: a NOTIFY about a REFER tells of a 2xx. Span: the request-line of the NOTIFY. RFC 3515 2.4.5.
 */
export const referSuccess: Rule = {
  code: 'refer-success',
  severity: 'information',
  scope: 'call-id',
  methods: ['REFER'],
  source: 'RFC 3515 2.4.5',
  href: 'https://www.rfc-editor.org/rfc/rfc3515#section-2.4.5',
  page: {
    title: 'A transfer succeeded',
    meaning:
      'Somebody asked the other side with a REFER to call somebody else, and a NOTIFY says that the new call was ' +
      'answered with a 2xx. Nothing is wrong; the finding shows where the call went.',
    advice:
      'Nothing to do. To follow the call further, look for the INVITE to the new address; it has a Call-ID of its own.',
    example: `REFER sip:bob@192.0.2.2 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK3
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 2 REFER
Refer-To: <sip:carol@example.com>

SIP/2.0 202 Accepted
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK3
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 2 REFER

NOTIFY sip:alice@192.0.2.1 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK4
From: <sip:bob@example.com>;tag=2
To: <sip:alice@example.com>;tag=1
Call-ID: 1
CSeq: 1 NOTIFY
Event: refer
Subscription-State: terminated;reason=noresource
Content-Type: message/sipfrag
Content-Length: 14

SIP/2.0 200 OK

SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK4
From: <sip:bob@example.com>;tag=2
To: <sip:alice@example.com>;tag=1
Call-ID: 1
CSeq: 1 NOTIFY

`,
  },
  find: (transactions, context) =>
    toldTransfers(readTransfers(transactions)).flatMap((transfer) => {
      const { result, refer } = transfer;
      if (result === undefined || result.statusCode >= 300 || context.isClaimed(result.notify)) return [];
      const { who, target, kind } = transferParties(transfer);
      return [
        {
          span: result.notify.startLineSpan,
          about: result.notify,
          claims: otherNotifies(transfer, result.notify),
          related:
            refer.request === undefined
              ? []
              : [{ span: refer.request.startLineSpan, message: 'The REFER that asked for it' }],
          message: `The ${kind} by ${who} to ${target} succeeded: the new call was answered with ${stepWords(result)}.`,
        },
      ];
    }),
};
