import { userOf } from '../signIns';
import { NONE } from '../store';
import type { Trace } from '../trace';
import { digestExample } from './digestExample';
import { KIND } from './messageKinds';
import { contactsOf, expiresOf, firstContactIn, registerOf } from './registeredContacts';
import { secondsIn } from './registrationTimes';
import type { Rule } from './rule';

/** Share of the time asked for that counts as all of it: a registrar may count from when it stored the contact. */
const ENOUGH = 0.9;

/**
 * Finding `registration-shortened`: a registrar grants less time than the client asks for, as it may. Span: the status-line.
 * RFC 3261 10.3, item 7.
 */
export const registrationShortened: Rule = {
  code: 'registration-shortened',
  severity: 'hint',
  profile: 'conformance',
  scope: 'message',
  methods: ['REGISTER'],
  kinds: KIND.success,
  source: 'RFC 3261 10.2.4, 10.3',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-10.2.4',
  page: {
    title: 'The registrar grants less time than asked for',
    meaning:
      'The 2xx to a REGISTER gives the contact of the client a shorter time than the REGISTER asks for, by more than a tenth. ' +
      'A registrar may do that, and the client has to renew by the time that is granted. Said once for a user.',
    advice:
      'Nothing to do as long as the client renews in time. If it does not, set the interval of the client to less than ' +
      'what the registrar grants.',
    example: digestExample([
      {
        more: 'Contact: <sip:alice@192.0.2.1>\nExpires: 3600',
        answer: '200 OK\nContact: <sip:alice@192.0.2.1>;expires=300',
      },
    ]),
  },
  mayConcern: mayBeLess,
  find: (message, context) => {
    const { request } = message.trace.transactionOf(message);
    if (request === undefined || context.isClaimed(message)) return [];
    const [own] = contactsOf(request);
    const asked = own?.expires ?? expiresOf(request);
    const listed = contactsOf(message).find(({ address }) => address === own?.address);
    const granted = listed?.expires ?? expiresOf(message);
    if (own === undefined || listed === undefined || asked === undefined || granted === undefined) return [];
    if (granted === 0 || granted >= asked * ENOUGH) return [];
    const user = userOf(message) || 'the user';
    return [
      {
        span: message.startLineSpan,
        about: message,
        kind: user.toLowerCase(),
        related: [{ span: request.startLineSpan, message: `Asks for ${asked} s` }],
        message: `The registrar grants ${user} ${granted} s instead of ${asked} s. It may do that; the client has to renew within that time.`,
      },
    ];
  },
};

/** Whether the longest time in `index`, the 2xx to a REGISTER with a contact, is shorter than the one that was asked for. */
function mayBeLess(trace: Trace, index: number): boolean {
  const request = registerOf(trace, index);
  if (request === NONE || firstContactIn(trace, request) === 0) return false;
  return secondsIn(trace, index) < secondsIn(trace, request) * ENOUGH;
}
