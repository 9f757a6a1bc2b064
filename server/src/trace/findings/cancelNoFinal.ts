import { cancelsByBranch } from '../callVerdict';
import { calleeOf } from './callStory';
import { exampleLog } from './exampleLog';
import { isSuccess } from './failedTransaction';
import { TIMER_B } from './noResponse';
import type { Rule } from './rule';

/**
 * Finding `cancel-no-final`: a CANCEL was accepted, and the INVITE got no final response within 32 s on any leg, while the log goes
 * on. Span: the request-line of the CANCEL. RFC 3261 9.1.
 */
export const cancelNoFinal: Rule = {
  code: 'cancel-no-final',
  severity: 'warning',
  scope: 'call',
  methods: ['CANCEL'],
  source: 'RFC 3261 9.1',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-9.1',
  page: {
    title: 'A cancelled call stays open',
    meaning:
      'The server said 200 to the CANCEL, and never ended the INVITE: a 487 is due at once. The caller may give up ' +
      'after 32 s; the other side may go on ringing. Silent when the log ends or pauses before.',
    advice:
      'Look at the hop that accepted the CANCEL: does it pass it on, and what became of the INVITE behind it? Check ' +
      'whether the phone stopped ringing.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      { at: 1, fromBob: true, start: '180 Ringing', cseq: '1 INVITE', tags: 'both' },
      { at: 4, start: 'CANCEL sip:bob@example.com', cseq: '1 CANCEL' },
      { at: 4.1, fromBob: true, start: '200 OK', cseq: '1 CANCEL' },
      { at: 50, start: 'OPTIONS sip:bob@example.com', cseq: '1 OPTIONS', callId: '2' },
      { at: 50.1, fromBob: true, start: '200 OK', cseq: '1 OPTIONS', callId: '2' },
    ]),
  },
  find: (call, context) => {
    if (call.final !== undefined || call.invite === undefined || context.isClaimed(call.invite)) return [];
    const cancels = cancelsByBranch(call);
    const { legs } = call.decidingAttempt;
    const leg = legs.find(({ first }) => isSuccess(cancels.get(first.branch)?.finalResponse));
    const cancel = leg === undefined ? undefined : cancels.get(leg.first.branch);
    if (cancel?.request === undefined || cancel.finalResponse === undefined || leg === undefined) return [];
    if (legs.some(({ request }) => request === undefined)) return [];
    if (!context.logGoesOnFor(cancel.finalResponse, TIMER_B) || !context.showsAnswersTo(leg)) return [];
    // Who takes the CANCEL lives: in a pause of the log the answer is more likely to be missing there.
    const { time } = cancel.finalResponse;
    if (time !== undefined && !context.runsThrough(cancel.finalResponse, time + TIMER_B)) return [];
    return [
      {
        span: cancel.request.startLineSpan,
        about: cancel.request,
        claims: [cancel.finalResponse, ...legs.flatMap(({ request }) => request ?? [])],
        related: [{ span: call.invite.startLineSpan, message: 'The INVITE that stays open' }],
        message:
          `The CANCEL of the call to ${calleeOf(call)} was accepted (${cancel.finalResponse.statusCode}), and the INVITE was not ended: the ` +
          'server must answer it with 487, and within 32 s nothing came. Look at the hop that accepted the CANCEL: the ' +
          'other side may go on ringing.',
      },
    ];
  },
};
