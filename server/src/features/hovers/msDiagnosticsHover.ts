import type { Message } from '../../trace/message';
import { isDocumentedReason } from '../../trace/microsoft/documentedReason';
import { type MsDiagnostics, type MsParameter, readMsDiagnostics } from '../../trace/microsoft/msDiagnostics';
import type { HeaderField } from '../../trace/sip/headerFields';
import { printable } from '../../trace/text/printable';
import { touches } from '../../trace/text/span';
import type { Explanation } from '../explanation';
import {
  explainHeaderField,
  explainMsDiagnostics,
  explainMsParameter,
  explainParameterValue,
  explainTeamsCode,
  mediaDebugFields,
} from '../knowledge';
import { type Block, explanationBlocks, type Inline, sourceBlock } from '../richText';
import type { HoverText } from './hoverText';

/**
 * An account of a failure. On one of its parameters: what that and its value mean. Anywhere else in the header field:
 * what the ErrorId means, what to do, the server's own words and its further parameters. An id that no table holds is
 * explained by who owns its range.
 */
export function msDiagnosticsHover(message: Message, field: HeaderField, offset: number): HoverText | undefined {
  const accounts = readMsDiagnostics(message.text, field);
  const account = accounts.find(({ span }) => touches(span, offset)) ?? accounts[0];
  if (account === undefined) {
    const name = explainHeaderField(message.slice(field.name));
    return name && { span: field.name, blocks: explanationBlocks(name) };
  }
  const parameter = furtherParameters(account).find(({ span }) => touches(span, offset));
  if (parameter !== undefined) return { span: parameter.span, blocks: parameterBlocks(parameter) };
  const span = touches(field.name, offset) ? field.span : account.span;
  return { span, blocks: accountBlocks(message, account) };
}

function accountBlocks(message: Message, account: MsDiagnostics): Block[] {
  const facts = [...wordsOf(account), ...parametersOf(account)];
  const explanation =
    account.id === undefined
      ? undefined
      : (explainMsDiagnostics(account.id) ?? explainTeamsCode(account.id, message.statusCode));
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
  const [title, summary] =
    account.id === undefined
      ? ['ms-diagnostics without a number', 'The number of the error has to stand first; the log may have cut it.']
      : [`ms-diagnostics ${account.id}`, 'No component is known to own this number.'];
  return [[{ strong: title }], [`${summary} Go by the words of the server.`], ...facts, sourceBlock('[MS-OCER] 2.2.1')];
}

function wordsOf({ field, reason, source }: MsDiagnostics): Block[] {
  const words: Inline[] = reason === '' ? ['The wire gives no reason'] : ['In this log: ', { code: printable(reason) }];
  const from: Inline[] = source === '' ? [] : [', reported by ', { code: printable(source) }];
  const isPublic = field.key === 'ms-diagnostics-public';
  return [[...words, ...from, '.', ...(isPublic ? [' The public form never names the server.'] : [])]];
}

/** The parameters but for reason and source, which the hover on the account tells in its first sentence. */
const furtherParameters = ({ parameters }: MsDiagnostics): MsParameter[] =>
  parameters.filter(({ name }) => !['reason', 'source'].includes(name.toLowerCase()));

/** Parameters that the hover on an account names; the others have their own hovers. */
const MOST_PARAMETERS = 20;

/** The further parameters, each with what its value means, or else what it is for. */
function parametersOf(account: MsDiagnostics): Block[] {
  const parameters = furtherParameters(account);
  if (parameters.length === 0) return [];
  const items = parameters.slice(0, MOST_PARAMETERS).map(({ name, value }): Inline[] => {
    const meaning = explainParameterValue(name, value);
    const words = meaning === undefined ? explainMsParameter(name)?.summary : `${meaning.title}. ${meaning.summary}`;
    return [{ code: printable(`${name}=${value}`, 100) }, ...(words === undefined ? [] : [`: ${words}`])];
  });
  const more = parameters.length - items.length;
  return [{ list: more > 0 ? [...items, [`… and ${more} more`]] : items }];
}

/** A parameter by itself: what it is for, its value, and what that means. */
function parameterBlocks({ name, value }: MsParameter): Block[] {
  const parameter = explainMsParameter(name);
  const meaning = explainParameterValue(name, value);
  return [
    [{ strong: parameter?.title ?? `${printable(name, 60)} (parameter)` }],
    [parameter?.summary ?? 'A parameter that no specification known here describes; a product may have added it.'],
    ...(value === '' ? [] : [['In this log: ', { code: printable(value) }, '.']]),
    ...(meaning === undefined ? [] : meaningBlocks(meaning)),
    ...fieldsOf(name, value),
    ...sourcesOf(parameter, meaning),
  ];
}

const meaningBlocks = ({ title, summary, details }: Explanation): Block[] => [
  [{ strong: title }, `: ${summary}`],
  ...(details.length === 0 ? [] : [{ list: details.map((detail) => [detail]) }]),
];

/** What the fields of a media debug text are. */
function fieldsOf(name: string, value: string): Block[] {
  if (!/^(callee|caller)?mediadebug$/i.test(name)) return [];
  const fields = mediaDebugFields(value).filter((field) => field.name.toLowerCase() !== 'icewarn');
  if (fields.length === 0) return [];
  return [
    {
      list: fields.map((field): Inline[] => {
        const words = explainMsParameter(field.name)?.summary;
        return [
          { code: printable(`${field.name}=${field.value}`, 100) },
          ...(words === undefined ? [] : [`: ${words}`]),
        ];
      }),
    },
  ];
}

function sourcesOf(...explanations: readonly (Explanation | undefined)[]): Block[] {
  const sources = explanations.flatMap((explanation) => explanation?.source.split('; ') ?? []);
  return sources.length === 0 ? [] : [sourceBlock([...new Set(sources)].join('; '))];
}
