import { plainValue } from '../headText';
import type { Message } from '../message';
import { endpointOf, epidIn, type SignIn } from '../signIns';
import { addressIn, addressOf, addressParameter } from '../sip/addressOfRecord';
import { NONE } from '../store';
import type { Trace } from '../trace';
import type { Transaction } from '../transactions';
import { type Authentication, isChallenge, readAuthentications } from './authentication';
import { Guards } from './guards';
import type { CaptureSegments } from './guards/captureSegments';
import { placeBehind } from './guards/followUps';
import { Grounds } from './guards/grounds';
import type { Sides } from './guards/sides';
import { uriOf } from './redirects';
import { isFailure } from './subjects';

/** Characters from which on a body may be a session description. */
const SHORTEST_SDP = 20;

/** Call-IDs whose users are found out in one step. */
const USERS_AT_ONCE = 128;

/** What rules say of a message: that they explain it, and that it is a failure. */
const CLAIMED = 1;
const BLAMED = 2;

/** An answer about what rules further up explain, given about a message under another Call-ID than that at hand. */
export interface ClaimAsked {
  /** Index of the message. */
  readonly message: number;
  /** Whether it was asked for a claim that says that it is a failure. */
  readonly ofFailure: boolean;
  readonly answer: boolean;
}

/**
 * What all rules share: the guards, the responses that are explained already, and how other sign-ins went. It notes what the
 * answers rest on for the unit that is searched: a Call-ID, by its number, or a rule that compares several.
 */
export class FindingContext extends Guards {
  /** By message: `CLAIMED` where it is explained, and `BLAMED` where that says that it is a failure. */
  readonly #claims: Uint8Array;
  /** What the units rest on; a unit that is not there rests on nothing but what stands under its Call-ID. */
  readonly groundsOf = new Map<number, Grounds>();
  #unit: number | undefined;
  #claimsAsked: ClaimAsked[] = [];
  /** Numbers of Call-IDs. */
  readonly #lost = new Map<number, boolean>();
  /** Hosts that each host sends requests to: two at most. */
  #peers: Map<string, Set<string>> | undefined;
  #lastMedia: Map<string, Message> | undefined;
  #lastInvites: Map<string, number> | undefined;
  /** Indices of the 2xx to REGISTERs, by user. */
  readonly #registeredAt = new Map<string, readonly number[]>();
  #lastServed: Map<number, number> | undefined;
  readonly #answers = new Map<string, EndpointAnswers>();
  /** By the number of their Call-ID. */
  readonly #authentications = new Map<number, readonly Authentication[]>();
  #users: ReadonlyMap<number, number> | undefined;
  #callsOf: Map<number, number[]> | undefined;
  #failed: readonly Transaction[] | undefined;

  /** `users` are those of all Call-IDs with a REGISTER, where they are known, and so are `sides` and `segments`. */
  constructor(trace: Trace, users?: ReadonlyMap<number, number>, sides?: Sides, segments?: CaptureSegments) {
    super(trace, sides, segments);
    this.#claims = new Uint8Array(trace.store.messageCount);
    this.#users = users;
  }

