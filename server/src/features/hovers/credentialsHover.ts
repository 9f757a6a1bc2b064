import type { Message } from '../../trace/message';
import { decodeNtlm } from '../../trace/microsoft/ntlm';
import { type Credentials, readCredentials } from '../../trace/sip/credentials';
import type { HeaderField } from '../../trace/sip/headerFields';
import type { Parameter } from '../../trace/sip/parameters';
import { type Span, touches } from '../../trace/text/span';
import { explainMsParameter } from '../knowledge';
import { explanationBlocks } from '../richText';
import type { HoverText } from './hoverText';
import { ntlmBlocks } from './ntlmBlocks';

/**
 * Credentials, challenges and signatures. `gssapi-data` is decoded; what could help to guess a password (challenges,
 * responses, tickets) is never repeated.
 */
export function credentialsHover(message: Message, field: HeaderField, offset: number): HoverText | undefined {
  const credentials = readCredentials(message.text, field);
  const parameter = credentials.parameters.find((candidate) => touches(spanOf(candidate), offset));
  if (parameter === undefined) return undefined;
  const name = message.slice(parameter.name);
  if (name.toLowerCase() === 'gssapi-data') {
    const data = parameter.value === undefined ? '' : message.slice(parameter.value);
    return { span: spanOf(parameter), blocks: tokenBlocks(credentials, data) };
  }
  const explanation = explainMsParameter(name);
  return explanation && { span: spanOf(parameter), blocks: explanationBlocks(explanation) };
}

const spanOf = ({ name, value }: Parameter): Span => ({ start: name.start, end: Math.max(name.end, value?.end ?? 0) });

function tokenBlocks({ scheme }: Credentials, data: string) {
  if (data === '') {
    return [
      [{ strong: `${scheme}: the handshake begins` }],
      [
        'The token is empty on purpose: SIP uses connectionless NTLM, so the client sends no first token and waits for the challenge of the server.',
      ],
      ['Source: [MS-SIP] 4.2; [MS-NLMP] 1.3.1.2'],
    ];
  }
  // The scheme may be wrong or missing; an NTLM token says itself what it is.
  if (data.startsWith('TlRMTVNTU') || scheme.toLowerCase() === 'ntlm') return ntlmBlocks(decodeNtlm(data));
  if (scheme.toLowerCase() === 'kerberos') {
    return [
      [{ strong: 'Kerberos ticket' }],
      ['Proves the user with a ticket of the domain controller. It is not decoded, and nothing of it is shown.'],
      ['Source: [MS-SIPAE] 3.1'],
    ];
  }
  if (scheme.toLowerCase() === 'tls-dsk') {
    return [
      [{ strong: 'TLS-DSK: a TLS record' }],
      [`Certificate sign-in runs a TLS handshake inside of SIP. This record ${tlsRecord(data)}.`],
      ['Source: [MS-SIPAE] 3.1'],
    ];
  }
  return [[{ strong: `${scheme || 'Unknown scheme'}: a token` }], ['It is not decoded.']];
}

/** Type of a TLS record by the first characters of its base64. RFC 5246 6.2.1. */
function tlsRecord(data: string): string {
  if (data.startsWith('Fg')) return 'carries handshake messages';
  if (data.startsWith('FQ')) return 'is an alert: one side ends the handshake';
  if (data.startsWith('FA')) return 'changes to the negotiated keys';
  return 'is of another type';
}
