import type { Call } from '../calls';
import type { Message } from '../message';
import { addressOf } from '../sip/addressOfRecord';
import { readNameAddress } from '../sip/nameAddress';
import { listIn } from '../sip/parameters';
import type { Transaction } from '../transactions';

/** Most targets of a redirect that are looked at. */
const MOST_TARGETS = 10;

/** A redirect of a call: a 3xx to its INVITE, and where it points to. RFC 3261 8.1.3.4, 21.3. */
export interface Redirect {
  readonly leg: Transaction;
  readonly response: Message;
  /** URIs of its Contact, in lower case, without parameters of the header field. */
  readonly targets: readonly string[];
  /** INVITEs of the call behind it. */
  readonly behind: readonly Message[];
  /** The one of them that goes to a target. */
  readonly followedBy: Message | undefined;
}

/** The redirects of a call on all legs, in the order of the log; copies of one on other legs are left out. */
export function redirectsOf(call: Call): Redirect[] {
  const legs = call.attempts.flatMap((attempt) => attempt.legs);
  if (!legs.some(({ finalResponse }) => isRedirect(finalResponse))) return [];
  const invites = legs.flatMap(({ request }) => request ?? []).sort((one, other) => one.index - other.index);
  const seen = new Set<string>();
  return legs
    .flatMap((leg) => {
      const response = leg.finalResponse;
      return isRedirect(response) ? [{ leg, response }] : [];
    })
    .sort((one, other) => one.response.index - other.response.index)
    .slice(0, MOST_REDIRECTS)
    .flatMap(({ leg, response }) => {
      const targets = targetsOf(response);
      const key = `${response.cseq} ${response.statusCode} ${targets.join(' ')}`;
      if (seen.has(key)) return [];
      seen.add(key);
      const behind = invites.slice(firstBehind(invites, response.index));
      const people = new Set(targets.map(addressOf));
      const followedBy = behind.find((invite) => people.has(addressOf(uriOf(invite))));
      return [{ leg, response, targets, behind, followedBy }];
    });
}

const isRedirect = (response: Message | undefined): response is Message =>
  response !== undefined && response.statusCode >= 300 && response.statusCode < 400;

/** Most redirects of one call that are looked at. */
const MOST_REDIRECTS = 100;

/** Place of the first message behind message `index` among `messages`, which are in the order of the log. */
function firstBehind(messages: readonly Message[], index: number): number {
  const place = messages.findIndex((message) => message.index > index);
  return place === -1 ? messages.length : place;
}

/** Request-URI in lower case; empty when it cannot be read. */
export function uriOf(request: Message): string {
  const line = request.startLine;
  return line.kind === 'request-line' ? request.slice(line.requestUri).toLowerCase() : '';
}

const targetsOf = (response: Message): string[] =>
  response
    .headersNamed('contact')
    .slice(0, MOST_TARGETS)
    .flatMap((field) => listIn(response.text, field.value).slice(0, MOST_TARGETS))
    .map((span) => response.slice(readNameAddress(response.text, span).uri).toLowerCase())
    .filter((uri) => uri !== '');
