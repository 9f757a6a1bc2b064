import { formats as builtIn } from './formats';
import type { Format } from './formats/format';
import { KnownFormats } from './formats/knownFormats';
import { OctetOffsets, octetOffsetsOf } from './octetOffsets';
import { OrdinaryRecords } from './ordinary/ordinaryRecords';
import { placeToReadFrom } from './rereading';
import { Scanner } from './scanner';
import type { Store } from './store';
import { Places } from './text/nextIndex';
import { MOST_UNITS } from './text/windowMemory';
import { Window, Windows } from './text/windows';
import { readTrace, Trace } from './trace';

/** The octets of a log, which may still be coming in. */
export interface OctetLog {
  /** Room for all of them. */
  readonly octets: Uint8Array;
  isAscii(start: number, end: number): boolean;
  isUtf8(start: number, end: number): boolean;
  /** The octets at `start..end` as characters, one each. */
  asCharacters(start: number, end: number): string;
  /** The text of the octets at `start..end`, in UTF-8 or in what the log is written in. */
  decode(start: number, end: number): string;
  /** Says that all octets have been decoded and are not needed any more. */
  release?(): void;
}

/** How many octets are read as text, so that formats become known: all that these are known by near the beginning of a log. */
const BEGINNING = 1 << 18;
/** A log of fewer octets is read as text, which is decoded in no time. */
const LEAST = 1 << 22;

/**
 * Reads a log from its octets, as these come in, as long as all is ordinary, which is the same in octets as in characters; from the first
 * line on that is not, as text, when all octets are there. So a log of which nobody asks for the text is never decoded, which
 * costs as much as reading it, and up to twice the memory. What is not UTF-8 is text from the first line on.
 */
export class OctetReading {
  readonly #log: OctetLog;
  readonly #formats: readonly Format[];
  readonly #beginning: number;
  readonly #least: number;
  /** How many octets are there. */
  #length = 0;
  #isAscii = true;
  /** Up to here it is UTF-8. */
  #checked = 0;
  /** What has been read of them; `undefined` before the beginning is there. */
  #read: Read | undefined;
  /** Whether what comes next has to be text. */
  #needsText = false;

  constructor(log: OctetLog, formats: readonly Format[] = builtIn, beginning = BEGINNING, least = LEAST) {
    this.#log = log;
    this.#formats = formats;
    this.#beginning = beginning;
    this.#least = least;
  }

  /** Reads on, now that `length` octets are there. */
  advance(length: number): void {
    const { octets } = this.#log;
    this.#isAscii &&= this.#log.isAscii(this.#length, length);
    this.#length = length;
    this.#checkTo(octets.lastIndexOf(LF, length - 1) + 1);
    // The windows in which lines begin up to there are full.
    const until = length - MOST_UNITS;
    if (until >= this.#beginning && octets.length >= this.#least) this.#readTo(until);
  }

  /** The trace of the log, of which all octets are there. */
  end(): Trace {
    this.#checkTo(this.#length);
    if (this.#length >= this.#least) this.#readTo(this.#length);
    const read = this.#read;
    if (read === undefined) return readTrace(this.#decodeAll(), this.#formats);
    const { store, offset } = read;
    if (offset === this.#length) return Trace.ofOctets(store, this.#formats, () => this.#asText(store, 0).text);
    const { text, offset: at } = this.#asText(store, offset);
    new Scanner(text, store, at, this.#formats).advance();
    return new Trace(text, store, this.#formats);
  }

  /** Looks whether the octets up to `end` are UTF-8 without a byte order mark; if not, what has been read of them is void. */
  #checkTo(end: number): void {
    const from = this.#checked;
    if (end <= from) return;
    this.#checked = end;
    const hasMark = from === 0 && this.#log.octets[0] === FIRST_OF_MARK;
    if (!hasMark && (this.#isAscii || this.#log.isUtf8(from, end))) return;
    this.#read = undefined;
    this.#needsText = true;
  }

  /** Reads what is ordinary up to the first line at or behind `until`. */
  #readTo(until: number): void {
    if (this.#needsText) return;
    this.#read ??= this.#readBeginning();
    const read = this.#read;
    if (read !== undefined) {
      read.windows.length = this.#length;
      read.windows.isAscii = this.#isAscii;
      read.offset = read.ordinary.readFrom(read.offset, until);
    }
    this.#needsText = read === undefined || read.offset < until;
  }

  /** Reads the beginning as text; gives the tables in octets, and where reading goes on. `undefined` where it cannot go on. */
  #readBeginning(): Read | undefined {
    const log = this.#log;
    const text = log.decode(0, log.octets.lastIndexOf(LF, Math.min(this.#beginning, this.#length - 1)) + 1);
    const { length } = text;
    const trace = readTrace(text, this.#formats);
    const { store } = trace;
    const from = length === 0 ? undefined : placeToReadFrom(trace, { start: length, end: length, length: 1 });
    if (from === undefined || store.entriesOf.size > 0) return undefined;
    store.truncate(from.record);
    store.discoveries = store.discoveries.filter(({ at }) => at < from.offset);
    const known = new KnownFormats(text, this.#formats, store, new Places(text));
    const windows = new OctetWindows(log);
    const ordinary = new OrdinaryRecords(windows, store, known.formats, false);
    if (this.#isAscii) return { store, ordinary, windows, offset: from.offset };
    const offsets = octetOffsetsOf(text);
    store.moveOffsets((offset) => offsets[offset] ?? 0);
    return { store, ordinary, windows, offset: offsets[from.offset] ?? 0 };
  }

  /** The text of the log, and the offset in it of octet `octet`. Offsets in `store` count in the text from now on. */
  #asText(store: Store, octet: number): { text: string; offset: number } {
    if (this.#isAscii) return { text: this.#decodeAll(), offset: octet };
    const offsets = new OctetOffsets(this.#log.octets.subarray(0, this.#length));
    store.moveOffsets((each) => offsets.at(each));
    return { offset: offsets.at(octet), text: this.#decodeAll() };
  }

  #decodeAll(): string {
    const text = this.#log.decode(0, this.#length);
    this.#log.release?.();
    return text;
  }
}

/** Reads a log of which all octets are there. */
export function readOctets(log: OctetLog, formats?: readonly Format[], beginning?: number, least?: number): Trace {
  const reading = new OctetReading(log, formats, beginning, least);
  reading.advance(log.octets.length);
  return reading.end();
}

/** What has been read from octets: where it goes on, and in which windows. */
interface Read {
  readonly store: Store;
  readonly ordinary: OrdinaryRecords;
  readonly windows: OctetWindows;
  offset: number;
}

/** Windows of a log that has not been decoded. */
class OctetWindows extends Windows {
  /** How many octets are there, and whether these are ASCII. */
  length = 0;
  isAscii = true;

  constructor(readonly log: OctetLog) {
    super();
  }

  protected take(from: number, to: number): Window {
    const end = Math.min(to, this.length);
    this.memory.units.set(this.log.octets.subarray(from, end));
    const slice = (start: number, behind: number): string => this.log.asCharacters(from + start, from + behind);
    return new Window(this.memory, end - from, slice, from, true, this.isAscii);
  }
}

const LF = 10;
/** The first octet of the byte order mark of UTF-8. */
const FIRST_OF_MARK = 0xef;
