import { isWithoutSubscription, readTransfers, type Transfer } from '../transfers';
import type { FindingContext } from './context';
import { statusText } from './failedTransaction';
import { isCut } from './guards/cut';
import { maySkipThisLog } from './parties';
import type { Rule } from './rule';
import { toldTransfers, transferParties } from './transferStory';

/** Time within which the result of a transfer should be known, in ms: longer than a phone rings. */
const PATIENCE = 180_000;

/**
 * Finding `refer-no-result`: a REFER is accepted and no NOTIFY tells within 180 s how it went. Silent where none is to be expected
 * (Refer-Sub: false, nosub), when the call ends or the subscription does, when the log ends earlier, may not see the NOTIFY or
 * cuts it. Span: the status-line of the 2xx. RFC 3515 2.4.4.
 */
export const referNoResult: Rule = {
  code: 'refer-no-result',
  severity: 'warning',
  scope: 'call-id',
  methods: ['REFER'],
  source: 'RFC 3515 2.4.4',
  href: 'https://www.rfc-editor.org/rfc/rfc3515#section-2.4.4',
  page: {
    title: 'Nobody tells how a transfer went',
    meaning:
      'A REFER was accepted, but for three minutes no NOTIFY says how the new call went, and the old call stands. So the ' +
      'one who transfers cannot know whether to hang up. Silent when no NOTIFY was asked for, when the call ended, and ' +
      'when the log ends before or may not see the NOTIFY.',
    advice:
      'Look in the log of the side that got the REFER for the new call and for NOTIFYs that did not arrive. When the new ' +
      'call is still ringing, its timer is longer than that of the phones.',
    example: `U 2026/11/05 10:00:00.000000 192.0.2.1:5060 -> 192.0.2.2:5060
REFER sip:bob@192.0.2.2 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK3
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 2 REFER
Refer-To: <sip:carol@example.com>

U 2026/11/05 10:00:00.100000 192.0.2.2:5060 -> 192.0.2.1:5060
SIP/2.0 202 Accepted
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK3
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 2 REFER

U 2026/11/05 10:04:00.000000 192.0.2.1:5060 -> 192.0.2.2:5060
OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK5
From: <sip:alice@example.com>;tag=3
To: <sip:bob@example.com>
Call-ID: 2
CSeq: 1 OPTIONS

`,
  },
  find: (transactions, context) => {
    const transfers = toldTransfers(readTransfers(transactions)).filter((transfer) => isOpen(transfer, context));
    // One look for all transfers of a group: the last BYE ends them all.
    const lastBye =
      transfers.length === 0 ? -1 : (transactions.findLast(({ method }) => method === 'BYE')?.index ?? -1);
    return transfers.flatMap((transfer) => {
      const { refer } = transfer;
      const { finalResponse } = refer;
      if (finalResponse === undefined || lastBye > refer.index) return [];
      const { who, target, kind } = transferParties(transfer);
      return [
        {
          span: finalResponse.startLineSpan,
          about: finalResponse,
          claims: transfer.notifies,
          related: refer.request === undefined ? [] : [{ span: refer.request.startLineSpan, message: 'The REFER' }],
          message:
            `Nobody tells how the ${kind} by ${who} to ${target} went: the REFER was accepted (${statusText(finalResponse)}), but no ` +
            'NOTIFY with the result came within three minutes. Look for the new call in the log of the side that got the ' +
            'REFER, and whether its NOTIFYs are blocked.',
        },
      ];
    });
  },
};

/** Whether the log surely shows no result of a transfer that was accepted. */
function isOpen({ refer, result, notifies }: Transfer, context: FindingContext): boolean {
  const { finalResponse } = refer;
  if (finalResponse === undefined || finalResponse.statusCode >= 300 || result !== undefined) return false;
  if (context.isClaimed(finalResponse) || isWithoutSubscription(refer)) return false;
  const isTold = notifies.some(
    (notify) =>
      isCut(notify) || /terminated/i.test(notify.value('subscription-state') ?? '') || notify.body.trim() === '',
  );
  return !isTold && !maySkipThisLog(refer, context) && context.logGoesOnFor(finalResponse, PATIENCE);
}
