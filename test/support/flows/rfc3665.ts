import { audio, type Element, Flow, type Hop, type Packet, type Party } from './flow';

/** A flow of RFC 3665 and what a person should be told of it under the default profile. */
export interface NamedFlow {
  /** Section and title in few words. */
  readonly name: string;
  readonly packets: readonly Packet[];
  /**
   * Problems worse than information, as `error no-response INVITE sip:…`: severity, rule, first line of the message that it
   * is about; and the names of the elements whose own logs can show it. None for flows in which all goes well, and for calls
   * that are not taken: those are outcomes.
   */
  readonly problem?: { readonly verdict: string; readonly shownBy: readonly string[] };
}

const element = (name: string, host: string, port = 5060): Element => ({ name, host, port });
const ALICE = element('phone.east.example.com', '192.0.2.101');
const BOB = element('phone.west.example.com', '192.0.2.201');
/** Bob registers over TLS. */
const BOB_TLS = element('phone.west.example.com', '192.0.2.201', 5061);
const REGISTRAR = element('p2.west.example.com', '192.0.2.222', 5061);
const P1 = element('p1.east.example.com', '192.0.2.111');
const P2 = element('p2.west.example.com', '192.0.2.222');
const P3 = element('p3.north.example.com', '192.0.2.233');
const REDIRECTOR = element('r.west.example.com', '192.0.2.244');
const GATEWAY = element('alg.east.example.com', '192.0.2.128');

const ALICE_ADDRESS = 'sip:alice@east.example.com';
const BOB_ADDRESS = 'sip:bob@west.example.com';
const TO_BOB: Party = {
  from: `Alice <${ALICE_ADDRESS}>;tag=9fa7c1`,
  to: `Bob <${BOB_ADDRESS}>`,
  callId: '3848276298220188511@east.example.com',
};
const BOB_TAG = '314159';
const ALICE_CONTACT = `Contact: <sip:alice@${ALICE.name};transport=tcp>`;
const BOB_CONTACT = `Contact: <sip:bob@${BOB.name};transport=tcp>`;
const OVER_UDP = { alice: `Contact: <sip:alice@${ALICE.name}>`, bob: `Contact: <sip:bob@${BOB.name}>` };
const OFFER = audio('alice', ALICE.host, 49172);
const ANSWER = audio('bob', BOB.host, 3456);
const routeOf = (...proxies: readonly Element[]): string[] => proxies.map(({ name }) => `<sip:${name};lr>`);

/** The same dialog seen from the other side. */
const reversed = ({ from, to, callId }: Party, tag: string): Party => ({ from: `${to};tag=${tag}`, to: from, callId });
const inDialog = (party: Party, tag: string): Party => ({ ...party, to: `${party.to};tag=${tag}` });

const digest = (
  user: string,
  realm: string,
  nonce: string,
  uri: string,
  response = '42ce3cef44b22f50c6a6071bc8',
): string =>
  `Digest username="${user}", realm="${realm}", nonce="${nonce}", opaque="", uri="${uri}", response="${response}"`;
const challenge = (realm: string, nonce: string): string =>
  `Digest realm="${realm}", qop="auth", nonce="${nonce}", opaque="", stale=FALSE, algorithm=MD5`;

const REALM = 'west.example.com';
const NONCE = 'ea9c8e88df84f1cec4341ae6cbe5a359';
const SERVER_URI = `sips:${REGISTRAR.name}`;
const bobRegisters = (tag: string): Party => ({
  from: `Bob <sips:bob@west.example.com>;tag=${tag}`,
  to: 'Bob <sips:bob@west.example.com>',
  callId: '1j9FpLxk3uxtm8tn@west.example.com',
});
const BOB_BINDING = `Contact: <sips:bob@${BOB.name}>`;
const CREDENTIALS = `Authorization: ${digest('bob', REALM, NONCE, SERVER_URI)}`;

/** 2: a REGISTER over TLS, and its answer. */
function registers(flow: Flow, cseq: number, branch: string, tag: string, more: readonly string[]): Hop {
  return flow.request(BOB_TLS, REGISTRAR, `REGISTER ${SERVER_URI}`, { cseq, branch, party: bobRegisters(tag), more });
}

