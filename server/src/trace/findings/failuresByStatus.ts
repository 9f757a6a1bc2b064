import type { Message } from '../message';
import { answeredBy, reasonsIn, retryAfter, serverWords, shownValue } from '../serverWords';
import { listIn } from '../sip/parameters';
import { printable } from '../text/printable';
import type { FindingContext } from './context';
import {
  eased,
  type Failure,
  type FailureTold,
  failureFound,
  failureOf,
  hostOf,
  joined,
  timeText,
} from './failedTransaction';
import type { Rule, RulePage, Severity } from './rule';

/** A rule on requests that fail with certain status codes. */
interface StatusRule {
  readonly code: string;
  readonly severity: Severity;
  /** The status codes that it is about. */
  readonly codes: readonly number[];
  readonly source: string;
  /** Section of RFC 3261 (`21.4.1`), or another address. */
  readonly href: string;
  readonly page: Omit<RulePage, 'example'> & {
    /** Method of the request of the example; INVITE when left out. */
    readonly method?: string;
    /** Status-line of the example without the version, and header fields of its request and its response. */
    readonly answer: string;
    readonly request?: string;
    readonly response?: string;
  };
  /** Whether it is this rule that has to say something of the failure; always when left out. */
  readonly concerns?: (failure: Failure) => boolean;
  /** Whether another status code belongs to it too. */
  readonly also?: (response: Message) => boolean;
  /** What it says beside what is said of all failures. */
  readonly tells?: (failure: Failure, context: FindingContext) => FailureTold;
  /** Milliseconds within which another try that succeeds makes the failure news; none when left out. */
  readonly retriedWithin?: number;
}

const RFC_3261 = 'https://www.rfc-editor.org/rfc/rfc3261#section-';

/** The same request to the same place fails in the same way. */
const byTarget = ({ target, response }: Failure): FailureTold =>
  target === '' ? {} : { kind: `${response.statusCode} ${target}` };

/** The same host fails in the same way. */
const byHost = ({ transaction, target, response }: Failure): FailureTold =>
  target === '' ? {} : { kind: `${response.statusCode} ${transaction.method} ${hostOf(target)}` };

