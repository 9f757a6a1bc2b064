import type { Message } from '../../message';
import type { Guards } from '.';

/** An answer of a guard about one message: yes, no, a message that was found; `undefined` where none was. */
export type Answer = boolean | Message | undefined;

/** An answer that a change of the log elsewhere may turn, and how to ask again. */
export interface Asked {
  /** Index of the message that it is about. */
  readonly message: number;
  /** Asks again, of the guards of a changed log. */
  readonly ask: (guards: Guards, message: Message) => Answer;
  /** The answer; of a message that was found its index. */
  readonly answer: boolean | number | undefined;
  /** While all that comes into the log begins behind this time, the answer stays: in ms, as `Message.time`. */
  readonly until: number;
  /** Whether it rests on the message and `CaptureSegments` only. */
  readonly isOfClock: boolean;
}

/** What a unit of the search rests on beside the messages under its own Call-ID. */
export class Grounds {
  readonly asked: Asked[] = [];
  /** Numbers of other Call-IDs that were looked at. */
  readonly calls = new Set<number>();
  /** Users whose REGISTERs were asked for, as numbers among the names: those that are there and those that may come. */
  readonly users = new Set<number>();
  /** Senders, as `FindingContext.senderOf` numbers them, of whom it was asked whether more of them follows. */
  readonly senders = new Set<number>();
  /** sent-by of whose pings it was asked whether they are a habit. */
  readonly pings = new Set<number>();
  /** Whether the news of connections that the log holds were looked at. */
  restsOnConnections = false;
  /** Whether something was asked that any message of the log can change. */
  restsOnAll = false;
}
