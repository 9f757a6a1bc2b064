import type { FormatId } from '../../formats/format';
import type { Message } from '../../message';
import type { Trace } from '../../trace';
import type { Transaction } from '../../transactions';

/** Formats of programs that log all that they send and receive, so that what is not logged did not happen. */
const LOGS_BOTH_WAYS: ReadonlySet<FormatId> = new Set([
  'ocs-sipstack',
  'uccapi',
  'freeswitch-sofia',
  'asterisk-chan-sip',
  'asterisk-pjsip',
  'pjsua-log',
  'linphone',
  'twinkle',
  'baresip-trace',
  'sipp-trace-msg',
  'sipe-debug',
]);

/** Copies of a request from which on a client surely got no answer: it would have stopped. RFC 3261 17.1.1.2. */
const REPEATED = 2;

/**
 * Which ways of the traffic a log shows. A capture at one side of a port, or of one way only, shows requests without their
 * answers. Guard `one-sided`.
 */
export class Sides {
  /** Formats by their number, with the directions that their messages have: bits of 1 incoming, 2 outgoing. */
  readonly #directions: Uint8Array;
  /** 1 for the sent-by of the senders that get answers, by their numbers among the names. */
  readonly #answered: Uint8Array;
  readonly #requests: number;
  readonly #responses: number;

  /** Of a log that goes on behind its first `count` messages, `before` says what those show. */
  constructor(trace: Trace, before?: Sides, count = 0) {
    const { messages, records, messageCount, names } = trace.store;
    const { record, direction, status, sentBy } = messages;
    const { format } = records;
    const directions = new Uint8Array(trace.knownFormats.length);
    const answered = new Uint8Array(names.count);
    let requests = 0;
    if (before !== undefined) {
      directions.set(before.#directions);
      answered.set(before.#answered);
      requests = before.#requests;
    }
    for (let message = before === undefined ? 0 : count; message < messageCount; message++) {
      const of = format.at(record.at(message));
      directions[of] = (directions[of] ?? 0) | direction.at(message);
      if (status.at(message) === 0) requests++;
      else answered[sentBy.at(message)] = 1;
    }
    this.#directions = directions;
    this.#answered = answered;
    this.#requests = requests;
    this.#responses = messageCount - requests;
  }

  /** Whether the log shows requests only, or responses only. */
  get isOneSided(): boolean {
    return this.#requests === 0 || this.#responses === 0;
  }

  /** Whether the program that wrote the log logs all that it sends and receives. */
  logsAll({ trace, recordIndex }: Message): boolean {
    const id = trace.knownFormats[trace.store.records.format.at(recordIndex)]?.id;
    return id !== undefined && LOGS_BOTH_WAYS.has(id);
  }

  /** Whether an answer to the request of `transaction` would stand in the log if there had been one. */
  showsAnswersTo(transaction: Transaction): boolean {
    const { trace } = transaction;
    const { messages, records } = trace.store;
    const request = transaction.request ?? transaction.first;
    const format = records.format.at(messages.record.at(request.index));
    const directions = this.#directions[format] ?? 0;
    // Where nobody answers anything, it is the log that leaves answers out.
    if (directions === 3) return this.#responses > 0;
    const isRepeated = transaction.retransmissions >= REPEATED;
    const id = trace.knownFormats[format]?.id;
    if (id !== undefined && LOGS_BOTH_WAYS.has(id)) {
      // Answers to requests that are not there: somebody took one way out of the log.
      const isOneWay = directions !== 0 && this.#responses > 0;
      return isRepeated || (!isOneWay && (this.#responses > 0 || this.#requests > REPEATED));
    }
    if (directions !== 0) return false;
    return this.#answered[messages.sentBy.at(request.index)] === 1 || (this.#responses > 0 && isRepeated);
  }
}
