import type { Message } from '../message';
import { answeredBy } from '../serverWords';
import { printable } from '../text/printable';
import type { Transaction } from '../transactions';
import { exampleLog } from './exampleLog';
import { statusText, targetOf } from './failedTransaction';
import { copiesOf, copyPlaces } from './guards/copies';
import { isRace, lostDialogs } from './lostDialogs';
import { receiverOf, requestBetween } from './parties';
import type { Rule } from './rule';

/** A client renews a subscription that the server lost by subscribing again, in ms. */
const SUBSCRIBES_AGAIN = 32_000;

/**
 * Finding `dialog-lost-481`: a request within a dialog is answered with 481: the other side does not know the dialog any more. One for
 * each dialog. Silent where both sides hung up at once (`bye-481-race`), and about CANCEL, NOTIFY and PRACK, which have rules of their
 * own. A BYE that finds no dialog is a warning, since the call ends in any case. Span: the status-line. RFC 3261 12.2.1.2, 21.4.19.
 */
export const dialogLost481: Rule = {
  code: 'dialog-lost-481',
  severity: 'error',
  scope: 'call-id',
  statuses: [481],
  source: 'RFC 3261 12.2.1.2, 21.4.19',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-12.2.1.2',
  page: {
    title: 'The other side no longer knows the call',
    meaning:
      'A request within a call or a subscription got 481: the receiver knows no dialog with this Call-ID and these tags. ' +
      'It restarted, another server took over without its state, its session timer ran out, the request went to the ' +
      'wrong server, or it lacks a tag. For a BYE it is a warning, since the call ends anyway; two BYEs that cross are a hint. When a client ' +
      'subscribes anew with success, it is information.',
    advice:
      'Look for a restart or fail-over of the other side between the last request that it answered and this one. Compare ' +
      'the address that the request was sent to, its Route and both tags with those of the answer that opened the dialog.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      { at: 1, fromBob: true, start: '200 OK', cseq: '1 INVITE', tags: 'both' },
      { at: 1.1, start: 'ACK sip:bob@192.0.2.2', cseq: '1 ACK', tags: 'both' },
      { at: 60, start: 'INVITE sip:bob@192.0.2.2', cseq: '2 INVITE', tags: 'both' },
      { at: 60.1, fromBob: true, start: '481 Call/Transaction Does Not Exist', cseq: '2 INVITE', tags: 'both' },
      { at: 60.2, start: 'ACK sip:bob@192.0.2.2', cseq: '2 ACK', branch: '2INVITE', tags: 'both' },
    ]),
  },
  find: (transactions, context) =>
    lostDialogs(transactions).flatMap((dialog) => {
      const told = dialog.lost.filter(
        (transaction) =>
          transaction.finalResponse !== undefined &&
          !context.isClaimed(transaction.finalResponse) &&
          !isRace(transaction, dialog),
      );
      const [first] = told;
      const response = first?.finalResponse;
      if (first?.request === undefined || response === undefined) return [];
      const copies = dialog.lost.flatMap(({ finalResponse }) =>
        finalResponse === undefined ? [] : [finalResponse, ...copiesOf(finalResponse)],
      );
      const others = [...new Set(copies)].filter((copy) => copy !== response);
      const target = targetOf(first.request);
      const renewed = first.method === 'SUBSCRIBE' && context.successBehindOf(first, SUBSCRIBES_AGAIN) !== undefined;
      const onlyBye = told.every(({ method }) => method === 'BYE');
      return [
        {
          span: response.startLineSpan,
          about: response,
          claims: others,
          ...(renewed ? { severity: 'information' as const } : onlyBye ? { severity: 'warning' as const } : {}),
          related: [
            { span: first.request.startLineSpan, message: 'The request that found no dialog' },
            ...copyPlaces(others),
          ],
          message:
            `The ${requestBetween(response)}${target === '' || target === receiverOf(response) ? '' : `, sent to ${printable(target, 120)},`} was answered with ` +
            `${statusText(response)}: the other side does not know this ${nameOf(first)}. ${answeredBy(response)}${renewed ? ' The client subscribed anew with success.' : ''}`.trimEnd() +
            `${
              renewed
                ? ''
                : ` ${tagsLacking(first.request) ?? 'It restarted, another server took over without its state, the call never came about, or the request went to the wrong place: compare the address that it was sent to, its Route and both tags with those of the answer that opened it.'}`
            }`,
        },
      ];
    }),
};

/** That a request lacks a tag, without which it fits no dialog; `undefined` where it has both, or one cannot tell. RFC 3261 12.2.2. */
function tagsLacking(request: Message): string | undefined {
  // The last line may be cut.
  const isWhole = (key: string): boolean => ![undefined, request.headers.at(-1)].includes(request.header(key));
  const lacking = [
    ...(request.fromTag === '' && isWhole('from') ? ['From'] : []),
    ...(request.toTag === '' && isWhole('to') ? ['To'] : []),
  ];
  if (lacking.length === 0) return undefined;
  return (
    `The request itself is wrong: ${lacking.join(' and ')} ${lacking.length === 1 ? 'has' : 'have'} no tag, so that it fits no call. ` +
    'The program that sent it has to take both tags over from the messages that opened the call.'
  );
}

const nameOf = ({ method }: Transaction): string =>
  method === 'SUBSCRIBE' ? 'subscription' : method === 'INFO' || method === 'MESSAGE' ? 'dialog' : 'call';
