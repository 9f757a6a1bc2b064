import type { Message } from '../message';
import { isMultiStepScheme, type SignIn, type SignInStep } from '../signIns';
import { challengesOf, credential, credentialsOf } from '../sip/credentials';
import type { FindingContext } from './context';
import { isMasked } from './guards/cut';
import type { Found, Rule, RulePage } from './rule';
import { cannotSignIn, endpointKind, stepPlace } from './signInStory';

/** A refused proof of a sign-in with what went before it. */
interface Refused {
  /** The challenge that the credentials answer. */
  readonly challenge: SignInStep;
  /** The REGISTER with the credentials. */
  readonly proof: SignInStep;
  readonly answer: Message;
}

/** A mistake in an answer to a challenge that the log shows without any key. */
interface Row {
  readonly code: string;
  /** What is wrong, in words that go on a sentence; `undefined` when nothing is. */
  detect(refused: Refused, parameter: (from: SignInStep, name: string) => string): string | undefined;
  readonly advice: string;
  readonly source: string;
  readonly page: Omit<RulePage, 'example'>;
  /** Parameters of the challenge and of the credentials of the example. */
  readonly example: { readonly challenge: string; readonly credentials: string };
}

const HREF = 'https://learn.microsoft.com/en-us/openspecs/office_protocols/ms-sipae/';

const ROWS: readonly Row[] = [
  {
    code: 'ms-auth-opaque-mismatch',
    detect: ({ challenge, proof }, parameter) => {
      const [given, sent] = [parameter(challenge, 'opaque'), parameter(proof, 'opaque')];
      if (given === '' || sent === '' || given === sent || isMasked(given) || isMasked(sent)) return undefined;
      return `the server opened the handshake as "${given}" (opaque), and the client answers for "${sent}"`;
    },
    advice:
      'Look for a load balancer that sends the messages of one handshake to several servers; else update the client.',
    source: '[MS-SIP] 3.1.5.1; [MS-SIPAE] 3.3.5.1',
    page: {
      title: 'The answer belongs to another handshake',
      meaning:
        'The opaque of a challenge has to come back unchanged in the next REGISTER. Here another one comes back, and the server ' +
        'refuses it: client and server do not speak of the same handshake. Silent when the sign-in succeeds.',
      advice:
        'Check that the load balancer keeps all messages of one client on one server. If the client goes there directly, update it.',
    },
    example: { challenge: 'opaque="ACDC123"', credentials: 'opaque="CDEF1245"' },
  },
  {
    code: 'ms-auth-targetname-mismatch',
    detect: ({ challenge, proof }, parameter) => {
      const [given, sent] = [parameter(challenge, 'targetname'), parameter(proof, 'targetname')];
      const [givenRealm, sentRealm] = [parameter(challenge, 'realm'), parameter(proof, 'realm')];
      const differ = (one: string, other: string): boolean =>
        one !== '' && other !== '' && one.toLowerCase() !== other.toLowerCase() && !isMasked(one) && !isMasked(other);
      if (differ(given, sent)) return `the challenge is of ${given} (targetname), and the client answers ${sent}`;
      return differ(givenRealm, sentRealm)
        ? `the challenge is for realm "${givenRealm}", and the client answers for "${sentRealm}"`
        : undefined;
    },
    advice:
      'Look for a load balancer in front of several servers that answer with their own names, and restart the client.',
    source: '[MS-SIPAE] 3.3.5.1',
    page: {
      title: 'The credentials are made for another server',
      meaning:
        'Targetname and realm of the credentials have to be those of the challenge. Here they are not, and the server refuses ' +
        'them. Behind a redirect another name is right, since the new server sends a challenge of its own. Silent when the ' +
        'sign-in succeeds.',
      advice:
        'Check that all messages of one handshake reach one server, and that the servers behind one name are set up alike. Then ' +
        'restart the client, so that it forgets the old server.',
    },
    example: { challenge: 'targetname="fe01.contoso.com"', credentials: 'targetname="fe02.contoso.com"' },
  },
  {
    code: 'ms-auth-protocol-version',
    detect: ({ challenge, proof }, parameter) => {
      const [server, client] = [Number(parameter(challenge, 'version')), Number(parameter(proof, 'version') || 2)];
      if (server !== 4 || !(client < server)) return undefined;
      return `the server speaks version 4 of the authentication protocol, and the client version ${client}, without the signature that version 4 demands in this message`;
    },
    advice: 'Update the client.',
    source: '[MS-SIPAE] 3.3.5.1',
    page: {
      title: 'The client is too old for the authentication of the server',
      meaning:
        'The challenge offers version 4 of the authentication protocol, which demands a signature already in the message with ' +
        'the credentials. The client answers with a lower version and is refused. Silent when the sign-in succeeds.',
      advice: 'Update the client to a version that knows the protocol of the server.',
    },
    example: { challenge: 'version=4', credentials: 'version=3' },
  },
];

