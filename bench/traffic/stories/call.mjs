import { audio, contact, countersigned, diagnostics, naming, signed } from './headers.mjs';

/** A call through the server: a leg to it and a leg from it, each message on both. */
export function call(exchange) {
  const { random, world } = exchange;
  const alice = random.pick(world.people);
  const bob = random.pick(world.people.filter((person) => person !== alice));
  const toTag = random.hex(10);
  const opening = { from: alice, to: bob, fromTag: random.hex(10) };
  const dialog = { ...opening, toTag };
  const outcome = random.weighted([
    [60, 'answered'],
    [12, 'busy'],
    [12, 'cancelled'],
    [8, 'declined'],
    [8, 'not routed'],
  ]);

  const outer = exchange.request(
    exchange.legFrom(alice),
    'INVITE',
    bob.address,
    [
      ...naming(exchange, opening, 1, 'INVITE'),
      `User-Agent: ${alice.agent}`,
      contact(alice),
      `Ms-Conversation-ID: ${random.base64(22)}`,
      'Supported: timer, histinfo, ms-early-media, 100rel',
      'Session-Expires: 1800',
      signed(exchange),
    ],
    audio(exchange, alice),
  );
  exchange.wait(1, 3);
  exchange.answer(outer, 100, 'Trying', naming(exchange, opening, 1, 'INVITE'));
  if (outcome === 'not routed') {
    exchange.wait(5, 900);
    const why = random.pick([
      [404, 'Not Found', 1003, 'User does not exist'],
      [504, 'Server time-out', 1008, 'Unable to resolve DNS SRV record'],
      [480, 'Temporarily Unavailable', 1007, 'Temporarily cannot route'],
    ]);
    const lines = [...naming(exchange, dialog, 1, 'INVITE'), ...diagnostics(why[2], why[3]), 'Server: RTC/3.0'];
    exchange.answer(outer, why[0], why[1], lines, undefined, { note: 'Routed a locally generated response' });
    exchange.wait(5, 40);
    exchange.acknowledge(outer, naming(exchange, dialog, 1, 'ACK'));
    return;
  }

  const inner = exchange.pass(outer, bob);
  exchange.wait(2, 20);
  exchange.answer(inner, 100, 'Trying', naming(exchange, opening, 1, 'INVITE'));
  exchange.wait(20, 300);
  const ringing = [...naming(exchange, dialog, 1, 'INVITE'), contact(bob), `User-Agent: ${bob.agent}`];
  exchange.answerThrough(inner, outer, 180, 'Ringing', [...ringing, ...exchange.recordRoute]);
  exchange.wait(800, 6000);

  const refused = (status, reason) => {
    exchange.answer(inner, status, reason, ringing);
    exchange.wait(1, 3);
    exchange.acknowledge(inner, naming(exchange, dialog, 1, 'ACK'));
    exchange.answer(outer, status, reason, ringing);
    exchange.wait(5, 40);
    exchange.acknowledge(outer, naming(exchange, dialog, 1, 'ACK'));
  };
  switch (outcome) {
    case 'busy':
      return refused(486, 'Busy Here');
    case 'declined':
      return refused(603, 'Decline');
    case 'cancelled': {
      const cancelOuter = exchange.cancel(outer, naming(exchange, opening, 1, 'CANCEL'));
      exchange.wait(1, 3);
      exchange.answer(cancelOuter, 200, 'OK', naming(exchange, dialog, 1, 'CANCEL'));
      const cancelInner = exchange.cancel(inner, naming(exchange, opening, 1, 'CANCEL'));
      exchange.wait(5, 40);
      exchange.answer(cancelInner, 200, 'OK', naming(exchange, dialog, 1, 'CANCEL'));
      return refused(487, 'Request Terminated');
    }
    default:
      break;
  }

  const accepted = [...ringing, ...exchange.recordRoute, 'Session-Expires: 720;refresher=uac', signed(exchange)];
  exchange.answerThrough(inner, outer, 200, 'OK', accepted, audio(exchange, bob));
  exchange.wait(5, 60);
  const target = `${bob.address};opaque=${bob.opaque};gruu`;
  const ack = exchange.request(exchange.legFrom(alice), 'ACK', target, naming(exchange, dialog, 1, 'ACK'));
  exchange.pass(ack, bob);
  exchange.wait(1000, 9000);
  if (random.chance(0.3)) {
    const lines = [...naming(exchange, dialog, 2, 'INFO'), signed(exchange)];
    const body = { type: 'application/media_control+xml', text: '<?xml version="1.0"?>\r\n<media_control/>\r\n' };
    inDialog(exchange, 'INFO', alice, bob, target, lines, body);
    exchange.wait(1000, 9000);
  }
  hangUp(exchange, alice, bob, dialog, target, 3);
}

/** A BYE of the caller over both legs. */
export function hangUp(exchange, alice, bob, dialog, target, cseq) {
  const lines = [...naming(exchange, dialog, cseq, 'BYE'), signed(exchange), `User-Agent: ${alice.agent}`];
  inDialog(exchange, 'BYE', alice, bob, target, lines);
}

/** A request of `alice` to `bob` within their dialog, over both legs, and its 200. */
export function inDialog(exchange, method, alice, bob, target, lines, body) {
  const outer = exchange.request(exchange.legFrom(alice), method, target, lines, body);
  const inner = exchange.pass(outer, bob);
  exchange.wait(3, 60);
  const names = lines.filter((line) => /^(?:From|To|Call-ID|CSeq):/.test(line));
  exchange.answerThrough(inner, outer, 200, 'OK', [...names, countersigned(exchange), `User-Agent: ${bob.agent}`]);
}
