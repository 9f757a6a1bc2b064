import { PRESENT } from '../headReader';
import { NONE } from '../store';
import { durationText } from '../text/duration';
import type { Trace } from '../trace';
import { exampleLog } from './exampleLog';
import { KIND } from './messageKinds';
import { receiverOf, requestCopies, senderOf } from './parties';
import type { Rule } from './rule';

/** Calls shorter than this are told, in ms. */
const SHORT = 3_000;
/** Transactions that are looked at in front of the BYE: INVITEs with credentials, ACKs, other legs. */
const LOOKED_AT = 12;

/**
 * Finding `short-call`: a call is answered, and ended by a BYE less than 3 s later. Only told when a person asks for it, since many such
 * calls are healthy. Silent where a problem is about the BYE, and without times. Span: the request-line of the BYE. RFC 6076 4.4.
 */
export const shortCall: Rule = {
  code: 'short-call',
  severity: 'hint',
  profile: 'conformance',
  scope: 'message',
  methods: ['BYE'],
  kinds: KIND.request,
  source: 'RFC 6076 4.4; RFC 3261 15',
  href: 'https://www.rfc-editor.org/rfc/rfc6076#section-4.4',
  page: {
    title: 'A call ends as soon as it was answered',
    meaning:
      'A call was answered, and one side ended it within three seconds. Often somebody dialled a wrong number or heard ' +
      'a machine; but calls without audio, or with a wrong transfer, end so too. Many such calls are healthy, so this is ' +
      'told only when you ask for it.',
    advice:
      'When there are many, look who ends them: the side that hears nothing hangs up. Compare the addresses for audio in ' +
      'both session descriptions.',
    example: exampleLog([
      { at: 0, start: 'INVITE sip:bob@example.com', cseq: '1 INVITE' },
      { at: 2, fromBob: true, start: '200 OK', cseq: '1 INVITE', tags: 'both' },
      { at: 2.1, start: 'ACK sip:bob@192.0.2.2', cseq: '1 ACK', tags: 'both' },
      { at: 3, start: 'BYE sip:bob@192.0.2.2', cseq: '2 BYE', tags: 'both' },
      { at: 3.1, fromBob: true, start: '200 OK', cseq: '2 BYE', tags: 'both' },
    ]),
  },
  mayConcern: (trace, index) => answerJustBefore(trace, index) !== undefined,
  find: (bye, context) => {
    const { trace } = bye;
    const index = answerJustBefore(trace, bye.index);
    const answer = index === undefined ? undefined : trace.messageAt(index);
    if (answer === undefined || context.isBlamed(bye) || context.isBlamed(answer)) return [];
    const time = context.timeBetween(answer, bye);
    const tags = [answer.fromTag, answer.toTag];
    if (time === undefined || !tags.includes(bye.fromTag) || !tags.includes(bye.toTag)) return [];
    if (requestCopies(bye).some((copy) => copy.index < bye.index)) return [];
    return [
      {
        span: bye.startLineSpan,
        about: bye,
        kind: `${senderOf(bye)} ${receiverOf(bye)}`,
        related: [{ span: answer.startLineSpan, message: 'The answer to the call' }],
        message: `The call of ${senderOf(answer)} to ${receiverOf(answer)} lasted ${time === 0 ? 'less than a second' : durationText(time)} only: ${senderOf(bye)} ended it.`,
      },
    ];
  },
};

/** The 2xx to the INVITE that opens the call, when BYE `index` ends it less than 3 s later. Reads no text. */
function answerJustBefore(
  { store, transactionTables: tables, callIdGroups, methods }: Trace,
  index: number,
): number | undefined {
  const { messages, records } = store;
  const { status, method, toTag, record, present } = messages;
  const own = tables.ofMessage.at(index);
  if (tables.firstOf(own) !== index || (present.at(index) & PRESENT.duplicate) !== 0) return undefined;
  const { invite } = methods;
  for (const other of callIdGroups.before(own, LOOKED_AT)) {
    const first = tables.firstOf(other);
    if (method.at(first) !== invite || status.at(first) > 0) continue;
    const final = tables.finalOf(other);
    if (toTag.at(first) !== 0 || final === NONE || final > index || status.at(final) >= 300) return undefined;
    const time = records.time.at(record.at(index)) - records.time.at(record.at(final));
    return time >= 0 && time < SHORT ? final : undefined;
  }
  return undefined;
}
