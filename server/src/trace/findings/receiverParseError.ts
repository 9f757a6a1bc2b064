import type { FormatId } from '../formats/format';
import type { Message } from '../message';
import type { Span } from '../text/span';
import type { Trace } from '../trace';
import { short } from './parties';
import type { RelatedPlace, Rule } from './rule';

/** Logs of programs with PJSIP, which shows a message that it could not read under a head line of its own. */
const OF_PJSIP: readonly FormatId[] = ['asterisk-pjsip', 'pjsua-log'];
const UNREAD = 'Error processing ';
/** What follows the address: one or more faults, with the name of the header field, the line and the column. */
const FAULT = / exception when parsing '(?<field>[^']{0,60})' header on line (?<line>\d{1,4}) col (?<column>\d{1,5})/;

/** What stands in front of the start-line of message `index`, from the head line on. */
function headOf({ text, store: { messages, records } }: Trace, index: number): string {
  return text.slice(records.entry.at(messages.record.at(index)), messages.startLineStart.at(index));
}

/**
 * Finding `receiver-parse-error`: the program that wrote the log received a message that it could not read, and says so. The
 * same of one sender over and over is one. Span: the start-line. RFC 3261 25.1.
 */
export const receiverParseError: Rule = {
  code: 'receiver-parse-error',
  severity: 'error',
  scope: 'message',
  source: 'RFC 3261 7, 25.1; PJSIP sip_transport.c',
  href: 'https://www.rfc-editor.org/rfc/rfc3261#section-25.1',
  page: {
    title: 'The receiver could not read a message',
    meaning:
      'The program that wrote the log uses PJSIP, received a message that breaks the grammar of SIP, and dropped it ' +
      'without an answer: to the sender it looks as if nobody were there. The log says at which line and column ' +
      'reading ended; that line is a related place.',
    advice:
      'Look at that line: the fault is there or right in front of it. Mend it in the program that sent the message. A ' +
      'router that rewrites SIP (SIP ALG) breaks messages too: switch it off, or use TLS.',
    example: `[2024-01-02 13:06:06] ERROR[154]: pjproject: <?>: sip_transport.c Error processing 260 bytes packet from UDP 192.0.2.1:5060 : PJSIP syntax error exception when parsing '' header on line 4 col 26:
OPTIONS sip:bob@192.0.2.2:5060 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;>
Call-ID: 1
CSeq: 1 OPTIONS
Max-Forwards: 70
Content-Length: 0

-- end of packet.
`,
  },
  formats: OF_PJSIP,
  mayConcern: (trace, index) => headOf(trace, index).includes(UNREAD),
  find: (message, context) => {
    if (context.isClaimed(message)) return [];
    const fault = FAULT.exec(headOf(message.trace, message.index))?.groups;
    const from = short(message.envelope.source);
    const field = fault?.field ?? '';
    const where =
      fault === undefined
        ? ''
        : ` Reading ended at line ${fault.line}, column ${fault.column}${field === '' ? '' : ` (${short(field)})`}.`;
    return [
      {
        span: message.startLineSpan,
        about: message,
        kind: `${from} ${field}`,
        related: fault === undefined ? [] : faultyLine(message, Number(fault.line)),
        message:
          `The program that wrote the log could not read this ${message.isRequest ? 'request' : 'response'}` +
          `${from === '' ? '' : ` from ${from}`}, and dropped it without an answer.${where} The fault is there or right in ` +
          'front of it: mend it in the program that sent the message, or switch off what rewrites SIP on the way (SIP ALG).',
      },
    ];
  },
};

/** Line `number` of the message, from 1; none when the log does not show so many. */
function faultyLine({ startLineSpan, trace: { text, store }, recordIndex }: Message, number: number): RelatedPlace[] {
  const last = store.records.end.at(recordIndex);
  let line: Span = startLineSpan;
  for (let count = 1; count < number; count++) {
    const start = text.indexOf('\n', line.end) + 1;
    if (start === 0 || start >= last) return [];
    const end = text.indexOf('\n', start);
    line = { start, end: end === -1 ? last : text[end - 1] === '\r' ? end - 1 : end };
  }
  return number === 1 || line.end <= line.start ? [] : [{ span: line, message: 'Reading ended in this line' }];
}
