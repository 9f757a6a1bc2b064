import type { Message } from '../../../trace/message';
import { parameterIn, unescaped } from '../../../trace/sip/parameters';
import { token } from '../../../trace/tables';
import { type Span, touches } from '../../../trace/text/span';
import { type Explanation, worded } from '../../explanation';
import { explainQ850Cause, explainStatusCode, explainTeamsCode, explainWarnCode } from '../../knowledge';
import { type Block, explanationBlocks } from '../../richText';
import { answerBlocks } from '../answer';
import type { HoverText } from '../hoverText';
import { headOf } from './events';
import { elementAt, parameterHover, parameterItems, quoted, type ValueHovers, type ValuePlace } from './headerValue';

/** Reason: why a call ended, in the numbers of some protocol. RFC 3326 2. */
function reasonHover(place: ValuePlace): HoverText {
  const { message, offset } = place;
  const span = elementAt(place);
  const { head, parameters } = headOf(message.text, span);
  const cause = parameterIn(message.text, parameters, 'cause');
  const parameter = touches(head, offset) ? undefined : parameterHover(message, 'reason', parameters, offset);
  if (parameter !== undefined && !isOfCause(message, parameter.span)) return parameter;
  const protocol = message.slice(head);
  const number = cause === undefined ? undefined : numberIn(message.slice(cause));
  const explanation = number === undefined ? undefined : explainCause(protocol, number);
  const teams = teamsCode(message, parameters);
  const facts = [...textFact(message, parameters, explanation), ...(teams === undefined ? [] : [teamsFact(teams)])];
  if (explanation !== undefined) {
    const source = teams === undefined ? explanation.source : `${explanation.source}; ${teams.source}`;
    return { span, blocks: explanationBlocks({ ...explanation, source }, facts) };
  }
  const row = token('reason-protocol', protocol);
  return {
    span,
    blocks: answerBlocks({
      title: `Reason: ${protocol.slice(0, 40)}${number === undefined ? '' : ` ${number}`}`,
      summary:
        row === undefined
          ? [
              'Why the message was sent, as ',
              quoted(protocol, 40),
              ' counts it, which is no protocol of a specification known here.',
            ]
          : worded(row.meaning, row.certainty),
      inLog: facts,
      facts: parameterItems(message, 'reason', parameters),
      source: row?.source ?? 'RFC 3326 2',
    }),
  };
}

/** Number and text are shown with the meaning of the whole. */
const isOfCause = (message: Message, { start }: Span): boolean =>
  /^(?:text|cause)\b/i.test(message.slice({ start, end: start + 6 }));

const numberIn = (text: string): number | undefined => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : undefined);

function explainCause(protocol: string, number: number): Explanation | undefined {
  const name = protocol.toLowerCase();
  if (name === 'sip') {
    const explanation = explainStatusCode(number);
    return (
      explanation && {
        ...explanation,
        title: `Reason: SIP ${explanation.title}`,
        source: `${explanation.source}; RFC 3326 2`,
      }
    );
  }
  const explanation = name === 'q.850' ? explainQ850Cause(number) : undefined;
  return (
    explanation && {
      ...explanation,
      title: `Reason: ${explanation.title}`,
      source: `${explanation.source}; RFC 3326 2`,
    }
  );
}

/** The words of the log, unless the title has them already. */
function textFact(message: Message, parameters: Span, explanation: Explanation | undefined): readonly Block[] {
  const span = parameterIn(message.text, parameters, 'text');
  const text = span === undefined ? '' : unescaped(message.text, span);
  return text === '' || explanation?.title.toLowerCase().endsWith(`: ${text.toLowerCase()}`)
    ? []
    : [['In this log: ', quoted(text, 200), '.']];
}

/** A code of Teams Direct Routing in the text; only those of six digits, which no other number is taken for. */
function teamsCode(message: Message, parameters: Span): Explanation | undefined {
  const text = parameterIn(message.text, parameters, 'text');
  const [, digits] = /(?<!\d)(5\d{5})(?!\d)/.exec(text === undefined ? '' : message.slice(text).slice(0, 300)) ?? [];
  return digits === undefined ? undefined : explainTeamsCode(Number(digits), message.statusCode);
}

const teamsFact = ({ title, summary, details: [advice = ''] }: Explanation): Block => [
  `${title}: ${summary} ${advice}`.trim(),
];

const WARNING = /^(\d{3})\s{1,8}(\S{1,200})(?:\s{1,8}"?(.{0,400}))?/s;

/** Warning: code, who set it, and text. RFC 3261 20.43. */
function warningHover(place: ValuePlace): HoverText {
  const { message } = place;
  const span = elementAt(place);
  const [, digits, agent = '', rest = ''] = WARNING.exec(message.slice(span).slice(0, 700)) ?? [];
  const text = rest.trim().replace(/"$/, '');
  if (digits === undefined) {
    const summary = 'Should be three digits, the name of whoever set it, and a text in quotes. This value is broken.';
    return { span, blocks: answerBlocks({ title: 'Warning', summary, source: 'RFC 3261 20.43' }) };
  }
  const facts: Block[] = [
    ['In this log: ', ...(text === '' ? ['no text'] : [quoted(text, 300)]), ', set by ', quoted(agent, 100), '.'],
  ];
  const explanation = explainWarnCode(Number(digits), agent);
  if (explanation !== undefined) return { span, blocks: explanationBlocks(explanation, facts) };
  const summary = 'Warn-codes go from 300 to 399, and this is none. Go by the text.';
  return {
    span,
    blocks: answerBlocks({ title: `Warning ${digits}`, summary, inLog: facts, source: 'RFC 3261 20.43' }),
  };
}

export const reasonHovers: ValueHovers = { reason: reasonHover, warning: warningHover };
