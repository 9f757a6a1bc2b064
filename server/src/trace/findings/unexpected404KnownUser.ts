import { addressIn } from '../sip/addressOfRecord';
import { roughDurationText } from '../text/duration';
import { apart, whoCalled, withCopies } from './callStory';
import { statusText } from './failedTransaction';
import { copyPlaces } from './guards/copies';
import { isMasked } from './guards/cut';
import type { Rule } from './rule';

/** Codes that say that there is no such user. 480 may come from a phone that is set to do not disturb. */
const UNKNOWN = [404, 604];

/**
 * Finding `unexpected-404-known-user`: a call to a user fails as if there were none, although the same log shows that user registered
 * under this very address, and the binding not over. Span: the status-line. RFC 3261 21.4.5, 10.3.
 */
export const unexpected404KnownUser: Rule = {
  code: 'unexpected-404-known-user',
  severity: 'warning',
  scope: 'call',
  statuses: UNKNOWN,
  source: 'RFC 3261 10.3, 21.4.5',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-21.4.5',
  page: {
    title: 'A registered user is not found',
    meaning:
      'The call failed with 404 or 604, which say that there is no such user, and the same log shows this user ' +
      'registered under the very address that was called, with a binding that is not over.',
    advice:
      'The call was looked up somewhere else than where the user registered: at another server or in another location ' +
      'table, under another domain, or behind a rule that translates numbers. Look at the server that answered.',
    example: `REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK1
From: <sip:bob@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
CSeq: 1 REGISTER
Contact: <sip:bob@192.0.2.2>

SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.2;branch=z9hG4bK1
From: <sip:bob@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 REGISTER
Contact: <sip:bob@192.0.2.2>;expires=3600

INVITE sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK2
From: <sip:alice@example.com>;tag=3
To: <sip:bob@example.com>
Call-ID: 2
CSeq: 1 INVITE

SIP/2.0 404 Not Found
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK2
From: <sip:alice@example.com>;tag=3
To: <sip:bob@example.com>;tag=4
Call-ID: 2
CSeq: 1 INVITE

`,
  },
  find: (call, context) => {
    const { final, callee } = call;
    if (call.outcome !== 'failed' || final === undefined || !UNKNOWN.includes(final.statusCode)) return [];
    if (context.isClaimed(final) || callee === '' || isMasked(callee)) return [];
    const [first, ...copies] = withCopies(final);
    const registration = context.registrationOf(callee.toLowerCase(), first);
    // The address of record is that of To.
    if (registration === undefined || addressIn(registration, 'to').toLowerCase() !== callee.toLowerCase()) return [];
    // In logs that were joined the registration may come from another day.
    if (registration.time !== undefined && first.time !== undefined && first.time < registration.time) return [];
    const ago = apart(registration, first);
    return [
      {
        span: first.startLineSpan,
        about: first,
        claims: copies,
        kind: callee.toLowerCase(),
        related: [{ span: registration.startLineSpan, message: 'The registration of the user' }, ...copyPlaces(copies)],
        message:
          `${whoCalled(call)}: ${statusText(first)}, although this user registered${ago === undefined ? ' before' : ` ${roughDurationText(ago)} before`} under this address. The ` +
          'call was looked up at another server or in another table, under another domain, or behind a rule that translates numbers.',
      },
    ];
  },
};
