import { type KnownFormat, leastWords } from '../ordinary/ordinaryRecords';
import type { Store } from '../store';
import { LineCursor } from '../text/lineCursor';
import { type NextIndex, Places } from '../text/nextIndex';
import type { Format } from './format';

/** How much of a log counts as its beginning, in UTF-16 units. */
const BEGINNING = 65_536;
/** How much of a line is looked at for words of a format. */
const LONGEST_LINE = 2000;

/** What all readings with the same formats share; formats are named by their indices. */
interface Shared {
  /** Those that are known in any log. */
  readonly always: readonly number[];
  /** Those whose messages have no head line. */
  readonly bare: readonly number[];
  /** Matches the words of all formats. */
  readonly anyWord: RegExp;
}

const shared = new WeakMap<readonly Format[], Shared>();

/** What readings with the formats `all` share, found out once. */
function sharedBy(all: readonly Format[]): Shared {
  let known = shared.get(all);
  if (known === undefined) {
    const words = all.flatMap((format) => format.words).map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
    known = {
      always: [...all.keys()].filter((index) => all[index]?.isAlwaysKnown),
      bare: [...all.keys()].filter((index) => all[index]?.words.length === 0),
      anyWord: new RegExp([...new Set(words)].join('|')),
    };
    shared.set(all, known);
  }
  return known;
}

/** The formats that one log is known to have, and where the head lines of their records may stand next. */
export class KnownFormats {
  readonly #text: string;
  readonly #known: Known[] = [];
  /** From here to there no known format has a word. */
  #quietFrom = -1;
  #quietUntil = -1;
  readonly #shared: Shared;
  /** Indices of those that are known by what stands near the beginning of the log. */
  readonly byHead: readonly number[];

