import { attributeIn, wordsIn } from '../../../trace/sdp/description';
import { codec, payloadType, sdpLine, token } from '../../../trace/tables';
import { ownValue } from '../../../trace/text/ownValue';
import { printable } from '../../../trace/text/printable';
import { type Span, textOf } from '../../../trace/text/span';
import type { Inline } from '../../richText';
import { type Answer, counted, factsOf, sourcesOf } from '../answer';
import { addressFact, addressSource } from './addressFacts';
import { attributeLine, connectionAddress, type SdpContext } from './sdpHover';

/** Formats that are named one by one. */
const MOST_FORMATS = 30;

/** The m= line: what, where, how, and which codecs. RFC 8866 5.14. */
export function mediaAnswer(context: SdpContext): Answer {
  const { text, line } = context;
  const words = wordsIn(text, line.value).map((word) => textOf(text, word));
  const [media = '', portWord = '', protocol = '', ...formats] = words;
  const [port = '', count] = portWord.split('/');
  const row = sdpLine('m');
  const transport = token('media-transport', protocol);
  const address = connectionAddress(context) ?? '';
  const title = `m=${printable(media, 40)} (SDP: media)`;
  if (words.length < 4) {
    return {
      title,
      summary: 'It should have at least four words: kind, port, transport, format. The log may have cut it.',
      source: row?.source ?? 'RFC 8866 5.14',
    };
  }
  const isRtp = /rtp/i.test(protocol);
  const direction = attributeLine(context, DIRECTIONS)?.name ?? 'sendrecv';
  const isOff = port === '0';
  return {
    title,
    summary: isOff ? offSummary(context, media) : onSummary(media, address, port, direction),
    facts: factsOf(
      count !== undefined && `Ports: ${printable(count, 10)} pairs, one after another`,
      [
        'Transport: ',
        { code: printable(protocol, 60) },
        transport === undefined ? ', which is not known here' : `: ${transport.meaning}`,
      ],
      !isOff && isRtp && `Direction: ${directionMeaning(direction)}`,
      !isOff && address !== '' && addressFact(address),
      ...(isRtp
        ? formatFacts(context, formats)
        : [['Formats: ', { code: printable(formats.join(' '), 120) }] as Inline[]]),
    ),
    source: sourcesOf(
      row?.source,
      transport?.source,
      isOff ? 'RFC 3264 6' : addressSource(address),
      isRtp ? 'RFC 3551 6' : '',
    ),
  };
}

/** Streams that are named one by one where a description begins. */
const MOST_STREAMS = 8;

/** Each stream of a description in a line: `audio at 192.0.2.1:49170, sendrecv: PCMU, telephone-event`. */
export function streamFacts({ text, sdp }: SdpContext): Inline[][] {
  return sdp.media.slice(0, MOST_STREAMS).map((media): Inline[] => {
    const context = { text, sdp, line: media.line, media };
    const [kind = '', portWord = '', protocol = '', ...formats] = wordsIn(text, media.line.value, 12).map((word) =>
      textOf(text, word),
    );
    const [port = ''] = portWord.split('/');
    const name: Inline = { code: printable(kind, 40) };
    if (port === '0') return [name, ': switched off (port 0)'];
    const isRtp = /rtp/i.test(protocol);
    const maps = rtpmapsIn(context);
    const codecs = formats.map((format) =>
      isRtp ? (maps.get(format)?.split('/')[0] ?? payloadTypeName(format)) : format,
    );
    const direction = isRtp ? `, ${attributeLine(context, DIRECTIONS)?.name ?? 'sendrecv'}` : '';
    const address = connectionAddress(context) ?? '';
    return [
      name,
      ' at ',
      { code: placeText(address, port) },
      `${direction}: `,
      { code: printable(codecs.map((codec) => printable(codec, 40)).join(', '), 200) },
    ];
  });
}

/** Name that a payload type always has; the number itself where it has none. */
export const payloadTypeName = (format: string): string =>
  (/^\d{1,3}$/.test(format) ? payloadType(Number(format))?.encoding : undefined) ?? format;

const placeText = (address: string, port: string): string =>
  `${address.includes(':') ? `[${printable(address)}]` : printable(address)}:${printable(port, 20)}`;

const KINDS = new Set(['audio', 'video', 'text', 'application', 'message', 'image']);

const kindOf = (media: string): string => (KINDS.has(media.toLowerCase()) ? media.toLowerCase() : 'media');

function onSummary(media: string, address: string, port: string, direction: string): Inline[] {
  const kind = kindOf(media);
  const place: Inline[] =
    address === '' || address === '0.0.0.0'
      ? ['port ', { code: printable(port, 20) }]
      : [{ code: placeText(address, port) }];
  if (direction === 'sendonly') return [`Sends ${kind} and wants none back; its own address is `, ...place, '.'];
  if (direction === 'inactive') return [`Neither sends nor wants ${kind} for now; its own address is `, ...place, '.'];
  return [`Wants ${kind} at `, ...place, '.'];
}

