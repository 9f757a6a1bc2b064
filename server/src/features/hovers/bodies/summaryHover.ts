import { answerBlocks, counted, factsOf } from '../answer';
import type { BodyContext } from '../bodyHover';
import type { HoverText } from '../hoverText';
import { shownValue } from '../shownValue';
import { lineAt } from './textHovers';

const SOURCE = 'RFC 3842 5.2';

/** A line of a message summary: `Voice-Message: 2/8 (0/2)`. */
export function summaryHover({ message, entity, offset }: BodyContext): HoverText | undefined {
  const span = lineAt(message.text, entity.body, offset);
  const line = message.slice(span).slice(0, 500);
  const [, name = '', value = ''] = /^([A-Za-z-]{1,40})[ \t]*:[ \t]*(.*)$/.exec(line) ?? [];
  if (name === '') return undefined;
  const title = `${name}: message summary`;
  switch (name.toLowerCase()) {
    case 'messages-waiting':
      return {
        span,
        blocks: answerBlocks({
          title,
          summary: /^yes/i.test(value)
            ? 'New messages wait: the lamp of the phone is to be on.'
            : 'No new messages: the lamp of the phone is to be off.',
          source: SOURCE,
        }),
      };
    case 'message-account':
      return {
        span,
        blocks: answerBlocks({
          title,
          summary: ['The mailbox: ', { code: shownValue(value) }, '. Phones call it to listen.'],
          source: SOURCE,
        }),
      };
    default: {
      const [, fresh, old, urgent, oldUrgent] =
        /^(\d{1,9})\s*\/\s*(\d{1,9})(?:\s*\(\s*(\d{1,9})\s*\/\s*(\d{1,9})\s*\))?/.exec(value) ?? [];
      if (fresh === undefined || old === undefined) return undefined;
      const kind = name.toLowerCase().replace(/-message$/, '');
      return {
        span,
        blocks: answerBlocks({
          title,
          summary: `${counted(Number(fresh), `new ${kind} message`)}, ${counted(Number(old), 'old one')}.`,
          facts: factsOf(urgent !== undefined && `Of these urgent: ${urgent} new, ${oldUrgent} old.`),
          source: SOURCE,
        }),
      };
    }
  }
}
