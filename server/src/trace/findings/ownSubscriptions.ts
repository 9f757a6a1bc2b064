import type { Message } from '../message';
import { addressIn } from '../sip/addressOfRecord';
import { NONE } from '../store';
import type { FindingContext } from './context';
import type { Found } from './rule';
import type { Subjects } from './subjects';

/** SUBSCRIBEs of a user to the own data that were refused alike. */
export interface RefusedSubscriptions {
  readonly user: string;
  /** The first response that refuses. */
  readonly first: Message;
  /** The others, in the order of the log. */
  readonly others: readonly Message[];
  /** How many of them are answers to other requests, and not the same on another leg. */
  readonly more: number;
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
  subjects: Subjects,
  context: FindingContext,
  found: Found[],
  matches: (response: Message) => boolean,
): RefusedSubscriptions[] {
  const groups = new Map<number, Message[]>();
  for (const { method, finalResponse: response } of subjects.failed.all) {
    if (method !== 'SUBSCRIBE' || response === undefined || !matches(response) || !isOwn(response)) continue;
    const sender = context.senderOf(response);
    const group = groups.get(sender);
    if (group === undefined) groups.set(sender, [response]);
    else group.push(response);
  }
  for (const [index, finding] of groups.size === 0 ? [] : found.entries()) {
    const sender = context.senderOf(finding.about);
    const responses = groups.get(sender);
    if (responses === undefined) continue;
    found[index] = { ...finding, claims: [...(finding.claims ?? []), ...responses] };
    groups.delete(sender);
  }
  const accepted = acceptedOf(new Set(groups.keys()), context);
  return [...groups.values()].flatMap((responses) => {
    const [first, ...others] = responses.sort((one, other) => one.index - other.index);
    if (first === undefined) return [];
    const succeedsLater = responses.every(
      (response) => (accepted.get(subscriptionOf(response, context)) ?? -1) > response.index,
    );
    const requests = new Set(responses.map(({ callId, cseq }) => `${cseq} ${callId}`));
    return [{ user: addressIn(first, 'from'), first, others, more: requests.size - 1, succeedsLater }];
  });
}

/** Whether a SUBSCRIBE is one of a user to the own data, by its answer. */
function isOwn(response: Message): boolean {
  const user = addressIn(response, 'from');
  return user !== '' && user.toLowerCase() === addressIn(response, 'to').toLowerCase();
}

/** The last answers that accept SUBSCRIBEs of `senders` to the own data, by `subscriptionOf`. */
function acceptedOf(senders: ReadonlySet<number>, context: FindingContext): ReadonlyMap<string, number> {
  const accepted = new Map<string, number>();
  const { trace } = context;
  const { store, transactionTables: tables } = trace;
  const subscribe = store.names.numberOf('SUBSCRIBE');
  for (let transaction = 0; senders.size > 0 && transaction < tables.count; transaction++) {
    if (store.messages.method.at(tables.firstOf(transaction)) !== subscribe) continue;
    const final = tables.finalOf(transaction);
    if (final === NONE || store.messages.status.at(final) >= 300) continue;
    const response = trace.messageAt(final);
    if (!senders.has(context.senderOf(response)) || !isOwn(response)) continue;
    accepted.set(subscriptionOf(response, context), final);
    context.grounds.calls.add(store.messages.callId.at(final));
  }
  for (const sender of senders) context.grounds.senders.add(sender);
  return accepted;
}

/** User, endpoint and event type that a response to a SUBSCRIBE is about. */
const subscriptionOf = (response: Message, context: FindingContext): string =>
  `${context.senderOf(response)} ${response.trace.transactionOf(response).request?.value('event') ?? ''}`;
