/** An element of a flow: a user agent or a proxy. */
export interface Element {
  /** Host name, as it stands in Via and Contact. */
  readonly name: string;
  /** IP address, as it stands on packets. */
  readonly host: string;
  readonly port: number;
}

/** One message on its way between two elements. */
export interface Packet {
  /** Seconds since the flow began. */
  readonly at: number;
  readonly source: Element;
  readonly target: Element;
  readonly transport: string;
  readonly startLine: string;
  readonly headers: readonly string[];
  /** Lines of the body; none when it has none. */
  readonly body: readonly string[];
}

/** A request as it went over one hop; what is sent back over that hop rests on it. */
export interface Hop {
  readonly source: Element;
  readonly target: Element;
  readonly method: string;
  readonly uri: string;
  readonly cseq: string;
  /** The values of Via, the topmost first. */
  readonly vias: readonly string[];
  readonly maxForwards: number;
  /** Route, then Record-Route, as they left `source`. */
  readonly route: readonly string[];
  readonly recordRoute: readonly string[];
  /** From, To, Call-ID: the same for all that belongs to the request. */
  readonly party: Party;
  readonly more: readonly string[];
  readonly body: readonly string[];
}

/** Who speaks with whom: the values of From and To as a request bears them, and the Call-ID. */
export interface Party {
  readonly from: string;
  readonly to: string;
  readonly callId: string;
}

interface RequestDetails {
  readonly cseq: number;
  readonly branch: string;
  readonly party: Party;
  readonly route?: readonly string[];
  /** Further header fields. */
  readonly more?: readonly string[];
  readonly body?: readonly string[];
}

interface AnswerDetails {
  /** Tag of To; the request's own To when left out. */
  readonly tag?: string;
  readonly more?: readonly string[];
  readonly body?: readonly string[];
}

/** Seconds between two packets of one exchange. */
const STEP = 0.012;
const ALLOWED = 'Allow: INVITE, ACK, CANCEL, BYE, OPTIONS';

/**
 * A flow, written down packet by packet. Via stacks, Record-Route, Route, Max-Forwards and lengths follow from the way that
 * a request takes; the clock goes on by itself.
 */
export class Flow {
  readonly packets: Packet[] = [];
  now = 0;

  constructor(readonly transport: 'UDP' | 'TCP' | 'TLS') {}

  /** Lets time pass. */
  wait(seconds: number): this {
    this.now += seconds;
    return this;
  }

  /** A request that `source` sends of its own. */
  request(source: Element, target: Element, start: string, details: RequestDetails): Hop {
    const [method = '', uri = ''] = start.split(' ');
    const { party, route = [], more = [], body = [] } = details;
    const hop: Hop = {
      source,
      target,
      method,
      uri,
      cseq: `${details.cseq} ${method}`,
      vias: [this.#viaOf(source, details.branch)],
      maxForwards: 70,
      route,
      recordRoute: [],
      party,
      more,
      body,
    };
    return this.#sendRequest(hop);
  }

  /**
   * What the target of `hop` sends on to `target`: with its own Via above, without the Route that named it. It records its
   * route unless told otherwise, and keeps credentials for its own domain to itself; `uri` is the Request-URI that it chose, `body` one that it rewrote.
   */
  forward(
    hop: Hop,
    target: Element,
    branch: string,
    { recordsRoute = hop.method === 'INVITE', uri = hop.uri, body = hop.body } = {},
  ): Hop {
    const proxy = hop.target;
    const domain = proxy.name.slice(proxy.name.indexOf('.') + 1);
    return this.#sendRequest({
      ...hop,
      source: proxy,
      target,
      uri,
      body,
      more: hop.more.filter((line) => !(line.startsWith('Proxy-Authorization:') && line.includes(`realm="${domain}"`))),
      vias: [this.#viaOf(proxy, branch), ...received(hop)],
      maxForwards: hop.maxForwards - 1,
      route: hop.route.filter((value) => !value.includes(proxy.name)),
      recordRoute: recordsRoute ? [`<sip:${proxy.name};lr>`, ...hop.recordRoute] : hop.recordRoute,
    });
  }

