import type { Message } from '../message';
import { readMediaType } from '../mime/mediaType';
import { readMultipart } from '../mime/multipart';
import { payloadType } from '../tables';
import { textOf } from '../text/span';
import { attributeIn, readSdp, wordsIn } from './description';

/** One medium of a session description: what a side would send and receive. RFC 3264 5. */
export interface OfferedMedia {
  /** `audio`, `video`, `image`, … in lower case. */
  readonly kind: string;
  readonly port: string;
  /** `RTP/AVP`, `RTP/SAVP`, `UDP/TLS/RTP/SAVPF`, … */
  readonly profile: string;
  /** Encoding names in the order of preference, without those that carry no voice or picture: `telephone-event`, `CN`, `red`. */
  readonly codecs: readonly string[];
}

/** What carries no medium by itself. RFC 4733, RFC 3389, RFC 2198, RFC 5109. */
const HELPERS = new Set(['telephone-event', 'cn', 'red', 'ulpfec', 'rtx', 'flexfec-03']);

/** Most media and formats that are read of a description. */
const MOST_MEDIA = 20;
const MOST_FORMATS = 60;

/** The media of the session description in the body of `message`; empty when it has none. */
export function mediaOf(message: Message): OfferedMedia[] {
  const body = sdpIn(message);
  if (body === '') return [];
  const sdp = readSdp(body, { start: 0, end: body.length });
  return sdp.media.slice(0, MOST_MEDIA).map(({ line, first, end }) => {
    const [kind = '', port = '', profile = '', ...formats] = wordsIn(body, line.value, MOST_FORMATS).map((word) =>
      textOf(body, word),
    );
    const maps = new Map<string, string>();
    for (let index = first; index < end; index++) {
      const other = sdp.lines[index];
      if (other?.type !== 'a' || !body.startsWith('rtpmap', other.value.start)) continue;
      const { value } = attributeIn(body, other);
      const [type, name] = value === undefined ? [] : wordsIn(body, value, 2).map((word) => textOf(body, word));
      if (type !== undefined && name !== undefined) maps.set(type, name.split('/', 1)[0] ?? name);
    }
    const codecs = formats.map((format) => maps.get(format) ?? encodingOf(format));
    return {
      kind: kind.toLowerCase(),
      port,
      profile: profile.toUpperCase(),
      codecs: [...new Set(codecs)].filter((codec) => codec !== '' && !HELPERS.has(codec.toLowerCase())),
    };
  });
}

/** The description in the body, also in a part of it; empty when there is none. */
function sdpIn(message: Message): string {
  const field = message.header('content-type');
  const { body } = message;
  if (body === '') return '';
  if (field === undefined) return /^\s*v=0/.test(body) ? body : '';
  const type = readMediaType(message.text, field.value);
  if (type.name === 'application/sdp') return body;
  if (!type.name.startsWith('multipart/')) return '';
  const { parts } = readMultipart(body, { start: 0, end: body.length }, type.boundary);
  const part = parts.find((one) => one.type.name === 'application/sdp');
  return part === undefined ? '' : textOf(body, part.body);
}

/** Name by the fixed assignment. RFC 3551 6. */
const encodingOf = (format: string): string =>
  /^\d{1,3}$/.test(format) ? (payloadType(Number(format))?.encoding ?? '') : format;

/** `audio PCMU, PCMA (RTP/AVP); video H264 (RTP/AVP)`. */
export const mediaText = (media: readonly OfferedMedia[]): string =>
  media
    .map(({ kind, codecs, profile }) => `${kind}${codecs.length === 0 ? '' : ` ${codecs.join(', ')}`} (${profile})`)
    .join('; ');

/** The first medium that both sides want and for which they share no codec; names are compared without regard to case. */
export function withoutCommonCodec(
  one: readonly OfferedMedia[],
  other: readonly OfferedMedia[],
): { readonly kind: string; readonly one: readonly string[]; readonly other: readonly string[] } | undefined {
  for (const { kind, port, codecs } of one) {
    const answer = other.find((media) => media.kind === kind && media.port !== '0');
    if (port === '0' || answer === undefined || codecs.length === 0 || answer.codecs.length === 0) continue;
    const known = new Set(answer.codecs.map(baseName));
    if (!codecs.some((codec) => known.has(baseName(codec)))) return { kind, one: codecs, other: answer.codecs };
  }
  return undefined;
}

/** Variants of G.729 speak to one another. RFC 4856 2.1.9. */
const baseName = (codec: string): string => codec.toLowerCase().replace(/^g729[abde]*$/, 'g729');
