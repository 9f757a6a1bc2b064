import { type Codec, codec, payloadType, sdpAttribute, sdpLine } from '../../trace/tables';
import { type Explanation, sentences, worded } from '../explanation';

/** An RTP payload type; `undefined` outside of 0 to 127. */
export function explainPayloadType(number: number): Explanation | undefined {
  const row = payloadType(number);
  if (row === undefined || !Number.isInteger(number)) return undefined;
  const encoding = row.encoding === undefined ? undefined : codec(row.encoding);
  const clock = row.clockRate === undefined ? '' : `/${row.clockRate}`;
  return {
    title: `RTP payload type ${number}: ${row.encoding === undefined ? row.use : `${row.encoding}${clock}`}`,
    summary: row.meaning,
    details: sentences(
      row.media !== undefined && `Media: ${row.media}.`,
      row.channels !== undefined && row.channels > 1 && `Channels: ${row.channels}.`,
    ),
    source: [...new Set([row.source, ...(encoding === undefined ? [] : [encoding.source])])].join('; '),
  };
}

/** An encoding by its name in a=rtpmap, in any case. */
export function explainCodec(name: string): Explanation | undefined {
  const row = codec(name);
  return (
    row && {
      title: `${row.name} (${row.media} encoding)`,
      summary: worded(row.meaning, row.certainty),
      details: ratesOf(row),
      source: row.source,
    }
  );
}

const ratesOf = ({ clockRate, channels }: Codec): string[] =>
  sentences(
    `RTP clock: ${clockRate}${/\d$/.test(clockRate) ? ' Hz' : ''}.`,
    channels !== undefined && channels !== '1' && `Channels: ${channels}.`,
  );

/** A line type of SDP: the letter before `=`. */
export function explainSdpLine(type: string): Explanation | undefined {
  const row = sdpLine(type);
  if (row === undefined) return undefined;
  return { title: `${row.type}= (SDP: ${row.name})`, summary: row.meaning, details: [], source: row.source };
}

/** An attribute of SDP by its name, in any case. */
export function explainSdpAttribute(name: string): Explanation | undefined {
  const row = sdpAttribute(name);
  if (row === undefined) return undefined;
  return {
    title: `a=${row.name} (SDP attribute)`,
    summary: worded(row.meaning, row.certainty),
    details: sentences(`Level: ${row.level}.`, row.isSecret && 'Its value is a secret and is not shown.'),
    source: row.source,
  };
}
