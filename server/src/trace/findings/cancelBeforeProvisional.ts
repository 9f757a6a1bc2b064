import { cancelsByBranch } from '../callVerdict';
import type { Message } from '../message';
import { roughDurationText } from '../text/duration';
import type { Transaction } from '../transactions';
import { apart, calleeOf, callerOf } from './callStory';
import type { FindingContext } from './context';
import { exampleLog } from './exampleLog';
import { statusText } from './failedTransaction';
import type { Rule } from './rule';

/** What threads that write out of order are apart at most, in ms. */
const OUT_OF_ORDER = 20;

/**
 * Finding `cancel-before-provisional`: a CANCEL was sent before the first provisional response to its INVITE came, and missed the call: it was refused or not
 * answered, and the INVITE went on. Silent about one that worked all the same, where the log does not show a provisional response behind the
 * CANCEL on the same leg (it may leave them out), and without times. Span: the request-line of the CANCEL. RFC 3261 9.1.
 */
export const cancelBeforeProvisional: Rule = {
  code: 'cancel-before-provisional',
  severity: 'warning',
  scope: 'call',
  methods: ['CANCEL'],
  source: 'RFC 3261 9.1',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-9.1',
  page: {
    title: 'A CANCEL was sent too early and missed its call',
    meaning:
      'The caller took the call back before any answer to the INVITE had come. A CANCEL has to wait for a provisional ' +
      'response (100, 180), since it may overtake the INVITE; the server then knows no such call. So it did here: the ' +
      'CANCEL was of no use, and the INVITE went on. Silent when the call ended all the same.',
    advice:
      'Update the program that sent the CANCEL: it has to wait for the first provisional response. Look whether the callee ' +
      'went on ringing, and why the first answer took so long.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      { at: 0.2, start: 'CANCEL sip:bob@example.com', cseq: '1 CANCEL' },
      { at: 0.3, fromBob: true, start: '481 Call/Transaction Does Not Exist', cseq: '1 CANCEL' },
      { at: 0.4, fromBob: true, start: '100 Trying', cseq: '1 INVITE' },
      { at: 1, fromBob: true, start: '180 Ringing', cseq: '1 INVITE', tags: 'both' },
    ]),
  },
  find: (call, context) => {
    if (call.cancels.length === 0) return [];
    const cancels = cancelsByBranch(call);
    for (const leg of call.attempts.flatMap(({ legs }) => legs)) {
      const cancel = cancels.get(leg.first.branch);
      const request = cancel?.request;
      const sign = leg.responses[0];
      if (cancel === undefined || request === undefined || sign === undefined || context.isClaimed(request)) continue;
      if (!isTooEarly(leg, cancel, context) || !isMissed(leg, cancel)) continue;
      const time = apart(leg.request, request);
      const { finalResponse: refusal } = cancel;
      return [
        {
          span: request.startLineSpan,
          about: request,
          claims: cancel.responses.filter((response) => !context.isClaimed(response)),
          kind: call.caller,
          related: [{ span: sign.startLineSpan, message: 'The first answer to the INVITE, behind the CANCEL' }],
          message:
            `${callerOf(call)} took the call to ${calleeOf(call)} back${time === undefined ? '' : ` after ${roughDurationText(time)}`}, before any answer to the ` +
            `INVITE had come, and missed it: the CANCEL ${refusal === undefined ? 'got no answer' : `was answered with ${statusText(refusal)}`}, and the INVITE ` +
            `went on (${statusText(leg.finalResponse ?? leg.responses.at(-1) ?? sign)}). A CANCEL has to wait for the first provisional response.`,
        },
      ];
    }
    return [];
  },
};

/** Whether the first response to the INVITE of `leg` is a provisional one that came behind the CANCEL. */
function isTooEarly(leg: Transaction, { request }: Transaction, context: FindingContext): boolean {
  const [sign] = leg.responses;
  if (leg.request === undefined || request === undefined || sign === undefined || sign.isFinal) return false;
  if (leg.request.index > request.index) return false;
  const wait = sign.index > request.index ? context.timeBetween(request, sign) : undefined;
  // Where they come from is read last.
  return wait !== undefined && wait > OUT_OF_ORDER && leg.request.envelope.source === request.envelope.source;
}

/** Whether the CANCEL surely was of no use: it was refused, or the call was answered, and it did not end as the caller wanted. */
function isMissed({ finalResponse: final }: Transaction, { responses }: Transaction): boolean {
  if (responses.some(isSuccess) || (final !== undefined && !isSuccess(final))) return false;
  return final !== undefined || responses.some(({ isFinal }) => isFinal);
}

const isSuccess = ({ statusCode }: Message): boolean => statusCode >= 200 && statusCode < 300;
