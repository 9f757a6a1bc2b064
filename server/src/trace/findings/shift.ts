import type { Change } from '../change';
import type { Span } from '../text/span';
import type { Asked, Grounds } from './guards/grounds';
import type { KeptFound, Look, OutsideClaim } from './search';

/** Where messages and places of a log stand after a change of it. */
export class Shift {
  readonly #movesNothing: boolean;
  readonly #from: number;
  readonly #by: number;
  readonly #delta: number;

  /** The log had `before` messages, and has `now`. */
  constructor(
    readonly change: Change,
    before: number,
    now: number,
  ) {
    this.#movesNothing = change.moved === 0 && change.movedRecords === 0;
    this.#from = before - change.moved;
    this.#by = now - before;
    this.#delta = change.edit.length - (change.edit.end - change.edit.start);
  }

  /** Index of the message that had `index`; -1 when it is no longer what it was. */
  index(index: number): number {
    if (index < this.change.kept) return index;
    return index < this.#from ? -1 : index + this.#by;
  }

  /** Whether the change touches `span`. */
  touches({ start, end }: Span): boolean {
    return start <= this.change.edit.end && end >= this.change.edit.start;
  }

  span(span: Span): Span {
    return span.start < this.change.edit.start
      ? span
      : { start: span.start + this.#delta, end: span.end + this.#delta };
  }

  /** `look` in the changed log; `undefined` where the change concerns it. */
  look(look: Look): Look | undefined {
    const { unit, at, found, asked } = look;
    if (this.index(at) === -1 || found.some((one) => this.#concerns(one))) return undefined;
    if (asked.some(({ message }) => this.index(message) === -1)) return undefined;
    if (this.#movesNothing) return look;
    return {
      unit,
      at: this.index(at),
      found: found.map((one) => this.#found(one)),
      asked: asked.map((one) => ({ ...one, message: this.index(one.message) })),
    };
  }

  #concerns({ finding: { span, related }, claims }: KeptFound): boolean {
    return (
      this.touches(span) || related.some((place) => this.touches(place.span)) || claims.some((at) => this.index(at) < 0)
    );
  }

  #found({ finding, key, claims }: KeptFound): KeptFound {
    return {
      finding: {
        ...finding,
        span: this.span(finding.span),
        related: finding.related.map((place) => ({ ...place, span: this.span(place.span) })),
        about: this.index(finding.about),
      },
      key,
      claims: claims.map((index) => this.index(index)),
    };
  }

  /** `grounds` in the changed log; `undefined` where a message that was asked about is no longer there. */
  grounds(grounds: Grounds): Grounds | undefined {
    const isGone = (index: Asked['answer']): boolean => typeof index === 'number' && this.index(index) === -1;
    if (grounds.asked.some(({ message, answer }) => isGone(message) || isGone(answer))) return undefined;
    if (this.#movesNothing || grounds.asked.length === 0) return grounds;
    const asked = grounds.asked.map((one) => ({
      ...one,
      message: this.index(one.message),
      answer: typeof one.answer === 'number' ? this.index(one.answer) : one.answer,
    }));
    return { ...grounds, asked };
  }

  claim(claim: OutsideClaim): OutsideClaim {
    return { ...claim, at: this.index(claim.at), message: this.index(claim.message) };
  }
}
