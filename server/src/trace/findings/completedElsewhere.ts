import type { Call } from '../calls';
import { cancelsByBranch, saysAnsweredElsewhere } from '../callVerdict';
import type { Message } from '../message';
import type { Transaction } from '../transactions';
import { calleeOf } from './callStory';
import { exampleLog } from './exampleLog';
import type { Rule } from './rule';

/**
 * Finding `completed-elsewhere`: a branch of a call is taken back since another device answered: the CANCEL or the 487 says so
 * in Reason, or the log shows the 2xx of another branch. Span: the CANCEL, else the 487. RFC 3326 2, RFC 3261 16.7.
 */
export const completedElsewhere: Rule = {
  code: 'completed-elsewhere',
  severity: 'information',
  scope: 'call',
  source: 'RFC 3326 2, RFC 3261 16.7',
  href: 'https://www.rfc-editor.org/rfc/rfc3326#section-2',
  page: {
    title: 'Another device answered the call',
    meaning:
      'The call rang at several devices. One of them answered, and the server took the call back at the others. The ' +
      'CANCEL or the 487 says so in Reason (cause 200), or the log shows the answer of the other device. Normal.',
    advice:
      'Nothing. When a phone shows such a call as missed, let the server add the Reason to the CANCEL, by which the ' +
      'phone can tell.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      { at: 1, fromBob: true, start: '180 Ringing', cseq: '1 INVITE', tags: 'both' },
      {
        at: 4,
        start: 'CANCEL sip:bob@example.com',
        cseq: '1 CANCEL',
        more: 'Reason: SIP;cause=200;text="Call completed elsewhere"',
      },
      { at: 4.1, fromBob: true, start: '200 OK', cseq: '1 CANCEL' },
      { at: 4.2, fromBob: true, start: '487 Request Terminated', cseq: '1 INVITE', tags: 'both' },
      { at: 4.3, start: 'ACK sip:bob@example.com', cseq: '1 ACK', branch: '1INVITE', tags: 'both' },
    ]),
  },
  find: (call, context) => {
    const cancels = cancelsByBranch(call);
    const branches = call.attempts
      .flatMap(({ legs }) => legs)
      .map((leg) => ({ leg, cancel: cancels.size === 0 ? undefined : cancels.get(leg.first.branch) }))
      .filter(({ leg, cancel }) => isElsewhere(call, leg, cancel));
    const messages = branches
      .flatMap(({ leg, cancel }) => [cancel?.request, ...(cancel?.responses ?? []), leg.finalResponse])
      .filter((message) => message !== undefined && !context.isClaimed(message)) as Message[];
    const [first] = messages.sort((one, other) => one.index - other.index);
    if (first === undefined) return [];
    const count = branches.length;
    return [
      {
        span: first.startLineSpan,
        about: first,
        claims: messages,
        related:
          call.outcome === 'answered' && call.final !== undefined
            ? [{ span: call.final.startLineSpan, message: 'The answer of the other device' }]
            : [],
        message: `Another branch of the call to ${calleeOf(call)}, mostly another device, was answered, so that ${count === 1 ? 'this one was' : `${count} others were`} taken back. Normal.`,
      },
    ];
  },
};

/** Whether a leg ended since another one was answered. */
function isElsewhere(call: Call, leg: Transaction, cancel: Transaction | undefined): boolean {
  const { finalResponse } = leg;
  if (finalResponse !== undefined && finalResponse.statusCode !== 487) return false;
  if (cancel?.request !== undefined && saysAnsweredElsewhere(cancel.request)) return true;
  if (finalResponse !== undefined && saysAnsweredElsewhere(finalResponse)) return true;
  const { final } = call;
  if (cancel?.request === undefined || call.outcome !== 'answered' || final === undefined) return false;
  return cancel.request.index > final.index && call.decidingAttempt.legs.includes(leg);
}
