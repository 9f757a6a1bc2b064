import type { Trace } from './trace';

/** A dialog: Call-ID and both tags. RFC 3261 12. */
export interface Dialog {
  readonly callId: string;
  /** The tags in the order of their characters, since either side may be the local one. */
  readonly tags: readonly [string, string];
  /** Index of the message that created it, as far as the log shows. */
  readonly createdBy: number;
}

const CREATING = new Set(['INVITE', 'SUBSCRIBE', 'REFER', 'NOTIFY']);

/**
 * The dialogs that the log shows being created or confirmed: by a response from 101 to 299 with both tags to an INVITE,
 * SUBSCRIBE or REFER, or to the NOTIFY of a subscription. RFC 3261 12.1, RFC 6665 4.4.1. A REGISTER creates none.
 */
export function dialogsIn(trace: Trace): Dialog[] {
  const { messages: columns, messageCount, names } = trace.store;
  const creating = new Set([...CREATING].map((method) => names.idOf(method)));
  const dialogs = new Map<string, Dialog>();
  for (let index = 0; index < messageCount; index++) {
    const status = columns.status.at(index);
    if (status <= 100 || status >= 300 || !creating.has(columns.method.at(index))) continue;
    const from = columns.fromTag.at(index);
    const to = columns.toTag.at(index);
    const callId = columns.callId.at(index);
    if (from === 0 || to === 0 || callId === 0) continue;
    const key = `${callId} ${Math.min(from, to)} ${Math.max(from, to)}`;
    if (dialogs.has(key)) continue;
    const [one, other] = [names.valueOf(from), names.valueOf(to)];
    dialogs.set(key, {
      callId: names.valueOf(callId),
      tags: one < other ? [one, other] : [other, one],
      createdBy: index,
    });
  }
  return [...dialogs.values()];
}
