import type { Message } from '../../../trace/message';
import { addressIn } from '../../../trace/sip/addressOfRecord';
import { marginOf, sessionExpiresOf } from '../../../trace/sip/sessionExpires';
import { ownValue } from '../../../trace/text/ownValue';
import { printable } from '../../../trace/text/printable';
import { offsetIn, type Span, touches, trimmed } from '../../../trace/text/span';
import { clockAfter, secondsText, spanText } from '../../clock';
import type { Block } from '../../richText';
import { answerBlocks } from '../answer';
import type { HoverText } from '../hoverText';
import {
  parameterHover,
  parameterItems,
  usualName,
  type ValueHover,
  type ValueHovers,
  type ValuePlace,
} from './headerValue';

/** Number of seconds in front of the parameters. RFC 3261 25.1 (delta-seconds). */
interface Seconds {
  readonly message: Message;
  /** `undefined` where it is no number from 0 to 2^32 - 1. */
  readonly count: number | undefined;
}

/** What a number of seconds means in a header field. */
interface Words {
  readonly summary: (seconds: Seconds) => string;
  /** Whether the time at which they are over is of interest. */
  readonly hasEnd?: true;
  /** What else this log shows of it. */
  readonly inLog?: (seconds: Seconds) => readonly Block[];
  readonly source: string;
}

const secondsHover =
  (words: Words): ValueHover =>
  (place: ValuePlace): HoverText => {
    const { message, field, offset } = place;
    const semicolon = offsetIn(message.text, field.value, ';');
    const number = trimmed(message.text, {
      start: field.value.start,
      end: semicolon === -1 ? field.value.end : semicolon,
    });
    const parameters: Span = { start: number.end, end: field.value.end };
    const parameter = touches(number, offset) ? undefined : parameterHover(message, field.key, parameters, offset);
    if (parameter !== undefined) return parameter;
    const count = deltaSeconds(message.slice(number));
    const title = `${usualName(field)}: ${count === undefined ? 'not a number of seconds' : secondsText(count)}`;
    return {
      span: field.value,
      blocks: answerBlocks({
        title,
        summary: words.summary({ message, count }),
        inLog: [
          ...(words.hasEnd && count !== undefined ? endFacts(message, count) : []),
          ...(words.inLog?.({ message, count }) ?? []),
        ],
        facts: parameterItems(message, field.key, parameters),
        source: words.source,
      }),
    };
  };

