import type { Message } from '../../trace/message';
import { isDocumentedReason } from '../../trace/microsoft/documentedReason';
import { type MsDiagnostics, readMsDiagnostics } from '../../trace/microsoft/msDiagnostics';
import type { HeaderField } from '../../trace/sip/headerFields';
import { printable } from '../../trace/text/printable';
import { touches } from '../../trace/text/span';
import { explainHeaderField, explainHresult, explainMsDiagnostics, explainMsParameter } from '../knowledge';
import { type Block, explanationBlocks, type Inline, sourceBlock } from '../richText';
import type { HoverText } from './hoverText';

/**
 * An account of a failure, wherever in its header field the cursor is: what the ErrorId means, what to check, the
 * server's own words and its further parameters. An id that no table holds is explained by who owns its range.
 */
export function msDiagnosticsHover(message: Message, field: HeaderField, offset: number): HoverText | undefined {
  const accounts = readMsDiagnostics(message.text, field);
  const account = accounts.find(({ span }) => touches(span, offset)) ?? accounts[0];
  if (account === undefined) {
    const name = explainHeaderField(message.slice(field.name));
    return name && { span: field.name, blocks: explanationBlocks(name) };
  }
  const span = touches(field.name, offset) ? field.span : account.span;
  return { span, blocks: blocksOf(account) };
}

function blocksOf(account: MsDiagnostics): Block[] {
  const facts = [...wordsOf(account), ...parametersOf(account)];
  const explanation = account.id === undefined ? undefined : explainMsDiagnostics(account.id);
  if (explanation !== undefined && !isDocumentedReason(account)) {
    return [
      [{ strong: `ms-diagnostics ${account.id}, with a reason that is not the documented one` }],
      ...facts,
      [
        `The specification documents this number as "${explanation.title}". This server uses it for something else: go by the reason.`,
      ],
      sourceBlock(explanation.source),
    ];
  }
  if (explanation !== undefined) return explanationBlocks(explanation, facts);
  const title = account.id === undefined ? 'ms-diagnostics without a number' : `ms-diagnostics ${account.id}`;
  return [[{ strong: title }], ['No component is known to own this number. Go by the words of the server.'], ...facts];
}

function wordsOf({ field, reason, source }: MsDiagnostics): Block[] {
  const words: Inline[] = reason === '' ? ['The wire gives no reason'] : ['In this log: ', { code: printable(reason) }];
  const from: Inline[] = source === '' ? [] : [', reported by ', { code: printable(source) }];
  const isPublic = field.key === 'ms-diagnostics-public';
  return [[...words, ...from, '.', ...(isPublic ? [' The public form never names the server.'] : [])]];
}

/** The parameters that are left, each with its meaning. */
function parametersOf({ parameters }: MsDiagnostics): Block[] {
  const others = parameters.filter(({ name }) => !['reason', 'source'].includes(name.toLowerCase()));
  if (others.length === 0) return [];
  return [
    {
      list: others.map(({ name, value }): Inline[] => {
        const meaning = explainHresult(value)?.title ?? explainMsParameter(name)?.summary;
        return [{ code: printable(`${name}=${value}`) }, ...(meaning === undefined ? [] : [`: ${meaning}`])];
      }),
    },
  ];
}
