import { parameterIn } from '../../../trace/sip/parameters';
import { offsetIn, type Span, touches, trimmed } from '../../../trace/text/span';
import type { Inline } from '../../richText';
import { answerBlocks } from '../answer';
import type { HoverText } from '../hoverText';
import { dialogFact } from './callNames';
import {
  elementAt,
  parameterHover,
  parameterItems,
  quoted,
  type ValueHover,
  type ValueHovers,
  type ValuePlace,
} from './headerValue';

/** A header field that names another dialog by Call-ID and tags. */
interface DialogName {
  readonly key: string;
  readonly title: string;
  readonly summary: string;
  readonly tags: readonly [string, string];
  readonly source: string;
}

const replaces: DialogName = {
  key: 'replaces',
  title: 'Replaces another call',
  summary:
    'This call takes the place of another one, which then ends: an attended transfer, or a call that is picked up.',
  tags: ['to-tag', 'from-tag'],
  source: 'RFC 3891 3; RFC 3891 6.1',
};

const join: DialogName = {
  key: 'join',
  title: 'Joins another call',
  summary: 'This call is to be joined with another one, as in a conference, a barge-in or a recording.',
  tags: ['to-tag', 'from-tag'],
  source: 'RFC 3911 4; RFC 3911 7.1',
};

const targetDialog: DialogName = {
  key: 'target-dialog',
  title: 'Belongs to another dialog',
  summary: 'Names a dialog that the sender takes part in, to show that it may send this request.',
  tags: ['local-tag', 'remote-tag'],
  source: 'RFC 4538',
};

const dialogHover =
  (name: DialogName): ValueHover =>
  (place: ValuePlace): HoverText => {
    const { message, offset } = place;
    const span = elementAt(place);
    const semicolon = offsetIn(message.text, span, ';');
    const callIdSpan = trimmed(message.text, { start: span.start, end: semicolon === -1 ? span.end : semicolon });
    const parameters: Span = { start: callIdSpan.end, end: span.end };
    const parameter = touches(callIdSpan, offset) ? undefined : parameterHover(message, name.key, parameters, offset);
    if (parameter !== undefined) return parameter;
    const callId = message.slice(callIdSpan);
    const missing = name.tags.filter((tag) => parameterIn(message.text, parameters, tag) === undefined);
    return {
      span,
      blocks: answerBlocks({
        title: name.title,
        summary: name.summary,
        inLog: [dialogFact(message.trace, callId)],
        facts: [
          ['Call-ID: ', quoted(callId, 120)],
          ...parameterItems(message, name.key, parameters),
          ...missing.map((tag): Inline[] => [`${tag} is missing`]),
        ],
        source: name.source,
      }),
    };
  };

export const dialogIdHovers: ValueHovers = {
  replaces: dialogHover(replaces),
  join: dialogHover(join),
  'target-dialog': dialogHover(targetDialog),
};
