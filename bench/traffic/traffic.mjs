import { Exchange } from './exchange.mjs';
import { makePeople } from './people.mjs';
import { Random } from './random.mjs';
import { call } from './stories/call.mjs';
import { instantMessages } from './stories/instantMessages.mjs';
import { keepAlive } from './stories/keepAlive.mjs';
import { refresh, signIn } from './stories/signIn.mjs';
import { subscription } from './stories/subscription.mjs';

const STORIES = [
  [26, signIn],
  [14, refresh],
  [22, call],
  [16, instantMessages],
  [18, subscription],
  [4, keepAlive],
];

/** Milliseconds from the beginning of one exchange to that of the next, at most. */
const PAUSE = 240;
const BEGIN = Date.UTC(2026, 0, 12, 8) * 1000;

/** Statuses that ask for something else rather than refuse: challenges, and the end of an INVITE that was cancelled. */
const NOT_A_FAILURE = new Set([401, 407, 487]);

/**
 * SIP traffic as a server sees it, the same for the same options: sign-ins with NTLM, calls and instant messages over two
 * legs, subscriptions, refusals, retransmissions, all of them going on at the same time.
 *
 * @param {object} options
 * @param {number} [options.seed] whole number
 * @param {string} [options.transport] as Via has it; all else is the same for every transport
 * @param {number} [options.nonAscii] share of people, 0 to 1, who have names beyond ASCII and write so
 * @returns {Generator<object>} messages in the order of their times, without end: `time` in microseconds since 1970-01-01,
 *   `outgoing` from the server, `source` and `target` with `host` and `port`, `startLine`, `headers` (without empty line)
 *   and `body`
 */
export function* traffic({ seed = 1, transport = 'TLS', nonAscii = 0 } = {}) {
  const random = new Random(seed);
  const people = makePeople(random, 400, nonAscii);
  const server = { host: '192.0.2.10', port: transport === 'TLS' ? 5061 : 5060 };
  const peers = [11, 12, 13].map((last) => ({ host: `192.0.2.${last}`, port: 5060, hasBranch: true }));
  const world = { random, people, server, peers, transport };
  const waiting = new Queue();
  for (let begin = BEGIN; ; begin += random.below(PAUSE * 1000)) {
    while (waiting.firstTime <= begin) yield waiting.take();
    const exchange = new Exchange(world, begin);
    random.weighted(STORIES)(exchange);
    for (const packet of exchange.packets) waiting.add(packet);
  }
}

/**
 * Counts what was written, in the words of the contract; `failures` are transactions with a final response from 400 on,
 * other than 401, 407 and 487.
 */
export class Truth {
  messages = 0;
  requests = 0;
  responses = 0;
  transactions = 0;
  dialogs = 0;
  callIds = 0;
  failures = 0;

  count({ status, transaction, dialog, call }) {
    this.messages++;
    if (status === 0) this.requests++;
    else this.responses++;
    if (!transaction.counted) this.transactions++;
    transaction.counted = true;
    if (!call.counted) this.callIds++;
    call.counted = true;
    if (dialog !== undefined && !dialog.counted) this.dialogs++;
    if (dialog !== undefined) dialog.counted = true;
    const failed = status >= 400 && !NOT_A_FAILURE.has(status);
    if (failed && !transaction.failed) this.failures++;
    if (failed) transaction.failed = true;
  }
}

/** Packets by time, those of one time in the order in which they came: a binary heap. */
class Queue {
  #heap = [];
  #count = 0;

  get firstTime() {
    return this.#heap[0]?.packet.time ?? Number.POSITIVE_INFINITY;
  }

  add(packet) {
    const heap = this.#heap;
    const entry = { packet, number: this.#count++ };
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (isBefore(heap[parent], entry)) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = entry;
  }

  take() {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (heap.length > 0) {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child++;
        if (child >= heap.length || isBefore(last, heap[child])) break;
        heap[at] = heap[child];
        at = child;
      }
      heap[at] = last;
    }
    return first.packet;
  }
}

const isBefore = (one, other) =>
  one.packet.time < other.packet.time || (one.packet.time === other.packet.time && one.number < other.number);
