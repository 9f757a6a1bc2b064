import type { Message } from '../message';
import { addressOf } from '../sip/addressOfRecord';
import { credential, credentialsOf } from '../sip/credentials';
import { NONE } from '../store';
import type { Trace } from '../trace';
import { type Attempt, CHALLENGES } from './authentication';
import type { FindingContext } from './context';
import { digestExample } from './digestExample';
import { isMasked } from './guards/cut';
import { uriOf } from './redirects';
import type { Found, Rule } from './rule';

/** Accepted requests that are looked at. */
const LOOKED_AT = 200;

/**
 * Finding `auth-uri-mismatch`: credentials are refused whose `uri` is not the Request-URI of the request as the client sent it. Silent when
 * such credentials are accepted elsewhere in the log. Span: the request-line. RFC 7616 3.4, RFC 3261 22.4.
 */
export const authUriMismatch: Rule = {
  code: 'auth-uri-mismatch',
  severity: 'hint',
  scope: 'call-id',
  statuses: CHALLENGES,
  source: 'RFC 7616 3.4; RFC 3261 22.4',
  href: 'https://www.rfc-editor.org/rfc/rfc7616#section-3.4',
  page: {
    title: 'The credentials are for another URI',
    meaning:
      'The server refuses credentials, and the uri among them is not the Request-URI of the request. Digest covers the uri, so ' +
      'something between client and server may have rewritten the Request-URI, and some servers refuse that. It stands beside ' +
      'the finding about the refusal. Silent when the log shows that credentials with such a difference are accepted, and when ' +
      'both are alike on any leg. Parameters and the usual port do not count.',
    advice:
      'If user and password are right, look for a border controller or proxy that rewrites the Request-URI in front of the ' +
      'server that asks for credentials, and let it pass the URI on as it is.',
    example: digestExample([
      { challenge: 'nonce="1"' },
      { proof: 'nonce="1"', uri: 'sip:192.0.2.9', challenge: 'nonce="2"' },
      { callId: 'later', proof: 'nonce="2"', answer: '200 OK' },
    ]),
  },
  find: (transactions, context) =>
    context.authenticationsOf(transactions).flatMap((authentication): Found[] => {
      const attempt = authentication.attempts.find((one) => one.refused !== undefined && mismatchOf(one) !== undefined);
      const uri = attempt === undefined ? undefined : mismatchOf(attempt);
      if (attempt?.request === undefined || attempt.refused === undefined || uri === undefined) return [];
      if (acceptsOthers(context, authentication.method, attempt.refused.realm)) return [];
      const target = addressOf(uriOf(attempt.request));
      return [
        {
          span: attempt.request.startLineSpan,
          about: attempt.request,
          kind: `${authentication.method} ${authentication.user}`,
          related:
            attempt.answer === undefined
              ? []
              : [{ span: attempt.answer.startLineSpan, message: 'The credentials are refused' }],
          message: `The credentials are for the uri "${addressOf(uri).slice(0, 200)}", and the request goes to "${target.slice(0, 200)}"; some servers refuse that. If user and password are right, look for a border controller or proxy that rewrites the Request-URI in between.`,
        },
      ];
    }),
};

/** The uri of Digest credentials in `attempt` that is the Request-URI on no leg of its way; `undefined` when there is none. */
function mismatchOf({ legs, proofs }: Attempt): string | undefined {
  const requests = legs.map(({ request }) => request).filter((request) => request !== undefined);
  const uris = proofs.filter(({ scheme }) => isDigest(scheme)).map(({ uri }) => uri);
  return uris.find((uri) => requests.length > 0 && requests.every((request) => isOther(uri, request)));
}

const isDigest = (scheme: string): boolean => scheme.toLowerCase() === 'digest';

/** Whether `uri` is there and surely not the Request-URI of `request`. */
function isOther(uri: string, request: Message): boolean {
  const target = uriOf(request);
  return ![uri, target].some((one) => one === '' || isMasked(one)) && plainUri(uri) !== plainUri(target);
}

/** Realms of each method for which the log shows that such credentials are accepted. */
const known = new WeakMap<FindingContext, Map<string, ReadonlySet<string>>>();

/** Whether any request of this method gets through with such credentials for `realm`: the server does not mind then. */
function acceptsOthers(context: FindingContext, method: string, realm: string): boolean {
  context.restOnAll();
  const byMethod = known.get(context) ?? new Map<string, ReadonlySet<string>>();
  known.set(context, byMethod);
  let realms = byMethod.get(method);
  if (realms === undefined) {
    realms = new Set(acceptedRequests(context.trace, method).flatMap(realmsOfOthers));
    byMethod.set(method, realms);
  }
  return realms.has(realm);
}

/** Realms of the Digest credentials of `request` that are for another URI. */
const realmsOfOthers = (request: Message): string[] =>
  credentialsOf(request)
    .filter(({ scheme }) => isDigest(scheme))
    .filter((part) => isOther(credential(request.text, part, 'uri') ?? '', request))
    .map((part) => credential(request.text, part, 'realm') ?? '');

/** Requests of a method that are answered with a 2xx: a bounded number of them. */
function acceptedRequests(trace: Trace, method: string): Message[] {
  const { store, transactionTables: tables } = trace;
  const accepted: Message[] = [];
  const number = store.names.numberOf(method);
  for (let transaction = 0; transaction < tables.count && accepted.length < LOOKED_AT; transaction++) {
    const first = tables.firstOf(transaction);
    if (store.messages.method.at(first) !== number || store.messages.status.at(first) > 0) continue;
    const final = tables.finalOf(transaction);
    if (final !== NONE && store.messages.status.at(final) < 300) accepted.push(trace.messageAt(first));
  }
  return accepted;
}

/** A URI without what does not matter here: scheme, parameters, the usual port, and case. */
const plainUri = (uri: string): string =>
  addressOf(uri.trim())
    .replace(/:506[01]$/, '')
    .toLowerCase();
