import { PRESENT } from '../headReader';
import { NONE } from '../store';
import { durationText } from '../text/duration';
import type { Trace } from '../trace';
import { exampleLog } from './exampleLog';
import { KIND } from './messageKinds';
import { receiverOf, senderOf } from './parties';
import type { Rule } from './rule';

/** Transactions that are looked at in front of the BYE and behind it. */
const LOOKED_AT = 8;
/** What threads that write out of order are apart at most, in ms. */
const OUT_OF_ORDER = 20;
/** When a callee may give a call up that is not confirmed, in ms: 64*T1. RFC 3261 13.3.1.4. */
const GIVES_UP = 31_000;

/**
 * Finding `bye-before-ack`: the callee ends a call before the ACK comes that confirms it, which the log shows behind the BYE. Silent when no
 * ACK comes at all, when the callee waited for 32 s, where another leg shows the ACK in front, and without times. Span: the
 * request-line of the BYE. RFC 3261 15.
 */
export const byeBeforeAck: Rule = {
  code: 'bye-before-ack',
  severity: 'hint',
  scope: 'message',
  methods: ['BYE'],
  kinds: KIND.request,
  source: 'RFC 3261 15',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-15',
  page: {
    title: 'The callee hangs up before the call is confirmed',
    meaning:
      'The callee answered and sent a BYE before the ACK of the caller came, which it has to wait for. Some callers ' +
      'refuse such a BYE, or lose track of the call. The log shows the ACK behind the BYE.',
    advice:
      'Nothing to do when both sides think that the call is over. Else update the program of the callee: it has to wait ' +
      'for the ACK, 32 s at most.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      { at: 1, fromBob: true, start: '200 OK', cseq: '1 INVITE', tags: 'both' },
      { at: 1.1, fromBob: true, ofBob: true, start: 'BYE sip:alice@192.0.2.1', cseq: '1 BYE', tags: 'both' },
      { at: 1.2, start: 'ACK sip:bob@192.0.2.2', cseq: '1 ACK', tags: 'both' },
      { at: 1.3, ofBob: true, start: '200 OK', cseq: '1 BYE', tags: 'both' },
    ]),
  },
  mayConcern: (trace, index) => ackBehind(trace, index) !== undefined,
  find: (bye, context) => {
    const { trace } = bye;
    const { answer, ack } = ackBehind(trace, bye.index) ?? {};
    if (answer === undefined || ack === undefined || context.isClaimed(bye)) return [];
    const [answered, confirmed] = [trace.messageAt(answer), trace.messageAt(ack)];
    if (bye.fromTag !== answered.toTag || bye.toTag !== answered.fromTag) return [];
    const early = context.timeBetween(bye, confirmed);
    const after = context.timeBetween(answered, bye);
    if (early === undefined || early < OUT_OF_ORDER || after === undefined || after > GIVES_UP) return [];
    return [
      {
        span: bye.startLineSpan,
        about: bye,
        kind: senderOf(bye),
        related: [
          { span: answered.startLineSpan, message: 'The answer to the call' },
          { span: confirmed.startLineSpan, message: 'The ACK to it' },
        ],
        message:
          `${senderOf(bye)} answered the call of ${receiverOf(bye)} and hung up before the ACK came, ${durationText(early)} later: a callee has to wait ` +
          'for it, and some callers lose track of the call otherwise.',
      },
    ];
  },
};

/**
 * The 2xx to the INVITE in front of BYE `index`, and its ACK behind it; `undefined` where the ACK is in front, or there is none. Reads no
 * text.
 */
function ackBehind(trace: Trace, index: number): { answer: number; ack: number } | undefined {
  const { store, transactionTables: tables, callIdGroups, methods } = trace;
  const { method, status, cseq, present } = store.messages;
  const { bye, invite, ack } = methods;
  const own = tables.ofMessage.at(index);
  if (tables.firstOf(own) !== index) return undefined;
  if ((present.at(index) & PRESENT.duplicate) !== 0) return undefined;
  let answer: number | undefined;
  for (const other of callIdGroups.before(own, LOOKED_AT)) {
    const first = tables.firstOf(other);
    if (method.at(first) === ack || method.at(first) === bye) return undefined;
    if (method.at(first) !== invite) continue;
    const final = tables.finalOf(other);
    if (final === NONE || final > index || status.at(final) >= 300) return undefined;
    answer ??= final;
  }
  if (answer === undefined) return undefined;
  const number = cseq.at(answer);
  const confirming = callIdGroups.behind(own, LOOKED_AT).map((other) => tables.firstOf(other));
  const found = confirming.find((first) => method.at(first) === ack && cseq.at(first) === number);
  return found === undefined ? undefined : { answer, ack: found };
}
