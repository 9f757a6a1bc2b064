import type { Call } from '../calls';
import { cancelOf } from '../callVerdict';
import { serverWords } from '../serverWords';
import { roughDurationText } from '../text/duration';
import { apart, calleeOf, callerOf, finalsOf, ringSentence } from './callStory';
import { exampleLog } from './exampleLog';
import { spaced } from './failedTransaction';
import type { Rule } from './rule';

/**
 * Finding `cancelled-call`: the caller, or a server on the way, took an INVITE back before it was answered. CANCEL, its 200, the
 * 487 and its ACK belong to it. Span: the request-line of the CANCEL. RFC 3261 9, 21.4.25.
 */
export const cancelledCall: Rule = {
  code: 'cancelled-call',
  severity: 'information',
  scope: 'call',
  methods: ['CANCEL'],
  source: 'RFC 3261 9, 21.4.25',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-9',
  page: {
    title: 'The caller gave up before the call was answered',
    meaning:
      'A CANCEL took the INVITE back while nobody had answered yet; the 487 to the INVITE and the answer to the CANCEL ' +
      'belong to it. The message says after how long, and whether it rang. Where a server on the way sent the CANCEL, ' +
      'it says so. No fault.',
    advice:
      'Nothing, when the caller hung up. When it did not: look for a ring timeout of the phone or of a server on the ' +
      'way, and for a forwarding that takes the call to somebody else after some seconds.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      { at: 1, fromBob: true, start: '180 Ringing', cseq: '1 INVITE', tags: 'both' },
      { at: 8, start: 'CANCEL sip:bob@example.com', cseq: '1 CANCEL' },
      { at: 8.1, fromBob: true, start: '200 OK', cseq: '1 CANCEL' },
      { at: 8.2, fromBob: true, start: '487 Request Terminated', cseq: '1 INVITE', tags: 'both' },
      { at: 8.3, start: 'ACK sip:bob@example.com', cseq: '1 ACK', branch: '1INVITE', tags: 'both' },
    ]),
  },
  find: (call, context) => {
    const [first] = call.cancels;
    const cancel = cancelOf(call) ?? first;
    if (call.outcome !== 'cancelled' || cancel?.request === undefined) return [];
    if (context.isClaimed(cancel.request) || (call.final !== undefined && context.isClaimed(call.final))) return [];
    // What another rule says of the INVITE is why.
    if (call.invite !== undefined && context.isClaimed(call.invite)) return [];
    const time = apart(call.invite, cancel.request);
    const after = time === undefined ? '' : ` after ${roughDurationText(time)}`;
    const terminated = finalsOf(call.decidingAttempt, ({ statusCode }) => statusCode === 487);
    return [
      {
        span: cancel.request.startLineSpan,
        about: cancel.request,
        kind: call.callee,
        claims: [...terminated, ...call.cancels.flatMap(({ responses }) => responses)].filter(
          (message) => !context.isClaimed(message),
        ),
        related: inviteAndEnd(call),
        message:
          cancelOf(call) === undefined
            ? `A server on the way took the call of ${callerOf(call)} to ${calleeOf(call)} back${after}: the CANCEL does not come from the caller.${ringSentence(call, cancel.request)}${spaced(serverWords(cancel.request))}`
            : `${callerOf(call)} called ${calleeOf(call)} and gave up${after}.${ringSentence(call, cancel.request)}${spaced(serverWords(cancel.request))}`,
      },
    ];
  },
};

const inviteAndEnd = ({ invite, final }: Call): { span: { start: number; end: number }; message: string }[] => [
  ...(invite === undefined ? [] : [{ span: invite.startLineSpan, message: 'The INVITE of the call' }]),
  ...(final === undefined ? [] : [{ span: final.startLineSpan, message: 'How the INVITE ended' }]),
];
