import type { Message } from '../../trace/message';
import { decodeNtlm } from '../../trace/microsoft/ntlm';
import { type Credentials, readCredentials } from '../../trace/sip/credentials';
import type { HeaderField } from '../../trace/sip/headerFields';
import type { Parameter } from '../../trace/sip/parameters';
import { ownValue } from '../../trace/text/ownValue';
import { printable } from '../../trace/text/printable';
import { type Span, touches } from '../../trace/text/span';
import { explainMsParameter } from '../knowledge';
import { type Block, explanationBlocks, sourceBlock } from '../richText';
import { answerBlocks } from './answer';
import { digestBlocks, digestParameterBlocks } from './credentials/digestBlocks';
import { kerberosBlocks, LONGEST_TOKEN } from './credentials/kerberosBlocks';
import { tlsDskBlocks } from './credentials/tlsDskBlocks';
import type { HoverText } from './hoverText';
import { ntlmBlocks } from './ntlmBlocks';

/**
 * Credentials, challenges and signatures. Tokens are decoded; what could help to guess a password or to sign in with
 * (challenges, responses, tickets, passwords) is never repeated.
 */
export function credentialsHover(message: Message, field: HeaderField, offset: number): HoverText | undefined {
  const credentials = readCredentials(message.text, field);
  const scheme = credentials.scheme.toLowerCase();
  const opaque = ownValue(OPAQUE, scheme);
  if (opaque !== undefined && touches(field.value, offset)) return { span: field.value, blocks: answerBlocks(opaque) };
  const schemeSpan = { start: field.value.start, end: field.value.start + credentials.scheme.length };
  if (scheme !== '' && touches(schemeSpan, offset)) {
    return { span: schemeSpan, blocks: schemeBlocks(message, credentials) };
  }
  const parameter = credentials.parameters.find((candidate) => touches(spanOf(candidate), offset));
  if (parameter === undefined) return undefined;
  const span = spanOf(parameter);
  const name = message.slice(parameter.name).slice(0, 200).toLowerCase();
  if (name === 'gssapi-data') {
    const data = parameter.value === undefined ? '' : message.slice(parameter.value);
    return { span, blocks: tokenBlocks(credentials, data) };
  }
  if (scheme === 'digest' || scheme === '') {
    const blocks = digestParameterBlocks(message, credentials, name);
    if (blocks !== undefined) return { span, blocks };
  }
  const explanation = explainMsParameter(name);
  return {
    span,
    blocks:
      explanation === undefined
        ? answerBlocks({
            title: parameter.value === undefined ? 'A value without a name' : `${printable(name, 60)} (parameter)`,
            summary:
              'This parameter is not known here; its value is not shown. A receiver that does not know a parameter ignores it.',
            source: 'RFC 7235 2.1',
          })
        : explanationBlocks(explanation),
  };
}

const spanOf = ({ name, value }: Parameter): Span => ({ start: name.start, end: Math.max(name.end, value?.end ?? 0) });

/** Schemes whose value is one secret. */
const OPAQUE: Readonly<Record<string, Parameters<typeof answerBlocks>[0]>> = {
  basic: {
    title: 'Basic credentials',
    summary:
      'User name and password, only written differently (base64): whoever reads this log can read them. They are not shown here.',
    facts: [['SIP does not allow this scheme. Change the password if the log has left your hands.']],
    source: 'RFC 7617 2; RFC 3261 22',
  },
  bearer: {
    title: 'Bearer token',
    summary: 'Whoever has this token can act as the user until it expires. It is not shown here.',
    source: 'RFC 8898 2; RFC 6750 2.1',
  },
};

/** What the scheme as a whole is, and in Digest what all parameters say together. */
function schemeBlocks(message: Message, credentials: Credentials): Block[] {
  const { scheme, field } = credentials;
  const isSignature =
    field.key.endsWith('-info') || credentials.parameters.some(({ name }) => /^response$/i.test(message.slice(name)));
  switch (scheme.toLowerCase()) {
    case 'digest':
      return digestBlocks(message, credentials);
    case 'ntlm':
      return answerBlocks({
        title: 'NTLM',
        summary:
          'Sign-in with a Windows account: the client answers a challenge, and the server asks a domain controller whether the answer is right.',
        facts: isSignature
          ? [[SIGNED]]
          : [['The handshake takes three REGISTERs and two 401 or 407; these are no faults.']],
        source: '[MS-SIPAE] 3.1; [MS-NLMP] 1.3.1',
      });
    case 'kerberos':
      return answerBlocks({
        title: 'Kerberos',
        summary:
          'Sign-in with a ticket of the domain controller. The client has to reach one, so it works inside of the network only.',
        facts: isSignature ? [[SIGNED]] : [['The clocks of client and server may differ by five minutes at most.']],
        source: '[MS-SIPAE] 3.1; [MS-SIP] 3.1.5.1',
      });
    case 'tls-dsk':
      return answerBlocks({
        title: 'TLS-DSK',
        summary:
          'Sign-in with a certificate of the client: a TLS handshake runs inside of the SIP messages. Several 401 in a row are no fault.',
        facts: isSignature ? [[SIGNED]] : [['Where to get a certificate stands in sts-uri of the challenge.']],
        source: '[MS-SIPAE] 3.1',
      });
    default:
      return answerBlocks({
        // A scheme has parameters; without any it may be a token whose scheme is missing.
        title:
          credentials.parameters.length === 0 ? 'Credentials of an unknown kind' : `${printable(scheme, 60)} (scheme)`,
        summary: 'This way to sign in is not known here; its parameters are not shown.',
        source: 'RFC 3261 22; RFC 7235 2.1',
      });
  }
}

const SIGNED =
  'The message is signed: a changed one is thrown away by its receiver without a word. The key is known to the two sides only.';

function tokenBlocks({ scheme }: Credentials, data: string): Block[] {
  const name = scheme.toLowerCase();
  // The scheme may be wrong or missing; an NTLM token says itself what it is.
  if (data.startsWith('TlRMTVNTU')) return ntlmBlocks(decodeNtlm(data.slice(0, LONGEST_TOKEN)));
  if (data.startsWith('NTLMSSP.')) {
    return answerBlocks({
      title: 'NTLM token, printed as text',
      summary:
        'The server wrote dots for what it could not print, so the token cannot be decoded. The names in it stand with a dot behind each letter.',
      source: '[MS-NLMP] 2.2.1',
    });
  }
  if (data === '') {
    return name === 'ntlm' || name === ''
      ? [
          [{ strong: `${scheme || 'NTLM'}: the handshake begins` }],
          [
            'The token is empty on purpose: SIP uses connectionless NTLM, so the client sends no first token and waits for the challenge of the server.',
          ],
          sourceBlock('[MS-SIP] 4.2; [MS-NLMP] 1.3.1.2'),
        ]
      : answerBlocks({
          title: `${printable(scheme, 40)}: an empty token`,
          summary: 'It should hold a token. The log may have left it out.',
          source: '[MS-SIPAE] 3.1',
        });
  }
  switch (name) {
    case 'ntlm':
      return ntlmBlocks(decodeNtlm(data.slice(0, LONGEST_TOKEN)));
    case 'kerberos':
    case 'negotiate':
      return kerberosBlocks(data);
    case 'tls-dsk':
      return tlsDskBlocks(data);
    default:
      return answerBlocks({
        title: `${printable(scheme, 60) || 'Unknown scheme'}: a token`,
        summary: 'It is not decoded, as the scheme is not known here.',
        source: 'RFC 3261 22',
      });
  }
}
