import type { Message } from '../../trace/message';
import { MS_DIAGNOSTICS_KEYS } from '../../trace/microsoft/msDiagnosticsKeys';
import { CREDENTIAL_KEYS } from '../../trace/sip/credentials';
import type { HeaderField } from '../../trace/sip/headerFields';
import { listIn } from '../../trace/sip/parameters';
import { printable } from '../../trace/text/printable';
import { type Span, touches } from '../../trace/text/span';
import type { Explanation } from '../explanation';
import { explainEventPackage, explainHeaderField, explainMethod, explainOptionTag } from '../knowledge';
import { explanationBlocks } from '../richText';
import { credentialsHover } from './credentialsHover';
import type { HoverText } from './hoverText';
import { msDiagnosticsHover } from './msDiagnosticsHover';

/** Header fields whose comma-separated values each have an explanation of their own. */
const LISTS: Readonly<Record<string, (value: string) => Explanation | undefined>> = {
  supported: explainOptionTag,
  require: explainOptionTag,
  'proxy-require': explainOptionTag,
  unsupported: explainOptionTag,
  allow: explainMethod,
  event: explainEventPackage,
  'allow-events': explainEventPackage,
};

/** A header field: its name, or what its value holds at `offset`. */
export function headerHover(message: Message, offset: number): HoverText | undefined {
  const field = message.headers.find(({ span }) => touches(span, offset));
  if (field === undefined) return undefined;
  if ((MS_DIAGNOSTICS_KEYS as readonly string[]).includes(field.key)) return msDiagnosticsHover(message, field, offset);
  if (touches(field.name, offset)) return nameHover(message, field);
  return valueHover(message, field, offset);
}

function nameHover(message: Message, field: HeaderField): HoverText {
  const name = message.slice(field.name);
  const explanation = explainHeaderField(name);
  if (explanation !== undefined) return { span: field.name, blocks: explanationBlocks(explanation) };
  return {
    span: field.name,
    blocks: [
      [{ code: printable(name) }, ' is no header field of a specification known here; a product may have added it.'],
      ['A receiver that does not know a header field ignores it. Source: RFC 3261 7.3.2'],
    ],
  };
}

function valueHover(message: Message, field: HeaderField, offset: number): HoverText | undefined {
  const explain = LISTS[field.key];
  if (explain !== undefined) {
    const span = listIn(message.text, field.value)
      .map((value) => withoutParameters(message.text, value))
      .find((value) => touches(value, offset));
    return span && tokenHover(message.slice(span), span, explain);
  }
  if (field.key === 'cseq') {
    const method = /[A-Za-z]+\s*$/.exec(message.slice(field.value));
    if (method === null) return undefined;
    const start = field.value.start + method.index;
    const span = { start, end: start + method[0].trimEnd().length };
    return touches(span, offset) ? tokenHover(message.slice(span), span, explainMethod) : undefined;
  }
  if ((CREDENTIAL_KEYS as readonly string[]).includes(field.key)) return credentialsHover(message, field, offset);
  return undefined;
}

function withoutParameters(text: string, { start, end }: Span): Span {
  const semicolon = text.indexOf(';', start);
  return { start, end: semicolon === -1 || semicolon > end ? end : semicolon };
}

function tokenHover(token: string, span: Span, explain: (token: string) => Explanation | undefined): HoverText {
  const explanation = explain(token);
  if (explanation !== undefined) return { span, blocks: explanationBlocks(explanation) };
  return {
    span,
    blocks: [[{ code: printable(token) }, ' stands in no specification known here; a product may have added it.']],
  };
}
