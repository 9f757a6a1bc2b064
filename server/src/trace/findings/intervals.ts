import type { Message } from '../message';
import { exampleLog } from './exampleLog';
import { type Failure, type FailureTold, failureFound, failureOf, timeText } from './failedTransaction';
import type { Rule, RulePage, Severity } from './rule';

/** Time within which a client tries again, in ms. */
const RETRIES = 32_000;

/** A rule on an interval that a server finds too short. */
interface IntervalRule {
  readonly code: string;
  readonly severity: Severity;
  readonly status: 422 | 423;
  /** Whether it speaks of the case in which the client tries again with success, or of the other one. */
  readonly resolved: boolean;
  readonly source: string;
  readonly href: string;
  readonly page: Omit<RulePage, 'example'>;
}

/** What was asked for and what the server wants, in seconds; `undefined` where the log does not show it. */
interface Interval {
  readonly asked: string | undefined;
  readonly least: string | undefined;
}

const ROWS: readonly IntervalRule[] = [
  {
    code: 'interval-too-brief',
    severity: 'information',
    status: 423,
    resolved: true,
    source: 'RFC 3261 10.2.8, 21.4.17',
    href: 'https://www.rfc-editor.org/rfc/rfc3261#section-10.2.8',
    page: {
      title: 'A server wants a longer time of validity',
      meaning:
        'A REGISTER, SUBSCRIBE or PUBLISH asked for a shorter time of validity than the server allows. It answered 423 ' +
        'with the least that it takes (Min-Expires), and the client tried again with success. Normal.',
      advice: 'Nothing. To save the extra round trip, set the client to at least that time.',
    },
  },
  {
    code: 'interval-too-brief-unresolved',
    severity: 'warning',
    status: 423,
    resolved: false,
    source: 'RFC 3261 10.2.8, 21.4.17',
    href: 'https://www.rfc-editor.org/rfc/rfc3261#section-21.4.17',
    page: {
      title: 'A client keeps to a time of validity that is too short',
      meaning:
        'The server answered 423 with the least time of validity that it takes (Min-Expires), and no other try of the ' +
        'client succeeds within 32 s, while the log goes on. Nobody is registered or subscribed then.',
      advice: 'Set the client to at least the time that the server wants, or lower the limit at the server.',
    },
  },
  {
    code: 'session-interval-too-small',
    severity: 'information',
    status: 422,
    resolved: true,
    source: 'RFC 4028 6, 7.3',
    href: 'https://www.rfc-editor.org/rfc/rfc4028#section-6',
    page: {
      title: 'A server wants a longer session interval',
      meaning:
        'The INVITE or UPDATE asked for a session timer that a hop finds too short. It answered 422 with the least that ' +
        'it takes (Min-SE), and the client tried again with success. Normal.',
      advice: 'Nothing. To save the extra round trip, set the session interval to at least that time.',
    },
  },
  {
    code: 'session-interval-unresolved',
    severity: 'warning',
    status: 422,
    resolved: false,
    source: 'RFC 4028 7.3',
    href: 'https://www.rfc-editor.org/rfc/rfc4028#section-7.3',
    page: {
      title: 'A call fails for its session interval',
      meaning:
        'A hop answered 422 with the least session interval that it takes (Min-SE), and no other try of the caller ' +
        'succeeds within 32 s, while the log goes on. So the call, or its refresh, failed.',
      advice:
        'Set Session-Expires of the caller to at least the time that Min-SE names, or lower it at the hop that answered.',
    },
  },
];

/** Rules on intervals that a server finds too short. */
export const intervals: readonly Rule[] = ROWS.map((row) => ({
  code: row.code,
  severity: row.severity,
  scope: 'failed-transaction',
  statuses: [row.status],
  source: row.source,
  href: row.href,
  page: { ...row.page, example: exampleOf(row) },
  find: (transaction, context) => {
    const failure = failureOf(transaction, context);
    if (failure === undefined) return [];
    const retry = context.successBehindOf(transaction, RETRIES);
    if (row.resolved !== (retry !== undefined)) return [];
    if (retry === undefined && !context.logGoesOnFor(failure.response, RETRIES)) return [];
    const { asked, least } = intervalOf(failure, row.status);
    const told: FailureTold = {
      meaning: `${row.status === 422 ? 'The session interval' : 'The time of validity'}${asked === undefined ? '' : ` of ${asked} s`} is too short for the server${least === undefined ? '' : `, which wants at least ${least} s`}.`,
      advice:
        retry === undefined
          ? `No other try of the client succeeds. Set it to at least ${least === undefined ? 'what the server wants' : `${least} s`}.`
          : `The client tried again${later(failure.response, retry.request)} with success. Normal.`,
      ...(retry === undefined
        ? {}
        : { isOvercome: true, related: [{ span: retry.first.startLineSpan, message: 'The try that succeeded' }] }),
      kind: `${failure.target} ${asked}`,
    };
    return [failureFound(failure, told)];
  },
}));

const later = (one: Message, other: Message | undefined): string => {
  const time = timeText(one, other);
  return time === '' ? '' : ` ${time} later`;
};

function intervalOf({ transaction, response }: Failure, status: number): Interval {
  const { request } = transaction;
  const seconds = (value: string | undefined): string | undefined => /^\s*(\d{1,9})/.exec(value ?? '')?.[1];
  if (status === 422)
    return { asked: seconds(request?.value('session-expires')), least: seconds(response.value('min-se')) };
  const ofContact = /;\s*expires\s*=\s*"?(\d{1,9})/i.exec(request?.value('contact') ?? '')?.[1];
  return { asked: ofContact ?? seconds(request?.value('expires')), least: seconds(response.value('min-expires')) };
}

function exampleOf({ status, resolved }: IntervalRule): string {
  const method = status === 422 ? 'INVITE' : 'SUBSCRIBE';
  const field = status === 422 ? 'Session-Expires' : 'Expires';
  const start = `${method} sip:bob@example.com`;
  const refused = status === 422 ? '422 Session Interval Too Small' : '423 Interval Too Brief';
  const least = status === 422 ? 'Min-SE: 1800' : 'Min-Expires: 1800';
  return exampleLog([
    { at: 0, start, cseq: `1 ${method}`, more: `${field}: 90` },
    { at: 0.1, fromBob: true, start: refused, cseq: `1 ${method}`, tags: 'both', more: least },
    ...(status === 422 ? [{ at: 0.2, start: 'ACK sip:bob@example.com', cseq: '1 ACK', branch: '1INVITE' }] : []),
    ...(resolved
      ? [
          { at: 1, start, cseq: `2 ${method}`, more: `${field}: 1800` },
          { at: 1.1, fromBob: true, start: '200 OK', cseq: `2 ${method}`, tags: 'both' as const },
          ...(status === 422
            ? [{ at: 1.2, start: 'ACK sip:bob@192.0.2.2', cseq: '2 ACK', tags: 'both' as const }]
            : [
                {
                  at: 1.3,
                  fromBob: true,
                  ofBob: true,
                  start: 'NOTIFY sip:alice@192.0.2.1',
                  cseq: '1 NOTIFY',
                  tags: 'both' as const,
                },
                { at: 1.4, ofBob: true, start: '200 OK', cseq: '1 NOTIFY', tags: 'both' as const },
              ]),
        ]
      : [
          { at: 50, start: 'OPTIONS sip:bob@example.com', cseq: '1 OPTIONS', callId: '2' },
          { at: 50.1, fromBob: true, start: '200 OK', cseq: '1 OPTIONS', callId: '2' },
        ]),
  ]);
}