function registration(write: (flow: Flow) => void): readonly Packet[] {
  const flow = new Flow('TLS');
  write(flow);
  return flow.packets;
}

/** An INVITE through both proxies that the first one asks credentials for, up to Bob. The hops, the last one first. */
function throughBothProxies(flow: Flow, contact: string): [Hop, Hop, Hop] {
  const realm = 'east.example.com';
  const nonce = 'f84f1cec41e6cbe5aea9c8e88d359';
  const start = `INVITE ${BOB_ADDRESS}`;
  const common = { party: TO_BOB, route: routeOf(P1), body: OFFER };
  const first = flow.request(ALICE, P1, start, { ...common, cseq: 1, branch: '74b43', more: [contact] });
  flow.answer([first], '407 Proxy Authentication Required', {
    tag: '3flal12sf',
    more: [`Proxy-Authenticate: ${challenge(realm, nonce)}`],
  });
  flow.acknowledge(first, '3flal12sf');
  const credentials = `Proxy-Authorization: ${digest('alice', realm, nonce, BOB_ADDRESS)}`;
  const second = flow.request(ALICE, P1, start, {
    ...common,
    cseq: 2,
    branch: '74bf9',
    more: [contact, credentials],
  });
  const between = flow.forward(second, P2, '2d4790.1');
  flow.answer([second], '100 Trying');
  const last = flow.forward(between, BOB, '721e4.1', { uri: `sip:bob@${BOB.name}` });
  flow.answer([between], '100 Trying');
  return [last, between, second];
}

/** The ACK of Alice and the BYE of Bob through both proxies. */
function acknowledgeAndEnd(flow: Flow, contact: string, cseq: number): void {
  const target = contact.replace(/^Contact: <|>$/g, '');
  const ack = flow.request(ALICE, P1, `ACK ${target}`, {
    cseq,
    branch: '74b76',
    party: inDialog(TO_BOB, BOB_TAG),
    route: routeOf(P1, P2),
  });
  // The flow shows the proxies use the branches of the INVITE for this ACK.
  flow.forward(flow.forward(ack, P2, '2d4790.1'), BOB, '721e4.1');
  const bye = flow.wait(8).request(BOB, P2, `BYE sip:alice@${ALICE.name}`, {
    cseq: 1,
    branch: 'nashds7',
    party: reversed(TO_BOB, BOB_TAG),
    route: routeOf(P2, P1),
  });
  const between = flow.forward(bye, P1, '721e4.2');
  const last = flow.forward(between, ALICE, '2d4790.2');
  flow.answer([last, between, bye], '200 OK');
}

function call(transport: 'UDP' | 'TCP', write: (flow: Flow) => void): readonly Packet[] {
  const flow = new Flow(transport);
  write(flow);
  return flow.packets;
}

/** Seconds between the copies of an INVITE over UDP: timer A doubles. RFC 3261 17.1.1.2. */
const TIMER_A = [0.5, 1, 2, 4, 8, 16];

