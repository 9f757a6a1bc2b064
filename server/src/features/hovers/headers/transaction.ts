import type { Message } from '../../../trace/message';
import { type Span, touches } from '../../../trace/text/span';
import { explainMethod } from '../../knowledge';
import type { Block, Inline } from '../../richText';
import { transactionSummary } from '../../transactionSummary';
import { answerBlocks } from '../answer';
import type { HoverText } from '../hoverText';
import { callFact, dialogFact, lineOf } from './callNames';
import { elementAt, quoted, tokenHover, type ValueHovers, type ValuePlace } from './headerValue';

/** Words of a value, separated by blanks. */
function wordsOf({ message, field }: ValuePlace): Span[] {
  const text = message.slice(field.value);
  return [...text.slice(0, 400).matchAll(/\S+/g)].map(({ index, 0: word }) => ({
    start: field.value.start + index,
    end: field.value.start + index + word.length,
  }));
}

/** A number with a method behind it or in front of it may be anything in a broken message. */
const asNumber = (text: string): number | undefined => (/^\d{1,10}$/.test(text) ? Number(text) : undefined);

/** CSeq: the method, or the number and what became of the transaction. RFC 3261 20.16. */
function cseqHover(place: ValuePlace): HoverText {
  const { message, field, offset } = place;
  const [number, method] = wordsOf(place);
  if (method !== undefined && touches(method, offset) && !touches(number ?? method, offset)) {
    return tokenHover(message.slice(method), method, explainMethod);
  }
  const count = number && asNumber(message.slice(number));
  if (number === undefined || count === undefined) {
    const summary = 'A CSeq is a number and a method: this one is broken.';
    return { span: field.value, blocks: answerBlocks({ title: 'CSeq', summary, source: 'RFC 3261 20.16' }) };
  }
  return {
    span: number,
    blocks: answerBlocks({
      title: `CSeq: number ${count}`,
      summary: message.isRequest
        ? 'Counts the requests that one side sends with this Call-ID: each new one has a higher number. ACK and CANCEL take that of their request.'
        : 'The number of the request that this response answers.',
      inLog: [transactionFact(message)],
      source: 'RFC 3261 8.1.1.5; RFC 3261 20.16',
    }),
  };
}

/** The transaction of `message` in one line, and where it stands. */
export function transactionFact(message: Message): Block {
  const { trace } = message;
  const transaction = trace.transactionOf(message);
  const [from, to] = [lineOf(trace, transaction.first.index), lineOf(trace, transaction.last.index)];
  const where = from === to ? `line ${from}` : `lines ${from} to ${to}`;
  return ['In this log: ', quoted(transactionSummary(transaction), 160), `, ${where}.`];
}

function callIdHover({ message, field }: ValuePlace): HoverText {
  return {
    span: field.value,
    blocks: answerBlocks({
      title: 'Call-ID',
      summary: 'Ties together all messages of one call, of one subscription, or of the registrations of one client.',
      inLog: [callFact(message.trace, message.slice(field.value), message)],
      source: 'RFC 3261 8.1.1.4; RFC 3261 20.8',
    }),
  };
}

function maxForwardsHover({ message, field }: ValuePlace): HoverText {
  const text = message.slice(field.value);
  const left = asNumber(text);
  const isRight = left !== undefined && left < 256;
  return {
    span: field.value,
    blocks: answerBlocks({
      title: `Max-Forwards: ${isRight ? left : 'not a number from 0 to 255'}`,
      summary: !isRight
        ? 'Says how many more proxies may pass the request on. This value is no number from 0 to 255.'
        : left === 0
          ? 'No proxy may pass this request on any more: one that would have to answers 483 Too Many Hops.'
          : `At most ${left} more ${left === 1 ? 'proxy' : 'proxies'} may pass this request on, so that it cannot go round for ever.`,
      facts: [['Clients begin with 70 as a rule, and each proxy takes one off.']],
      source: 'RFC 3261 8.1.1.6; RFC 3261 20.22',
    }),
  };
}

