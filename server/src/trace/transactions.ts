import type { Message } from './message';
import { NONE } from './store';
import { Uint32Column } from './text/columns';
import type { Span } from './text/span';
import type { Trace } from './trace';

/** Messages of one client or server transaction on one leg: a thin view of a row of the tables. RFC 3261 17. */
export class Transaction {
  constructor(
    readonly trace: Trace,
    /** Place among the transactions, in the order of their first messages, from 0. */
    readonly index: number,
    readonly messages: readonly Message[],
  ) {}

  get first(): Message {
    return this.messages[0] as Message;
  }

  get last(): Message {
    return this.messages[this.messages.length - 1] as Message;
  }

  /** Method of the request; that of an INVITE also where an ACK to its non-2xx response belongs to it. */
  get method(): string {
    return (this.request ?? this.first).method;
  }

  get callId(): string {
    return this.first.callId;
  }

  get cseq(): number | undefined {
    return this.first.cseq;
  }

  /** The first request other than an ACK that joins an INVITE; `undefined` when the log begins later. */
  get request(): Message | undefined {
    return this.messages.find(
      (message) => message.isRequest && !(message.method === 'ACK' && this.first.method !== 'ACK'),
    );
  }

  get responses(): readonly Message[] {
    return this.messages.filter((message) => message.isResponse);
  }

  /** The first final response; `undefined` when the log shows none. */
  get finalResponse(): Message | undefined {
    return this.messages.find((message) => message.isFinal);
  }

  /** Messages that repeat an earlier one: same start-line, To tag, RSeq and direction. RFC 3261 17.1.3, 17.2.3. */
  get retransmissions(): number {
    const seen = new Set<string>();
    for (const message of this.messages) {
      seen.add([message.statusCode, message.method, message.direction, ...responseMarks(message)].join(' '));
    }
    return this.messages.length - seen.size;
  }

  /** Milliseconds from the first request to the final response; `undefined` where the log does not show both times. */
  get duration(): number | undefined {
    const from = this.request?.time;
    const to = this.finalResponse?.time;
    return from === undefined || to === undefined || to < from ? undefined : to - from;
  }

  /** Offsets from the first record to the last. */
  get span(): Span {
    return {
      start: this.trace.recordAt(this.first.recordIndex).span.start,
      end: this.trace.recordAt(this.last.recordIndex).span.end,
    };
  }
}

/** What tells responses with one status code apart: forks differ by To tag, reliable provisional ones by RSeq (RFC 3262 3). */
function responseMarks(message: Message): string[] {
  if (message.isRequest) return [];
  const isProvisional = message.statusCode > 100 && message.statusCode < 200;
  return [message.toTag, (isProvisional && message.value('rseq')) || ''];
}

/** Which messages belong together. */
export interface TransactionTables {
  /** Number of transactions. */
  readonly count: number;
  /** Transaction of each message. */
  readonly ofMessage: Uint32Column;
  /** Indices of the messages of each transaction, in the order of the log. */
  readonly messages: readonly (readonly number[])[];
}

/** Magic cookie of RFC 3261 8.1.1.7: a branch that begins so is unique to its transaction. */
const COOKIE = /^z9hG4bK/i;

/**
 * Ties messages to transactions.
 *
 * Messages share a transaction when they agree on top Via (sent-by and branch), CSeq and Call-ID (RFC 3261 17.1.3,
 * 17.2.3; Call-ID and CSeq keep apart what a client sends under one branch by mistake). Without the magic cookie the From
 * tag counts too (17.2.3, RFC 2543 matching), since Communicator sends a Via without branch. The ACK to a non-2xx final response
 * joins its INVITE, the ACK to a 2xx stands alone (17.1.1.3, 13.2.2.4); a CANCEL has its own (9.1).
 */
export function tieTransactions(trace: Trace): TransactionTables {
  const { messages: columns, messageCount, names } = trace.store;
  const ofMessage = new Uint32Column();
  const messages: number[][] = [];
  const byKey = new Map<string, number>();
  const invite = names.idOf('INVITE');
  const ack = names.idOf('ACK');
  /** 2: a 2xx came; 3: another final response came; 0: none yet. Kept for INVITE only. */
  const outcome: number[] = [];

  for (let index = 0; index < messageCount; index++) {
    const branch = columns.branch.at(index);
    const cookie = COOKIE.test(names.valueOf(branch));
    const via = `${columns.callId.at(index)} ${columns.cseq.at(index)} ${columns.sentBy.at(index)} ${branch}`;
    const fromTag = columns.fromTag.at(index);
    const leg = cookie ? via : `${via} ${fromTag} ${columns.toTag.at(index)}`;
    // The To tag that a request brings about stands in its responses and its ACK only.
    const openingLeg = cookie ? via : `${via} ${fromTag} 0`;
    const method = columns.method.at(index);
    let key = `${method} ${leg}`;
    if (columns.status.at(index) > 0 && !byKey.has(key) && byKey.has(`${method} ${openingLeg}`)) {
      key = `${method} ${openingLeg}`;
    } else if (method === ack) {
      const inviteKey = byKey.has(`${invite} ${leg}`) ? `${invite} ${leg}` : `${invite} ${openingLeg}`;
      const invited = byKey.get(inviteKey);
      const joins = invited !== undefined && (outcome[invited] === 3 || (outcome[invited] === 0 && cookie));
      if (joins) key = inviteKey;
    }
    if (isUntied(columns, index)) key = `${index} alone`;
    let transaction = byKey.get(key);
    if (transaction === undefined) {
      transaction = messages.length;
      byKey.set(key, transaction);
      messages.push([]);
      outcome.push(0);
    }
    messages[transaction]?.push(index);
    ofMessage.push(transaction);
    const status = columns.status.at(index);
    if (status >= 200 && status < 700 && outcome[transaction] === 0) outcome[transaction] = status < 300 ? 2 : 3;
  }
  return { count: messages.length, ofMessage, messages };
}

/** A message without Via, CSeq and Call-ID can be tied to nothing. */
const isUntied = (columns: Trace['store']['messages'], index: number): boolean =>
  columns.branch.at(index) === 0 && columns.callId.at(index) === 0 && columns.cseq.at(index) === NONE;