const ROWS: readonly StatusRule[] = [
  {
    code: 'bad-request',
    severity: 'error',
    codes: [400],
    source: 'RFC 3261 21.4.1',
    href: `${RFC_3261}21.4.1`,
    page: {
      title: 'A server cannot read a request',
      meaning:
        'The answer is 400 Bad Request: the server says that the request breaks the syntax, lacks a header field, or ' +
        'names something that it cannot use. The message repeats what the server says in the reason phrase, in ' +
        'Warning and in Reason. Silent where a rule for a certain cause explains the same answer.',
      advice:
        'Look at the header field that the server names. When it names none, compare the request with one of the same ' +
        'kind that works, and look for other findings on the request itself.',
      answer: '400 Missing Contact header field',
    },
    tells: (failure) => ({ details: serverWords(failure.response), ...byHost(failure) }),
  },
  {
    code: 'stir-failure',
    severity: 'warning',
    codes: [428, 436, 437, 438],
    source: 'RFC 8224 6.2.2',
    href: 'https://www.rfc-editor.org/rfc/rfc8224#section-6.2.2',
    page: {
      title: 'The signed caller ID is not accepted',
      meaning:
        'The answer is 428, 436, 437 or 438, or its Reason names STIR: the receiver wants a signed caller ID (header ' +
        'field Identity), or could not verify the one that it got.',
      advice:
        'Find out who signs (Identity, its info parameter) and which hop changes From, To or Date behind the ' +
        'signature. Compare the clocks of both sides: signatures are valid for a minute.',
      answer: '438 Invalid Identity Header',
    },
    also: (response) => response.isFinal && reasonsIn(response).some(({ protocol }) => protocol === 'STIR'),
    tells: (failure) => ({ details: serverWords(failure.response), ...byHost(failure) }),
  },
  {
    code: 'forbidden',
    severity: 'warning',
    codes: [403],
    source: 'RFC 3261 21.4.4',
    href: `${RFC_3261}21.4.4`,
    page: {
      title: 'A server refuses a request',
      meaning:
        'The answer is 403 Forbidden: the server read the request and refuses it, and other credentials may not help. ' +
        'Refused sign-ins, client versions and credentials have rules of their own, which come first.',
      advice:
        'Check what the account or trunk may do: permissions, allowed numbers and caller IDs, the list of addresses ' +
        'that may send, licences. The log of the server says which of its rules refused.',
      answer: '403 Forbidden',
    },
    tells: (failure) => ({ details: serverWords(failure.response), ...byHost(failure) }),
  },
  {
    code: 'not-found',
    severity: 'warning',
    codes: [404, 410, 604],
    source: 'RFC 3261 21.4.5, 21.4.10, 21.6.3',
    href: `${RFC_3261}21.4.5`,
    page: {
      title: 'The user or the number does not exist',
      meaning:
        'The answer is 404, 410 or 604: who answered knows no user or number by the address in the request-line. The ' +
        'same address over and over is one finding. For OPTIONS it is information, since any answer proves that the path works. A 404 to a request within a dialog means something else and is ' +
        'told by final-error-response.',
      advice:
        'Check the address for typing errors, the format of the number (with + and country code, or as the dial plan ' +
        'wants it), the domain, and that the user is set up and enabled there.',
      answer: '404 Not Found',
    },
    concerns: ({ isInDialog }) => !isInDialog,
    tells: (failure) => ({
      details: serverWords(failure.response),
      advice: `Check ${nameOf(failure)} for typing errors and for the format of the number (+ and country code, or as the dial plan wants it), and that it is set up and enabled${hostOf(failure.target) === '' ? ' there' : ` at ${hostOf(failure.target)}`}.`,
      ...byTarget(failure),
    }),
  },
  {
    code: 'method-not-allowed',
    severity: 'warning',
    codes: [405, 501],
    source: 'RFC 3261 21.4.6, 21.5.2',
    href: `${RFC_3261}21.4.6`,
    page: {
      title: 'The other side does not take this kind of request',
      meaning:
        'The answer is 405 or 501: who answered does not support the method of the request, or not for this address. ' +
        'Its Allow header field, where there is one, lists what it takes. Pings with a constant period are a hint, ' +
        'since any answer proves that the path works.',
      advice:
        'Switch the feature off that sends such requests, or send them to a server that takes them. When it should ' +
        'take them, check that the request went to the right server.',
      method: 'PUBLISH',
      answer: '405 Method Not Allowed',
      response: 'Allow: INVITE, ACK, CANCEL, BYE',
    },
    tells: (failure) => {
      const allow = shownValue(failure.response, 'allow');
      return {
        details: [allow === '' ? '' : `It takes: ${allow} (Allow).`, answeredBy(failure.response)].join(' ').trim(),
        advice: 'Switch off at the sender what sends it, or on at the receiver.',
        ...byHost(failure),
      };
    },
  },
  {
    code: 'unsupported-media-type',
    severity: 'warning',
    codes: [406, 415],
    source: 'RFC 3261 21.4.7, 21.4.13',
    href: `${RFC_3261}21.4.13`,
    page: {
      title: 'The other side cannot handle the type of the body',
      meaning:
        'The answer is 415 or 406: the receiver does not take the type or the encoding of the body that was sent, or ' +
        'cannot answer with a type that the sender takes.',
      advice:
        'Compare Content-Type and Content-Encoding of the request with Accept and Accept-Encoding of the answer, then ' +
        'switch the feature off at one side or on at the other (typical: DTMF in INFO requests, typing notices).',
      method: 'INFO',
      answer: '415 Unsupported Media Type',
      request: 'Content-Type: application/dtmf-relay',
      response: 'Accept: application/sdp',
    },
    tells: (failure) => {
      const { response, transaction } = failure;
      const sent = shownValue(transaction.request, 'content-type');
      const encoding = shownValue(transaction.request, 'content-encoding');
      const accepts = shownValue(response, 'accept');
      const facts =
        response.statusCode === 406
          ? [fact('The request takes', shownValue(transaction.request, 'accept'), 'Accept')]
          : [
              fact('The body that was sent is', sent, 'Content-Type'),
              fact('It is encoded as', encoding, 'Content-Encoding'),
              fact('The receiver takes', accepts, 'Accept'),
            ];
      return { details: joined([...facts, serverWords(response)]), ...byHost(failure) };
    },
  },
  {
    code: 'message-too-large',
    severity: 'warning',
    codes: [413, 414, 513],
    source: 'RFC 3261 21.4.11, 21.4.12, 21.5.7',
    href: `${RFC_3261}21.4.11`,
    page: {
      title: 'A request is too large for a server',
      meaning:
        'The answer is 413, 414 or 513: the body, the address in the request-line, or the message as a whole is longer ' +
        'than the server takes.',
      advice:
        'Send less: fewer codecs, ICE candidates and header fields. Raise the limit of the server, and prefer TCP ' +
        'where UDP cuts large messages.',
      answer: '513 Message Too Large',
    },
    tells: (failure) => {
      const { request } = failure.transaction;
      const announced = shownValue(request, 'content-length');
      return {
        details: joined([
          failure.response.statusCode === 414 || !/^\d{1,9}$/.test(announced) || announced === '0'
            ? ''
            : `The body that was sent has ${announced} bytes.`,
          retryAfter(failure.response),
        ]),
        ...byHost(failure),
      };
    },
  },
  {
    code: 'bad-extension',
    severity: 'warning',
    codes: [420],
    source: 'RFC 3261 8.1.3.5, 21.4.15',
    href: `${RFC_3261}21.4.15`,
    page: {
      title: 'A request demands an option that the other side lacks',
      meaning:
        'The answer is 420 Bad Extension: the request lists an option in Require or Proxy-Require that the receiver does ' +
        'not support; Unsupported names it. When the client tries again and succeeds, the finding is information.',
      advice:
        'Switch the option off at the client (or set it to supported instead of required), or on at the server that ' +
        'answered.',
      answer: '420 Bad Extension',
      request: 'Require: 100rel',
      response: 'Unsupported: 100rel',
    },
    retriedWithin: 32_000,
    tells: (failure) => {
      const { request } = failure.transaction;
      return {
        details: joined([
          fact('It does not support', shownValue(failure.response, 'unsupported'), 'Unsupported'),
          fact('The request demands', shownValue(request, 'require'), 'Require'),
          fact('Of proxies the request demands', shownValue(request, 'proxy-require'), 'Proxy-Require'),
        ]),
        ...byHost(failure),
      };
    },
  },
  {
    code: 'extension-required',
    severity: 'warning',
    codes: [421],
    source: 'RFC 3261 21.4.16',
    href: `${RFC_3261}21.4.16`,
    page: {
      title: 'A server demands an option that the client does not offer',
      meaning:
        'The answer is 421 Extension Required: the server lists in Require what the client has to support, and the ' +
        'client does not list it in Supported. Accounts in enhanced-presence mode have a rule of their own. When the ' +
        'client tries again and succeeds, the finding is information.',
      advice: 'Use a client that supports the option, switch it on there, or lift the demand at the server.',
      answer: '421 Extension Required',
      request: 'Supported: 100rel',
      response: 'Require: timer',
    },
    retriedWithin: 32_000,
    tells: (failure) => ({
      details: joined([
        fact('It demands', shownValue(failure.response, 'require'), 'Require'),
        fact('The client offers', shownValue(failure.transaction.request, 'supported'), 'Supported'),
      ]),
      ...byHost(failure),
    }),
  },
  {
    code: 'flow-failed',
    severity: 'warning',
    codes: [430, 439],
    source: 'RFC 5626 5.3.1, 6',
    href: 'https://www.rfc-editor.org/rfc/rfc5626#section-5.3.1',
    page: {
      title: 'The connection to a client is gone',
      meaning:
        'The answer is 430 or 439: an edge proxy has lost the connection over which it reaches the client, or does not ' +
        'support keeping such connections (RFC 5626). When another branch of the request succeeds, it is information.',
      advice:
        'A single case repairs itself when the client registers again. When it repeats, look for a firewall or NAT that ' +
        'closes idle connections, and at the keep-alives of the client.',
      answer: '430 Flow Failed',
    },
    tells: (failure) => ({ details: serverWords(failure.response), ...byTarget(failure) }),
  },
  {
    code: 'loop-detected',
    severity: 'error',
    codes: [482],
    source: 'RFC 3261 16.3, 21.4.20',
    href: `${RFC_3261}21.4.20`,
    page: {
      title: 'A request goes in a circle',
      meaning:
        'The answer is 482: a server got a request that it had handled already. Either routes send it in a circle, or a ' +
        'fork came back together on two ways. The latter is harmless, and information, when another branch of the ' +
        'request goes on.',
      advice:
        'Follow the Via header fields from the last to the first: they name the hops of the circle. Correct the route ' +
        'or the call forwarding at the hop that sends it back.',
      answer: '482 Loop Detected',
    },
    tells: (failure, context) => {
      const goesOn = context
        .otherLegs(failure.transaction)
        .some((leg) => leg.responses.some(({ statusCode }) => statusCode > 100 && statusCode < 300));
      return {
        details: goesOn
          ? 'Another branch of the same request goes on, so that this is the end of a fork that came back together.'
          : wayOf(failure),
        ...(goesOn ? { severity: 'information' as const, advice: '' } : {}),
        ...byTarget(failure),
      };
    },
  },
  {
    code: 'too-many-hops',
    severity: 'error',
    codes: [483],
    source: 'RFC 3261 16.3, 21.4.21',
    href: `${RFC_3261}21.4.21`,
    page: {
      title: 'A request has passed too many servers',
      meaning:
        'The answer is 483: every server takes one off Max-Forwards, and nothing is left. Nearly always routes send the ' +
        'request in a circle. A request that was sent with Max-Forwards 0 on purpose, to ask the next hop, is a hint.',
      advice:
        'Follow the Via header fields from the last to the first: names that come again and again are the circle. ' +
        'When there is none, raise Max-Forwards at the client (70 is usual).',
      answer: '483 Too Many Hops',
      request: 'Max-Forwards: 3',
    },
    tells: (failure, context) => {
      const started = startValueOf(failure, context);
      if (started === 0) {
        return {
          severity: 'hint',
          meaning: 'It was sent with Max-Forwards 0, so that the first hop answers: a probe, and no failure.',
          advice: '',
          ...byHost(failure),
        };
      }
      return {
        details: joined([
          started === undefined ? '' : `It started with Max-Forwards ${started}, as far as the log shows.`,
          wayOf(failure),
        ]),
        ...byTarget(failure),
      };
    },
  },
  {
    code: 'request-timeout-408',
    severity: 'warning',
    codes: [408],
    source: 'RFC 3261 21.4.9',
    href: `${RFC_3261}21.4.9`,
    page: {
      title: 'A server gave up waiting for an answer',
      meaning:
        'The answer is 408: somebody on the way waited for an answer and got none. When it rang before, nobody picked ' +
        'up, which is information. Where the log shows the hop that kept silent, that is the finding, and this answer ' +
        'belongs to it.',
      advice:
        'Find the hop behind the one that answered. Check that it runs, that its name resolves to the right address, and ' +
        'that the firewall lets the port through. For a phone: that it is still registered from that address.',
      answer: '408 Request Timeout',
    },
    tells: (failure) => {
      const { request, responses, finalResponse } = failure.transaction;
      const rings = responses.find(({ statusCode }) => statusCode > 100 && statusCode < 200);
      const after = timeText(request, finalResponse);
      if (rings !== undefined) {
        const rang = timeText(rings, finalResponse);
        return {
          severity: 'information',
          meaning: `It rang${rang === '' ? '' : ` for ${rang}`} (${rings.statusCode}), and nobody answered.`,
          advice: '',
          ...byTarget(failure),
        };
      }
      return {
        details: joined([after === '' ? '' : `That was ${after} after the request.`, answeredBy(failure.response)]),
        ...byHost(failure),
      };
    },
  },
  {
    code: 'address-incomplete',
    severity: 'warning',
    codes: [484],
    source: 'RFC 3261 21.4.22',
    href: `${RFC_3261}21.4.22`,
    page: {
      title: 'The number is not complete',
      meaning:
        'The answer is 484: the number is too short for the dial plan of the server. When the caller goes on with more ' +
        'digits behind it, as some phones do while one dials, the finding is information.',
      advice:
        'Check the number, and the dial plans on the way: a rule that strips too many digits, or a trunk that wants the ' +
        'full number with country code.',
      answer: '484 Address Incomplete',
    },
    tells: (failure, context) => {
      const goesOn = context.nextUnderCallId(failure.transaction).some((next) => {
        const user = userOf(next.request);
        return (
          next.method === failure.transaction.method &&
          user.length > dialled(failure).length &&
          user.startsWith(dialled(failure))
        );
      });
      return {
        ...(goesOn ? { severity: 'information' as const, advice: '' } : {}),
        details: goesOn ? 'The caller went on with more digits behind it.' : serverWords(failure.response),
        ...byTarget(failure),
      };
    },
  },
  {
    code: 'service-unavailable',
    severity: 'error',
    codes: [503],
    source: 'RFC 3261 21.5.4',
    href: `${RFC_3261}21.5.4`,
    page: {
      title: 'A server cannot take requests now',
      meaning:
        'The answer is 503: the server is overloaded, in maintenance, or has no route or trunk for the request. When ' +
        'another server or another try succeeds, the finding is information.',
      advice:
        'Look at load, licences, trunks and state of the server that answered. Retry-After says how long it wants to be ' +
        'left alone. A client should try the next server of the domain.',
      answer: '503 Service Unavailable',
      response: 'Retry-After: 30',
    },
    retriedWithin: 32_000,
    tells: (failure) => ({
      details: joined([answeredBy(failure.response), retryAfter(failure.response), serverWords(failure.response)]),
      ...byHost(failure),
    }),
  },
  {
    code: 'gateway-timeout-504',
    severity: 'error',
    codes: [504],
    source: 'RFC 3261 21.5.5',
    href: `${RFC_3261}21.5.5`,
    page: {
      title: 'A server got no answer from the next one',
      meaning:
        'The answer is 504: the server that answered needed another one (the next proxy, the edge of a partner, DNS) ' +
        'and got nothing from it in time. Where the log shows the silent server, that is the finding.',
      advice:
        'From the server that answered, check the way to the next one: DNS records, firewall and port, certificate and ' +
        'trust for TLS, and whether the next server runs.',
      answer: '504 Server Time-out',
    },
    retriedWithin: 32_000,
    tells: (failure) => ({
      details: joined([answeredBy(failure.response), serverWords(failure.response)]),
      ...byHost(failure),
    }),
  },
  {
    code: 'server-error',
    severity: 'error',
    codes: [500, 502, 505, 555, 580],
    source: 'RFC 3261 21.5',
    href: `${RFC_3261}21.5`,
    page: {
      title: 'A server fails at a request',
      meaning:
        'The answer is 500, 502, 505, 555 or 580: something went wrong at the server that answered, or at the gateway ' +
        'behind it. Requests out of order and INVITEs that overlap get a 500 too and have rules of their own.',
      advice:
        'Look into the log of the server that answered, at this time: only it knows why. Then look for what these ' +
        'requests have in common that other requests lack.',
      answer: '500 Server Internal Error',
    },
    tells: (failure) => ({
      details: joined([answeredBy(failure.response), serverWords(failure.response), retryAfter(failure.response)]),
      ...byHost(failure),
    }),
  },
];

