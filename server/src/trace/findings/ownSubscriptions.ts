import type { Message } from '../message';
import { addressIn, addressParameter } from '../sip/addressOfRecord';
import type { Trace } from '../trace';
import type { Found } from './rule';

/** SUBSCRIBEs of a user to the own data that were refused alike. */
export interface RefusedSubscriptions {
  readonly user: string;
  /** The first response that refuses. */
  readonly first: Message;
  /** The others, in the order of the log. */
  readonly others: readonly Message[];
  /** Whether every event type that was refused is accepted later in the log. */
  readonly succeedsLater: boolean;
}

/**
 * SUBSCRIBEs whose From and To are the same user (part of every sign-in: provisioning, contacts, own presence) and whose
 * final response `matches`, those of one user and endpoint together.
 *
 * Those of a user whose sign-in is `found` already belong to that finding, which claims them.
 */
export function ownSubscriptions(
  trace: Trace,
  found: Found[],
  matches: (response: Message) => boolean,
): RefusedSubscriptions[] {
  const groups = new Map<string, Message[]>();
  const accepted = new Map<string, number>();
  for (const transaction of trace.transactions) {
    const response = transaction.finalResponse;
    if (transaction.method !== 'SUBSCRIBE' || response === undefined) continue;
    const user = addressIn(response, 'from');
    if (user === '' || user.toLowerCase() !== addressIn(response, 'to').toLowerCase()) continue;
    if (response.statusCode < 300) accepted.set(subscriptionOf(response), response.index);
    if (!matches(response)) continue;
    const key = endpointOf(response);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [response]);
    else group.push(response);
  }
  return [...groups].flatMap(([key, responses]) => {
    const known = found.findIndex(({ about }) => endpointOf(about) === key);
    const finding = found[known];
    if (finding !== undefined) {
      found[known] = { ...finding, claims: [...(finding.claims ?? []), ...responses] };
      return [];
    }
    const [first, ...others] = responses;
    if (first === undefined) return [];
    const succeedsLater = responses.every(
      (response) => (accepted.get(subscriptionOf(response)) ?? -1) > response.index,
    );
    return [{ user: addressIn(first, 'from'), first, others, succeedsLater }];
  });
}

/** User and endpoint of a message, for telling whether two failures are one. */
const endpointOf = (message: Message): string =>
  `${addressIn(message, 'from').toLowerCase()} ${addressParameter(message, 'from', 'epid')}`;

/** User, endpoint and event type that a response to a SUBSCRIBE is about. */
const subscriptionOf = (response: Message): string =>
  `${endpointOf(response)} ${response.trace.transactionOf(response).request?.value('event') ?? ''}`;
