import { listIn } from '../../../trace/sip/parameters';
import { token } from '../../../trace/tables';
import { offsetIn, type Span, touches, trimmed } from '../../../trace/text/span';
import { clockAfter, secondsText } from '../../clock';
import { worded } from '../../explanation';
import { explainEventPackage } from '../../knowledge';
import { explanationBlocks } from '../../richText';
import { answerBlocks } from '../answer';
import type { HoverText } from '../hoverText';
import {
  elementAt,
  parameterHover,
  parameterItems,
  quoted,
  tokenHover,
  unknownBlocks,
  type ValueHovers,
  type ValuePlace,
} from './headerValue';

/** The word in front of the parameters of `span`, and the parameters. */
export function headOf(text: string, span: Span): { head: Span; parameters: Span } {
  const semicolon = offsetIn(text, span, ';');
  const head = trimmed(text, { start: span.start, end: semicolon === -1 ? span.end : semicolon });
  return { head, parameters: { start: semicolon === -1 ? span.end : semicolon, end: span.end } };
}

/** Event: the events that a subscription is about. RFC 6665 8.2.1. */
function eventHover({ message, field, offset }: ValuePlace): HoverText {
  const { head, parameters } = headOf(message.text, field.value);
  const parameter = touches(head, offset) ? undefined : parameterHover(message, 'event', parameters, offset);
  if (parameter !== undefined) return parameter;
  const name = message.slice(head);
  const explanation = explainEventPackage(name);
  if (explanation === undefined) return { span: head, blocks: unknownBlocks(name) };
  const items = parameterItems(message, 'event', parameters);
  return { span: head, blocks: explanationBlocks(explanation, items.length === 0 ? [] : [{ list: items }]) };
}

function allowEventsHover(place: ValuePlace): HoverText {
  const { message } = place;
  const { head } = headOf(message.text, elementAt(place));
  return tokenHover(message.slice(head), head, explainEventPackage);
}

/** Subscription-State: how a subscription stands, why it ended, how long it lasts. RFC 6665 4.1.3, 8.2.3. */
function subscriptionStateHover({ message, field, offset }: ValuePlace): HoverText {
  const [value = field.value] = listIn(message.text, field.value);
  const { head, parameters } = headOf(message.text, value);
  const parameter = touches(head, offset)
    ? undefined
    : parameterHover(message, 'subscription-state', parameters, offset, (name, text) => {
        const seconds = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
        if (seconds === undefined || (name !== 'expires' && name !== 'retry-after')) return [];
        const clock = clockAfter(message, seconds);
        return [[`${secondsText(seconds)}${clock === undefined ? '' : `: until ${clock} by the clock of this log`}.`]];
      });
  if (parameter !== undefined) return parameter;
  const state = message.slice(head);
  const row = token('subscription-state', state);
  return {
    span: head,
    blocks: answerBlocks({
      title: `Subscription: ${state.slice(0, 40)}`,
      summary:
        row === undefined
          ? [quoted(state), ' is no state of a subscription that is known here.']
          : worded(row.meaning, row.certainty),
      facts: parameterItems(message, 'subscription-state', parameters),
      source: 'RFC 6665 4.1.3; RFC 6665 8.2.3',
    }),
  };
}

export const eventHovers: ValueHovers = {
  event: eventHover,
  'allow-events': allowEventsHover,
  'subscription-state': subscriptionStateHover,
};
