import { sessionExpiresOf } from '../sip/sessionExpires';
import { NONE } from '../store';
import type { Trace } from '../trace';
import { exampleLog } from './exampleLog';
import { KIND } from './messageKinds';
import { receiverOf, senderOf } from './parties';
import type { Rule } from './rule';

/** Time without a word of the call from which on it is told where it has no session timer, in ms. */
const LONG = 2 * 3_600_000;
/** Least session interval, in ms. RFC 4028 5. */
const LEAST = 90_000;
/** Time for which a call without refresh must be over, as a share of its session interval. */
const OVER = 1.1;
/** Transactions that are looked at behind the answer; calls with more are not judged. */
const LOOKED_AT = 200;

/**
 * Finding `bye-missing`: an answered and confirmed call of which nothing more comes, while the log goes on at the same place for longer than the session
 * interval that was negotiated: information where there is none, or nobody has to refresh, and two hours pass, since such a call may still be on. Silent when the
 * log ends or pauses before, when the caller is not seen any more then, in a log without any BYE, where the call has other
 * legs that go on, and about several answers (forked). Span: the status-line of the answer. RFC 3261 15, RFC 4028 10.
 */
export const byeMissing: Rule = {
  code: 'bye-missing',
  severity: 'warning',
  scope: 'message',
  methods: ['INVITE', 'UPDATE'],
  kinds: KIND.success,
  source: 'RFC 3261 15; RFC 4028 10',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-15',
  page: {
    title: 'A call never ends',
    meaning:
      'A call was answered, and then nothing more comes of it: no BYE, and no refresh although its session interval is ' +
      'over, while the log goes on and shows the caller with other things. So it hangs somewhere, or both sides dropped ' +
      'it without a word. Where no session timer was agreed on, it is information after two hours: the call may still ' +
      'be on. Silent when the log ends or pauses before.',
    advice:
      'Look at both sides whether they think that the call is on: it may be billed, or keep a line busy. A program that ' +
      'crashed or lost its network sends no BYE; session timers end such calls where both sides support them.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      {
        at: 2,
        fromBob: true,
        start: '200 OK',
        cseq: '1 INVITE',
        tags: 'both',
        more: 'Session-Expires: 90;refresher=uac',
      },
      { at: 2.1, start: 'ACK sip:bob@192.0.2.2', cseq: '1 ACK', tags: 'both' },
      { at: 60, start: 'BYE sip:carol@192.0.2.2', cseq: '2 BYE', tags: 'both', callId: '2' },
      { at: 60.1, fromBob: true, start: '200 OK', cseq: '2 BYE', tags: 'both', callId: '2' },
      { at: 120, start: 'OPTIONS sip:bob@example.com', cseq: '1 OPTIONS', callId: '3' },
      { at: 120.1, fromBob: true, start: '200 OK', cseq: '1 OPTIONS', callId: '3' },
    ]),
  },
  mayConcern: (trace, index) => lastWord(trace, index) !== undefined,
  find: (answer, context) => {
    const { trace } = answer;
    const word = lastWord(trace, answer.index);
    const last = word === undefined ? undefined : trace.messageAt(word);
    if (last?.time === undefined || context.isClaimed(answer) || !context.logGoesOnFor(last, LEAST * OVER)) return [];
    const expires = sessionExpiresOf(answer);
    // Without refresher the two did not agree on a timer: nobody has to refresh. RFC 4028 9.
    const seconds = expires?.refresher === undefined ? undefined : expires.seconds;
    const wait = seconds === undefined ? LONG : Math.max(LEAST, seconds * 1000) * OVER;
    const due = last.time + wait;
    if (!context.logGoesOnFor(last, wait) || !context.shows(answer, 'BYE')) return [];
    if (!context.runsThrough(last, due) || !context.isSeenLater(answer, due)) return [];
    const others = trace.messagesNumberedLike(answer).filter(({ method }) => method === answer.method);
    if (others.some((other) => other.isFinal && other.toTag !== answer.toTag)) return [];
    if (others.some((other) => other.isResponse && other.isFinal && other.index < answer.index)) return [];
    const parties = `${senderOf(answer)} with ${receiverOf(answer)}`;
    const { request } = trace.transactionOf(answer);
    return [
      {
        span: answer.startLineSpan,
        about: answer,
        kind: parties,
        ...(seconds === undefined ? { severity: 'information' as const } : {}),
        related: [
          ...(request === undefined ? [] : [{ span: request.startLineSpan, message: `The ${request.method}` }]),
          ...(last === answer
            ? []
            : [{ span: last.startLineSpan, message: 'The last that the log shows of the call' }]),
        ],
        message:
          seconds === undefined
            ? `The call of ${parties} has no end in this log: for two hours nothing comes of it, although the log goes on. It is still on, or it hangs.`
            : `The call of ${parties} has no end in this log: no BYE comes, and no refresh within the ${seconds} s that were agreed on, although the log goes on. ` +
              'It hangs at one side, or both dropped it without a word. Look at both whether they think that it is on.',
      },
    ];
  },
};

/** What may come behind the answer, and its ACK, while the call goes on as it is: nothing that ends or changes it. */
const GOES_ON = ['info', 'prack', 'options', 'message'] as const;

/**
 * Index of the last message of the call that message `index` sets up or refreshes with its 2xx, when the log shows it confirmed and no end or change
 * of it; `undefined` otherwise. Reads no text.
 */
function lastWord(trace: Trace, index: number): number | undefined {
  const { store, transactionTables: tables, callIdGroups, methods } = trace;
  const { method, cseq, status, toTag } = store.messages;
  const own = tables.ofMessage.at(index);
  if (tables.finalOf(own) !== index || status.at(tables.firstOf(own)) > 0) return undefined;
  const behind = callIdGroups.behind(own, LOOKED_AT);
  if (behind.length === LOOKED_AT) return undefined;
  let isConfirmed = method.at(index) !== methods.invite;
  let last = index;
  for (const other of behind) {
    const first = tables.firstOf(other);
    const kind = method.at(first);
    if (kind === methods.ack) isConfirmed ||= cseq.at(first) === cseq.at(index);
    else if (!GOES_ON.some((name) => methods[name] === kind) || tables.finalOf(other) === NONE) return undefined;
    else if (status.at(tables.finalOf(other)) >= 300) return undefined;
    if (toTag.at(first) === 0) return undefined;
    last = Math.max(last, tables.lastOf(other));
  }
  return isConfirmed ? last : undefined;
}
