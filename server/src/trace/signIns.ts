import type { Message } from './message';
import { msDiagnosticsWith } from './microsoft/msDiagnostics';
import { decodeNtlm, mayNegotiate, type NtlmAuthenticate } from './microsoft/ntlm';
import { addressIn, addressParameter } from './sip/addressOfRecord';
import { type Credentials, challengesOf, credential, credentialsOf } from './sip/credentials';
import { readNameAddress } from './sip/nameAddress';
import { parameterIn } from './sip/parameters';
import type { Transaction } from './transactions';

/**
 * Where a handshake stands after a message. [MS-SIPAE] 3.1, [MS-SIP] 4.2.
 *
 * - `S0` REGISTER without credentials
 * - `S1` 401 or 407 that lists the schemes
 * - `S2` REGISTER that opens a handshake (NTLM: empty `gssapi-data`)
 * - `S3` 401 or 407 with the server's token
 * - `S4` REGISTER with the credentials themselves
 * - `S5` any other final response, or a 401 or 407 that refuses S4
 */
export type Stage = 'S0' | 'S1' | 'S2' | 'S3' | 'S4' | 'S5';

/** One message of a sign-in and what it did. */
export interface SignInStep {
  readonly stage: Stage;
  readonly message: Message;
  /** Schemes that are offered (S1) or used (S2 to S4), as written. */
  readonly schemes: readonly string[];
  /** S4 with a new token, and not only a signature by an association that stands already. */
  readonly hasToken: boolean;
  /** S5: a 401 or 407 that lists the schemes again right after credentials with a token. */
  readonly refused: boolean;
}

/** The REGISTERs of one Call-ID and epid (or instance), on one leg after the other. */
export interface SignIn {
  /** Its first message. */
  readonly first: Message;
  readonly callId: string;
  /** Endpoint id from From, or the instance from Contact; empty when the client sends neither. */
  readonly endpoint: string;
  /** Address of record, such as `alice@contoso.com`. */
  readonly user: string;
  /** Text of the User-Agent header field; empty when the log shows none. */
  readonly userAgent: string;
  /** The steps of each leg, in the order of the log. A proxy's log shows a message on more than one leg. */
  readonly legs: readonly (readonly SignInStep[])[];
  /** The final answers (S5) on all legs, in the order of the log. */
  readonly answers: readonly SignInStep[];
}

const MULTI_STEP_SCHEMES = new Set(['ntlm', 'kerberos', 'tls-dsk', 'negotiate']);

/** Whether `scheme` is one of Microsoft's, which take several rounds. [MS-SIPAE] 1. */
export const isMultiStepScheme = (scheme: string): boolean => MULTI_STEP_SCHEMES.has(scheme.toLowerCase());

