import { NO_WAIT } from '../callVerdict';
import { NONE } from '../store';
import { durationText } from '../text/duration';
import type { Trace } from '../trace';
import { exampleLog } from './exampleLog';
import { statusText } from './failedTransaction';
import { KIND } from './messageKinds';
import { receiverOf, senderOf } from './parties';
import type { Rule } from './rule';

/** Time to the answer from which on a caller misses a ring-back tone, in ms. */
const SILENT = 5_000;

/**
 * Finding `no-ringback`: an INVITE for audio or video is answered after more than 5 s, and the log shows a 100 before and nothing else, on the leg nearest to the
 * caller. Silent where there is no 100 (the log may leave provisional responses out), about re-INVITEs and INVITEs without offer, and where another finding is
 * about the answer. Span: the status-line of the answer. RFC 3960, RFC 3261 13.3.1.1.
 */
export const noRingback: Rule = {
  code: 'no-ringback',
  severity: 'hint',
  scope: 'message',
  methods: ['INVITE'],
  kinds: KIND.late,
  source: 'RFC 3960 3; RFC 3261 13.3.1.1',
  href: 'https://www.rfc-editor.org/rfc/rfc3960#section-3',
  page: {
    title: 'The caller hears nothing until the call is answered',
    meaning:
      'A call was answered after more than five seconds, and before that came 100 Trying only: no 180 and no 183. So the ' +
      'phone of the caller plays no ring-back tone, and people hang up. Silent where the log may leave provisional ' +
      'responses out.',
    advice:
      'Find the hop that sends no 180 or 183, or does not pass it on: a gateway that waits for the answer of the line, a ' +
      'service that takes its time before it answers.',
    example: exampleLog([
      {
        at: 0,
        start: 'INVITE sip:bob@example.com',
        cseq: '1 INVITE',
        more: 'Content-Type: application/sdp\n\nv=0\nc=IN IP4 192.0.2.1\nm=audio 4000 RTP/AVP 0',
      },
      { at: 0.1, fromBob: true, start: '100 Trying', cseq: '1 INVITE' },
      {
        at: 8,
        fromBob: true,
        start: '200 OK',
        cseq: '1 INVITE',
        tags: 'both',
        more: 'Content-Type: application/sdp\n\nv=0\nc=IN IP4 192.0.2.2\nm=audio 4000 RTP/AVP 0',
      },
      { at: 8.1, start: 'ACK sip:bob@192.0.2.2', cseq: '1 ACK', tags: 'both' },
    ]),
  },
  mayConcern: hasOnlyTrying,
  find: (answer, context) => {
    const transaction = answer.trace.transactionOf(answer);
    const { request } = transaction;
    const wait = request === undefined ? undefined : context.timeBetween(request, answer);
    if (request === undefined || wait === undefined || context.isClaimed(answer) || context.isClaimed(request))
      return [];
    // An INVITE without offer is mostly of a program that ties two calls together: nobody listens. RFC 3725 4.
    if (![request, answer].every(({ body }) => /(?:^|[\r\n])m=(?:audio|video) [1-9]/.test(body))) return [];
    if (context.legsOf(transaction)[0] !== transaction) return [];
    // A 180 may be missing in a hole of the log, and the clock may have been set.
    if (!context.logGoesOnFor(request, wait)) return [];
    return [
      {
        span: answer.startLineSpan,
        about: answer,
        kind: receiverOf(answer),
        related: [{ span: request.startLineSpan, message: 'The INVITE of the call' }],
        message:
          `${senderOf(answer)} called ${receiverOf(answer)} and heard nothing for ${durationText(wait)}: before the answer (${statusText(answer)}) came 100 Trying ` +
          'only, no 180 and no 183. Find the hop that sends none, or does not pass it on.',
      },
    ];
  },
};

/** Whether message `index` is the 2xx to an INVITE that opens a call, behind 100s only, and late. Reads no text. */
function hasOnlyTrying({ store, transactionTables: tables }: Trace, index: number): boolean {
  const { messages, records } = store;
  const { status, toTag, record } = messages;
  if (status.at(index) < 200 || status.at(index) > 299) return false;
  const transaction = tables.ofMessage.at(index);
  const first = tables.firstOf(transaction);
  if (status.at(first) > 0 || toTag.at(first) !== 0) return false;
  const wait = records.time.at(record.at(index)) - records.time.at(record.at(first));
  if (!(wait > SILENT && wait < NO_WAIT)) return false;
  let tries = 0;
  for (let message = tables.nextOf(first); message !== NONE && message !== index; message = tables.nextOf(message)) {
    if (status.at(message) > 100) return false;
    if (status.at(message) === 100) tries++;
  }
  return tries > 0;
}
