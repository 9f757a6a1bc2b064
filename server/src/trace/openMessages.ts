import type { Part } from './formats/parts';
import type { Pieces } from './messageText';
import type { Span } from './text/span';

/** A message whose rest has not come yet. */
export interface OpenMessage {
  /** Its index; -1 while not even its start-line is there as a whole. */
  index: number;
  /** The part of the log that it begins in. */
  readonly part: Part;
  /** How many records there were then. */
  readonly recordCount: number;
  /** The entries that hold it. */
  readonly entries: Span[];
  /** What these hold, put together. */
  readonly text: Pieces;
  /** Where it begins in `text`. */
  readonly start: number;
  /** How many octets of its body are to come; none while its header fields are not over. */
  missing: number;
  /** Whether what comes may begin with a start-line that belongs to its body. */
  mayHoldMessage: boolean;
  /** How often it has been read. */
  readings: number;
}

/** The messages of a log that have begun and not ended, by the stream that they came in. */
export class OpenMessages {
  readonly #open = new Map<string, OpenMessage>();

  get(stream: string): OpenMessage | undefined {
    return this.#open.get(stream);
  }

  set(stream: string, message: OpenMessage): void {
    this.#open.set(stream, message);
  }

  delete(stream: string): void {
    this.#open.delete(stream);
  }

  /** Forgets messages from index `count` on. */
  truncate(count: number): void {
    for (const [stream, { index }] of this.#open) if (index === -1 || index >= count) this.#open.delete(stream);
  }
}
