/** Methods whose responses make a dialog (RFC 3261 12.1, RFC 6665 4.4.1). */
const CREATING = new Set(['INVITE', 'SUBSCRIBE', 'NOTIFY', 'REFER']);

/** Share of messages that are sent again. */
const RETRANSMITTED = 0.015;
/** Timer T1 of RFC 3261 17, in microseconds. */
const T1 = 500_000;

/**
 * What is said under one Call-ID, message by message. `packets` collects them in the order in which they are made, each
 * with its time, and with the transaction, dialog and Call-ID that it belongs to, so that the truth needs no parser.
 */
export class Exchange {
  packets = [];

  /** `time` in microseconds since 1970-01-01. */
  constructor(world, time) {
    this.world = world;
    this.random = world.random;
    this.time = time;
    this.callId = world.random.hex(32);
    this.call = {};
    this.dialog = {};
  }

  /** Lets time pass, in milliseconds. */
  wait(least, most) {
    this.time += this.random.between(least * 1000, most * 1000);
  }

  /** The server's end of the connection to `person`, and theirs. */
  legFrom(person) {
    return { source: person, target: this.world.server, vias: [this.#viaOf(person)] };
  }

  legTo(person, via) {
    const { server } = this.world;
    const branch = `z9hG4bK${this.random.hex(8).toUpperCase()}.${this.random.hex(16).toUpperCase()}`;
    const own = `${this.#protocol} ${server.host}:${server.port};branch=${branch};branched=FALSE`;
    return { source: server, target: person, vias: [own, ...via.map((line) => this.#received(line))] };
  }

  /**
   * Sends a request. `lines` are its header fields without Via, Max-Forwards and those of the body; `marks` say more for
   * the log. Gives the transaction, which `answer` takes.
   */
  request(leg, method, uri, lines, body, marks) {
    const transaction = { ...leg, method, uri, lines, body, state: {} };
    this.#sendRequest(transaction, method, lines, body, marks);
    return transaction;
  }

  /** Passes a request on to `person` over a leg of its own. */
  pass(transaction, person) {
    this.wait(1, 4);
    const leg = this.legTo(person, transaction.vias);
    const { method, uri, lines, body } = transaction;
    return this.request(leg, method, uri, [...lines, ...this.recordRoute], body);
  }

  /** Answers; `lines` hold To with its tag. */
  answer(transaction, status, reason, lines, body, marks = {}) {
    const { source, target, vias, method, state } = transaction;
    const top = source === this.world.server ? vias : vias.map((line) => this.#received(line));
    const creates = CREATING.has(method) && status > 100 && status < 300;
    this.#send({
      ...marks,
      source: target,
      target: source,
      startLine: `SIP/2.0 ${status} ${reason}`,
      headers: [...top.map((line) => `Via: ${line}`), ...lines],
      body,
      status,
      transaction: state,
      dialog: creates ? this.dialog : undefined,
    });
  }

  /** Answers on the leg `inner`, and with the same on `outer`. */
  answerThrough(inner, outer, status, reason, lines, body) {
    this.answer(inner, status, reason, lines, body);
    this.wait(1, 3);
    this.answer(outer, status, reason, lines, body);
  }

  /** The ACK to a final response other than 2xx: it belongs to the INVITE transaction (RFC 3261 17.1.1.3). */
  acknowledge(invite, lines) {
    this.#sendRequest({ ...invite, vias: invite.vias.slice(0, 1) }, 'ACK', lines);
  }

  /** The CANCEL of a request: a transaction of its own with the branch of the request (RFC 3261 9.1). */
  cancel(invite, lines) {
    const leg = { source: invite.source, target: invite.target, vias: invite.vias.slice(0, 1) };
    return this.request(leg, 'CANCEL', invite.uri, lines);
  }

  get recordRoute() {
    return [`Record-Route: <sip:ocs.contoso.com:5061;transport=${this.world.transport.toLowerCase()};lr>`];
  }

  get #protocol() {
    return `SIP/2.0/${this.world.transport}`;
  }

  #viaOf({ host, port, hasBranch }) {
    const branch = `z9hG4bK${this.random.hex(16)}`;
    return `${this.#protocol} ${host}:${port}${hasBranch ? `;branch=${branch}` : ''}`;
  }

  #received(via) {
    const port = /:(\d+)/.exec(via)[1];
    return via.includes('ms-received-port') ? via : `${via};ms-received-port=${port};ms-received-cid=${port}00`;
  }

  #sendRequest({ source, target, vias, uri, state }, method, lines, body, marks) {
    this.#send({
      ...marks,
      source,
      target,
      startLine: `${method} ${uri} SIP/2.0`,
      headers: [...vias.map((line) => `Via: ${line}`), 'Max-Forwards: 70', ...lines],
      body,
      status: 0,
      transaction: state,
    });
  }

  #send({ headers, body, ...packet }) {
    const content = body ?? { type: undefined, text: '' };
    const length = `Content-Length: ${Buffer.byteLength(content.text)}`;
    const type = content.type === undefined ? [] : [`Content-Type: ${content.type}`];
    const made = {
      ...packet,
      time: this.time,
      outgoing: packet.source === this.world.server,
      headers: [...headers, ...type, length].join('\r\n'),
      body: content.text,
      call: this.call,
      callId: this.callId,
    };
    this.packets.push(made);
    if (this.random.chance(RETRANSMITTED)) this.packets.push({ ...made, time: made.time + T1, note: undefined });
  }
}