/** The sign-ins that `transactions` of REGISTERs belong to, in the order of their first messages. */
export function readSignIns(transactions: readonly Transaction[]): SignIn[] {
  const groups = new Map<string, { transactions: Transaction[]; endpoint: string }>();
  for (const transaction of transactions) {
    const endpoint = endpointOf(transaction.first);
    const key = `${transaction.callId}\n${endpoint}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { transactions: [transaction], endpoint });
    else group.transactions.push(transaction);
  }
  return [...groups.values()].map(({ transactions, endpoint }) => signInOf(transactions, endpoint));
}

/** epid of From; where there is none the instance of Contact. [MS-SIPREGE] 3.1.2.5.1. */
export function endpointOf(message: Message): string {
  return addressParameter(message, 'from', 'epid') || addressParameter(message, 'contact', '+sip.instance');
}

/** epid of a value of From; empty when it has none. */
export function epidIn(from: string): string {
  const { parameters } = readNameAddress(from, { start: 0, end: from.length });
  const epid = parameterIn(from, parameters, 'epid');
  return epid === undefined ? '' : from.slice(epid.start, epid.end);
}

/** Address of record that `message` registers; empty when it names none. */
export const userOf = (message: Message): string => addressIn(message, 'to') || addressIn(message, 'from');

function signInOf(transactions: readonly Transaction[], endpoint: string): SignIn {
  const legs = new Map<string, Transaction[]>();
  for (const transaction of transactions) {
    const leg = legs.get(transaction.first.sentBy);
    if (leg === undefined) legs.set(transaction.first.sentBy, [transaction]);
    else leg.push(transaction);
  }
  const first = transactions[0] as Transaction;
  const steps = [...legs.values()].map(stepsOf);
  const agent = transactions.find(({ request }) => request?.header('user-agent') !== undefined)?.request;
  return {
    first: first.first,
    callId: first.callId,
    endpoint,
    user: userOf(first.first),
    userAgent: agent?.value('user-agent') ?? '',
    legs: steps,
    answers: steps
      .flatMap((leg) => leg.filter(({ stage }) => stage === 'S5'))
      .sort((one, other) => one.message.index - other.message.index),
  };
}

function stepsOf(leg: readonly Transaction[]): SignInStep[] {
  const steps: SignInStep[] = [];
  for (const { request, finalResponse } of leg) {
    if (request !== undefined) steps.push(requestStep(request));
    if (finalResponse !== undefined) steps.push(responseStep(finalResponse, steps.at(-1)));
  }
  return steps;
}

function requestStep(message: Message): SignInStep {
  const credentials = credentialsOf(message);
  const step = (stage: Stage, hasToken: boolean): SignInStep => ({
    stage,
    message,
    schemes: credentials.map(({ scheme }) => scheme),
    hasToken,
    refused: false,
  });
  const [first] = credentials;
  if (first === undefined) return step('S0', false);
  const multi = credentials.find(({ scheme }) => isMultiStepScheme(scheme));
  if (multi === undefined) return step('S4', true);
  const data = credential(message.text, multi, 'gssapi-data');
  if (data === undefined) return step('S4', false);
  return opensHandshake(multi, data) ? step('S2', false) : step('S4', true);
}

/** NTLM opens with nothing (or with a type 1 message); a Kerberos ticket is the whole proof; TLS-DSK takes many rounds. */
function opensHandshake({ scheme }: Credentials, data: string): boolean {
  if (data === '') return true;
  if (scheme.toLowerCase() === 'ntlm') return mayNegotiate(data) && decodeNtlm(data).kind === 'negotiate';
  return false;
}

function responseStep(message: Message, before: SignInStep | undefined): SignInStep {
  const isChallenge = message.statusCode === 401 || message.statusCode === 407;
  const challenges = isChallenge ? challengesOf(message) : [];
  const withToken = challenges.some((challenge) => (credential(message.text, challenge, 'gssapi-data') ?? '') !== '');
  const multiStep = before?.schemes.some(isMultiStepScheme) === true;
  const afterToken = multiStep && before?.stage === 'S4' && before.hasToken;
  const refused = isChallenge && !withToken && (afterToken || saysRefused(message));
  return {
    stage: !isChallenge || refused ? 'S5' : withToken ? 'S3' : 'S1',
    message,
    schemes: challenges.map(({ scheme }) => scheme),
    hasToken: false,
    refused,
  };
}

/** "Final handshake failed" and "significant time skew": the end of a handshake, whatever the log leaves out in front. [MS-OCER] 8.2. */
const REFUSED = [1000, 1013];

const saysRefused = (message: Message): boolean => REFUSED.some((id) => msDiagnosticsWith(message, id) !== undefined);

/** The last NTLM AUTHENTICATE message that the client sent before `message`; `undefined` when the log shows none. */
export function ntlmIdentityBefore(steps: readonly SignInStep[], message: Message): NtlmAuthenticate | undefined {
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index] as SignInStep;
    if (step.message.index >= message.index || step.stage !== 'S4') continue;
    const identity = ntlmIdentityIn(step.message);
    if (identity !== undefined) return identity;
  }
  return undefined;
}

/** The NTLM AUTHENTICATE message in the credentials of `message`; `undefined` when it has none. */
export function ntlmIdentityIn(message: Message): NtlmAuthenticate | undefined {
  for (const credentials of credentialsOf(message)) {
    const token = decodeNtlm(credential(message.text, credentials, 'gssapi-data') ?? '');
    if (token.kind === 'authenticate') return token;
  }
  return undefined;
}

/** Whether credentials with a token went before `message` in its round, so that the answer is one to an identified user. */
export function credentialsWereSent(steps: readonly SignInStep[], message: Message): boolean {
  const index = steps.findIndex((step) => step.message === message);
  for (let at = index - 1; at >= 0; at--) {
    const step = steps[at] as SignInStep;
    if (step.stage === 'S4') return true;
    if (step.stage === 'S0' || step.stage === 'S5') return false;
  }
  return false;
}
