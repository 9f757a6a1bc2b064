import { Pieces } from '../messageText';
import type { Span } from '../text/span';

/** Longest entry that is put together, in UTF-16 units. */
const LONGEST = 1 << 20;
/** How much of the log is searched for joints at a time, and how long one of them may be. */
const STEP = 1024;
const LONGEST_JOINT = 500;

/** An entry of a log without what the log put in the middle of its message where it broke that. */
export interface Joined {
  readonly text: Pieces;
  /** Whether it has been broken at all. */
  readonly isBroken: boolean;
}

/**
 * Puts together what stands from offset `from` of the log on, up to the line for which `isOver` says yes; a line ends
 * where it is broken. `joints` is what the log puts into a message where it breaks it, with the flag `g`.
 */
export function joinedFrom(log: string, joints: RegExp, from: number, isOver: (line: Span) => boolean): Joined {
  const text = new Pieces();
  const finder = new JointFinder(log, joints, from);
  let pieceStart = from;
  let at = from;
  for (let behindLine = false; at < log.length && at - from < LONGEST; ) {
    const lineFeed = log.indexOf('\n', at);
    const next = lineFeed === -1 ? log.length : lineFeed + 1;
    const joint = finder.nextAt(at, next);
    if (behindLine && joint?.start !== at && isOver({ start: at, end: joint?.start ?? next })) break;
    behindLine = joint === undefined;
    if (joint === undefined) at = next;
    else {
      text.add(log, { start: pieceStart, end: joint.start });
      pieceStart = joint.end;
      at = joint.end;
    }
  }
  text.add(log, { start: pieceStart, end: at });
  return { text, isBroken: pieceStart > from };
}

/** Finds the joints of an entry that begins at `from`, each part of the log once. */
class JointFinder {
  /** The next joint; where none is known, none begins in front of `#searched`. */
  #joint: Span | undefined;
  #searched: number;

  constructor(
    readonly log: string,
    readonly joints: RegExp,
    readonly from: number,
  ) {
    this.#searched = from;
  }

  /** The first joint that begins in `start..end`. */
  nextAt(start: number, end: number): Span | undefined {
    if (this.#joint !== undefined && this.#joint.start < start) this.#joint = undefined;
    while (this.#joint === undefined && this.#searched < end) this.#search(Math.max(start, this.#searched), end);
    return this.#joint !== undefined && this.#joint.start < end ? this.#joint : undefined;
  }

  #search(start: number, end: number): void {
    const { log, joints, from } = this;
    this.#searched = Math.max(end, start + STEP);
    joints.lastIndex = start - from;
    const found = joints.exec(log.slice(from, this.#searched + LONGEST_JOINT));
    if (found === null || found[0] === '') return;
    const at = from + found.index;
    this.#joint = { start: at, end: at + found[0].length };
    this.#searched = this.#joint.end;
  }
}
