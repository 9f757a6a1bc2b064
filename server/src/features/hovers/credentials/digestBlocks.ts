import type { Message } from '../../../trace/message';
import { type Credentials, credential } from '../../../trace/sip/credentials';
import { credentialToken } from '../../../trace/tables';
import { printable } from '../../../trace/text/printable';
import type { Block, Inline } from '../../richText';
import { answerBlocks, factsOf, sourcesOf } from '../answer';
import { shownValue } from '../shownValue';
import { nonceFact, nonceUse } from './nonceUse';

/** Values that prove something or help to guess a password: their meaning is told, they are not. */
const SECRET = new Set(['response', 'cnonce', 'rspauth', 'auts', 'nonce', 'nextnonce', 'opaque']);

/** What a Digest header field says as a whole. RFC 7616; RFC 8760. */
export function digestBlocks(message: Message, credentials: Credentials): Block[] {
  const value = (name: string): string | undefined => credential(message.text, credentials, name);
  const kind = kindOf(credentials);
  const algorithm = value('algorithm');
  const row = credentialToken('algorithm', algorithm ?? 'MD5');
  const isStale = value('stale')?.toLowerCase() === 'true';
  const count = value('nc');
  return answerBlocks({
    title: TITLES[kind],
    summary: isStale
      ? 'The nonce was too old; user name and password were right. The client tries again with this one.'
      : SUMMARIES[kind],
    facts: factsOf(
      shown('User', value('username')),
      shown('Realm', value('realm')),
      shown('Made for', value('uri')),
      kind !== 'info' && [
        `Algorithm: ${algorithm === undefined ? 'not given, so MD5' : printable(algorithm, 40)}`,
        ...(row === undefined ? [', which is not known here'] : [`. ${row.meaning}`]),
      ],
      qopFact(value('qop')),
      count !== undefined && countFact(count),
      nonceFact(nonceUse(message, value('nonce') ?? '')),
      kind === 'credentials' && 'The response is not shown: with it a password can be guessed.',
    ),
    source: sourcesOf('RFC 7616 3', kind === 'info' ? '' : row?.source, 'RFC 3261 22.4'),
  });
}

type Kind = 'challenge' | 'credentials' | 'info';

function kindOf({ field }: Credentials): Kind {
  if (field.key.endsWith('-info')) return 'info';
  return field.key.endsWith('authenticate') ? 'challenge' : 'credentials';
}

const TITLES: Readonly<Record<Kind, string>> = {
  challenge: 'Digest challenge, from the server',
  credentials: 'Digest credentials, from the client',
  info: 'Digest: what the server adds to its answer',
};

const SUMMARIES: Readonly<Record<Kind, string>> = {
  challenge: 'The server asks for a proof of user name and password. A first 401 or 407 is no fault.',
  credentials: 'The client proves that it knows the password, without sending it.',
  info: 'The server may prove that it knows the password as well, and may give the next nonce.',
};

/** Where a quote is missing, one value holds the next parameters. */
const HOLDS_SECRET = /\b(?:response|cnonce|rspauth|auts|gssapi-data|password)\s*=/i;

function shown(label: string, value: string | undefined): Inline[] | undefined {
  if (value === undefined) return undefined;
  if (value === '') return [`${label}: empty`];
  if (HOLDS_SECRET.test(value)) return [`${label}: not shown, since a quote is missing and other parameters are in it`];
  return [`${label}: `, { code: shownValue(value) }];
}

function qopFact(qop: string | undefined): string | undefined {
  if (qop === undefined) return undefined;
  const words = qop.toLowerCase().split(/[\s,]+/);
  if (words.includes('auth-int'))
    return words.includes('auth')
      ? 'Covers: the request, or also its body (qop auth, auth-int)'
      : 'Covers: the request and its body (qop auth-int)';
  return words.includes('auth')
    ? 'Covers: the request, without its body (qop auth)'
    : `qop: ${printable(qop, 40)}, which is not known here`;
}

const countFact = (count: string): string =>
  /^[\da-f]{1,8}$/i.test(count)
    ? `Request number ${Number.parseInt(count, 16)} with this nonce (nc)`
    : 'nc is not eight hexadecimal digits';

/** One parameter of Digest, by its name in lower case; `undefined` for one that is none of Digest's. */
export function digestParameterBlocks(message: Message, credentials: Credentials, name: string): Block[] | undefined {
  const row = credentialToken('digest', name);
  if (row === undefined) return undefined;
  const value = credential(message.text, credentials, name) ?? '';
  const algorithm = name === 'algorithm' ? credentialToken('algorithm', value) : undefined;
  return answerBlocks({
    title: `${row.value} (parameter of Digest)`,
    summary: row.meaning,
    facts: factsOf(
      name === 'nonce' && nonceFact(nonceUse(message, value)),
      name === 'nc' && countFact(value),
      name === 'nc' && nonceFact(nonceUse(message, credential(message.text, credentials, 'nonce') ?? '')),
      name === 'qop' && qopFact(value),
      algorithm !== undefined && `${algorithm.value}: ${algorithm.meaning}`,
      name === 'algorithm' && algorithm === undefined && shown('Here', value),
      SECRET.has(name) ? 'The value is not shown.' : !['nc', 'qop', 'algorithm'].includes(name) && shown('Here', value),
    ),
    source: sourcesOf(algorithm?.source, row.source),
  });
}
