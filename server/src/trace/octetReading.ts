import { formats as builtIn } from './formats';
import type { Format } from './formats/format';
import { KnownFormats } from './formats/knownFormats';
import { OctetOffsets, octetOffsetsOf } from './octetOffsets';
import { OrdinaryRecords } from './ordinary/ordinaryRecords';
import { placeToReadFrom } from './rereading';
import { RowSink } from './rowSink';
import { Scanner } from './scanner';
import type { Store } from './store';
import { Places } from './text/nextIndex';
import { type Units, Window, Windows } from './text/units';
import { readTrace, Trace } from './trace';

/** The octets of a log: ASCII, or valid UTF-8 without a byte order mark. */
export interface OctetLog {
  readonly octets: Uint8Array;
  readonly isAscii: boolean;
  /** The octets at `start..end` as characters, one each. */
  asCharacters(start: number, end: number): string;
  /** The text of the octets at `start..end`. */
  decode(start: number, end: number): string;
}

/** How many octets are read as text, so that formats become known: all that these are known by near the beginning of a log. */
const BEGINNING = 1 << 18;
/** A log of fewer octets is read as text, which is decoded in no time. */
const LEAST = 1 << 22;

/**
 * Reads a log from its octets as long as all is ordinary, which is the same in octets as in characters; from the first line on that is
 * not, as text. So a log of which nobody asks for the text is never decoded, which costs as much as reading it, and up to
 * twice the memory.
 */
export function readOctets(
  log: OctetLog,
  formats: readonly Format[] = builtIn,
  beginning = BEGINNING,
  least = LEAST,
): Trace {
  const { length } = log.octets;
  const start = length < least ? undefined : readBeginning(log, formats, beginning);
  if (start === undefined) return readTrace(log.decode(0, length), formats);
  const { store, known } = start;
  const ordinary = new OrdinaryRecords(new OctetWindows(log), new RowSink(store), known.formats);
  const end = ordinary.readFrom(start.offset, length);
  if (end === length) return Trace.ofOctets(store, formats, () => decoded(log, store, 0).text);
  const { text, offset } = decoded(log, store, end);
  const scanner = new Scanner(text, store, offset, formats);
  scanner.advance();
  return new Trace(text, store, formats);
}

/** Reads the beginning as text; gives the tables in octets, and where reading goes on. `undefined` where it cannot go on. */
function readBeginning(
  { octets, decode }: OctetLog,
  formats: readonly Format[],
  beginning: number,
): { store: Store; known: KnownFormats; offset: number } | undefined {
  const text = decode(0, octets.lastIndexOf(LF, beginning) + 1);
  const { length } = text;
  const trace = readTrace(text, formats);
  const { store } = trace;
  const from = length === 0 ? undefined : placeToReadFrom(trace, { start: length, end: length, length: 1 });
  if (from === undefined || store.entriesOf.size > 0) return undefined;
  store.truncate(from.record);
  store.discoveries = store.discoveries.filter(({ at }) => at < from.offset);
  const known = new KnownFormats(text, formats, store, new Places(text));
  const offsets = octetOffsetsOf(text);
  store.moveOffsets((offset) => offsets[offset] ?? 0);
  return { store, known, offset: offsets[from.offset] ?? 0 };
}
const LF = 10;

/**
 * The text of the log, and the offset in it of octet `octet`. Offsets in `store` count in the text from now on. The octets may be gone
 * when they have been decoded.
 */
function decoded(log: OctetLog, store: Store, octet: number): { text: string; offset: number } {
  const { octets, isAscii } = log;
  const { length } = octets;
  if (isAscii) return { text: log.decode(0, length), offset: octet };
  const offsets = new OctetOffsets(octets);
  store.moveOffsets((each) => offsets.at(each));
  const offset = offsets.at(octet);
  return { text: log.decode(0, length), offset };
}

/** Windows of a log that has not been decoded. */
class OctetWindows extends Windows {
  constructor(readonly log: OctetLog) {
    super();
  }

  protected take(from: number, to: number, units: Units): Window {
    const { octets, isAscii } = this.log;
    units.set(octets.subarray(from, to));
    return new Window(units, this.log.asCharacters(from, Math.min(to, octets.length)), from, true, isAscii);
  }
}
