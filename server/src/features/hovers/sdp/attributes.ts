import { decodeBase64 } from '../../../trace/microsoft/base64';
import { type Candidate, readCandidate } from '../../../trace/sdp/candidate';
import { attributeIn, wordsIn } from '../../../trace/sdp/description';
import { codecParameter, payloadType, sdpAttribute, token } from '../../../trace/tables';
import { ownValue } from '../../../trace/text/ownValue';
import { printable } from '../../../trace/text/printable';
import { textOf } from '../../../trace/text/span';
import { worded } from '../../explanation';
import type { Inline } from '../../richText';
import { type Answer, counted, factsOf, grouped, sourcesOf } from '../answer';
import { shownValue } from '../shownValue';
import { addressFact, addressSource } from './addressFacts';
import { DIRECTIONS, directionMeaning, encodingOf, payloadTypeName, rtpmapsIn } from './mediaLine';
import type { SdpContext } from './sdpHover';

/** An attribute line, with its value taken apart where its meaning is known. RFC 8866 5.13. */
export function attributeAnswer(context: SdpContext): Answer {
  const { text, line } = context;
  const attribute = attributeIn(text, line);
  const name = textOf(text, attribute.name).trim();
  const value = attribute.value === undefined ? '' : textOf(text, attribute.value);
  const words = attribute.value === undefined ? [] : wordsIn(text, attribute.value).map((word) => textOf(text, word));
  const row = sdpAttribute(name);
  const answer: Answer =
    row === undefined
      ? {
          // A name has no blank: where the colon is missing, the value stands behind one.
          title: `a=${printable(name.split(/\s/, 1)[0] ?? '', 60)} (SDP attribute)`,
          summary:
            'This attribute is not known here; a product may have added it. A receiver that does not know an attribute ignores it.',
          source: 'RFC 8866 5.13',
        }
      : {
          title: `a=${row.name} (SDP attribute)`,
          summary: worded(row.meaning, row.certainty),
          source: row.source,
        };
  const special = ownValue(READERS, name.toLowerCase());
  if (special !== undefined) return special(answer, words, context, value);
  if (DIRECTIONS.includes(name.toLowerCase())) return directionAnswer(answer, name, context);
  if (row === undefined) return answer;
  if (row.isSecret) return { ...answer, facts: [['The value is a secret and is not shown.']] };
  return { ...answer, facts: value === '' ? [] : [item('Here', value)] };
}

type Reader = (answer: Answer, words: readonly string[], context: SdpContext, value: string) => Answer;

const item = (label: string, value: string): Inline[] => [`${label}: `, { code: shownValue(value) }];

const READERS: Readonly<Record<string, Reader>> = {
  rtpmap: rtpmapAnswer,
  fmtp: fmtpAnswer,
  ptime: packetTimeAnswer,
  maxptime: packetTimeAnswer,
  candidate: candidateAnswer,
  'x-candidate-ipv6': candidateAnswer,
  'remote-candidate': remoteCandidateAnswer,
  'remote-candidates': remoteCandidateAnswer,
  alt: altAnswer,
  crypto: cryptoAnswer,
  cryptoscale: cryptoscaleAnswer,
  acap: capabilityAnswer,
  'ice-ufrag': secretAnswer,
  'ice-pwd': secretAnswer,
  fingerprint: fingerprintAnswer,
  setup: setupAnswer,
  rtcp: rtcpAnswer,
  'rtcp-fb': feedbackAnswer,
};

function directionAnswer(answer: Answer, name: string, { media }: SdpContext): Answer {
  return {
    ...answer,
    summary: capitalized(directionMeaning(name).replace(/^\w+: /, '')),
    facts: [[media === undefined ? 'For all streams that say nothing themselves.' : 'For this stream only.']],
    source: sourcesOf('RFC 8866 6.7', 'RFC 3264 8.4'),
  };
}

