import { fragmentStatus } from '../../../trace/sip/sipfrag';
import { eventOf } from '../../../trace/sip/subscriptionState';
import { printable } from '../../../trace/text/printable';
import { touches, trimmed } from '../../../trace/text/span';
import { explainHeaderField, explainStatusCode } from '../../knowledge';
import { explanationBlocks } from '../../richText';
import { answerBlocks, factsOf } from '../answer';
import type { BodyContext } from '../bodyHover';
import type { HoverText } from '../hoverText';

/** A fragment of a SIP message: in the NOTIFY after a REFER it tells how the transfer goes. RFC 3420, RFC 3515 2.4.5. */
export function sipfragHover({ message, entity, offset }: BodyContext): HoverText | undefined {
  const { text } = message;
  const status = fragmentStatus(text, entity.body);
  if (status !== undefined && touches(status.span, offset)) {
    const explanation = explainStatusCode(status.statusCode);
    if (explanation === undefined) return undefined;
    const isTransfer = message.method === 'NOTIFY' && eventOf(message) === 'refer';
    return {
      span: status.span,
      blocks: explanationBlocks(
        { ...explanation, source: `${isTransfer ? 'RFC 3515 2.4.5' : 'RFC 3420 2'}; ${explanation.source}` },
        [[transferFact(status.statusCode, isTransfer)]],
      ),
    };
  }
  const line = lineAt(text, entity.body, offset);
  const colon = text.slice(line.start, Math.min(line.end, line.start + 200)).indexOf(':');
  if (colon === -1) return undefined;
  const name = { start: line.start, end: line.start + colon };
  const explanation = explainHeaderField(text.slice(name.start, name.end).trim());
  return explanation && { span: touches(name, offset) ? name : line, blocks: explanationBlocks(explanation) };
}

function transferFact(statusCode: number, isTransfer: boolean): string {
  if (!isTransfer) return 'This is the status line of another message, passed on.';
  if (statusCode < 200) return 'The transfer is under way: this is what the new call was last answered with.';
  if (statusCode < 300) return 'The transfer has succeeded: the new call was answered so.';
  return 'The transfer has failed: the new call was answered so.';
}

/** Longest line of such bodies that is looked at. */
const LONGEST_LINE = 8192;

/** The line around `offset`, without blanks at its ends. */
export function lineAt(text: string, body: { readonly start: number; readonly end: number }, offset: number) {
  const from = Math.max(body.start, offset - LONGEST_LINE);
  const to = Math.min(body.end, offset + LONGEST_LINE);
  let start = offset;
  while (start > from && !isLineEnd(text.charCodeAt(start - 1))) start--;
  let end = offset;
  while (end < to && !isLineEnd(text.charCodeAt(end))) end++;
  return trimmed(text, { start, end });
}

const isLineEnd = (code: number): boolean => code === 10 || code === 13;

/** A pressed key: `Signal=5` and `Duration=160`, or the key alone. */
export function dtmfHover({ message, entity }: BodyContext): HoverText {
  const text = message.text.slice(entity.body.start, Math.min(entity.body.end, entity.body.start + 500));
  const [, signal] = /^[ \t]*signal[ \t]*=[ \t]*(\S{1,4})/im.exec(text) ?? /^\s*(\S{1,4})\s*$/.exec(text) ?? [];
  const [, duration] = /^[ \t]*duration[ \t]*=[ \t]*(\d{1,6})/im.exec(text) ?? [];
  return {
    span: entity.body,
    blocks: answerBlocks({
      title: 'A pressed key (DTMF)',
      summary:
        signal === undefined
          ? 'Somebody pressed a key; which one cannot be read here.'
          : ['Somebody pressed ', { code: keyName(signal) }, '.'],
      facts: factsOf(
        duration !== undefined && `Duration: ${duration} ms`,
        'Keys sent so travel with the SIP messages; the usual way today is in RTP (telephone-event).',
      ),
      source: 'draft-kaplan-dispatch-info-dtmf-package; RFC 4733 2.1',
    }),
  };
}

/** Events 10 and 11 are keys. RFC 4733 3.2. */
const keyName = (signal: string): string => (signal === '10' ? '*' : signal === '11' ? '#' : printable(signal));
