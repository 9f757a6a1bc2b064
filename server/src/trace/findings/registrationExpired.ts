import { userOf } from '../signIns';
import { NONE } from '../store';
import { digestExample } from './digestExample';
import { acceptedOf, grantOf, registeredUser } from './registrationTimes';
import type { Found, Rule } from './rule';

/** How late a renewal may be, in ms: clocks count whole seconds, and a registrar gives some grace. */
const GRACE = 5_000;

/** What clocks are set by when summer begins, in ms. */
const HOUR = 3_600_000;

/**
 * Finding `registration-expired`: a client renews its registration only after it has run out. Span: the request-line of the
 * late REGISTER. RFC 3261 10.2.4.
 */
export const registrationExpired: Rule = {
  code: 'registration-expired',
  severity: 'warning',
  scope: 'trace',
  source: 'RFC 3261 10.2.4',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-10.2.4',
  page: {
    title: 'A registration runs out before it is renewed',
    meaning:
      'The registrar grants a registration for some time, and the next REGISTER under the same Call-ID comes more than 5 ' +
      'seconds after its end. In between nobody can reach the client. Silent when another REGISTER of the user comes in time, ' +
      'when the client had signed out, and when the log pauses in between and lacks a REGISTER by its CSeq.',
    advice:
      'Let the client renew earlier: at half of the granted time is usual. Check whether the device sleeps, whether REGISTERs ' +
      'are lost on the way, and whether the registrar grants less than the client asks for.',
    example: digestExample([{ answer: '200 OK\nExpires: 60' }, { at: 95, answer: '200 OK\nExpires: 60' }]),
  },
  methods: ['REGISTER'],
  groupOf: registeredUser,
  find: (subjects, context) => {
    const { trace } = subjects;
    const { store, transactionTables: tables } = trace;
    const { callId, record, status } = store.messages;
    return acceptedOf(subjects).flatMap((one): Found[] => {
      const { transaction, from, next } = one;
      if (next === NONE) return [];
      const isSame = callId.at(next) === callId.at(tables.firstOf(transaction));
      const anew = store.records.time.at(record.at(next));
      // What comes so soon needs no look at how long it was granted.
      if (!(anew - from > GRACE) || !isSame || status.at(next) > 0) return [];
      const until = grantOf(trace, one)?.until ?? Number.NaN;
      const late = anew - until;
      if (!(late > GRACE)) return [];
      const message = trace.messageAt(next);
      const granted = trace.messageAt(tables.finalOf(transaction));
      if (context.isClaimed(message) || !context.logGoesOnFor(granted, anew - (granted.time ?? 0))) return [];
      // In a pause a REGISTER may be missing, which the numbers show, and the clock may have been set.
      const isNext = message.cseq === (granted.cseq ?? 0) + 1 && (late > HOUR || anew - from < HOUR);
      if (!isNext && !context.runsThrough(granted, anew)) return [];
      const user = userOf(message) || 'a user';
      return [
        {
          span: message.startLineSpan,
          about: message,
          kind: user.toLowerCase(),
          related: [{ span: granted.startLineSpan, message: 'The registration that ran out' }],
          message: `The registration of ${user} had run out ${Math.round(late / 1000)} s before it was renewed, so nobody could reach it in between. Let the client renew earlier; check whether the device sleeps or REGISTERs are lost on the way.`,
        },
      ];
    });
  },
};
