import type { Message } from '../message';
import type { SignIn, SignInStep } from '../signIns';
import { contactHost } from '../sip/addressOfRecord';
import { endpointKind } from './signInStory';
import type { Subjects } from './subjects';

/** A REGISTER that is answered with a redirect to another server, which is the way to the home pool. [MS-SIP] 4.2. */
export interface SignInRedirect {
  readonly signIn: SignIn;
  readonly message: Message;
  /** Host of its Contact in lower case, with the port where one is named; empty when it names none. */
  readonly target: string;
}

/** The redirects of each endpoint, in the order of the log; copies on other legs are left out. */
export function signInRedirects({ signIns }: Subjects): readonly (readonly SignInRedirect[])[] {
  const groups = new Map<string, SignInRedirect[]>();
  for (const signIn of signIns.all) {
    const seen = new Set<number | undefined>();
    for (const { message } of signIn.legs.flat().filter(isRedirect).sort(byIndex)) {
      if (seen.has(message.cseq)) continue;
      seen.add(message.cseq);
      const kind = endpointKind(signIn);
      const redirect = { signIn, message, target: contactHost(message) };
      const group = groups.get(kind);
      if (group === undefined) groups.set(kind, [redirect]);
      else group.push(redirect);
    }
  }
  return [...groups.values()].map((group) => group.sort(byIndex));
}

const isRedirect = ({ stage, message }: SignInStep): boolean =>
  stage === 'S5' && message.statusCode >= 300 && message.statusCode < 400 && message.statusCode !== 380;

const byIndex = (one: { readonly message: Message }, other: { readonly message: Message }): number =>
  one.message.index - other.message.index;