  /** Begins to look at something of `unit`. */
  lookAt(unit: number): void {
    this.#unit = unit;
    if (this.#claimsAsked.length > 0) this.#claimsAsked = [];
  }

  /** Ends it. Returns what was asked about claims on messages under other Call-IDs. */
  lookAway(): readonly ClaimAsked[] {
    this.#unit = undefined;
    return this.#claimsAsked;
  }

  override get grounds(): Grounds {
    if (this.#unit === undefined) return super.grounds;
    let grounds = this.groundsOf.get(this.#unit);
    if (grounds === undefined) {
      grounds = new Grounds();
      this.groundsOf.set(this.#unit, grounds);
    }
    return grounds;
  }

  /** Users of all Call-IDs with a REGISTER, as numbers among the names; `undefined` where nobody asked. */
  get users(): ReadonlyMap<number, number> | undefined {
    return this.#users;
  }

  /** Finds out whom each REGISTER is about, which takes long in one go; `#callsThatRegister` asks for it. */
  *readUsers(): Generator<undefined, void> {
    let read = 0;
    for (const call of this.trace.registrations.byCall.keys()) {
      this.trace.registrations.userOf(call);
      if (++read % USERS_AT_ONCE === 0) yield;
    }
  }

  /** Transactions of the whole log whose first final response says that they failed. */
  get failed(): readonly Transaction[] {
    if (this.#failed === undefined) {
      const { store, transactionTables: tables } = this.trace;
      const failed: Transaction[] = [];
      for (let index = 0; index < tables.count; index++) {
        if (isFailure(store.messages.status.at(tables.finalOf(index)))) failed.push(this.trace.transactionAt(index));
      }
      this.#failed = failed;
    }
    return this.#failed;
  }

  /** Marks message `index` as explained by a finding, which may say that it is a failure. */
  claim(index: number, isFailure: boolean): void {
    this.#claims[index] = (this.#claims[index] ?? 0) | (isFailure ? CLAIMED | BLAMED : CLAIMED);
  }

  /** Whether a request under the Call-ID of `message` was answered with 481: the dialog is no more. */
  isDialogLost(message: Message): boolean {
    const { store, transactionTables: tables, callIdGroups } = this.trace;
    const call = store.messages.callId.at(message.index);
    let isLost = this.#lost.get(call);
    if (isLost === undefined) {
      isLost = callIdGroups.of(call).some((index) => store.messages.status.at(tables.finalOf(index)) === 481);
      this.#lost.set(call, isLost);
    }
    return isLost;
  }

  /** Whether a rule further up explains `message`. */
  isClaimed(message: Message): boolean {
    return this.#askClaim(message.index, false);
  }

  /** Whether a rule further up says that `message` is a failure, and not only how it came about. */
  isBlamed(message: Message): boolean {
    return this.#askClaim(message.index, true);
  }

  #askClaim(message: number, ofFailure: boolean): boolean {
    const answer = this.isKnown(message, ofFailure);
    if (this.#unit !== undefined && this.trace.store.messages.callId.at(message) !== this.#unit)
      this.#claimsAsked.push({ message, ofFailure, answer });
    return answer;
  }

  /** Whether something explains message `index`, or says that it is a failure; not noted. */
  isKnown(index: number, asFailure: boolean): boolean {
    return ((this.#claims[index] ?? 0) & (asFailure ? BLAMED : CLAIMED)) !== 0;
  }

  /** User and endpoint (epid) that `message` comes from, as a number that is the same for the same ones. */
  senderOf({ index }: Message): number {
    return endpointSender(this.trace, index);
  }

  /**
   * Whether a request of this user and endpoint (epid) other than a REGISTER gets a final answer behind `message` that is no
   * challenge: the server knows the client then.
   */
  isServedBehind(message: Message, user: string, endpoint: string): boolean {
    if (this.#lastServed === undefined) {
      this.#lastServed = new Map();
      const { store, transactionTables: tables } = this.trace;
      const register = store.names.numberOf('REGISTER');
      for (let transaction = 0; transaction < tables.count; transaction++) {
        const final = tables.finalOf(transaction);
        const status = store.messages.status.at(final);
        if (final === NONE || status === 401 || status === 407) continue;
        if (store.messages.method.at(tables.firstOf(transaction)) === register) continue;
        this.#lastServed.set(endpointSender(this.trace, final), final);
      }
    }
    const sender = this.trace.store.names.idOf(endpointWord(user, endpoint));
    const last = this.#lastServed.get(sender);
    const { grounds } = this;
    grounds.senders.add(sender);
    if (last !== undefined) grounds.calls.add(this.trace.store.messages.callId.at(last));
    return (last ?? -1) > message.index;
  }

  /**
   * The last message with a session description that `address` sent for a call: its INVITE, or its 2xx to one; `undefined` when the log
   * shows none.
   */
  mediaShownBy(address: string): Message | undefined {
    this.restOnAll();
    if (this.#lastMedia === undefined) {
      this.#lastMedia = new Map();
      const { store } = this.trace;
      const { status, method, bodyStart, bodyEnd } = store.messages;
      const invite = store.names.numberOf('INVITE');
      for (let index = 0; index < store.messageCount; index++) {
        if (method.at(index) !== invite || bodyEnd.at(index) - bodyStart.at(index) < SHORTEST_SDP) continue;
        const code = status.at(index);
        if (code !== 0 && (code < 200 || code > 299)) continue;
        const message = this.trace.messageAt(index);
        this.#lastMedia.set(addressIn(message, code === 0 ? 'from' : 'to').toLowerCase(), message);
      }
    }
    return address === '' ? undefined : this.#lastMedia.get(address.toLowerCase());
  }

  /** Whether the log shows requests of who got `response` to another host than the one that `response` comes from. */
  talksToOthers(response: Message): boolean {
    this.restOnAll();
    if (this.#peers === undefined) {
      this.#peers = new Map();
      const { store } = this.trace;
      for (let index = 0; index < store.messageCount; index++) {
        if (store.messages.status.at(index) > 0) continue;
        const { source, destination } = this.trace.messageAt(index).envelope;
        const peers = this.#peers.get(hostOf(source));
        // Two suffice to tell that there is another one.
        if (peers === undefined) this.#peers.set(hostOf(source), new Set([hostOf(destination)]));
        else if (peers.size < 2) peers.add(hostOf(destination));
      }
    }
    const { source, destination } = response.envelope;
    if (destination === '') return false;
    return [...(this.#peers.get(hostOf(destination)) ?? [])].some((peer) => peer !== '' && peer !== hostOf(source));
  }

  /** Whether an INVITE to one of these URIs (in lower case) stands behind `message`, in whatever call. */
  isInvitedBehind(uris: readonly string[], message: Message): boolean {
    this.restOnAll();
    if (this.#lastInvites === undefined) {
      this.#lastInvites = new Map();
      const { store } = this.trace;
      const invite = store.names.numberOf('INVITE');
      for (let index = 0; index < store.messageCount; index++) {
        if (store.messages.status.at(index) > 0 || store.messages.method.at(index) !== invite) continue;
        this.#lastInvites.set(addressOf(uriOf(this.trace.messageAt(index))), index);
      }
    }
    const last = this.#lastInvites;
    return uris.some((uri) => (last.get(addressOf(uri)) ?? -1) > message.index);
  }

  /**
   * The last 2xx to a REGISTER of `user` (in lower case) in front of `message`, when by it the user is still registered then;
   * `undefined` when the log shows none, or the binding is over.
   */
  registrationOf(user: string, message: Message): Message | undefined {
    this.#restOnUser(user);
    let answers = this.#registeredAt.get(user);
    if (answers === undefined) {
      const { store, registrations, transactionTables: tables } = this.trace;
      answers = this.#callsThatRegister(user)
        .flatMap((call) => registrations.of(call))
        .map((transaction) => tables.finalOf(transaction))
        .filter((final) => final !== NONE && store.messages.status.at(final) < 300)
        .sort((one, other) => one - other);
      this.#registeredAt.set(user, answers);
    }
    const place = placeBehind(answers, message.index) - 1;
    const last = answers[place];
    if (last === undefined) return undefined;
    const answer = this.trace.messageAt(last);
    return isBoundAt(answer, message) ? answer : undefined;
  }

  /** When the endpoint of `signIn` sent REGISTERs in this log and got final answers, under whatever Call-ID. */
  answersTo(signIn: SignIn): EndpointAnswers {
    this.#restOnUser(signIn.user);
    const word = signInWord(signIn);
    let answers = this.#answers.get(word);
    if (answers === undefined) {
      answers = { lastRequest: -1, lastFinal: -1, lastSuccess: undefined };
      for (const call of this.#callsThatRegister(signIn.user)) {
        if (signIn.endpoint === '' || !this.trace.registrations.endWell(call)) {
          for (const other of this.trace.signInsOf(call)) if (signInWord(other) === word) note(answers, other);
        } else this.#noteCall(answers, call, signIn.endpoint);
      }
      this.#answers.set(word, answers);
    }
    return answers;
  }

  /** Notes the answers to `endpoint` under a Call-ID whose REGISTERs plainly ended well: any but a challenge is the last. */
  #noteCall(answers: EndpointAnswers, call: number, endpoint: string): void {
    const { store, registrations, transactionTables: tables } = this.trace;
    for (const transaction of registrations.of(call)) {
      const final = tables.finalOf(transaction);
      const status = store.messages.status.at(final);
      if (this.#endpointOf(transaction) !== endpoint) continue;
      answers.lastRequest = Math.max(answers.lastRequest, tables.firstOf(transaction));
      if (status !== 401 && status !== 407) noteAnswer(answers, this.trace.messageAt(final));
    }
  }

  /** Numbers of the Call-IDs under which `user` is registered. */
  #callsThatRegister(user: string): readonly number[] {
    const { registrations } = this.trace;
    this.#users ??= new Map([...registrations.byCall.keys()].map((call) => [call, registrations.userOf(call) ?? 0]));
    if (this.#callsOf === undefined) {
      this.#callsOf = new Map();
      for (const [call, number] of this.#users) {
        const others = this.#callsOf.get(number);
        if (others === undefined) this.#callsOf.set(number, [call]);
        else others.push(call);
      }
    }
    return this.#callsOf.get(this.#restOnUser(user)) ?? [];
  }

  /** Notes that the answer rests on all REGISTERs of `user`. Returns the number of the user among the names. */
  #restOnUser(user: string): number {
    const number = this.trace.store.names.idOf(user.toLowerCase());
    this.grounds.users.add(number);
    return number;
  }

  /** The requests among `transactions` of one Call-ID that are challenged. */
  authenticationsOf(transactions: readonly Transaction[]): readonly Authentication[] {
    const [first] = transactions;
    if (first === undefined) return [];
    const call = this.trace.store.messages.callId.at(first.first.index);
    let authentications = this.#authentications.get(call);
    if (authentications === undefined) {
      const isChallenged = transactions.some(({ finalResponse }) => isChallenge(finalResponse));
      authentications = isChallenged ? readAuthentications(transactions) : [];
      this.#authentications.set(call, authentications);
    }
    return authentications;
  }

  /** The last 2xx to a REGISTER of this user and endpoint (epid) in front of `message`; `undefined` when the log shows none. */
  registeredBefore(message: Message, user: string, endpoint: string): Message | undefined {
    const { store, registrations, transactionTables: tables } = this.trace;
    let last = -1;
    for (const transaction of this.#callsThatRegister(user).flatMap((call) => registrations.of(call))) {
      const final = tables.finalOf(transaction);
      if (final === NONE || final >= message.index || final < last || store.messages.status.at(final) >= 300) continue;
      if (this.#endpointOf(transaction) === endpoint) last = final;
    }
    return last === -1 ? undefined : this.trace.messageAt(last);
  }

  /** Endpoint that the REGISTER of a transaction is about. */
  #endpointOf(transaction: number): string {
    const { notes, store, transactionTables: tables } = this.trace;
    const number = notes.endpoint.of(tables.firstOf(transaction), (first) => {
      const endpoint = epidIn(plainValue(this.trace, first, 'from') ?? '');
      return store.names.idOf(endpoint || endpointOf(this.trace.messageAt(first)));
    });
    return store.names.valueOf(number);
  }

  /**
   * Whether a REGISTER of the same user from the same host gets a 2xx behind `message`, from whatever endpoint: for a client
   * that does not say which endpoint it is.
   */
  succeedsFromHostBehind(signIn: SignIn, message: Message): boolean {
    const { store, registrations, transactionTables: tables } = this.trace;
    const host = hostOf(message.sentBy);
    return this.#callsThatRegister(signIn.user).some((call) =>
      registrations.of(call).some((transaction) => {
        const final = tables.finalOf(transaction);
        if (final === NONE || final <= message.index || store.messages.status.at(final) >= 300) return false;
        return hostOf(store.names.valueOf(store.messages.sentBy.at(final))) === host;
      }),
    );
  }

  /** The last 2xx to a REGISTER of the endpoint of `signIn` behind `message`; `undefined` when the log shows none. */
  successBehind(signIn: SignIn, message: Message): Message | undefined {
    const { lastSuccess } = this.answersTo(signIn);
    return lastSuccess !== undefined && lastSuccess.index > message.index ? lastSuccess : undefined;
  }
}

/** Whether a binding that `answer` confirms is still there at `message`; without a time of validity it is not sure. RFC 3261 10.3. */
function isBoundAt(answer: Message, message: Message): boolean {
  const { request } = answer.trace.transactionOf(answer);
  if (request?.value('expires')?.trim() === '0' || request?.value('contact')?.trim() === '*') return false;
  const contact = answer.value('contact');
  if (contact === undefined) return false;
  const seconds =
    /;\s*expires\s*=\s*"?(\d{1,9})/i.exec(contact)?.[1] ?? /^\s*(\d{1,9})/.exec(answer.value('expires') ?? '')?.[1];
  if (seconds === undefined || seconds === '0') return false;
  if (answer.time === undefined || message.time === undefined) return true;
  return message.time - answer.time < Number(seconds) * 1000;
}

/** sent-by without the port. */
const hostOf = (sentBy: string): string => sentBy.replace(/:\d{1,5}$/, '');

/** The REGISTERs of one user and endpoint, and the final answers to them. */
interface EndpointAnswers {
  /** Index of the last REGISTER; -1 when the log shows none. */
  lastRequest: number;
  /** Index of the last final answer that is no step of a handshake; -1 when there is none. */
  lastFinal: number;
  lastSuccess: Message | undefined;
}

function note(answers: EndpointAnswers, { legs }: SignIn): void {
  for (const { stage, message } of legs.flat()) {
    if (message.isRequest) answers.lastRequest = Math.max(answers.lastRequest, message.index);
    else if (stage === 'S5') noteAnswer(answers, message);
  }
}

function noteAnswer(answers: EndpointAnswers, message: Message): void {
  answers.lastFinal = Math.max(answers.lastFinal, message.index);
  const succeeds = message.statusCode >= 200 && message.statusCode < 300;
  if (succeeds && message.index > (answers.lastSuccess?.index ?? -1)) answers.lastSuccess = message;
}

/** A client that renews its Call-ID keeps its endpoint; one that names none is told by what it calls itself. */
const signInWord = ({ user, endpoint, userAgent }: SignIn): string => endpointWord(user, endpoint || userAgent);

/** As `FindingContext.senderOf`, by the index of the message. */
export const endpointSender = (trace: Trace, index: number): number =>
  trace.notes.sender.of(index, () => {
    const message = trace.messageAt(index);
    return trace.store.names.idOf(endpointWord(addressIn(message, 'from'), addressParameter(message, 'from', 'epid')));
  });

const endpointWord = (user: string, endpoint: string): string => `${user.toLowerCase()} ${endpoint}`;
