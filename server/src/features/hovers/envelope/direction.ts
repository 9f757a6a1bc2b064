import type { Message } from '../../../trace/message';
import type { Inline } from '../../richText';
import { lineOf } from '../headers/callNames';
import { quoted } from '../headers/headerValue';

/** Which way the message went: `The program that wrote this log sent the REGISTER of line 3.` */
export function directionFact(message: Message): Inline[] {
  const what = message.isRequest ? message.method || 'request' : `${message.statusCode} ${message.reasonPhrase}`;
  return [`${directionText(message)} `, quoted(what, 80), ` of line ${lineOf(message.trace, message.index)}.`];
}

function directionText({ direction }: Message): string {
  if (direction === 'incoming') return 'The program that wrote this log received the';
  if (direction === 'outgoing') return 'The program that wrote this log sent the';
  return 'Belongs to the';
}
