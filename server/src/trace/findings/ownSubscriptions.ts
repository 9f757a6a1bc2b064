import type { Message } from '../message';
import { addressIn, addressParameter } from '../sip/addressOfRecord';
import type { Trace } from '../trace';

/** SUBSCRIBEs of a user to the own data that were refused alike. */
export interface RefusedSubscriptions {
  readonly user: string;
  /** The refusing responses, in the order of the log. */
  readonly responses: readonly Message[];
}

/**
 * SUBSCRIBEs whose From and To are the same user (part of every sign-in: provisioning, contacts, own presence) and whose
 * final response `matches`, those of one user and endpoint together.
 */
export function ownSubscriptions(trace: Trace, matches: (response: Message) => boolean): RefusedSubscriptions[] {
  const groups = new Map<string, { user: string; responses: Message[] }>();
  for (const transaction of trace.transactions) {
    const response = transaction.finalResponse;
    if (transaction.method !== 'SUBSCRIBE' || response === undefined || !matches(response)) continue;
    const user = addressIn(response, 'from');
    if (user === '' || user.toLowerCase() !== addressIn(response, 'to').toLowerCase()) continue;
    const key = wordOf(response);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { user, responses: [response] });
    else group.responses.push(response);
  }
  return [...groups.values()];
}

/** User and endpoint of a message, for telling whether two failures are one. */
export const wordOf = (message: Message): string =>
  `${addressIn(message, 'from').toLowerCase()} ${addressParameter(message, 'from', 'epid')}`;