/**
 * Findings about refused credentials of NTLM, Kerberos or TLS-DSK that do not fit the challenge: one rule for each row. They say
 * more than that the credentials are refused. Span: the status-line of the refusal. [MS-SIPAE] 3.3.5.1.
 */
export const msHandshakeFaults: readonly Rule[] = ROWS.map(
  (row): Rule => ({
    code: row.code,
    severity: 'warning',
    scope: 'sign-in',
    source: row.source,
    href: HREF,
    page: { ...row.page, example: exampleOf(row) },
    find: (signIn, context) => faultIn(row, signIn, context),
  }),
);

function faultIn(row: Row, signIn: SignIn, context: FindingContext): Found[] {
  for (const steps of signIn.legs) {
    for (const refused of refusalsIn(steps)) {
      const { challenge, proof, answer } = refused;
      if (context.isClaimed(answer) || context.successBehind(signIn, answer) !== undefined) continue;
      const scheme = proof.schemes.find(isMultiStepScheme)?.toLowerCase() ?? '';
      const why = row.detect(refused, (from, name) => parameterOf(from, scheme, name));
      if (why === undefined) continue;
      const all = signIn.legs.flat().filter((step) => step.refused && step.message.index >= answer.index);
      return [
        {
          span: answer.startLineSpan,
          about: answer,
          claims: all.map(({ message }) => message),
          kind: endpointKind(signIn),
          related: [stepPlace(challenge, 'The challenge'), stepPlace(proof, 'The answer')],
          message: `${cannotSignIn(signIn)}: ${why}, so the server refuses the credentials (${answer.statusCode}). ${row.advice}`,
        },
      ];
    }
  }
  return [];
}

/** Each refusal on a leg with the challenge and the credentials in front of it. */
function refusalsIn(steps: readonly SignInStep[]): Refused[] {
  return steps.flatMap((answer, index) => {
    const [challenge, proof] = [steps[index - 2], steps[index - 1]];
    const isWhole = answer.refused && proof?.stage === 'S4' && (challenge?.stage === 'S1' || challenge?.stage === 'S3');
    return isWhole && challenge !== undefined && proof !== undefined
      ? [{ challenge, proof, answer: answer.message }]
      : [];
  });
}

/** Parameter `name` of the challenge or the credentials of `scheme` (lower case) in a step; empty when absent. */
function parameterOf({ message }: SignInStep, scheme: string, name: string): string {
  const parts = message.isRequest ? credentialsOf(message) : challengesOf(message);
  const part = parts.find((one) => one.scheme.toLowerCase() === scheme);
  return part === undefined ? '' : (credential(message.text, part, name) ?? '').slice(0, LONGEST);
}

/** Longest value that is compared and repeated, in UTF-16 units. */
const LONGEST = 200;

function exampleOf({ example: { challenge, credentials } }: Row): string {
  const common = (cseq: number, toTag: string): string => `Via: SIP/2.0/TLS 192.0.2.1:1331
From: <sip:alice@contoso.com>;tag=a1;epid=86025c2617
To: <sip:alice@contoso.com>${toTag}
Call-ID: 5db46703
CSeq: ${cseq} REGISTER`;
  const offer = `WWW-Authenticate: Kerberos qop="auth", ${challenge}`;
  return [
    `REGISTER sip:contoso.com SIP/2.0\n${common(1, '')}\n`,
    `SIP/2.0 401 Unauthorized\n${common(1, ';tag=b1')}\n${offer}\n`,
    `REGISTER sip:contoso.com SIP/2.0\n${common(2, '')}\nAuthorization: Kerberos qop="auth", gssapi-data="YIIEXAMPLE", ${credentials}\n`,
    `SIP/2.0 401 Unauthorized\n${common(2, ';tag=b1')}\n${offer}\n\n`,
  ].join('\n');
}
