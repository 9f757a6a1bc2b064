import { headOf } from '../headText';
import { NONE } from '../store';
import type { Trace } from '../trace';
import { digestExample } from './digestExample';
import { firstContactIn } from './registeredContacts';
import { acceptedOf, type Granted, grantOf, registeredUser, takesAway } from './registrationTimes';
import type { Found, Rule } from './rule';

/**
 * Finding `registration-callid-changed`: a client that is registered registers the same contact or instance under a new Call-ID. Span:
 * the request-line. RFC 3261 10.2.
 */
export const registrationCallidChanged: Rule = {
  code: 'registration-callid-changed',
  severity: 'hint',
  profile: 'conformance',
  scope: 'trace',
  source: 'RFC 3261 10.2',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-10.2',
  page: {
    title: 'A client registers under a new Call-ID',
    meaning:
      'While its registration still holds, a client registers the same contact, or the same instance, under another Call-ID. A ' +
      'client keeps its Call-ID as long as it runs, so it was restarted or has connected anew. Silent when it had signed out ' +
      'before, and when somebody else sends the REGISTER. Said once for a user.',
    advice: 'Nothing to do when the client was restarted. Else look why it is, or why it connects anew.',
    example: digestExample([
      { more: 'Contact: <sip:alice@192.0.2.1>', answer: '200 OK\nContact: <sip:alice@192.0.2.1>;expires=3600' },
      {
        at: 60,
        callId: 'alice2',
        more: 'Contact: <sip:alice@192.0.2.1>',
        answer: '200 OK\nContact: <sip:alice@192.0.2.1>;expires=3600',
      },
    ]),
  },
  methods: ['REGISTER'],
  groupOf: registeredUser,
  find: (subjects, context) => {
    const { trace } = subjects;
    return acceptedOf(subjects)
      .flatMap((one) => grantOf(trace, one) ?? [])
      .filter((grant) => isAnew(trace, grant))
      .flatMap(({ transaction, next }): Found[] => {
        const message = trace.messageAt(next);
        if (context.isClaimed(message)) return [];
        const name = trace.store.names.valueOf(registeredUser(trace, subjects.callIds?.[0] ?? 0)) || 'A user';
        const before = trace.messageAt(trace.transactionTables.firstOf(transaction));
        return [
          {
            span: message.startLineSpan,
            about: message,
            kind: name,
            related: [{ span: before.startLineSpan, message: 'The registration that still holds' }],
            message: `${name} registers again under a new Call-ID, though the registration still holds: the client was restarted or has connected anew.`,
          },
        ];
      });
  },
};

/** Whether the next REGISTER behind a registration that holds is one of the same client under another Call-ID. */
function isAnew(trace: Trace, { transaction, until, next }: Granted): boolean {
  const { store, transactionTables: tables } = trace;
  const { callId, sentBy, status, record } = store.messages;
  const first = tables.firstOf(transaction);
  if (next === NONE || callId.at(next) === callId.at(first) || status.at(next) > 0 || status.at(first) > 0)
    return false;
  // What comes in front of the answer is the same REGISTER on its way through something that changes the Call-ID.
  if (next < tables.finalOf(transaction) || !(store.records.time.at(record.at(next)) < until)) return false;
  const hostOf = (index: number): string => store.names.valueOf(sentBy.at(index)).replace(/:\d{1,5}$/, '');
  if (hostOf(next) !== hostOf(first) || takesAway(trace, next)) return false;
  // Two connections of one client are two registrations. RFC 5626 4.2.
  if (flowIn(trace, next) !== flowIn(trace, first)) return false;
  const contact = firstContactIn(trace, next);
  const isSame =
    (contact !== 0 && contact === firstContactIn(trace, first)) ||
    (deviceIn(trace, next) !== '' && deviceIn(trace, next) === deviceIn(trace, first));
  return isSame && !wasPassedOn(trace, next) && !wasPassedOn(trace, first);
}

const DEVICE = /(?:\+sip\.instance|;\s{0,10}epid)\s{0,10}=\s{0,10}"?([^">;,\s]{1,100})/i;

/** Which device sends the REGISTER `index`, as far as it says so; empty when it does not. */
const deviceIn = (trace: Trace, index: number): string => (DEVICE.exec(headOf(trace, index))?.[1] ?? '').toLowerCase();

const FLOW = /;\s{0,10}reg-id\s{0,10}=\s{0,10}(\d{1,9})/i;

/** Which connection of a client the REGISTER `index` is for; empty when it does not say. */
const flowIn = (trace: Trace, index: number): string => FLOW.exec(headOf(trace, index))?.[1] ?? '';

const VIA = /^(?:Via|v)[ \t]{0,10}:[^\r\n,]*(,?)/gim;

/** Whether a proxy sent `index` on, so that it may stand for many clients. */
function wasPassedOn(trace: Trace, index: number): boolean {
  const vias = [...headOf(trace, index).matchAll(VIA)];
  return vias.length > 1 || vias[0]?.[1] === ',';
}
