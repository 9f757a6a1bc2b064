import type { Message } from '../message';
import { DIRECTIONS, NONE } from '../store';
import { durationText } from '../text/duration';
import type { Trace } from '../trace';
import { KIND } from './messageKinds';
import { short } from './parties';
import type { Rule } from './rule';

/** What clocks that are kept by NTP may be apart, and programs that write late, in ms. */
const APART = 50;
/** From here on it is more than clocks differ that are kept well, in ms. */
const MUCH = 1_000;
/** Longest transaction that is looked at: of one with many copies nobody knows which is which. */
const LONGEST = 12;

/**
 * Finding `effect-before-cause`: the log holds what two programs wrote at two hosts, and a message was received at the one more than 50 ms before the other sent it:
 * information up to a second. Once for each two. Silent where each did not log it exactly once, about what one program wrote out of order or sends on under the same branch, and
 * where the times do not say as much (no date, another zone, whole seconds), or the log does not name both hosts. Span: the start-line of the message as it was received. Guard
 * `no-clock`. RFC 3261 17.
 */
export const effectBeforeCause: Rule = {
  code: 'effect-before-cause',
  severity: 'warning',
  scope: 'message',
  kinds: KIND.last,
  source: 'RFC 3261 17',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-17',
  page: {
    title: 'A message arrives before it is sent',
    meaning:
      'The log was put together from those of two programs, and by their times a message was received before the other ' +
      'sent it. So their clocks differ, at least by the time that is named; up to a second that is information. Delays and ' +
      'orders across the two parts cannot be trusted.',
    advice:
      'Add the difference to the times of the one whose clock is behind before you compare the two parts, and correct the ' +
      'time synchronisation of the computers.',
    example: `send 300 bytes to udp/[192.0.2.2]:5060 at 10:00:01.900000:
   ------------------------------------------------------------------------
   OPTIONS sip:bob@example.com SIP/2.0
   Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
   From: <sip:alice@example.com>;tag=1
   To: <sip:bob@example.com>
   Call-ID: 1
   CSeq: 1 OPTIONS

   ------------------------------------------------------------------------
recv 300 bytes from udp/[192.0.2.1]:5060 at 10:00:00.100000:
   ------------------------------------------------------------------------
   OPTIONS sip:bob@example.com SIP/2.0
   Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
   From: <sip:alice@example.com>;tag=1
   To: <sip:bob@example.com>
   Call-ID: 1
   CSeq: 1 OPTIONS

   ------------------------------------------------------------------------
`,
  },
  mayConcern: (trace, index) => receivedTooEarly(trace, index) !== undefined,
  find: (last) => {
    const { trace } = last;
    const pair = receivedTooEarly(trace, last.index);
    if (pair === undefined) return [];
    const [sent, received] = [trace.messageAt(pair.sent), trace.messageAt(pair.received)];
    const [sender, receiver] = [short(received.envelope.source), short(sent.envelope.destination)];
    // A program that sends to itself may write out of order.
    if (!areComparable(sent, received) || hostOf(sender) === '' || hostOf(receiver) === '') return [];
    if (hostOf(sender) === hostOf(receiver)) return [];
    const early = (sent.time ?? 0) - (received.time ?? 0);
    if (early <= MUCH && [sent, received].some(isWholeSecond)) return [];
    return [
      {
        span: received.startLineSpan,
        about: received,
        kind: `${hostOf(sender)} ${hostOf(receiver)}`,
        ...(early < MUCH ? { severity: 'information' as const } : {}),
        related: [{ span: sent.startLineSpan, message: 'The same message as it was sent' }],
        message:
          `By the times of the log this ${received.isRequest ? received.method : received.statusCode} was received by ${receiver} ${durationText(early)} before ${sender} sent it: ` +
          `their clocks differ, at least by that. Add it to the times of ${receiver} to compare the two.`,
      },
    ];
  },
};

/** A message that was logged once as sent and once as received, and how long it was received before it was sent, in ms. */
interface Pair {
  readonly sent: number;
  readonly received: number;
  readonly early: number;
}

/**
 * A message of the transaction that message `index` ends that was received more than 50 ms before it was sent. `undefined` where what goes the other way is early
 * too: clocks that differ make one of them late, and it is a gateway that sends on what it gets under the same branch. Reads no text.
 */
function receivedTooEarly(trace: Trace, index: number): Pair | undefined {
  const { transactionTables: tables } = trace;
  const { status, direction } = trace.store.messages;
  const transaction = tables.ofMessage.at(index);
  const first = tables.firstOf(transaction);
  if (first === index || tables.lastOf(transaction) !== index || direction.at(first) === 0) return undefined;
  let pairs: Pair[] | undefined;
  let looked = 0;
  for (let one = first; one !== NONE; one = tables.nextOf(one)) {
    if (++looked > LONGEST) return undefined;
    const pair = direction.at(one) === RECEIVED ? pairOf(trace, first, one) : undefined;
    if (pair === undefined) continue;
    if (pairs === undefined) pairs = [pair];
    else pairs.push(pair);
  }
  const found = pairs?.find(({ early }) => early > APART);
  if (pairs === undefined || found === undefined) return undefined;
  const isBack = ({ sent }: Pair): boolean => status.at(sent) > 0;
  return pairs.some((pair) => pair.early >= 0 && isBack(pair) !== isBack(found)) ? undefined : found;
}

/** Message `received` of the transaction that begins with `first`, and the same as it was sent, when each was logged once. */
function pairOf({ store, transactionTables: tables }: Trace, first: number, received: number): Pair | undefined {
  const { status, method, direction, record, sentBy } = store.messages;
  let copies = 0;
  let sent = NONE;
  for (let copy = first; copy !== NONE && copies <= LONGEST; copy = tables.nextOf(copy)) {
    if (status.at(copy) !== status.at(received) || method.at(copy) !== method.at(received)) continue;
    copies++;
    if (copy !== received) sent = copy;
  }
  if (copies !== 2 || direction.at(sent) !== SENT || sentBy.at(sent) !== sentBy.at(received)) return undefined;
  // Without answer an ACK does not show on which side the clock is ahead.
  if (method.at(sent) === store.names.numberOf('ACK')) return undefined;
  const { time } = store.records;
  return { sent, received, early: time.at(record.at(sent)) - time.at(record.at(received)) };
}

const [RECEIVED, SENT] = [DIRECTIONS.indexOf('incoming'), DIRECTIONS.indexOf('outgoing')];

/** Whether both times say as much: a log may give date or year in some entries only. */
function areComparable(one: Message, other: Message): boolean {
  const [from, to] = [one.envelope.timeStamp, other.envelope.timeStamp];
  return from?.hasDate === to?.hasDate && from?.hasYear === to?.hasYear && from?.zone === to?.zone;
}

/** Whether the time of a message may be cut off to the second. */
const isWholeSecond = ({ time }: Message): boolean => (time ?? 0) % 1000 === 0;

/** The host of `host:port`. */
const hostOf = (address: string): string => address.replace(/:\d{1,5}$/, '').toLowerCase();
