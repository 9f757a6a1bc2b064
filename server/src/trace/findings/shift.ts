import type { Change } from '../change';
import type { Span } from '../text/span';
import type { Asked, Grounds } from './guards/grounds';
import type { KeptFound, Look } from './looks';
import { reworded } from './onePerKind';

interface Counts {
  readonly messageCount: number;
  readonly recordCount: number;
}

/** Where messages and places of a log stand after a change of it. */
export class Shift {
  readonly #movesNothing: boolean;
  readonly #from: number;
  readonly #by: number;
  readonly #delta: number;

  readonly #recordsFrom: number;
  readonly #recordsBy: number;

  /** How many messages and records the log had `before`, and has `now`. */
  constructor(
    readonly change: Change,
    before: Counts,
    now: Counts,
  ) {
    this.#movesNothing = change.moved === 0 && change.movedRecords === 0;
    this.#from = before.messageCount - change.moved;
    this.#by = now.messageCount - before.messageCount;
    this.#recordsFrom = before.recordCount - change.movedRecords;
    this.#recordsBy = now.recordCount - before.recordCount;
    this.#delta = change.edit.length - (change.edit.end - change.edit.start);
  }

  /** Index of the message that had `index`; -1 when it is no longer what it was. */
  index(index: number): number {
    if (index < this.change.kept) return index;
    return index < this.#from ? -1 : index + this.#by;
  }

  /** The same for the record that had `index`. */
  record(index: number): number {
    if (index < this.change.keptRecords) return index;
    return index < this.#recordsFrom ? -1 : index + this.#recordsBy;
  }

  /** Whether messages behind the change have other indices now. */
  get movesMessages(): boolean {
    return this.#by !== 0;
  }

  /** Whether the change touches `span`. */
  touches({ start, end }: Span): boolean {
    return start <= this.change.edit.end && end >= this.change.edit.start;
  }

  /** Where the last of some messages and of some places stands now, which may be one that the change took away. */
  last(message: number, end: number): { readonly lastMessage: number; readonly lastEnd: number } {
    const { kept, edit } = this.change;
    const moved = this.index(message);
    return {
      lastMessage: moved === -1 ? kept : moved,
      lastEnd: end < edit.start ? end : Math.max(edit.start, end + this.#delta),
    };
  }

  span(span: Span): Span {
    return span.start < this.change.edit.start
      ? span
      : { start: span.start + this.#delta, end: span.end + this.#delta };
  }

  /** `look` in the changed log; `undefined` where the change concerns it. */
  look(look: Look): Look | undefined {
    const { unit, at, found, asked } = look;
    if (this.#isInFront(look)) return look;
    if (this.index(at) === -1 || found.some((one) => this.#concerns(one))) return undefined;
    if (asked.some(({ message }) => this.index(message) === -1)) return undefined;
    if (this.#movesNothing) return look;
    return {
      unit,
      at: this.index(at),
      found: found.map((one) => this.#found(one)),
      asked: !this.movesMessages ? asked : asked.map((one) => ({ ...one, message: this.index(one.message) })),
    };
  }

  /** Whether the change is behind all that `look` tells of. */
  #isInFront({ at, found, asked }: Look): boolean {
    const { kept, edit } = this.change;
    if (at >= kept) return false;
    for (const { message } of asked) if (message >= kept) return false;
    for (const { finding, claims } of found) {
      if (finding.about >= kept || finding.span.end >= edit.start) return false;
      for (const { span } of finding.related) if (span.end >= edit.start) return false;
      for (const message of claims) if (message >= kept) return false;
    }
    return true;
  }

  #concerns({ finding: { span, related, about }, claims }: KeptFound): boolean {
    return (
      this.index(about) < 0 ||
      this.touches(span) ||
      related.some((place) => this.touches(place.span)) ||
      claims.some((at) => this.index(at) < 0)
    );
  }

  #found({ finding, key, claims, words }: KeptFound): KeptFound {
    const { message, related } = finding;
    const moved = reworded(finding, {
      span: this.span(finding.span),
      message,
      related:
        related.length === 0
          ? related
          : related.map((place) => ({ span: this.span(place.span), message: place.message })),
      about: this.index(finding.about),
    });
    return {
      finding: moved,
      key,
      claims: this.movesMessages ? claims.map((index) => this.index(index)) : claims,
      words,
    };
  }

  /** `grounds` in the changed log; `undefined` where a message that was asked about is no longer there. */
  grounds(grounds: Grounds): Grounds | undefined {
    const isGone = (index: Asked['answer']): boolean => typeof index === 'number' && this.index(index) === -1;
    if (grounds.asked.some(({ message, answer }) => isGone(message) || isGone(answer))) return undefined;
    if (!this.movesMessages || this.#movesNothing || grounds.asked.length === 0) return grounds;
    const asked = grounds.asked.map((one) => ({
      ...one,
      message: this.index(one.message),
      answer: typeof one.answer === 'number' ? this.index(one.answer) : one.answer,
    }));
    return { ...grounds, asked };
  }
}