/** How many messages of a call are looked through for the one that another names. */
const MOST_LOOKED_AT = 60;

/** PRACK: which provisional response it confirms. RFC 3262 7.2. */
function rackHover(place: ValuePlace): HoverText {
  const { message, field, offset } = place;
  const [response, cseq, method] = wordsOf(place).map((span) => ({ span, text: message.slice(span) }));
  if (method !== undefined && touches(method.span, offset)) return tokenHover(method.text, method.span, explainMethod);
  const number = response && asNumber(response.text);
  const request = cseq && asNumber(cseq.text);
  if (number === undefined || request === undefined || method === undefined) {
    const summary =
      'Should name a provisional response by three words: its RSeq, and number and method of its CSeq. This value is broken.';
    return { span: field.value, blocks: answerBlocks({ title: 'RAck', summary, source: 'RFC 3262 7.2' }) };
  }
  const found = message.trace
    .messagesOfCall(message.callId)
    .filter((index) => {
      const { status, cseq: numbers } = message.trace.store.messages;
      return status.at(index) > 100 && status.at(index) < 200 && numbers.at(index) === request;
    })
    .slice(0, MOST_LOOKED_AT)
    .find((index) => asNumber(message.trace.messageAt(index).value('rseq') ?? '') === number);
  const confirmed = found === undefined ? undefined : message.trace.messageAt(found);
  return {
    span: field.value,
    blocks: answerBlocks({
      title: `RAck: confirms provisional response ${number}`,
      summary: [
        `Confirms the provisional response with RSeq ${number} to the `,
        quoted(method.text, 40),
        ` with CSeq number ${request}.`,
      ],
      inLog: [
        confirmed === undefined
          ? ['In this log: that response was not seen.']
          : [
              'In this log: ',
              quoted(`${confirmed.statusCode} ${confirmed.reasonPhrase}`),
              ` on line ${lineOf(message.trace, confirmed.index)}.`,
            ],
      ],
      source: 'RFC 3262 7.2',
    }),
  };
}

function rseqHover({ message, field }: ValuePlace): HoverText {
  const number = asNumber(message.slice(field.value));
  return {
    span: field.value,
    blocks: answerBlocks({
      title: number === undefined ? 'RSeq' : `RSeq: ${number}`,
      summary: 'Number of this provisional response, which is sent reliably: it is repeated until a PRACK confirms it.',
      facts:
        number === undefined || message.cseq === undefined
          ? []
          : [['That PRACK has ', quoted(`RAck: ${number} ${message.cseq} ${message.method}`), '.']],
      source: 'RFC 3262 3; RFC 3262 7.1',
    }),
  };
}

function timestampHover(place: ValuePlace): HoverText {
  const { message, field } = place;
  const [, delay] = wordsOf(place);
  const second: Inline[] =
    delay === undefined
      ? []
      : [
          ' The second number is the time that the receiver took to answer: ',
          quoted(`${message.slice(delay)} s`, 30),
          '.',
        ];
  return {
    span: field.value,
    blocks: answerBlocks({
      title: 'Timestamp',
      summary: [
        'When the client sent the request, in seconds by a clock of its own; the response repeats it, so that the client can tell how long the way takes.',
        ...second,
      ],
      source: 'RFC 3261 8.2.6.1; RFC 3261 20.38',
    }),
  };
}

function inReplyToHover(place: ValuePlace): HoverText {
  const { message } = place;
  const span = elementAt(place);
  return {
    span,
    blocks: answerBlocks({
      title: 'In-Reply-To',
      summary: 'The Call-ID of a call that this one answers: a call back.',
      inLog: [dialogFact(message.trace, message.slice(span))],
      source: 'RFC 3261 20.21',
    }),
  };
}

export const transactionHovers: ValueHovers = {
  cseq: cseqHover,
  'call-id': callIdHover,
  'max-forwards': maxForwardsHover,
  rack: rackHover,
  rseq: rseqHover,
  timestamp: timestampHover,
  'in-reply-to': inReplyToHover,
};