/** Retry-After may have a comment behind the number. RFC 3261 20.33. */
function deltaSeconds(text: string): number | undefined {
  const digits = /^\d{1,10}(?=\s|\(|$)/.exec(text)?.[0];
  return digits !== undefined && Number(digits) < 2 ** 32 ? Number(digits) : undefined;
}

function endFacts(message: Message, seconds: number): readonly Block[] {
  const clock = seconds === 0 ? undefined : clockAfter(message, seconds);
  return clock === undefined ? [] : [[`In this log: until ${clock}, counted from the time of this message.`]];
}

const LIFETIMES: Readonly<Record<string, string>> = {
  REGISTER: 'the registration',
  SUBSCRIBE: 'the subscription',
  PUBLISH: 'the published state',
  INVITE: 'the invitation',
  REFER: 'the subscription that the REFER makes',
  MESSAGE: 'the text',
};

const BROKEN = 'Should be a number of seconds from 0 to 4294967295.';

function expiresAnswer({ message, count }: Seconds): string {
  if (count === undefined) return BROKEN;
  const what = ownValue(LIFETIMES, message.method) ?? 'what the message sets up';
  if (count > 0)
    return message.isRequest
      ? `How long ${what} is wanted to last.`
      : `How long ${what} lasts, unless it is refreshed before.`;
  switch (message.method) {
    case 'REGISTER':
      return message.isRequest ? 'Ends the registration: the user signs out.' : 'The registration has ended.';
    case 'SUBSCRIBE':
      return 'Ends the subscription, or asks for the state once only.';
    case 'PUBLISH':
      return 'Takes the published state away.';
    default:
      return `No time: ${what} is over at once.`;
  }
}

const expires: Words = {
  summary: expiresAnswer,
  hasEnd: true,
  source: 'RFC 3261 20.19',
};

const minExpires: Words = {
  summary: ({ count }) =>
    count === undefined
      ? BROKEN
      : `The registrar takes no shorter time than ${secondsText(count)}: the client asks again with that, or more.`,
  source: 'RFC 3261 20.23',
};

const sessionExpires: Words = {
  summary: ({ count }) =>
    count === undefined
      ? 'Should be a number of seconds.'
      : `The call ends after ${secondsText(count)} without a refresh (re-INVITE or UPDATE), so that no call hangs after one side is gone. As a rule the refresh comes at half of that time.`,
  hasEnd: true,
  inLog: sessionFacts,
  source: 'RFC 4028 4; RFC 4028 10',
};

/** What a 2xx settles: who refreshes the session, and when the other side gives it up. RFC 4028 9. */
function sessionFacts({ message, count }: Seconds): readonly Block[] {
  const refresher = sessionExpiresOf(message)?.refresher;
  if (message.isRequest || !message.isFinal || message.statusCode > 299 || refresher === undefined) return [];
  const [caller, callee] = [addressIn(message, 'from'), addressIn(message, 'to')];
  const [who, other] = refresher === 'uac' ? [caller, callee] : [callee, caller];
  if (who === '' || other === '' || count === undefined) return [];
  const margin = Math.floor(marginOf(count));
  const clock = clockAfter(message, count - margin);
  return [
    [
      `In this log: ${printable(who, LONGEST_NAME)} refreshes the session. If no refresh comes, ${printable(other, LONGEST_NAME)} ends it ${secondsText(margin)} before its end${clock === undefined ? '' : `, at ${clock}`}.`,
    ],
  ];
}

/** Longest address that is repeated, in UTF-16 units. */
const LONGEST_NAME = 120;

const minSe: Words = {
  summary: ({ count }) =>
    count === undefined
      ? 'Should be a number of seconds.'
      : `No shorter session interval than ${secondsText(count)} is taken. The least that anybody may ask for is 90.`,
  source: 'RFC 4028 5',
};

const retryAfter: Words = {
  summary: ({ count }) =>
    count === undefined
      ? 'Should be a number of seconds.'
      : `The sender expects to be available again after ${secondsText(count)}; a client should not try before.`,
  hasEnd: true,
  source: 'RFC 3261 20.33',
};

const flowTimer: Words = {
  summary: ({ count }) =>
    count === undefined
      ? 'Should be a number of seconds.'
      : `The server takes the connection for dead after ${secondsText(count)} without a keep-alive.`,
  source: 'RFC 5626',
};

/** Date: how the clocks of sender and log differ. RFC 3261 20.17. */
function dateHover({ message, field }: ValuePlace): HoverText {
  const text = message.slice(field.value);
  const sent = dateOf(text);
  return {
    span: field.value,
    blocks: answerBlocks({
      title: 'Date',
      summary:
        sent === undefined
          ? 'When the message was sent, by the clock of its sender. A SIP date looks so: Sat, 13 Nov 2010 23:29:00 GMT; this one does not.'
          : 'When the message was sent, by the clock of its sender.',
      inLog: sent === undefined ? [] : clockFacts(message, sent),
      source: 'RFC 3261 20.17',
    }),
  };
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Milliseconds since 1970-01-01 of `Sat, 13 Nov 2010 23:29:00 GMT`; `undefined` for any other text. RFC 3261 25.1 (SIP-date). */
function dateOf(text: string): number | undefined {
  const [, day, month = '', year, hour, minute, second] =
    /^[A-Za-z]{3}, {1,4}(\d{1,2}) ([A-Za-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/.exec(text) ?? [];
  const number = MONTHS.indexOf(month.toLowerCase());
  if (second === undefined || number === -1) return undefined;
  return Date.UTC(Number(year), number, Number(day), Number(hour), Number(minute), Number(second));
}

const QUARTER = 15 * 60_000;

function clockFacts(message: Message, sent: number): readonly Block[] {
  const stamp = message.envelope.timeStamp;
  if (message.time === undefined || stamp === undefined || !stamp.hasDate || !stamp.hasYear) return [];
  const logged = message.time - (stamp.zone ?? 0) * 60_000;
  const ahead = logged - sent;
  const differ = (milliseconds: number): string =>
    Math.abs(milliseconds) < 1000
      ? 'the same second'
      : `a time ${spanText(Math.abs(milliseconds))} ${milliseconds > 0 ? 'later' : 'earlier'}`;
  if (stamp.zone !== undefined || Math.abs(ahead) < QUARTER / 2) {
    return [[`In this log: the time stamp of the message shows ${differ(ahead)}.`]];
  }
  const zone = Math.round(ahead / QUARTER) * QUARTER;
  if (Math.abs(zone) > 14 * 60 * 60_000)
    return [[`In this log: the time stamp of the message shows ${differ(ahead)}.`]];
  return [
    [
      `In this log: the time stamp of the message shows ${differ(ahead)}. The log does not tell its time zone; if it is ${spanText(Math.abs(zone))} ${zone > 0 ? 'ahead of' : 'behind'} GMT, the clocks differ by ${spanText(Math.abs(ahead - zone))}.`,
    ],
  ];
}

export const timerHovers: ValueHovers = {
  expires: secondsHover(expires),
  'min-expires': secondsHover(minExpires),
  'session-expires': secondsHover(sessionExpires),
  'min-se': secondsHover(minSe),
  'retry-after': secondsHover(retryAfter),
  'flow-timer': secondsHover(flowTimer),
  date: dateHover,
};
