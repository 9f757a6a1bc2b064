import { exampleLog } from './exampleLog';
import { statusText } from './failedTransaction';
import { copiesOf, copyPlaces } from './guards/copies';
import { isRace, lostDialogs } from './lostDialogs';
import { requestBetween } from './parties';
import type { Rule } from './rule';

/** Finding `bye-481-race`: a BYE found no call since the call was just over: both sides hung up at once, or something ended it before; or another request crossed the BYE. Span: the status-line. RFC 3261 15.1.2. */
export const bye481Race: Rule = {
  code: 'bye-481-race',
  severity: 'hint',
  scope: 'call-id',
  statuses: [481],
  source: 'RFC 3261 15.1.2',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-15.1.2',
  page: {
    title: 'Both sides hung up at once',
    meaning:
      'A BYE was answered with 481, and the log shows why: the other side sent its own BYE within four seconds, or the ' +
      'call had ended already. So was another request that crossed the BYE of the other side. Harmless.',
    advice:
      'Nothing. When it happens in most calls, look at which side should hang up first, and whether a server ends calls ' +
      'on its own.',
    example: exampleLog([
      { at: 60, start: 'BYE sip:bob@192.0.2.2', cseq: '2 BYE', tags: 'both' },
      { at: 60, fromBob: true, ofBob: true, start: 'BYE sip:alice@192.0.2.1', cseq: '7 BYE', tags: 'both' },
      { at: 60.1, fromBob: true, start: '481 Call/Transaction Does Not Exist', cseq: '2 BYE', tags: 'both' },
      { at: 60.1, ofBob: true, start: '200 OK', cseq: '7 BYE', tags: 'both' },
    ]),
  },
  find: (transactions, context) =>
    lostDialogs(transactions).flatMap((dialog) => {
      const responses = dialog.lost
        .filter((transaction) => isRace(transaction, dialog))
        .flatMap(({ finalResponse }) =>
          finalResponse === undefined || context.isClaimed(finalResponse) ? [] : [finalResponse],
        );
      const [first, ...others] = responses;
      if (first === undefined) return [];
      const copies = [...new Set([...others, ...copiesOf(first)])];
      return [
        {
          span: first.startLineSpan,
          about: first,
          claims: copies,
          related: copyPlaces(copies),
          message: `The ${requestBetween(first)} was answered with ${statusText(first)} since the call was just over: both sides hung up at once, or something ended it before. Harmless.`,
        },
      ];
    }),
};