/** All flows of sections 2 and 3, with names, addresses and words of our own. */
export const RFC_3665: readonly NamedFlow[] = [
  {
    name: '2.1 a new registration',
    packets: registration((flow) => {
      const first = registers(flow, 1, 'nashds7', 'a73kszlfl', [BOB_BINDING]);
      flow.answer([first], '401 Unauthorized', {
        tag: '1410948204',
        more: [`WWW-Authenticate: ${challenge(REALM, NONCE)}`],
      });
      // The flow shows a new From tag here.
      const second = registers(flow, 2, 'nashd92', 'ja743ks76zlflH', [BOB_BINDING, CREDENTIALS]);
      flow.answer([second], '200 OK', { tag: '37GkEhwl6', more: [`${BOB_BINDING};expires=3600`] });
    }),
  },
  {
    name: '2.2 a further contact',
    packets: registration((flow) => {
      const hop = registers(flow, 1, 'nashds7', 'a73kszlfl', ['Contact: mailto:bob@west.example.com', CREDENTIALS]);
      const contacts = [`${BOB_BINDING};expires=3600`, 'Contact: <mailto:bob@west.example.com>;expires=4294967295'];
      flow.answer([hop], '200 OK', { tag: '37GkEhwl6', more: contacts });
    }),
  },
  {
    name: '2.3 the list of contacts',
    packets: registration((flow) => {
      const hop = registers(flow, 1, 'nashds7', 'a73kszlfl', [CREDENTIALS]);
      const contacts = [`${BOB_BINDING};expires=3600`, 'Contact: <mailto:bob@west.example.com>;expires=4294967295'];
      flow.answer([hop], '200 OK', { tag: 'jqoiweu75', more: contacts });
    }),
  },
  {
    name: '2.4 the end of a registration',
    packets: registration((flow) => {
      const hop = registers(flow, 1, 'nashds7', 'a73kszlfl', ['Expires: 0', 'Contact: *', CREDENTIALS]);
      flow.answer([hop], '200 OK', { tag: '1418nmdsrf' });
    }),
  },
  {
    name: '2.5 credentials that are refused',
    packets: registration((flow) => {
      const first = registers(flow, 1, 'nashds7', 'a73kszlfl', [BOB_BINDING]);
      flow.answer([first], '401 Unauthorized', {
        tag: '1410948204',
        more: [`WWW-Authenticate: ${challenge(REALM, 'f1cec4341ae6ca9c8e88df84be55a359')}`],
      });
      const wrong = digest(
        'bob',
        REALM,
        'f1cec4341ae6ca9c8e88df84be55a359',
        SERVER_URI,
        '61f8470ceb87d7ebf508220214ed438b',
      );
      const second = registers(flow, 2, 'nashd92', 'JueHGuidj28dfga', [BOB_BINDING, `Authorization: ${wrong}`]);
      flow.answer([second], '401 Unauthorized', {
        tag: '1410948204',
        more: [`WWW-Authenticate: ${challenge(REALM, '84f1c1ae6cbe5ua9c8e88dfa3ecm3459')}`],
      });
    }),
    problem: {
      verdict: 'error auth-rejected SIP/2.0 401 Unauthorized CSeq 2',
      shownBy: [BOB_TLS.name, REGISTRAR.name],
    },
  },
  {
    name: '3.1 a call without a proxy',
    packets: call('TCP', (flow) => {
      const invite = flow.request(ALICE, BOB, `INVITE ${BOB_ADDRESS}`, {
        cseq: 1,
        branch: '74bf9',
        party: TO_BOB,
        more: [ALICE_CONTACT],
        body: OFFER,
      });
      flow.answer([invite], '180 Ringing', { tag: BOB_TAG, more: [BOB_CONTACT] });
      flow.wait(2).answer([invite], '200 OK', { tag: BOB_TAG, more: [BOB_CONTACT], body: ANSWER });
      flow.request(ALICE, BOB, `ACK sip:bob@${BOB.name};transport=tcp`, {
        cseq: 1,
        branch: '74bd5',
        party: inDialog(TO_BOB, BOB_TAG),
      });
      const bye = flow.wait(8).request(BOB, ALICE, `BYE sip:alice@${ALICE.name};transport=tcp`, {
        cseq: 1,
        branch: 'nashds7',
        party: reversed(TO_BOB, BOB_TAG),
      });
      flow.answer([bye], '200 OK');
    }),
  },
  {
    name: '3.2 a call through two proxies',
    packets: call('TCP', (flow) => {
      const hops = throughBothProxies(flow, ALICE_CONTACT);
      flow.answer(hops, '180 Ringing', { tag: BOB_TAG, more: [BOB_CONTACT] });
      flow.wait(2).answer(hops, '200 OK', { tag: BOB_TAG, more: [BOB_CONTACT], body: ANSWER });
      acknowledgeAndEnd(flow, BOB_CONTACT, 2);
    }),
  },
  {
    name: '3.3 a call with credentials for both proxies',
    packets: call('TCP', (flow) => {
      const start = `INVITE ${BOB_ADDRESS}`;
      const common = { party: TO_BOB, route: routeOf(P1), body: OFFER };
      const east = { realm: 'east.example.com', nonce: 'wf84f1cczx41ae6cbeaea9ce88d359' };
      const west = { realm: 'west.example.com', nonce: 'c1e22c41ae6cbe5ae983a9c8e88d359' };
      const first = flow.request(ALICE, P1, start, { ...common, cseq: 1, branch: '74b43', more: [ALICE_CONTACT] });
      flow.answer([first], '407 Proxy Authentication Required', {
        tag: '876321',
        more: [`Proxy-Authenticate: ${challenge(east.realm, east.nonce)}`],
      });
      flow.acknowledge(first, '876321');
      const forEast = `Proxy-Authorization: ${digest('alice', east.realm, east.nonce, BOB_ADDRESS)}`;
      const second = flow.request(ALICE, P1, start, {
        ...common,
        cseq: 2,
        branch: '74b03',
        more: [ALICE_CONTACT, forEast],
      });
      const onward = flow.forward(second, P2, '230f2.1');
      flow.answer([second], '100 Trying');
      const asked = { tag: '838209', more: [`Proxy-Authenticate: ${challenge(west.realm, west.nonce)}`] };
      flow.answer([onward], '407 Proxy Authentication Required', asked);
      flow.acknowledge(onward, '838209');
      flow.answer([second], '407 Proxy Authentication Required', asked);
      flow.acknowledge(second, '838209');
      const forWest = `Proxy-Authorization: ${digest('alice', west.realm, west.nonce, BOB_ADDRESS)}`;
      const third = flow.request(ALICE, P1, start, {
        ...common,
        cseq: 3,
        branch: '74bf9',
        more: [ALICE_CONTACT, forEast, forWest],
      });
      const between = flow.forward(third, P2, '230f2.2');
      flow.answer([third], '100 Trying');
      const last = flow.forward(between, BOB, '721e4.1', { uri: `sip:bob@${BOB.name};transport=tcp` });
      flow.answer([between], '100 Trying');
      flow.wait(2).answer([last, between, third], '200 OK', { tag: BOB_TAG, more: [BOB_CONTACT], body: ANSWER });
      acknowledgeAndEnd(flow, BOB_CONTACT, 3);
    }),
  },
  {
    // The next proxy takes the call: that the first one is silent is news, and no fault.
    name: '3.4 a proxy that is dead, and the next one',
    packets: call('UDP', (flow) => {
      const start = `INVITE ${BOB_ADDRESS}`;
      const common = { party: TO_BOB, body: OFFER };
      const first = flow.request(ALICE, P1, start, { ...common, cseq: 1, branch: '74bf9', more: [OVER_UDP.alice] });
      for (const seconds of TIMER_A) flow.wait(seconds).repeat(first);
      const second = flow
        .wait(0.5)
        .request(ALICE, P2, start, { ...common, cseq: 1, branch: '74b43', more: [OVER_UDP.alice] });
      const realm = 'west.example.com';
      const nonce = 'c60f3082ee1212b402a21831ae';
      flow.answer([second], '407 Proxy Authentication Required', {
        tag: '9214d',
        more: [`Proxy-Authenticate: ${challenge(realm, nonce)}`],
      });
      flow.acknowledge(second, '9214d');
      const credentials = `Proxy-Authorization: ${digest('alice', realm, nonce, BOB_ADDRESS)}`;
      const third = flow.request(ALICE, P2, start, {
        ...common,
        cseq: 2,
        branch: '74b21',
        more: [OVER_UDP.alice, credentials],
      });
      const last = flow.forward(third, BOB, '721e4.1', { uri: `sip:bob@${BOB.name}` });
      flow.answer([third], '100 Trying');
      flow.answer([last, third], '180 Ringing', { tag: BOB_TAG, more: [OVER_UDP.bob] });
      flow.wait(2).answer([last, third], '200 OK', { tag: BOB_TAG, more: [OVER_UDP.bob], body: ANSWER });
      const ack = flow.request(ALICE, P2, `ACK sip:bob@${BOB.name}`, {
        cseq: 2,
        branch: '74bf1',
        party: inDialog(TO_BOB, BOB_TAG),
        route: routeOf(P2),
      });
      flow.forward(ack, BOB, '721e4.1');
      const bye = flow.wait(8).request(BOB, P2, `BYE sip:alice@${ALICE.name}`, {
        cseq: 1,
        branch: 'nashds7',
        party: reversed(TO_BOB, BOB_TAG),
        route: routeOf(P2),
      });
      flow.answer([flow.forward(bye, ALICE, '721e4.2'), bye], '200 OK');
    }),
  },
  {
    name: '3.5 a call through a gateway that rewrites the session description',
    packets: call('UDP', (flow) => {
      const inside = audio('alice', '192.0.2.101', 49172);
      const outside = audio('alice', GATEWAY.host, 49166);
      const invite = flow.request(ALICE, GATEWAY, `INVITE ${BOB_ADDRESS}`, {
        cseq: 1,
        branch: '74bf9',
        party: TO_BOB,
        route: routeOf(GATEWAY),
        more: [OVER_UDP.alice],
        body: inside,
      });
      const between = flow.forward(invite, P2, '739578.1', { body: outside });
      flow.answer([invite], '100 Trying');
      const last = flow.forward(between, BOB, '721e4.1', { uri: `sip:bob@${BOB.name}` });
      flow.answer([between], '100 Trying');
      flow.answer([last, between, invite], '180 Ringing', { tag: BOB_TAG, more: [OVER_UDP.bob] });
      const rewritten = audio('bob', GATEWAY.host, 9094);
      flow.wait(2).answer([last, between], '200 OK', { tag: BOB_TAG, more: [OVER_UDP.bob], body: ANSWER });
      flow.answer([{ ...invite, recordRoute: last.recordRoute }], '200 OK', {
        tag: BOB_TAG,
        more: [OVER_UDP.bob],
        body: rewritten,
      });
      const ack = flow.request(ALICE, GATEWAY, `ACK sip:bob@${BOB.name}`, {
        cseq: 1,
        branch: '74b43',
        party: inDialog(TO_BOB, BOB_TAG),
        route: routeOf(GATEWAY, P2),
      });
      flow.forward(flow.forward(ack, P2, '739578.2'), BOB, '721e4.2');
      const bye = flow.wait(8).request(BOB, P2, `BYE sip:alice@${ALICE.name}`, {
        cseq: 1,
        branch: 'nashds7',
        party: reversed(TO_BOB, BOB_TAG),
        route: routeOf(P2, GATEWAY),
      });
      const back = flow.forward(bye, GATEWAY, '721e4.3');
      flow.answer([flow.forward(back, ALICE, '739578.3'), back, bye], '200 OK');
    }),
  },
  {
    name: '3.6 a call that is redirected, with the answer in the ACK',
    packets: call('UDP', (flow) => {
      const first = flow.request(ALICE, REDIRECTOR, `INVITE ${BOB_ADDRESS}`, {
        cseq: 1,
        branch: '2bf9',
        party: TO_BOB,
        more: [OVER_UDP.alice],
      });
      const elsewhere = 'sip:bob@north.example.com';
      flow.answer([first], '302 Moved Temporarily', {
        tag: '53fHlqlQ2',
        more: [`Contact: <${elsewhere};transport=udp>`],
      });
      flow.acknowledge(first, '53fHlqlQ2');
      const invite = flow.request(ALICE, P3, `INVITE ${elsewhere}`, {
        cseq: 2,
        branch: '74bf9',
        party: TO_BOB,
        more: [OVER_UDP.alice],
      });
      const last = flow.forward(invite, BOB, '721e.1', { uri: `sip:bob@${BOB.name}` });
      flow.answer([invite], '100 Trying');
      flow.answer([last, invite], '180 Ringing', { tag: BOB_TAG, more: [OVER_UDP.bob] });
      flow
        .wait(2)
        .answer([last, invite], '200 OK', { tag: BOB_TAG, more: [OVER_UDP.bob], body: audio('bob', BOB.host, 3456) });
      const ack = flow.request(ALICE, P3, `ACK sip:bob@${BOB.name}`, {
        cseq: 2,
        branch: '74bq9',
        party: inDialog(TO_BOB, BOB_TAG),
        route: routeOf(P3),
        body: OFFER,
      });
      flow.forward(ack, BOB, '721e.2');
      const bye = flow.wait(8).request(BOB, P3, `BYE sip:alice@${ALICE.name}`, {
        cseq: 1,
        branch: 'nashds7',
        party: reversed(TO_BOB, BOB_TAG),
        route: routeOf(P3),
      });
      flow.answer([flow.forward(bye, ALICE, '721e.3'), bye], '200 OK');
    }),
  },
  {
    name: '3.7 a call whose callee changes its address',
    packets: call('UDP', (flow) => {
      // The proxy does not record its route: the rest of the dialog goes past it.
      const invite = flow.request(ALICE, P2, `INVITE ${BOB_ADDRESS}`, {
        cseq: 1,
        branch: '74bf9',
        party: TO_BOB,
        more: [OVER_UDP.alice],
        body: OFFER,
      });
      const last = flow.forward(invite, BOB, '721e4.1', { recordsRoute: false, uri: `sip:bob@${BOB.name}` });
      flow.answer([invite], '100 Trying');
      flow.answer([last, invite], '180 Ringing', { tag: BOB_TAG, more: [OVER_UDP.bob] });
      flow.wait(2).answer([last, invite], '200 OK', { tag: BOB_TAG, more: [OVER_UDP.bob], body: ANSWER });
      flow.request(ALICE, BOB, `ACK sip:bob@${BOB.name}`, {
        cseq: 1,
        branch: '74b7b',
        party: inDialog(TO_BOB, BOB_TAG),
      });
      const moved = 'Contact: <sip:bob@192.0.2.205>';
      const again = flow.wait(5).request(BOB, ALICE, `INVITE sip:alice@${ALICE.name}`, {
        cseq: 14,
        branch: 'lkld5l',
        party: reversed(TO_BOB, BOB_TAG),
        more: [moved],
        body: audio('bob', '192.0.2.205', 47172, 2),
      });
      flow.answer([again], '200 OK', { more: [OVER_UDP.alice], body: OFFER });
      flow.request(BOB, ALICE, `ACK sip:alice@${ALICE.name}`, {
        cseq: 14,
        branch: 'lkldj7',
        party: reversed(TO_BOB, BOB_TAG),
      });
      const bye = flow.wait(8).request(ALICE, BOB, 'BYE sip:bob@192.0.2.205', {
        cseq: 2,
        branch: '74b7c',
        party: inDialog(TO_BOB, BOB_TAG),
      });
      flow.answer([bye], '200 OK');
    }),
  },
  {
    name: '3.8 nobody answers, and the caller gives up',
    packets: call('UDP', (flow) => {
      const [last, between, invite] = throughBothProxies(flow, OVER_UDP.alice);
      flow.answer([last, between, invite], '180 Ringing', { tag: BOB_TAG, more: [OVER_UDP.bob] });
      const fromAlice = flow.wait(9).cancel(invite);
      flow.answer([fromAlice], '200 OK');
      const fromP1 = flow.cancel(between);
      flow.answer([fromP1], '200 OK');
      const fromP2 = flow.cancel(last);
      flow.answer([fromP2], '200 OK');
      for (const hop of [last, between, invite]) {
        flow.answer([hop], '487 Request Terminated', { tag: BOB_TAG });
        flow.acknowledge(hop, BOB_TAG);
      }
    }),
  },
  {
    name: '3.9 the callee is busy',
    packets: call('UDP', (flow) => {
      for (const hop of throughBothProxies(flow, OVER_UDP.alice)) {
        flow.answer([hop], '486 Busy Here', { tag: BOB_TAG });
        flow.acknowledge(hop, BOB_TAG);
      }
    }),
  },
  {
    name: '3.10 the telephone of the callee does not answer at all',
    packets: call('UDP', (flow) => {
      const [last, between, invite] = throughBothProxies(flow, OVER_UDP.alice);
      for (const seconds of TIMER_A) flow.wait(seconds).repeat(last);
      flow.wait(0.5);
      for (const hop of [between, invite]) {
        flow.answer([hop], '480 Temporarily Unavailable', { tag: BOB_TAG });
        flow.acknowledge(hop, BOB_TAG);
      }
    }),
    problem: { verdict: `error no-response INVITE sip:bob@${BOB.name} SIP/2.0 CSeq 2`, shownBy: [P2.name] },
  },
  {
    name: '3.11 the callee does not want to be called for an hour',
    packets: call('UDP', (flow) => {
      const hops = throughBothProxies(flow, OVER_UDP.alice);
      flow.answer(hops, '180 Ringing', { tag: BOB_TAG, more: [OVER_UDP.bob] });
      flow.wait(3);
      for (const hop of hops) {
        flow.answer([hop], '480 Temporarily Unavailable', { tag: BOB_TAG, more: ['Retry-After: 3600'] });
        flow.acknowledge(hop, BOB_TAG);
      }
    }),
  },
];