const capitalized = (sentence: string): string => `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;

function rtpmapAnswer(answer: Answer, [type = '', name = '']: readonly string[], context: SdpContext): Answer {
  if (name === '')
    return { ...answer, facts: [['It should name a payload type and a codec. The log may have cut it.']] };
  const encoding = encodingOf(type, new Map([[type, name]]));
  const fixed = /^\d{1,3}$/.test(type) ? payloadType(Number(type)) : undefined;
  const [written = ''] = name.split('/');
  const isOther = fixed?.use === 'static' && fixed.encoding?.toLowerCase() !== written.toLowerCase();
  return {
    ...answer,
    summary: `Payload type ${printable(type, 20)} is ${encoding.name}.`,
    facts: factsOf(
      encoding.meaning !== '' && encoding.meaning,
      isOther &&
        `By its fixed assignment payload type ${type} is ${fixed.encoding}: products that go by the number take it for that.`,
      !isOffered(context, type) && 'The m= line does not list this payload type, so nobody will use it.',
    ),
    source: encoding.source,
  };
}

/** Whether the m= line lists the payload type; true where there is none to look at. */
function isOffered({ text, media }: SdpContext, type: string): boolean {
  if (media === undefined) return true;
  return wordsIn(text, media.line.value)
    .slice(3)
    .some((word) => textOf(text, word) === type);
}

/** Parameters that are named one by one. */
const MOST_PARAMETERS = 20;

function fmtpAnswer(answer: Answer, [type = '']: readonly string[], context: SdpContext, value: string): Answer {
  const maps = rtpmapsIn(context);
  const encoding = encodingOf(type, maps);
  const name = maps.get(type)?.split('/')[0] ?? payloadTypeName(type);
  const parameters = value.slice(type.length).trim();
  const facts: Inline[][] = [];
  const sources: string[] = [];
  for (const part of parameters.slice(0, 4000).split(';').slice(0, MOST_PARAMETERS)) {
    const word = part.trim();
    if (word === '') continue;
    const equals = word.indexOf('=');
    const key = equals === -1 ? '' : word.slice(0, equals).trim();
    const row = codecParameter(name, key);
    if (row !== undefined) sources.push(row.source);
    const extra =
      /^h264|^x-h264uc/i.test(name) && key.toLowerCase() === 'profile-level-id'
        ? h264Profile(word.slice(equals + 1).trim())
        : '';
    facts.push([
      { code: /pass|pwd|secret|key$/i.test(key) ? `${printable(key, 40)}=…` : printable(word, 120) },
      ...(row === undefined ? [] : [`: ${row.meaning}`]),
      ...(extra === '' ? [] : [` Here: ${extra}.`]),
    ]);
  }
  return {
    ...answer,
    summary: `Parameters of payload type ${printable(type, 20)}: ${encoding.name}.`,
    facts,
    source: sourcesOf('RFC 8866 6.15', ...sources),
  };
}

/** Profile and level of H.264: `42e01f` is constrained baseline, level 3.1. RFC 6184 8.1. */
function h264Profile(value: string): string {
  if (!/^[\da-f]{6}$/i.test(value)) return '';
  const [profile = 0, constraints = 0, level = 0] = [0, 2, 4].map((at) => Number.parseInt(value.slice(at, at + 2), 16));
  const isConstrained = (constraints & 0x40) !== 0;
  const names: Readonly<Record<number, string>> = {
    66: isConstrained ? 'constrained baseline' : 'baseline',
    77: (constraints & 0x80) !== 0 ? 'constrained baseline' : 'main',
    88: 'extended',
    100: 'high',
  };
  return `${names[profile] ?? `profile ${profile}`}, level ${level / 10}`;
}

function packetTimeAnswer(answer: Answer, [word = '']: readonly string[]): Answer {
  const time = /^\d{1,4}(\.\d{1,3})?$/.test(word) ? Number(word) : 0;
  if (time === 0) return { ...answer, facts: word === '' ? [] : [item('Here', word)] };
  const rate = Math.round(1000 / time);
  return { ...answer, facts: [[`Here: ${word} ms, that is ${rate} ${rate === 1 ? 'packet' : 'packets'} a second.`]] };
}

function candidateAnswer(answer: Answer, words: readonly string[]): Answer {
  const candidate = readCandidate(words);
  if (candidate === undefined) return { ...answer, facts: [['It has too few words. The log may have cut it.']] };
  return candidate.kind === 'rfc' ? newCandidate(answer, candidate) : oldCandidate(answer, candidate);
}

function newCandidate(answer: Answer, candidate: Extract<Candidate, { kind: 'rfc' }>): Answer {
  const { type, address, port, relatedAddress, relatedPort, priority } = candidate;
  const row = token('candidate-type', type);
  return {
    ...answer,
    summary: [
      `A place where media may be received: ${candidate.transport.toUpperCase().slice(0, 20)} `,
      { code: addressAndPort(address, port) },
      `, for ${componentName(candidate.component)}.`,
    ],
    facts: factsOf(
      type === '' ? 'Type: not given' : row === undefined ? item('Type', type) : `Type ${row.value}: ${row.meaning}`,
      relatedAddress !== '' && [
        type === 'relay' ? 'Asked for from: ' : 'Behind it: ',
        { code: addressAndPort(relatedAddress, relatedPort) },
      ],
      addressFact(address),
      priority !== undefined &&
        `Priority ${grouped(priority)}: preference ${Math.floor(priority / 2 ** 24)} of its type (usually 126 host, 110 prflx, 100 srflx, 0 relay), ${Math.floor(priority / 256) & 0xffff} of its address; the highest is tried first`,
      [
        ...item('Foundation', candidate.foundation),
        '. Candidates of one foundation come the same way; they are tested together.',
      ],
      ...candidate.extensions.slice(0, 6).map(([name, value]) => item(printable(name, 40), value)),
    ),
    source: sourcesOf('RFC 8839 5.1', priority === undefined ? '' : 'RFC 8445 5.1.2', addressSource(address)),
  };
}

function oldCandidate(answer: Answer, candidate: Extract<Candidate, { kind: 'draft-06' }>): Answer {
  const { address, port, preference } = candidate;
  return {
    ...answer,
    summary: [
      `A place where media may be received: ${candidate.transport.toUpperCase()} `,
      { code: addressAndPort(address, port) },
      `, for ${componentName(candidate.component)}.`,
    ],
    facts: factsOf(
      'Written in the older form (draft 6 of ICE), as Office Communications Server 2007 has it: id, component, password, transport, preference, address, port.',
      [...item('Preference', preference), ', from 0 to 1; the highest is tried first'],
      addressFact(address),
      'Its type is not said: local addresses, those behind a NAT and relays look alike.',
      'Its password is not shown.',
    ),
    source: sourcesOf('[MS-ICE] 2.2', 'draft-ietf-mmusic-ice-06', addressSource(address)),
  };
}

const addressAndPort = (address: string, port: string): string =>
  `${address.includes(':') ? `[${printable(address, 60)}]` : printable(address, 120)}${port === '' ? '' : `:${printable(port, 10)}`}`;

const componentName = (component: number | undefined): string =>
  component === 1
    ? 'RTP (component 1)'
    : component === 2
      ? 'RTCP (component 2)'
      : `component ${component ?? 'unknown'}`;

/** New form: threes of component, address, port. Old form: an id and a password. RFC 8839 5.2. */
function remoteCandidateAnswer(answer: Answer, words: readonly string[]): Answer {
  if (!/^\d{1,3}$/.test(words[0] ?? '') || words.length < 3) {
    return {
      ...answer,
      facts: [['Older form: it names the candidate of the other side by id and password, which are not shown.']],
    };
  }
  const facts: Inline[][] = [];
  for (let index = 0; index + 2 < words.length && facts.length < 8; index += 3) {
    facts.push([
      `${capitalized(componentName(Number(words[index])))}: `,
      { code: addressAndPort(words[index + 1] ?? '', words[index + 2] ?? '') },
    ]);
  }
  return { ...answer, facts };
}

/** `a=alt:1 2 : user password 192.0.2.1 5000`. */
function altAnswer(answer: Answer, words: readonly string[]): Answer {
  const [address = '', port = ''] = words.slice(-2);
  if (words.length < 7) return { ...answer, facts: [['User and password are not shown.']] };
  return {
    ...answer,
    facts: factsOf(
      item('Address', addressAndPort(address, port)),
      addressFact(address),
      'User and password are not shown.',
    ),
    source: sourcesOf(answer.source, addressSource(address)),
  };
}

/** Octets of key and salt together, by the suite. RFC 4568 6.2, RFC 6188 4, RFC 7714 12. */
const KEY_LENGTHS: Readonly<Record<string, number>> = {
  AES_CM_128_HMAC_SHA1_80: 30,
  AES_CM_128_HMAC_SHA1_32: 30,
  F8_128_HMAC_SHA1_80: 30,
  AES_192_CM_HMAC_SHA1_80: 38,
  AES_192_CM_HMAC_SHA1_32: 38,
  AES_256_CM_HMAC_SHA1_80: 46,
  AES_256_CM_HMAC_SHA1_32: 46,
  AEAD_AES_128_GCM: 28,
  AEAD_AES_256_GCM: 44,
};

function cryptoAnswer(answer: Answer, words: readonly string[]): Answer {
  const [tag = '', suite = '', ...rest] = words;
  return {
    ...answer,
    summary: 'Offers, or takes, a key for encrypted media (SRTP). The key is not shown.',
    facts: factsOf(
      /^\d{1,9}$/.test(tag)
        ? `Tag ${tag}: the answer repeats the tag of the offer that it takes`
        : 'A tag, which is a number, has to stand first',
      ...suiteFacts(suite, rest),
    ),
    source: sourcesOf('RFC 4568 9.1', token('crypto-suite', suite)?.source),
  };
}

/** `1 client AES_CM_128_HMAC_SHA1_80 inline:…`: as a=crypto with a word about who uses the key. */
function cryptoscaleAnswer(answer: Answer, words: readonly string[]): Answer {
  const at = words.findIndex((word) => word.toUpperCase() in KEY_LENGTHS);
  return {
    ...answer,
    facts: factsOf(...(at === -1 ? [] : suiteFacts(words[at] ?? '', words.slice(at + 1))), 'The key is not shown.'),
  };
}

function suiteFacts(suite: string, rest: readonly string[]): (readonly Inline[] | string | false)[] {
  const row = token('crypto-suite', suite);
  const parameter = rest.find((word) => /^inline:/i.test(word));
  const others = rest.filter((word) =>
    /^(UNENCRYPTED_SRTP|UNENCRYPTED_SRTCP|UNAUTHENTICATED_SRTP|KDR=\d+|WSH=\d+|FEC_ORDER=\w+)$/i.test(word),
  );
  return [
    // Where the suite is missing, the key stands in its place.
    row !== undefined
      ? `${row.value}: ${row.meaning}`
      : /^[A-Z][A-Z\d_]{0,60}$/.test(suite)
        ? item('Suite', suite)
        : 'No suite is named',
    ...(parameter === undefined
      ? ['No inline key is here; the log may have cut the line.']
      : keyFacts(suite, parameter.slice('inline:'.length))),
    ...others
      .slice(0, 6)
      .map((word): Inline[] => [
        { code: printable(word, 40) },
        /^un/i.test(word) ? ': a part of the protection is switched off' : ': a session parameter',
      ]),
  ];
}

/** `key|2^31|1:4`: key and salt, lifetime, and the identifier of the key with its length. RFC 4568 6.1. */
function keyFacts(suite: string, parameter: string): (readonly Inline[] | string | false)[] {
  const [key = '', ...options] = parameter.split(';')[0]?.split('|') ?? [];
  const decoded = decodeBase64(key.slice(0, 1000));
  const expected = KEY_LENGTHS[suite.toUpperCase()];
  const lifetime = options.find((word) => /^(2\^)?\d{1,15}$/.test(word));
  const identifier = options.find((word) => /^\d{1,10}:\d{1,3}$/.test(word));
  const length = decoded.kind === 'octets' ? decoded.octets.length : -1;
  return [
    decoded.kind === 'broken'
      ? `Key and salt are not base64 (character ${decoded.at + 1} of them): this key cannot work`
      : `Key and salt: ${counted(length, 'octet')}, not shown${expected !== undefined && length !== expected ? `. The suite asks for ${expected}: this key cannot work` : ''}`,
    lifetime !== undefined && `Lifetime: ${lifetime} packets`,
    identifier !== undefined &&
      `Key identifier (MKI): ${identifier.split(':')[0]}, ${counted(Number(identifier.split(':')[1]), 'octet')} in each packet`,
  ];
}

/** `a=acap:1 crypto:1 AES_CM_128_HMAC_SHA1_80 inline:…`: an attribute inside of an attribute. RFC 5939 3.4.1. */
function capabilityAnswer(answer: Answer, [number = '', attribute = '', ...rest]: readonly string[]): Answer {
  const [name = ''] = attribute.split(':');
  const inner = sdpAttribute(name);
  const facts = factsOf(
    [
      `Capability ${printable(number, 12)}: `,
      { code: `a=${printable(name, 40)}` },
      ...(inner === undefined ? [] : [`, ${inner.meaning}`]),
    ],
    ...(name.toLowerCase() === 'crypto' ? suiteFacts(rest[0] ?? '', rest.slice(1)) : []),
  );
  return { ...answer, facts, source: sourcesOf(answer.source, inner?.source) };
}

function secretAnswer(answer: Answer, _: readonly string[], context: SdpContext, value: string): Answer {
  const isPassword = /^a=ice-pwd/i.test(textOf(context.text, context.line.span));
  const short = value.length < (isPassword ? 22 : 4);
  return {
    ...answer,
    facts: factsOf(
      `Here: ${counted(value.length, 'character')}${isPassword ? ', not shown' : ''}${short && value.length > 0 ? `. The specification asks for ${isPassword ? 22 : 4} or more` : ''}`,
    ),
    source: sourcesOf('RFC 8839 5.4', answer.source),
  };
}

function fingerprintAnswer(answer: Answer, [hash = '', value = '']: readonly string[]): Answer {
  return {
    ...answer,
    facts: factsOf(
      item('Hash', hash),
      value !== '' &&
        `${counted(value.split(':').length, 'octet')}. The certificate that comes when the media connection opens has to give the same ones.`,
    ),
    source: sourcesOf('RFC 8122 5', answer.source),
  };
}

function setupAnswer(answer: Answer, [role = '']: readonly string[]): Answer {
  const row = token('setup', role);
  return {
    ...answer,
    summary: row?.meaning ?? answer.summary,
    facts: row === undefined && role !== '' ? [item('Here', role)] : [],
    source: sourcesOf(row?.source, answer.source),
  };
}

function rtcpAnswer(answer: Answer, [port = '', , , address = '']: readonly string[]): Answer {
  return {
    ...answer,
    facts: factsOf(
      port !== '' && item('Port', port),
      address !== '' && item('Address', address),
      address !== '' && addressFact(address),
    ),
    source: sourcesOf(answer.source, addressSource(address)),
  };
}

function feedbackAnswer(answer: Answer, [type = '', ...words]: readonly string[], context: SdpContext): Answer {
  const name =
    type === '*'
      ? 'all payload types'
      : `payload type ${printable(type, 20)}, ${encodingOf(type, rtpmapsIn(context)).name}`;
  return { ...answer, facts: factsOf([`For ${name}: `, { code: printable(words.join(' '), 120) }]) };
}