  /** The same request once more: a retransmission. */
  repeat(hop: Hop): Hop {
    return this.#sendRequest(hop);
  }

  /** An answer, sent back over each of `hops`, the last hop of the request first. */
  answer(hops: readonly Hop[], status: string, { tag, more = [], body = [] }: AnswerDetails = {}): void {
    const last = hops[0];
    for (const hop of hops) {
      const { from, to, callId } = hop.party;
      const creates = hop.method === 'INVITE' && !status.startsWith('100') && /^[12]/.test(status);
      this.#send(hop.target, hop.source, `SIP/2.0 ${status}`, body, [
        ...received(hop).map((value) => `Via: ${value}`),
        ...(creates ? (last?.recordRoute ?? []).map((value) => `Record-Route: ${value}`) : []),
        `From: ${from}`,
        `To: ${tag === undefined || to.includes(';tag=') ? to : `${to};tag=${tag}`}`,
        `Call-ID: ${callId}`,
        `CSeq: ${hop.cseq}`,
        ...more,
      ]);
    }
  }

  /** The ACK to a final answer other than 2xx: of this hop only, under the branch of its request. RFC 3261 17.1.1.3. */
  acknowledge(hop: Hop, tag: string): void {
    this.#sendRequest({
      ...hop,
      method: 'ACK',
      cseq: hop.cseq.replace('INVITE', 'ACK'),
      vias: hop.vias.slice(0, 1),
      recordRoute: [],
      party: { ...hop.party, to: `${hop.party.to};tag=${tag}` },
      more: [],
      body: [],
    });
  }

  /** The CANCEL of a hop: a transaction of its own under the branch of its request. RFC 3261 9.1. */
  cancel(hop: Hop): Hop {
    return this.#sendRequest({
      ...hop,
      method: 'CANCEL',
      cseq: hop.cseq.replace('INVITE', 'CANCEL'),
      vias: hop.vias.slice(0, 1),
      recordRoute: [],
      more: [],
      body: [],
    });
  }

  #viaOf({ name, port }: Element, branch: string): string {
    return `SIP/2.0/${this.transport} ${name}:${port};branch=z9hG4bK${branch}`;
  }

  #sendRequest(hop: Hop): Hop {
    const { source, target, method, uri, cseq, vias, maxForwards, route, recordRoute, party, more, body } = hop;
    const contact = method === 'INVITE' ? [ALLOWED] : [];
    this.#send(source, target, `${method} ${uri} SIP/2.0`, body, [
      ...vias.map((value) => `Via: ${value}`),
      `Max-Forwards: ${maxForwards}`,
      ...recordRoute.map((value) => `Record-Route: ${value}`),
      ...route.map((value) => `Route: ${value}`),
      `From: ${party.from}`,
      `To: ${party.to}`,
      `Call-ID: ${party.callId}`,
      `CSeq: ${cseq}`,
      ...more,
      ...contact,
    ]);
    return hop;
  }

  #send(
    source: Element,
    target: Element,
    startLine: string,
    body: readonly string[],
    headers: readonly string[],
  ): void {
    this.now += STEP;
    const length = body.reduce((sum, line) => sum + line.length + 2, 0);
    const type = body.length > 0 ? ['Content-Type: application/sdp'] : [];
    this.packets.push({
      at: this.now,
      source,
      target,
      transport: this.transport,
      startLine,
      headers: [...headers, ...type, `Content-Length: ${length}`],
      body,
    });
  }
}

/** The Vias of a request as its target sees them: the topmost with the address that it came from. RFC 3261 18.2.1. */
function received({ vias, source }: Hop): string[] {
  const [top = '', ...below] = vias;
  return [`${top};received=${source.host}`, ...below];
}

/** A session description with one audio stream. */
export const audio = (user: string, host: string, port: number, version = 1): readonly string[] => [
  'v=0',
  `o=${user} 2890844526 ${2890844525 + version} IN IP4 ${host}`,
  's=-',
  `c=IN IP4 ${host}`,
  't=0 0',
  `m=audio ${port} RTP/AVP 0`,
  'a=rtpmap:0 PCMU/8000',
];
