import { replacedCall } from '../transfers';
import { statusText } from './failedTransaction';
import { peerOf, refusalOf, senderOf, short } from './parties';
import type { Rule } from './rule';

/** Answers that say that the call to be replaced is not there, or not free. RFC 3891 3. */
const UNKNOWN = [481, 486, 603];

/**
 * Finding `replaces-failed`: an INVITE with Replaces, the second half of an attended transfer or a pickup, is answered with 481,
 * 486 or 603. Span: the status-line. RFC 3891 3.
 */
export const replacesFailed: Rule = {
  code: 'replaces-failed',
  severity: 'warning',
  scope: 'failed-transaction',
  methods: ['INVITE'],
  statuses: UNKNOWN,
  source: 'RFC 3891 3',
  href: 'https://www.rfc-editor.org/rfc/rfc3891#section-3',
  page: {
    title: 'A call that was to be replaced is not there',
    meaning:
      'An INVITE with the header field Replaces is refused with 481, 486 or 603: attended transfer, pickup and parking ' +
      'name the call whose place the new one takes, and the receiver does not have that call, or has ended it.',
    advice:
      'Compare the Call-ID and the tags in Replaces with those of the call that was to be replaced, as the receiver knows ' +
      'it: a server in between that changes them (B2BUA, session border controller) has to change them in Replaces too. ' +
      'Or that call had ended already.',
    example: `INVITE sip:carol@192.0.2.3 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK1
From: <sip:bob@example.com>;tag=1
To: <sip:carol@example.com>
Call-ID: 2
CSeq: 1 INVITE
Replaces: 1;to-tag=7;from-tag=8

SIP/2.0 481 Call/Transaction Does Not Exist
Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK1
From: <sip:bob@example.com>;tag=1
To: <sip:carol@example.com>;tag=2
Call-ID: 2
CSeq: 1 INVITE

ACK sip:carol@192.0.2.3 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK1
From: <sip:bob@example.com>;tag=1
To: <sip:carol@example.com>;tag=2
Call-ID: 2
CSeq: 1 ACK

`,
  },
  find: (transaction, context) => {
    const { request } = transaction;
    if (request?.header('replaces') === undefined) return [];
    const refusal = refusalOf(transaction, context);
    if (refusal === undefined) return [];
    const call = short(replacedCall(request));
    return [
      {
        ...refusal.found,
        message:
          `The call of ${senderOf(request)} cannot take the place of another one (attended transfer or pickup): ${peerOf(request)} ` +
          `does not have ${call === '' ? 'the call that Replaces names' : `the call ${call} that Replaces names`}, or not any more ` +
          `(${statusText(refusal.response)}). Check whether a server in between changes Call-IDs or tags, and whether that call had ended.`,
      },
    ];
  },
};