  /**
   * `all` are the formats there are. Those that reading up to offset `from` has discovered, as `store` says, are known; what `store` says of
   * the beginning of the log holds where reading goes on behind it.
   */
  constructor(
    text: string,
    readonly all: readonly Format[],
    readonly store: Store,
    readonly places: Places,
    from = 0,
  ) {
    this.#text = text;
    this.#shared = sharedBy(all);
    for (const index of this.#shared.always) this.#add(index);
    for (const { format } of store.discoveries) this.#add(format);
    this.byHead = from < BEGINNING ? this.#findHeads() : store.knownByHead;
    for (const index of this.byHead) this.#add(index);
  }

  /** Whether the formats that are known are those of `discovered`, and no others but those known from the beginning on. */
  isJust(discovered: ReadonlySet<number>): boolean {
    const expected = new Set([...this.#shared.always, ...this.byHead, ...discovered]);
    return expected.size === this.#known.length && this.#known.every(({ index }) => expected.has(index));
  }

  /** The formats that are known, with their indices; another array when there is one more. */
  get formats(): readonly KnownFormat[] {
    return this.#formats;
  }
  #formats: readonly Known[] = [];
  /** Places of the words of all known formats. */
  #words: readonly NextIndex[] = [];

  /** The formats of which a head line stands near the beginning of the log. */
  #findHeads(): readonly number[] {
    const found: number[] = [];
    const beginning = this.#text.slice(0, BEGINNING);
    const line = new LineCursor(beginning);
    for (const [index, format] of this.all.entries()) {
      if (!format.isKnownByHead) continue;
      const known = new Known(new Places(beginning), index, format);
      for (
        let at = known.nextWord(0, beginning.length);
        at < beginning.length;
        at = known.nextWord(line.next, beginning.length)
      ) {
        line.moveTo(lineStartBefore(beginning, at));
        if (!format.beginsAt(line)) continue;
        found.push(index);
        break;
      }
    }
    return found;
  }

  /** Makes a format known. The known ones are asked in the order of `all`. */
  #add(index: number): void {
    const format = this.all[index];
    if (format === undefined || this.#known.some((known) => known.index === index)) return;
    this.#known.push(new Known(this.places, index, format));
    this.#known.sort((one, other) => one.index - other.index);
    this.#formats = [...this.#known];
    this.#words = leastWords(this.#known.flatMap(({ format }) => format.words)).map((word) => this.places.of(word));
    this.#quietFrom = this.#quietUntil = -1;
  }

  /** Index of the known format whose record begins at the cursor's line; -1 when none does. */
  formatAt(line: LineCursor): number {
    if (line.lineStart >= this.#quietFrom && line.lineEnd <= this.#quietUntil) return -1;
    for (const known of this.#known) if (known.mayBegin(line) && known.format.beginsAt(line)) return known.index;
    return -1;
  }

  /** Offset of the first word of a known format at or behind `at`: in front of the line that holds it, no record begins. */
  nextWord(at: number): number {
    if (at >= this.#quietFrom && at <= this.#quietUntil) return this.#quietUntil;
    let next = this.#text.length;
    for (const word of this.#words) next = Math.min(next, word.at(at, next));
    this.#quietFrom = at;
    this.#quietUntil = next;
    return next;
  }

  /** Index of the format that reads the message on the cursor's line, which no head line explains; the last one reads any. */
  bareAt(line: LineCursor): number {
    const { bare } = this.#shared;
    return bare.find((index) => this.all[index]?.beginsAt(line)) ?? bare.at(-1) ?? 0;
  }

  /**
   * Makes the format known whose head line stands nearest in front of the cursor's line or on it, not before offset
   * `from`. Leaves the cursor on the first head line of that format there is, and returns its offset; -1 when no format
   * has one.
   */
  discover(line: LineCursor, from: number): number {
    const back = line.start;
    const { lineStart } = line;
    const lineEnd = Math.min(line.lineEnd, line.start + LONGEST_LINE);
    if (!this.#shared.anyWord.test(this.#text.slice(from, lineEnd))) return -1;
    let candidates = [...this.all.keys()].filter((index) => !this.#known.some((known) => known.index === index));
    let head = -1;
    for (let end = lineEnd, start = lineStart; end > from; ) {
      const found = this.#headOn(line, start, end, candidates);
      if (found !== -1) {
        if (head === -1) this.#add(found);
        head = start;
        candidates = [found];
      }
      if (start <= from) break;
      end = start - 1;
      start = Math.max(from, this.#text.lastIndexOf('\n', end - 1) + 1);
    }
    const [format] = candidates;
    if (head !== -1 && format !== undefined) {
      this.store.discoveries = [...this.store.discoveries, { format, head, at: back }];
    }
    line.moveTo(head === -1 ? back : head);
    return head;
  }

  /** Which of the formats `candidates` has a head line on the line `start..end`; -1 when none has. */
  #headOn(line: LineCursor, start: number, end: number, candidates: readonly number[]): number {
    const text = this.#text.slice(start, end);
    if (!this.#shared.anyWord.test(text)) return -1;
    for (const index of candidates) {
      const format = this.all[index];
      if (format === undefined || !format.words.some((word) => text.includes(word))) continue;
      line.moveTo(start);
      if (format.beginsAt(line)) return index;
    }
    return -1;
  }
}

/** Offset at which the line begins that holds `at`. */
function lineStartBefore(text: string, at: number): number {
  let start = at;
  while (start > 0 && text.charCodeAt(start - 1) !== 10 && text.charCodeAt(start - 1) !== 13) start--;
  return start;
}

/** One known format with the places of its words. */
class Known {
  readonly #words: readonly NextIndex[];

  constructor(
    places: Places,
    readonly index: number,
    readonly format: Format,
  ) {
    this.#words = format.words.map((word) => places.of(word));
  }

  /** Whether one of the words stands on the line. */
  mayBegin({ lineStart, lineEnd }: LineCursor): boolean {
    for (const word of this.#words) if (word.at(lineStart, lineEnd) < lineEnd) return true;
    return false;
  }

  /** Offset of the first of the words at or behind `at`; `limit` when none stands in front of it. */
  nextWord(at: number, limit: number): number {
    let next = limit;
    for (const word of this.#words) next = Math.min(next, word.at(at, next));
    return next;
  }
}
