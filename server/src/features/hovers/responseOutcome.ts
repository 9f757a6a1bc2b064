import { contactsOf, expiresOf } from '../../trace/findings/registeredContacts';
import type { Message } from '../../trace/message';
import { userOf } from '../../trace/signIns';
import { challengesOf, credential, credentialsOf } from '../../trace/sip/credentials';
import { listIn, parameterIn } from '../../trace/sip/parameters';
import { printable } from '../../trace/text/printable';
import { secondsText } from '../clock';
import type { Block } from '../richText';

/** Time within which a client answers a challenge, in ms: timer F. RFC 3261 17.1.2.2. */
const ANSWERED_WITHIN = 32_000;
/** Transactions behind a challenge that are looked at. */
const LOOKED_AT = 50;
/** Longest word of a log that is repeated, in UTF-16 units, and most events that are named. */
const LONGEST = 100;
const MOST_EVENTS = 10;

/** What a response means where all goes well: that a challenge is answered, for how long somebody is registered. Mostly nothing. */
export function outcomeOf(message: Message): Block[] {
  const { statusCode } = message;
  const text =
    statusCode === 401 || statusCode === 407
      ? challengeText(message)
      : message.method === 'REGISTER' && statusCode >= 200 && statusCode < 300
        ? registrationText(message)
        : undefined;
  return text === undefined ? [] : [[text]];
}

/** `Normal challenge; answered with credentials in CSeq 2, line 40.` RFC 3261 22.2, [MS-SIPAE] 3.1. */
function challengeText(message: Message): string | undefined {
  const { trace } = message;
  const transaction = trace.transactionOf(message);
  const { request } = transaction;
  if (request === undefined) return undefined;
  const challenges = challengesOf(message);
  const realms = new Set(challenges.map((part) => credential(message.text, part, 'realm')));
  const hasCredentials = (sent: Message): boolean =>
    credentialsOf(sent).some((part) => realms.has(credential(sent.text, part, 'realm')));
  // With a token of the server it goes on with the credentials that were there before.
  const goesOn = challenges.some((part) => (credential(message.text, part, 'gssapi-data') ?? '') !== '');
  const wasTried = hasCredentials(request);
  if (wasTried && !goesOn) return undefined;
  const next = trace.callIdGroups
    .behind(transaction.index, LOOKED_AT)
    .map((index) => trace.transactionAt(index).request)
    .filter((other) => other !== undefined)
    .find((other) => isRepeated(request, other) && hasCredentials(other));
  if (next === undefined || (next.time ?? 0) - (message.time ?? 0) > ANSWERED_WITHIN) return undefined;
  const where = `in CSeq ${next.cseq}, line ${trace.lineAt(next.startLineSpan.start) + 1}.`;
  return wasTried
    ? `A normal step of the handshake; the client goes on ${where}`
    : `Normal challenge; answered with credentials ${where}`;
}

/** Whether `other` is `request` once more, from the same sender on the same leg. */
const isRepeated = (request: Message, other: Message): boolean =>
  other.method === request.method &&
  other.fromTag === request.fromTag &&
  other.sentBy === request.sentBy &&
  (other.cseq ?? 0) > (request.cseq ?? 0);

/** `Registered for 3600 seconds (1 h) as alice@example.com.` RFC 3261 10.3; of a server of Microsoft more. */
function registrationText(message: Message): string | undefined {
  const user = printable(userOf(message) || 'somebody', LONGEST);
  const { request } = message.trace.transactionOf(message);
  if (request !== undefined && takesAway(request)) return `${user} is signed out.`;
  const listed = contactsOf(message);
  const own = request === undefined ? undefined : contactsOf(request)[0];
  if (request !== undefined && own === undefined) return undefined;
  const granted =
    listed.find(
      ({ address, instance }) => address === own?.address || (instance !== '' && instance === own?.instance),
    ) ?? (listed.length === 1 ? listed[0] : undefined);
  const seconds = granted?.expires ?? expiresOf(message) ?? 0;
  if (granted === undefined || seconds === 0) return undefined;
  const state = presenceState(message);
  return state === undefined
    ? `Registered for ${secondsText(seconds)} as ${user}.`
    : `Signed in: ${state}, for ${secondsText(seconds)} as ${user}.${eventsText(message)}`;
}

/** Whether a REGISTER takes all that it names away. RFC 3261 10.2.2. */
function takesAway(request: Message): boolean {
  if (request.value('contact')?.trim() === '*') return true;
  const contacts = contactsOf(request);
  return contacts.length > 0 && contacts.every(({ expires = expiresOf(request) }) => expires === 0);
}

/** What presence-state says: `registration added, home cluster central`; `undefined` when there is none. [MS-SIPREGE] 2.2.1.4. */
function presenceState(message: Message): string | undefined {
  const field = message.header('presence-state');
  if (field === undefined) return undefined;
  const parameter = (name: string): string => {
    const value = parameterIn(message.text, field.value, name);
    return value === undefined ? '' : printable(message.slice(value), LONGEST);
  };
  const cluster = parameter('primary-cluster-type');
  return `registration ${parameter('register-action') || 'accepted'}${cluster === '' ? '' : `, home cluster ${cluster}`}`;
}

function eventsText(message: Message): string {
  const events = message
    .headersNamed('allow-events')
    .flatMap(({ value }) => listIn(message.text, value))
    .map((part) => printable(message.slice(part), LONGEST));
  if (events.length === 0) return '';
  const more = events.length > MOST_EVENTS ? ` and ${events.length - MOST_EVENTS} more` : '';
  return ` Allowed events: ${events.slice(0, MOST_EVENTS).join(', ')}${more}.`;
}
