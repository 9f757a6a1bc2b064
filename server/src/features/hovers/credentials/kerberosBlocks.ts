import { decodeBase64 } from '../../../trace/microsoft/base64';
import { credentialToken } from '../../../trace/tables';
import { printable } from '../../../trace/text/printable';
import { asn1 } from '../../decoders';
import type { Encrypted, KerberosMessage, KerberosToken } from '../../decoders/asn1';
import type { Block, Inline } from '../../richText';
import { answerBlocks, counted, factsOf, sourcesOf } from '../answer';

/** Longest token that is decoded, in characters of base64: tickets of people in very many groups have 64 kB. */
export const LONGEST_TOKEN = 96 * 1024;

const SOURCE = 'RFC 4120 5.5; RFC 4121 4.1; [MS-SIPAE] 3.1; [MS-SIP] 3.1.5.1';

/** A Kerberos token: for which service of which realm the client has a ticket, never the ticket. */
export function kerberosBlocks(data: string): Block[] {
  const decoded = decodeBase64(data.slice(0, LONGEST_TOKEN));
  if (decoded.kind === 'broken') {
    return brokenBlocks('not base64', Math.floor((decoded.at * 3) / 4), undefined);
  }
  const token = asn1().readKerberos(decoded.octets);
  const { message } = token;
  if (message === undefined) {
    if (token.fault === undefined) {
      return answerBlocks({
        title: 'Negotiation of the way to sign in',
        summary: 'It holds no Kerberos message that can be read.',
        facts: mechanismFacts(token),
        source: 'RFC 4178 4.2; [MS-SIPAE] 3.1',
      });
    }
    return brokenBlocks(token.fault.what, token.fault.octet, token);
  }
  return messageBlocks(message, token);
}

function brokenBlocks(what: string, octet: number, token: KerberosToken | undefined): Block[] {
  return answerBlocks({
    title: 'Kerberos token that cannot be read',
    summary: `At octet ${octet}: ${printable(what, 120)}. The log may have cut it.`,
    facts: token === undefined ? [] : mechanismFacts(token),
    source: SOURCE,
  });
}

function messageBlocks(message: KerberosMessage, token: KerberosToken): Block[] {
  switch (message.kind) {
    case 'AP-REQ':
      return answerBlocks({
        title: 'Kerberos ticket for a service (AP-REQ), from the client',
        summary: [
          'The client has a ticket for ',
          { code: printable(message.service || 'a service without a name', 120) },
          '; the service can check it without asking anybody.',
        ],
        facts: factsOf(
          item('Realm', message.realm),
          item('Service', message.service),
          ...mechanismFacts(token),
          `Ticket (not shown): ${encryptionText(message.ticket)}`,
          `Proof that it is the client's own (not shown): ${encryptionText(message.authenticator)}`,
          message.isMutual ? 'The server has to prove itself as well' : 'The server need not prove itself',
          'The clocks of both sides may differ by five minutes at most',
        ),
        source: sourcesOf(SOURCE, tokenOf(message.ticket.type)?.source),
      });
    case 'AP-REP':
      return answerBlocks({
        title: 'Kerberos: the service proves itself (AP-REP)',
        summary: 'The service could read the ticket; with this answer it proves that it is the one that is meant.',
        facts: [...mechanismFacts(token), [`Encryption: ${encryptionName(message.encryption)}`]],
        source: 'RFC 4120 5.5.2; RFC 4121 4.1',
      });
    case 'KRB-ERROR': {
      const row = message.code === undefined ? undefined : credentialToken('kerberos-error', String(message.code));
      return answerBlocks({
        title: `Kerberos error ${message.code ?? 'without a number'}`,
        summary: row === undefined ? 'A number that is not known here.' : `${row.meaning}.`,
        facts: factsOf(
          item('Realm', message.realm),
          item('Service', message.service),
          message.serverTime !== undefined && `Clock of the server: ${message.serverTime}`,
          ...mechanismFacts(token),
        ),
        source: sourcesOf('RFC 4120 5.9.1', row?.source),
      });
    }
  }
}

const item = (label: string, value: string): Inline[] =>
  value === '' ? [`${label}: not given`] : [`${label}: `, { code: printable(value, 120) }];

const mechanismFacts = ({ mechanisms }: KerberosToken): Inline[][] =>
  mechanisms.length === 0 ? [] : [[`Mechanism: ${mechanisms.map((name) => printable(name, 80)).join(', ')}`]];

const tokenOf = (type: number | undefined) =>
  type === undefined ? undefined : credentialToken('kerberos-encryption', String(type));

const encryptionName = (type: number | undefined): string =>
  type === undefined ? 'of unknown type' : (tokenOf(type)?.meaning ?? `type ${type}, which is not known here`);

const encryptionText = ({ type, keyVersion, octets }: Encrypted): string =>
  `${counted(octets, 'octet')}, ${encryptionName(type)}${keyVersion === undefined ? '' : `, version ${keyVersion} of the key`}`;
