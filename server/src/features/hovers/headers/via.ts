import type { Message } from '../../../trace/message';
import { addressKind } from '../../../trace/sdp/address';
import { listIn, parameterIn } from '../../../trace/sip/parameters';
import { readVia, type ViaHop } from '../../../trace/sip/via';
import { touches } from '../../../trace/text/span';
import type { Block, Inline } from '../../richText';
import { transactionSummary } from '../../transactionSummary';
import { answerBlocks } from '../answer';
import type { HoverText } from '../hoverText';
import {
  elementAt,
  parameterHover,
  parameterItems,
  placeInAll,
  quoted,
  type ValuePlace,
  withParameterSources,
} from './headerValue';

/** A hop of Via: who sent the message from where, and what the next hop saw of it. RFC 3261 20.42, 18.2.1; RFC 3581. */
export function viaHover(place: ValuePlace): HoverText {
  const { message, offset } = place;
  const span = elementAt(place);
  const hop = readVia(message.text, span);
  const parameter = parameterHover(message, 'via', hop.parameters, offset, (name, value) =>
    facts(place, hop, name, value),
  );
  if (parameter !== undefined && !touches({ start: span.start, end: hop.parameters.start }, offset)) return parameter;
  return { span, blocks: hopBlocks(place, hop) };
}

function hopBlocks(place: ValuePlace, hop: ViaHop): Block[] {
  const { message } = place;
  const { number, count } = placeInAll(place, hop.span);
  // The first Via is the last hop.
  const order = count - number + 1;
  const title = count === 1 ? 'Via: the only hop' : `Via: hop ${order} of ${count}, counted from the sender`;
  const host = message.slice(hop.host);
  if (host === '') {
    return answerBlocks({
      title,
      summary: 'This value names no address that a response could go back to.',
      source: 'RFC 3261 20.42',
    });
  }
  return answerBlocks({
    title,
    summary: [
      'Sent by ',
      quoted(host),
      ...(hop.port === undefined ? [] : [' port ', quoted(message.slice(hop.port), 10)]),
      ...transportText(message, hop),
      '.',
      ...translation(message, hop),
    ],
    inLog: number === 1 ? [transactionFact(message)] : [],
    facts: [
      ...parameterItems(message, 'via', hop.parameters),
      ...(message.isResponse && number === 1
        ? [['A response takes the way of its request back, from the first Via to the last.'] as const]
        : []),
    ],
    source: withParameterSources('RFC 3261 20.42; RFC 3261 18.2.1; RFC 3581 4', message, ['via', hop.parameters]),
  });
}

const transportText = (message: Message, { transport }: ViaHop): Inline[] =>
  transport.start < transport.end ? [' over ', quoted(message.slice(transport), 20)] : [];

/** What the next hop saw otherwise than the sender wrote. */
function translation(message: Message, hop: ViaHop): Inline[] {
  const value = (name: string): string => {
    const span = parameterIn(message.text, hop.parameters, name);
    return span === undefined ? '' : message.slice(span);
  };
  const host = message.slice(hop.host);
  const received = value('received').replace(/^\[|\]$/g, '');
  const port = value('rport') || value('ms-received-port');
  const own = hop.port === undefined ? '' : message.slice(hop.port);
  if (received === '' && port === '') return [];
  const from: Inline[] = [
    ...(received === '' ? [] : [' ', quoted(received)]),
    ...(port === '' ? [] : [' port ', quoted(port, 10)]),
  ];
  const differs = received !== '' && received.toLowerCase() !== host.toLowerCase();
  if (!differs)
    return [
      ' The next hop saw it come from',
      ...from,
      port !== '' && port !== own ? otherPort(message, hop) : ', as it said.',
    ];
  if (addressKind(host) === 'name') return [' The next hop saw it come from', ...from, ', and sends responses there.'];
  return [' The next hop saw it come from', ...from, ': something between them, such as a NAT, changed the address.'];
}

/** A connection has a port of its own; over UDP the sender uses the port that it names. RFC 3261 18.1.1, RFC 3581 4. */
function otherPort(message: Message, { transport }: ViaHop): string {
  const isUdp = message.slice(transport).toUpperCase() === 'UDP';
  return isUdp ? ', which is not the port that it gave: a NAT may have changed it.' : ', the port of the connection.';
}

/** What the log shows with the branch of the first Via. */
const transactionFact = (message: Message): Block => [
  'In this log: ',
  quoted(transactionSummary(message.trace.transactionOf(message)), 160),
  '.',
];

function facts({ message, field }: ValuePlace, hop: ViaHop, name: string, value: string): readonly Block[] {
  if (name === 'branch') {
    const first = message.header('via');
    const isTop = field === first && listIn(message.text, field.value)[0]?.start === hop.span.start;
    const kind = /^z9hG4bK/i.test(value)
      ? 'It begins with z9hG4bK, so it is unique to this transaction.'
      : 'It does not begin with z9hG4bK: it comes from an implementation of RFC 2543, and other header fields tell transactions apart.';
    return isTop ? [[kind], transactionFact(message)] : [[kind]];
  }
  if (name === 'rport' && value === '') {
    return [
      [
        message.isResponse
          ? 'Here without a value: the server did not fill it in.'
          : 'Here without a value: the sender asks for it.',
      ],
    ];
  }
  if (name === 'received' || name === 'rport') {
    const text = translation(message, hop);
    return text.length === 0 ? [] : [[String(text[0]).trimStart(), ...text.slice(1)]];
  }
  return [];
}
