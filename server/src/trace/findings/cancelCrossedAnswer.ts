import type { Call } from '../calls';
import { cancelsByBranch } from '../callVerdict';
import { calleeOf, callerOf } from './callStory';
import { exampleLog } from './exampleLog';
import type { Rule } from './rule';

/** A CANCEL that comes later behind the answer has not crossed it, in ms. */
const CROSSING = 2_000;

/**
 * Finding `cancel-crossed-answer`: a CANCEL that came too late: the call was answered all the same. The caller has to confirm it
 * (ACK) and to end it (BYE). Span: the request-line of the CANCEL. RFC 3261 9.1, 15.
 */
export const cancelCrossedAnswer: Rule = {
  code: 'cancel-crossed-answer',
  severity: 'information',
  scope: 'call',
  methods: ['CANCEL'],
  source: 'RFC 3261 9.1, 15',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-9.1',
  page: {
    title: 'The call was answered while the caller cancelled it',
    meaning:
      'A CANCEL and the answer to the call crossed, so that the call stands although the caller gave up. The caller ' +
      'then has to confirm the answer with an ACK and to end the call with a BYE. The message says whether the log ' +
      'shows both.',
    advice:
      'Nothing, when ACK and BYE are there. When they are not, the callee sits in a call with nobody: look at the ' +
      'program of the caller.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      { at: 4, start: 'CANCEL sip:bob@example.com', cseq: '1 CANCEL' },
      { at: 4.1, fromBob: true, start: '200 OK', cseq: '1 INVITE', tags: 'both' },
      { at: 4.1, fromBob: true, start: '200 OK', cseq: '1 CANCEL' },
      { at: 4.2, start: 'ACK sip:bob@192.0.2.2', cseq: '1 ACK', tags: 'both' },
      { at: 4.3, start: 'BYE sip:bob@192.0.2.2', cseq: '2 BYE', tags: 'both' },
      { at: 4.4, fromBob: true, start: '200 OK', cseq: '2 BYE', tags: 'both' },
    ]),
  },
  find: (call, context) => {
    const { final } = call;
    if (call.outcome !== 'answered' || final === undefined) return [];
    const cancel = cancelsByBranch(call).get(final.branch)?.request;
    if (cancel === undefined || context.isClaimed(cancel)) return [];
    const late = (cancel.time ?? 0) - (final.time ?? 0);
    if (cancel.index > final.index && late > CROSSING) return [];
    const cancelAnswer = context.trace.transactionOf(cancel).finalResponse;
    return [
      {
        span: cancel.startLineSpan,
        about: cancel,
        claims: cancelAnswer === undefined ? [] : [cancelAnswer],
        related: [{ span: final.startLineSpan, message: 'The answer that it crossed' }],
        message: `${callerOf(call)} cancelled the call to ${calleeOf(call)} too late: it was answered. ${dueSentence(call)}`,
      },
    ];
  },
};

/** What the log shows of the ACK and the BYE that are due then. */
function dueSentence({ ack, bye }: Call): string {
  if (ack !== undefined && bye !== undefined)
    return 'The caller confirmed it (ACK), and a BYE ended it, as it should be.';
  const missing =
    ack === undefined && bye === undefined ? 'neither ACK nor BYE' : ack === undefined ? 'no ACK' : 'no BYE';
  return `The caller now has to confirm it (ACK) and to end it (BYE); the log shows ${missing}.`;
}