/** Rules that differ by the status codes that they are about, in the order in which they claim. */
export const failuresByStatus: readonly Rule[] = ROWS.map(ruleOf);

function ruleOf(row: StatusRule): Rule {
  return {
    code: row.code,
    severity: row.severity,
    scope: 'failed-transaction',
    ...(row.also === undefined ? { statuses: row.codes } : {}),
    source: row.source,
    href: row.href,
    page: {
      title: row.page.title,
      meaning: row.page.meaning,
      advice: row.page.advice,
      example: exampleOf(row.page),
    },
    find: (transaction, context) => {
      const { finalResponse } = transaction;
      if (finalResponse === undefined) return [];
      if (row.also?.(finalResponse) === false && !row.codes.includes(finalResponse.statusCode)) return [];
      const failure = failureOf(transaction, context);
      if (failure === undefined || row.concerns?.(failure) === false) return [];
      const told = { ...forRegister(failure, row.severity), ...row.tells?.(failure, context) };
      return [failureFound(failure, { ...told, ...eased(failure, told, context, row.retriedWithin) })];
    },
  };
}

/** `It takes: INVITE, ACK (Allow).`; empty without a value. */
const fact = (words: string, value: string, field: string): string =>
  value === '' ? '' : `${words}: ${value} (${field}).`;

