import { decodeBase64 } from '../../../trace/microsoft/base64';
import { type HandshakeMessage, readTls, type TlsToken } from '../../../trace/microsoft/tlsRecords';
import { credentialToken, tlsCode } from '../../../trace/tables';
import { printable } from '../../../trace/text/printable';
import { utcText } from '../../clock';
import { asn1 } from '../../decoders';
import type { Block, Inline } from '../../richText';
import { answerBlocks, counted, factsOf, sourcesOf } from '../answer';
import { LONGEST_TOKEN } from './kerberosBlocks';

const SOURCE = '[MS-SIPAE] 3.1; RFC 5246 6.2';

/** A token of TLS-DSK: records of a TLS handshake that runs inside of SIP. Randoms, keys and proofs are not shown. */
export function tlsDskBlocks(data: string): Block[] {
  const decoded = decodeBase64(data.slice(0, LONGEST_TOKEN));
  if (decoded.kind === 'broken') return brokenBlocks('not base64', Math.floor((decoded.at * 3) / 4), []);
  const token = readTls(decoded.octets);
  const facts = [...alertFacts(token), ...token.messages.flatMap(messageFacts), ...encryptedFacts(token)];
  if (token.records.length === 0) {
    return token.fault === undefined
      ? brokenBlocks('the token is empty', 0, [])
      : brokenBlocks(token.fault.what, token.fault.octet, []);
  }
  const { fault } = token;
  return answerBlocks({
    title: `TLS-DSK: ${titleOf(token)}`,
    summary: summaryOf(token),
    facts: factsOf(
      `Records: ${token.records
        .slice(0, 10)
        .map(
          ({ type, version, length }) =>
            `${tlsCode('record', type)?.name ?? type} (${version}, ${counted(length, 'octet')})`,
        )
        .join('; ')}`,
      ...facts,
      fault !== undefined && `Broken at octet ${fault.octet}: ${printable(fault.what, 160)}`,
    ),
    source: sourcesOf(SOURCE, ...token.alerts.map(({ description }) => tlsCode('alert', description)?.source)),
  });
}

const brokenBlocks = (what: string, octet: number, facts: readonly (readonly Inline[])[]): Block[] =>
  answerBlocks({
    title: 'TLS-DSK token that cannot be read',
    summary: `At octet ${octet}: ${printable(what, 120)}. The log may have cut it.`,
    facts,
    source: SOURCE,
  });

const nameOf = (type: number): string => tlsCode('handshake', type)?.name ?? `message ${type}`;

function titleOf({ alerts, messages, hasEncrypted }: TlsToken): string {
  const [alert] = alerts;
  if (alert !== undefined) return `alert ${tlsCode('alert', alert.description)?.name ?? alert.description}`;
  if (messages.length > 0) return [...new Set(messages.map(({ type }) => nameOf(type)))].slice(0, 8).join(', ');
  return hasEncrypted ? 'encrypted records' : 'TLS records';
}

function summaryOf({ alerts, messages, hasEncrypted }: TlsToken): string {
  const [alert] = alerts;
  if (alert !== undefined) {
    const meaning = tlsCode('alert', alert.description)?.meaning ?? 'An alert that is not known here.';
    return `${alert.level === 1 ? 'A warning' : 'One side ends the handshake'}: ${meaning}`;
  }
  if (messages.length > 0) return 'Certificate sign-in runs a TLS handshake inside of SIP; this is a step of it.';
  return hasEncrypted
    ? 'The two sides have their keys; what this holds can only they read.'
    : 'Certificate sign-in runs a TLS handshake inside of SIP.';
}

const alertFacts = ({ alerts }: TlsToken): Inline[][] =>
  alerts
    .slice(0, 4)
    .map(({ level, description }) => [
      `Alert ${description}: ${level === 1 ? 'warning' : level === 2 ? 'fatal' : `level ${level}`}`,
    ]);

const encryptedFacts = ({ hasEncrypted, messages }: TlsToken): Inline[][] =>
  hasEncrypted && messages.length > 0 ? [['Encrypted records follow']] : [];

/** Cipher suites that are named one by one. */
const MOST_SUITES = 4;

function messageFacts(message: HandshakeMessage): Inline[][] {
  switch (message.kind) {
    case 'client-hello': {
      const suites = message.cipherSuites.filter((suite) => !isNoSuite(suite));
      const named = suites.slice(0, MOST_SUITES).map(suiteName).join(', ');
      return [
        [`Offers: ${message.offered.length === 0 ? `${message.version} and older` : message.offered.join(', ')}`],
        [`Cipher suites: ${suites.length}${suites.length === 0 ? '' : `, first ${named}`}`],
        message.serverName === ''
          ? ['Server name: not given']
          : ['Server name: ', { code: printable(message.serverName, 120) }],
        ...(message.resumes ? [['Wants to take up an earlier session']] : []),
      ];
    }
    case 'server-hello':
      return [[`Chosen: ${message.version}, ${suiteName(message.cipherSuite)}`]];
    case 'certificate': {
      if (message.first === undefined) return [['No certificate: the sender has none']];
      return certificateFacts(message.first, message.count);
    }
    case 'other':
      return [];
  }
}

/** Values that ask for something and are no suites: the signalling values, and those that keep servers tolerant. */
const isNoSuite = (suite: number): boolean => suite === 0x00ff || suite === 0x5600 || (suite & 0x0f0f) === 0x0a0a;

function suiteName(suite: number): string {
  const number = `0x${suite.toString(16).toUpperCase().padStart(4, '0')}`;
  return credentialToken('cipher-suite', number)?.meaning ?? number;
}

function certificateFacts(der: Uint8Array, count: number): Inline[][] {
  const certificate = asn1().readCertificate(der);
  const more = `Certificates: ${count}, the sender's own first`;
  if (certificate === undefined) return [[more], [`The first (${counted(der.length, 'octet')}) cannot be read`]];
  return [
    [more],
    ['Subject: ', { code: printable(certificate.subject, 200) }],
    ['Issuer: ', { code: printable(certificate.issuer, 200) }],
    [`Valid: ${utcText(certificate.notBefore ?? 'unknown')} to ${utcText(certificate.notAfter ?? 'unknown')}`],
  ];
}
