import type { Message } from '../message';
import type { Transaction } from '../transactions';
import { readTransfers, replacesItself, type Transfer } from '../transfers';
import type { FindingContext } from './context';
import { statusText } from './failedTransaction';
import { receiverOf, refusalOf } from './parties';
import type { Found, Rule } from './rule';
import { codeSentence, otherNotifies, stepWords, toldTransfers, transferParties } from './transferStory';

/** Answers that ask for another try: credentials, or another address. */
const ASKS_AGAIN = [401, 407];

/**
 * Finding `refer-failed`: a REFER is refused with 4xx, 5xx or 6xx, or a NOTIFY about it tells of a final 3xx to 6xx. Silent about
 * a 405 or 501 when the one who refers goes on with a re-INVITE, and about a REFER that is tried again with success. The
 * failure of the new call, where the log has it, belongs to it. Span: the status-line, or the request-line of the NOTIFY. RFC
 * 3515 2.4.4, 2.4.5.
 */
export const referFailed: Rule = {
  code: 'refer-failed',
  severity: 'warning',
  scope: 'call-id',
  methods: ['REFER'],
  source: 'RFC 3515 2.4.4, 2.4.5',
  href: 'https://www.rfc-editor.org/rfc/rfc3515#section-2.4.4',
  page: {
    title: 'A transfer failed',
    meaning:
      'A REFER, which asks the other side to call somebody else, was refused, or the NOTIFY behind it says that the new ' +
      'call failed. The status code is that of the new call. Silent when the client goes on in another way, with a ' +
      're-INVITE.',
    advice:
      'When the REFER was refused, look whether the other side or the server in between allows transfers (Allow, rights ' +
      'of the user). When the new call failed, its status code tells: busy, not found, no answer; look for that call in ' +
      'the log of whoever made it.',
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
Content-Length: 21

SIP/2.0 486 Busy Here

SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK4
From: <sip:bob@example.com>;tag=2
To: <sip:alice@example.com>;tag=1
Call-ID: 1
CSeq: 1 NOTIFY

`,
  },
  find: (transactions, context) =>
    toldTransfers(readTransfers(transactions)).flatMap((transfer) => [
      ...refused(transfer, context),
      ...failed(transfer, context),
    ]),
};

function refused(transfer: Transfer, context: FindingContext): Found[] {
  const { refer } = transfer;
  const code = refer.finalResponse?.statusCode ?? 0;
  if (code < 400 || ASKS_AGAIN.includes(code)) return [];
  const refusal = refusalOf(refer, context);
  if (refusal === undefined || context.successBehindOf(refer, 60_000) !== undefined) return [];
  if ((code === 405 || code === 501) && goesOnWithInvite(transfer, context)) return [];
  const { who, target, kind } = transferParties(transfer);
  return [
    {
      ...refusal.found,
      message:
        `The ${kind} by ${who} to ${target} failed: the other side refuses the REFER with ${statusText(refusal.response)}.` +
        `${codeSentence(code)} ${itselfSentence(refer) ?? 'Check whether it, and the server in between, allows transfers.'}`,
    },
  ];
}

/** Whether a re-INVITE of the same side follows, which transfers in another way. */
function goesOnWithInvite({ refer }: Transfer, { trace }: FindingContext): boolean {
  const { store, transactionTables: tables } = trace;
  const invite = store.names.numberOf('INVITE');
  return trace.callIdGroups.behind(refer.index, 20).some((index) => {
    const first = tables.firstOf(index);
    return (
      store.messages.method.at(first) === invite &&
      store.messages.fromTag.at(first) === store.messages.fromTag.at(refer.first.index)
    );
  });
}

function failed(transfer: Transfer, context: FindingContext): Found[] {
  const { result, refer } = transfer;
  if (result === undefined || result.statusCode < 300 || context.isClaimed(result.notify)) return [];
  const { who, target, kind } = transferParties(transfer);
  const call = failureOfNewCall(transfer, context);
  return [
    {
      span: result.notify.startLineSpan,
      about: result.notify,
      claims: otherNotifies(transfer, result.notify),
      ...(call === undefined ? {} : { follows: [call] }),
      related:
        refer.request === undefined
          ? []
          : [{ span: refer.request.startLineSpan, message: 'The REFER that asked for it' }],
      message:
        `The ${kind} by ${who} to ${target} failed: the new call was answered with ${stepWords(result)}.` +
        `${codeSentence(result.statusCode)} ${itselfSentence(refer) ?? ''}`.trimEnd(),
    },
  ];
}

/** That the transferor names the wrong call. */
const itselfSentence = (refer: Transaction): string | undefined =>
  replacesItself(refer)
    ? 'The Replaces in Refer-To names the very call that the REFER was sent in: it has to name the other one, that with the target. Look at the program that sent the REFER.'
    : undefined;

/** Failed transactions that are looked at in front of the NOTIFY. */
const LOOKED_AT = 100;

/** The answer to the new call itself where the log has it: an INVITE to the target that failed alike between REFER and NOTIFY. */
function failureOfNewCall({ refer, result }: Transfer, context: FindingContext): Message | undefined {
  if (result === undefined || refer.request === undefined) return undefined;
  const { target } = transferParties({ refer, notifies: [], steps: [], result: undefined });
  const { failed } = context;
  let low = 0;
  let high = failed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((failed[middle]?.index ?? 0) <= refer.index) low = middle + 1;
    else high = middle;
  }
  context.restOnAll();
  return failed
    .slice(low, low + LOOKED_AT)
    .find(
      ({ method, finalResponse, first }) =>
        method === 'INVITE' &&
        finalResponse?.statusCode === result.statusCode &&
        finalResponse.index < result.notify.index &&
        first.callId !== refer.callId &&
        target === receiverOf(first),
    )?.finalResponse;
}