const nameOf = ({ target }: Failure): string => target || 'the address';

/** User part of the Request-URI, as dialled. */
const userOf = (request: Message | undefined): string => {
  const line = request?.startLine;
  if (request === undefined || line?.kind !== 'request-line') return '';
  return /^(?:sips?|tel):([+\w*#.-]{1,60})/i.exec(request.slice(line.requestUri))?.[1] ?? '';
};

const dialled = ({ transaction }: Failure): string => userOf(transaction.request) || '?';

/** Most hops that a message names. */
const MOST_HOPS = 12;

/** `On its way so far: a, b, a.`, from the first hop to the last; empty when the log does not show the request. */
function wayOf({ transaction }: Failure): string {
  const { request } = transaction;
  if (request === undefined) return '';
  const hops = request
    .headersNamed('via')
    .flatMap((field) => listIn(request.text, field.value))
    .map((span) => /^\S+(?:\s*\/\s*\S+)*\s+([^\s;,]{1,80})/.exec(request.slice(span))?.[1] ?? '')
    .filter((hop) => hop !== '')
    .reverse();
  if (hops.length < 2) return '';
  const shown = hops.slice(0, MOST_HOPS).map((hop) => printable(hop, 80));
  const again = new Set(hops).size < hops.length ? ', of which some come again' : '';
  return `Its way so far (Via): ${shown.join(' > ')}${hops.length > shown.length ? ' > …' : ''}${again}.`;
}

/** Max-Forwards of the first leg of the request. */
function startValueOf({ transaction }: Failure, context: FindingContext): number | undefined {
  const values = [transaction, ...context.otherLegs(transaction)]
    .map(({ request }) => Number.parseInt(request?.value('max-forwards') ?? '', 10))
    .filter((value) => !Number.isNaN(value));
  return values.length === 0 ? undefined : values.reduce((one, other) => Math.max(one, other));
}

/** What a REGISTER leads to is the verdict on its sign-in; a failure beside that is no error. */
const forRegister = ({ transaction }: Failure, severity: Severity): FailureTold =>
  transaction.method === 'REGISTER' && severity === 'error' ? { severity: 'warning' } : {};

function exampleOf({ method = 'INVITE', answer, request, response }: StatusRule['page']): string {
  const head = (start: string, toTag: string, more: string | undefined): string =>
    [
      start,
      'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1',
      'From: <sip:alice@example.com>;tag=1',
      `To: <sip:bob@example.com>${toTag}`,
      'Call-ID: 1',
      `CSeq: 1 ${method}`,
      ...(more === undefined ? [] : [more]),
      '',
      '',
    ].join('\n');
  return head(`${method} sip:bob@example.com SIP/2.0`, '', request) + head(`SIP/2.0 ${answer}`, ';tag=2', response);
}
