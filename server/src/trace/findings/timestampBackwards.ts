import type { Message } from '../message';
import { BACK } from './guards/captureSegments';
import { KIND } from './messageKinds';
import type { Rule } from './rule';

/** From here on it is midnight in a log without dates, in ms. */
const MIDNIGHT = 12 * 3_600_000;

/**
 * Finding `timestamp-backwards`: the time of a message is more than five seconds earlier than that of the message in front of it, in the
 * same format and at the same place. Once for a log. Silent about midnight in logs without dates. Span: the start-line. Guard
 * `no-clock`.
 */
export const timestampBackwards: Rule = {
  code: 'timestamp-backwards',
  severity: 'information',
  scope: 'message',
  source: 'RFC 3261 17',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-17',
  page: {
    title: 'The time goes back',
    meaning:
      'A message has an earlier time than the one in front of it, by more than five seconds: files that were joined, a clock ' +
      'that was set or daylight saving time, or a program that writes out of order. Times across that place are not ' +
      'compared.',
    advice:
      'When the log was put together from several, sort it by time or read the parts one by one. When the clock was set, ' +
      'keep that in mind wherever times are compared.',
    example: `U 2026/11/05 10:00:05.000000 192.0.2.1:5060 -> 192.0.2.2:5060
OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 OPTIONS

U 2026/11/05 09:59:58.000000 192.0.2.2:5060 -> 192.0.2.1:5060
OPTIONS sip:alice@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK2
From: <sip:bob@example.com>;tag=2
To: <sip:alice@example.com>
Call-ID: 2
CSeq: 1 OPTIONS

`,
  },
  kinds: KIND.back,
  mayConcern: (trace, index) => {
    const { messages, records } = trace.store;
    if (index === 0) return false;
    const record = messages.record.at(index);
    const before = messages.record.at(index - 1);
    return (
      records.time.at(record) < records.time.at(before) - BACK &&
      records.format.at(record) === records.format.at(before)
    );
  },
  find: (message) => {
    const before = message.trace.messageAt(message.index - 1);
    const back = (before.time ?? 0) - (message.time ?? 0);
    if (isMidnight(message, back) || !isComparable(message, before) || isElsewhere(message, before)) return [];
    return [
      {
        span: message.startLineSpan,
        about: message,
        kind: '',
        related: [{ span: before.startLineSpan, message: 'The message in front of it' }],
        message:
          `The time goes back by ${spanWords(back)} here: logs that were joined, a clock that was set, or a program that writes out ` +
          'of order. Times across this place are not compared.',
      },
    ];
  },
};

const isMidnight = (message: Message, back: number): boolean =>
  back > MIDNIGHT && message.envelope.timeStamp?.hasDate === false;

/** Whether both times say as much: a log may give date or year in some entries only. */
function isComparable(message: Message, before: Message): boolean {
  const [one, other] = [message.envelope.timeStamp, before.envelope.timeStamp];
  return one?.hasDate === other?.hasDate && one?.hasYear === other?.hasYear && one?.zone === other?.zone;
}

/** Whether the log says that the two were captured at different places. */
function isElsewhere(message: Message, before: Message): boolean {
  const { local } = message.envelope;
  return local !== '' && before.envelope.local !== '' && local !== before.envelope.local;
}

const spanWords = (milliseconds: number): string =>
  milliseconds < 120_000 ? `${Math.round(milliseconds / 100) / 10} s` : `${Math.round(milliseconds / 60_000)} min`;