const offSummary = (context: SdpContext, media: string): string =>
  attributeLine(context, ['bundle-only']) === undefined
    ? `No ${kindOf(media)}: port 0 refuses this stream in an answer, and ends or leaves it out in an offer.`
    : `Port 0 with a=bundle-only: this stream is offered on the port of its bundle.`;

/** Who hears whom. RFC 8866 6.7. */
export const directionMeaning = (direction: string): string =>
  ownValue(DIRECTION_MEANINGS, direction.toLowerCase()) ?? 'not known';

export const DIRECTIONS: readonly string[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive'];

const DIRECTION_MEANINGS: Readonly<Record<string, string>> = {
  sendrecv: 'sendrecv: both sides send, and each hears the other.',
  sendonly:
    'sendonly: who sent this description sends and wants nothing back. The other side hears and is not heard: hold with music, or an announcement.',
  recvonly:
    'recvonly: who sent this description listens and sends nothing. In an answer it is the counterpart of sendonly: this side is on hold.',
  inactive: 'inactive: nobody sends, both sides are silent: hold on both sides.',
};

const formatFacts = (context: SdpContext, formats: readonly string[]): Inline[][] => {
  const maps = rtpmapsIn(context);
  const named = formats.slice(0, MOST_FORMATS).map((format): Inline[] => {
    const { name, meaning } = encodingOf(format, maps);
    return [{ code: printable(format, 20) }, ` ${name}`, ...(meaning === '' ? [] : [`: ${meaning}`])];
  });
  const more = formats.length - named.length;
  return more > 0 ? [...named, [`${counted(more, 'format')} more`]] : named;
};

/** One format of an m= line. */
export function formatAnswer(context: SdpContext, span: Span): Answer {
  const format = textOf(context.text, span);
  const { name, meaning, source, isNamed } = encodingOf(format, rtpmapsIn(context));
  const protocol = wordsIn(context.text, context.line.value, 3)[2];
  if (protocol === undefined || !/rtp/i.test(textOf(context.text, protocol))) {
    return {
      title: `Format ${printable(format, 40)}`,
      summary: 'What is sent in this stream; the transport in front of it says how it is to be read.',
      source: 'RFC 8866 5.14',
    };
  }
  const place = wordsIn(context.text, context.line.value)
    .slice(3)
    .findIndex(({ start }) => start === span.start);
  return {
    title: `Payload type ${printable(format, 20)}: ${name}`,
    summary: meaning === '' ? 'A codec that is not known here.' : meaning,
    facts: factsOf(
      isNamed ? 'Named by its a=rtpmap line.' : undefined,
      place === 0
        ? 'The first of the list: what the sender of this description likes best.'
        : `Choice ${place + 1} of the list.`,
    ),
    source,
  };
}

interface Encoding {
  /** `PCMU, 8000 Hz`. */
  readonly name: string;
  readonly meaning: string;
  readonly source: string;
  /** Whether an a=rtpmap line gives the name. */
  readonly isNamed: boolean;
}

/** What a payload type stands for: by its a=rtpmap line, or else by the fixed assignment. RFC 3551 6. */
export function encodingOf(format: string, maps: ReadonlyMap<string, string>): Encoding {
  const mapped = maps.get(format);
  if (mapped !== undefined) {
    const [encoding = '', clock = '', channels] = mapped.split('/');
    const row = codec(encoding);
    return {
      name: encodingName(encoding, clock, channels),
      meaning: row?.meaning ?? '',
      source: sourcesOf('RFC 8866 6.6', row?.source),
      isNamed: true,
    };
  }
  const row = /^\d{1,3}$/.test(format) ? payloadType(Number(format)) : undefined;
  if (row === undefined) return { name: 'not a payload type', meaning: '', source: 'RFC 3551 6', isNamed: false };
  return {
    name:
      row.encoding === undefined
        ? `${row.use}, and no a=rtpmap line names it`
        : encodingName(
            row.encoding,
            String(row.clockRate ?? ''),
            row.channels === 1 ? undefined : row.channels?.toString(),
          ),
    meaning: row.meaning,
    source: row.source,
    isNamed: false,
  };
}

const encodingName = (encoding: string, clock: string, channels: string | undefined): string =>
  [
    printable(encoding, 60),
    ...(clock === '' ? [] : [`${printable(clock, 20)} Hz`]),
    ...(channels === undefined || channels === '1' ? [] : [`${printable(channels, 10)} channels`]),
  ].join(', ');

/** What the a=rtpmap lines of the media description say: `PCMU/8000` by payload type. Of several for one the first counts. */
export function rtpmapsIn({ text, sdp, media }: SdpContext): ReadonlyMap<string, string> {
  const maps = new Map<string, string>();
  for (let index = media?.first ?? 0; index < (media?.end ?? 0); index++) {
    const line = sdp.lines[index];
    if (line?.type !== 'a' || !text.startsWith('rtpmap', line.value.start)) continue;
    const { value } = attributeIn(text, line);
    const [type, name] = value === undefined ? [] : wordsIn(text, value, 2).map((word) => textOf(text, word));
    if (type !== undefined && name !== undefined && !maps.has(type)) maps.set(type, name);
  }
  return maps;
}
