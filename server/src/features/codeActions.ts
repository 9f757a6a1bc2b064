import { type CodeAction, CodeActionKind, type Command, type Diagnostic } from 'vscode-languageserver-types';
import type { Finding } from '../trace/findings';
import { configured, defaultFindingSettings, type Suppression, userAgentsOf } from '../trace/findings/configuration';
import { printable } from '../trace/text/printable';
import type { Trace } from '../trace/trace';
import { toRange } from './positions';
import { ticketSummary } from './ticketSummary';

/** Commands that the client runs for a code action, with what they are given. */
export interface ActionArguments {
  /** Shows the page of the rule with this id. */
  readonly 'sipTrace.explainFinding': readonly [code: string];
  /** Goes to a place of a document. */
  readonly 'sipTrace.goToPlace': readonly [uri: string, range: Diagnostic['range']];
  /** Asks for the severity of a rule and sets it, for the document. */
  readonly 'sipTrace.setSeverity': readonly [uri: string, code: string];
  /** Asks which of these is not to be shown any more, and adds it to the settings of the document. */
  readonly 'sipTrace.suppressFinding': readonly [uri: string, choices: readonly SuppressionChoice[]];
  /** Puts a text into the clipboard. */
  readonly 'sipTrace.copySummary': readonly [text: string];
}

/** Something that can be suppressed, in words. */
export interface SuppressionChoice {
  /** `In this call`. */
  readonly label: string;
  /** `Call-ID 1234@192.0.2.1`. */
  readonly description: string;
  readonly entry: Suppression;
}

export interface CodeActionOptions {
  readonly uri: string;
  /** Problems under the cursor, as the editor has them. */
  readonly diagnostics: readonly Diagnostic[];
  /** Kinds that the editor asks for; all when left out. */
  readonly only?: readonly string[] | undefined;
  /** Commands that the client has: an action is offered only where its command is. */
  readonly commands: ReadonlySet<string>;
}

/** Problems at one place for which actions are offered. */
const MOST_PROBLEMS = 5;

/** What a person can do about problems: learn more, go to the request, choose what is shown, tell others. */
export function codeActions(trace: Trace, findings: readonly Finding[], options: CodeActionOptions): CodeAction[] {
  const { only, diagnostics } = options;
  // Kinds are hierarchical: whoever asks for `quickfix` or for all gets them.
  if (only !== undefined && !only.some((kind) => kind === '' || kind === CodeActionKind.QuickFix)) return [];
  return diagnostics
    .filter(({ source }) => source === 'sip-trace')
    .slice(0, MOST_PROBLEMS)
    .flatMap((diagnostic) => {
      const finding = findingOf(trace, findings, diagnostic);
      return finding === undefined ? [] : actionsFor(trace, finding, diagnostic, options);
    });
}

/** The finding that `diagnostic` shows; `undefined` when the log has changed since. */
function findingOf(trace: Trace, findings: readonly Finding[], diagnostic: Diagnostic): Finding | undefined {
  const { line, character } = diagnostic.range.start;
  if (line >= trace.lines.count) return undefined;
  const offset = trace.lines.startOf(line) + character;
  return findings.find(
    ({ code, span, message }) => code === diagnostic.code && span.start === offset && message === diagnostic.message,
  );
}

function actionsFor(trace: Trace, finding: Finding, diagnostic: Diagnostic, options: CodeActionOptions): CodeAction[] {
  const { uri, commands } = options;
  const { code } = finding;
  const actions: CodeAction[] = [];
  const add = <C extends keyof ActionArguments>(title: string, command: C, args: ActionArguments[C]): void => {
    if (!commands.has(command)) return;
    const run: Command = { title, command, arguments: [...args] };
    actions.push({ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command: run });
  };
  add(`Explain ${code}`, 'sipTrace.explainFinding', [code]);
  const request = finding.about.isResponse ? trace.transactionOf(finding.about).request : undefined;
  if (request !== undefined) {
    const range = toRange(trace, request.startLineSpan);
    add(`Go to the Request (line ${range.start.line + 1})`, 'sipTrace.goToPlace', [uri, range]);
  }
  add('Copy a Summary for a Ticket', 'sipTrace.copySummary', [ticketSummary(trace, finding, nameOf(uri))]);
  add(`Set Severity of ${code}…`, 'sipTrace.setSeverity', [uri, code]);
  const choices = suppressionsFor(finding);
  if (choices.length > 0) add(`Suppress ${code} Here…`, 'sipTrace.suppressFinding', [uri, choices]);
  return actions;
}

/** Those that hide the finding, the narrowest first: one that stands for several calls is not hidden with one of them. */
function suppressionsFor(finding: Finding): SuppressionChoice[] {
  const { code: rule, about } = finding;
  const { callId, method } = about;
  const choices: SuppressionChoice[] = [
    { label: 'In this call', description: `Call-ID ${callId}`, entry: { rule, callId } },
    ...userAgentsOf(about).map((userAgent): SuppressionChoice => {
      return { label: 'For this program', description: userAgent, entry: { rule, userAgent } };
    }),
    { label: 'For this method', description: method, entry: { rule, method } },
  ];
  return choices.filter(({ entry }) => Object.values(entry).every(isPlain) && hides(entry, finding));
}

const hides = (entry: Suppression, finding: Finding): boolean =>
  configured([finding], { ...defaultFindingSettings, profile: 'conformance', suppress: [entry] }).length === 0;

/** Whether a text of the log can stand in settings: nothing hides in it, no password, and no `*`, which would stand for anything. */
const isPlain = (text: string): boolean => text !== '' && !text.includes('*') && printable(text) === text;

/** Name of the file at `uri`; folders may tell of people. */
function nameOf(uri: string): string {
  const name = /([^/\\]*)$/.exec(uri.replace(/[?#].*$/, ''))?.[1] ?? '';
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
