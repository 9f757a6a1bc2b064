import { hangUp, inDialog } from './call.mjs';
import { chat, contact, naming, signed } from './headers.mjs';

const SENTENCES = [
  'Hello, do you have a minute?',
  'The meeting moves to 14:30, same room.',
  'See you at lunch',
  'Yes.',
  'I have sent you the document, please read it before tomorrow; the second part has changed a lot.',
  'SIP/2.0 200 OK is what I got, but the phone did not ring',
];
const OTHER_SENTENCES = ['Grüße aus München – bis später!', 'Увидимся завтра', '会議は三時からです。', 'Ça marche 👍'];

/** A session of instant messages: INVITE, messages in it, BYE. */
export function instantMessages(exchange) {
  const { random, world } = exchange;
  const alice = random.pick(world.people);
  const bob = random.pick(world.people.filter((person) => person !== alice));
  const opening = { from: alice, to: bob, fromTag: random.hex(10) };
  const dialog = { ...opening, toTag: random.hex(10) };
  const target = `${bob.address};opaque=${bob.opaque};gruu`;

  const invite = [
    ...naming(exchange, opening, 1, 'INVITE'),
    `User-Agent: ${alice.agent}`,
    contact(alice),
    `Ms-Conversation-ID: ${random.base64(22)}`,
    'Supported: ms-delayed-accept',
    'Roster-Manager: <sip:roster@contoso.com>',
    signed(exchange),
  ];
  const outer = exchange.request(exchange.legFrom(alice), 'INVITE', bob.address, invite, chat(alice));
  exchange.wait(1, 3);
  exchange.answer(outer, 100, 'Trying', naming(exchange, opening, 1, 'INVITE'));
  const inner = exchange.pass(outer, bob);
  exchange.wait(10, 200);
  const accepted = [...naming(exchange, dialog, 1, 'INVITE'), contact(bob), ...exchange.recordRoute];
  exchange.answerThrough(inner, outer, 200, 'OK', accepted, chat(bob));
  exchange.wait(5, 60);
  const ack = exchange.request(exchange.legFrom(alice), 'ACK', target, naming(exchange, dialog, 1, 'ACK'));
  exchange.pass(ack, bob);
  let cseq = 2;
  for (let count = random.between(1, 4); count > 0; count--) {
    exchange.wait(300, 4000);
    const text = random.pick(alice.beyondAscii ? OTHER_SENTENCES : SENTENCES);
    const lines = [...naming(exchange, dialog, cseq, 'MESSAGE'), signed(exchange), `User-Agent: ${alice.agent}`];
    inDialog(exchange, 'MESSAGE', alice, bob, target, lines, { type: 'text/plain; charset=UTF-8', text });
    cseq++;
  }
  exchange.wait(300, 6000);
  hangUp(exchange, alice, bob, dialog, target, cseq);
}
