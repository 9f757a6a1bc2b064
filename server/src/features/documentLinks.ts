import type { DocumentLink } from 'vscode-languageserver-types';
import type { Message } from '../trace/message';
import { readMsDiagnostics } from '../trace/microsoft/msDiagnostics';
import { MS_DIAGNOSTICS_KEYS } from '../trace/microsoft/msDiagnosticsKeys';
import type { HeaderField } from '../trace/sip/headerFields';
import { listIn } from '../trace/sip/parameters';
import { ownValue } from '../trace/text/ownValue';
import { offsetIn, type Span, trimmed } from '../trace/text/span';
import type { Trace } from '../trace/trace';
import type { Explanation } from './explanation';
import {
  explainEventPackage,
  explainHeaderField,
  explainMethod,
  explainMsDiagnostics,
  explainOptionTag,
  explainStatusCode,
} from './knowledge';
import { toRange } from './positions';
import { stableLink } from './richText';

/** Messages that are looked at: what a log speaks of occurs early, and 1000 messages take about 45 ms. */
const MOST_MESSAGES = 1000;

/** Header fields that are looked at, in all messages together: 25 for each. */
const MOST_FIELDS = 25_000;

/** Header fields whose values are names that a specification explains. */
const LISTS: Readonly<Record<string, (name: string) => Explanation | undefined>> = {
  supported: explainOptionTag,
  require: explainOptionTag,
  'proxy-require': explainOptionTag,
  unsupported: explainOptionTag,
  event: explainEventPackage,
  'allow-events': explainEventPackage,
};

/**
 * Links to specifications: each method, status code, header field, option tag, event package and ErrorId once, where it
 * first stands. An editor asks for the links of a whole document and underlines all of them, so a log with a link at
 * every name would be one underline, and a large one would have millions; at every other place the hover has the same
 * link. Only the tables decide where a link leads, never the log. In the order of the log.
 */
export function documentLinks(trace: Trace): DocumentLink[] {
  const links = new Map<string, DocumentLink>();
  const count = Math.min(trace.store.messageCount, MOST_MESSAGES);
  let fields = 0;
  for (let index = 0; index < count && fields < MOST_FIELDS; index++) {
    const message = trace.messageAt(index);
    const add: Add = (kind, name, span, explain) => {
      const key = `${kind} ${name.toLowerCase()}`;
      if (links.has(key)) return;
      const link = linkTo(explain(name));
      if (link !== undefined) links.set(key, { range: toRange(trace, message.inLog(span)), ...link });
    };
    addStartLine(message, add);
    for (const field of message.headers.slice(0, MOST_FIELDS - fields)) addHeaderField(message, field, add);
    fields += message.headers.length;
  }
  return [...links.values()];
}

type Add = (kind: string, name: string, span: Span, explain: (name: string) => Explanation | undefined) => void;

function addStartLine(message: Message, add: Add): void {
  const line = message.startLine;
  if (line.kind === 'request-line') add('method', message.slice(line.method), line.method, explainMethod);
  if (line.kind === 'status-line') {
    add('status', message.slice(line.code), line.code, (code) => explainStatusCode(Number(code)));
  }
}

function addHeaderField(message: Message, field: HeaderField, add: Add): void {
  add('header', message.slice(field.name), field.name, explainHeaderField);
  const explain = ownValue(LISTS, field.key);
  if (explain !== undefined) {
    for (const value of listIn(message.text, field.value)) {
      const span = withoutParameters(message.text, value);
      add(field.key === 'event' ? 'allow-events' : 'tag', message.slice(span), span, explain);
    }
  }
  if ((MS_DIAGNOSTICS_KEYS as readonly string[]).includes(field.key)) {
    for (const { idSpan, id } of readMsDiagnostics(message.text, field)) {
      if (id !== undefined) add('ms-diagnostics', String(id), idSpan, (number) => explainMsDiagnostics(Number(number)));
    }
  }
}

function withoutParameters(text: string, span: Span): Span {
  const semicolon = offsetIn(text, span, ';');
  return semicolon === -1 ? span : trimmed(text, { start: span.start, end: semicolon });
}

/** Where the explanation has a stable source: its address, and what opens there. */
function linkTo(explanation: Explanation | undefined): Pick<DocumentLink, 'target' | 'tooltip'> | undefined {
  const link = explanation && stableLink(explanation.source);
  // VS Code makes a Markdown link of the tooltip; brackets, as in [MS-OCER], would end it.
  return link && { target: link.address, tooltip: `Open ${link.name.replace(/[[\]]/g, '')}` };
}
