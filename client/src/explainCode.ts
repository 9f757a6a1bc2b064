import {
  env,
  type QuickInputButton,
  type QuickPick,
  type QuickPickItem,
  type TextEditor,
  ThemeIcon,
  window,
} from 'vscode';
import {
  EXPLAIN_REQUEST,
  type ExplainParams,
  type ExplainResult,
  TERMS_REQUEST,
  type TermsResult,
} from '../../server/src/lsp/ownRequests';
import { explanationUri } from './explanationDocuments';
import type { ServerLife } from './serverLife';
import { showRendered } from './showRendered';

/** No code or name is longer, so a longer selection is not one. */
const LONGEST_TERM = 100;

/** Something to explain. */
interface Choice extends QuickPickItem {
  /** What the server is asked for. */
  readonly term: string;
}

const COPY: QuickInputButton = { iconPath: new ThemeIcon('copy'), tooltip: 'Copy as Markdown' };

/** Lets a person choose a code or a name, or type any, and shows what it means, as a rendered page beside the log. */
export async function explainCode(server: ServerLife): Promise<void> {
  const editor = window.activeTextEditor;
  const picker = window.createQuickPick<Choice>();
  picker.title = 'Explain Code';
  picker.placeholder = '421, 2013, Q.850 17, timer F, REGISTER, Supported, k, 100rel, PCMU, 0x80090308, …';
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.value = editor === undefined ? '' : termAt(editor);
  picker.busy = true;
  let choices: readonly Choice[] = [];
  const update = (): void => {
    picker.items = withTyped(choices, picker.value.trim());
  };
  picker.onDidChangeValue(update);
  picker.onDidTriggerItemButton(({ item }) => copyAsMarkdown(server, item.term));
  picker.onDidHide(() => picker.dispose());
  update();
  const term = picked(picker);
  picker.show();
  const answer = await server.request<TermsResult>(TERMS_REQUEST, {});
  choices = (answer?.terms ?? []).map(choiceOf);
  picker.busy = false;
  update();
  const wanted = await term;
  if (wanted !== undefined) await showExplanation(server, wanted, editor !== undefined);
}

const choiceOf = ({ term, title, summary }: TermsResult['terms'][number]): Choice => ({
  term,
  label: title,
  description: term,
  detail: summary,
  buttons: [COPY],
});

/** The term that a person accepts; `undefined` when they leave. */
const picked = (picker: QuickPick<Choice>): Promise<string | undefined> =>
  new Promise((resolve) => {
    picker.onDidAccept(() => {
      const term = picker.selectedItems[0]?.term ?? picker.value.trim();
      if (term === '') return;
      resolve(term);
      picker.hide();
    });
    picker.onDidHide(() => resolve(undefined));
  });

/**
 * The choices, and what is typed as one more of them, since not every number is in a list and a word may mean several
 * things. It comes first where it is a code, or the whole of a name: then it is what the person means. VS Code puts a
 * label that equals the text first, and one that has nothing of it last.
 */
function withTyped(choices: readonly Choice[], typed: string): Choice[] {
  if (typed === '') return [...choices];
  const name = typed.toLowerCase();
  const isWhole =
    /^(\S+ )?(0x[\da-f]+|\d+)$|^\S$/i.test(typed) ||
    choices.some(({ term }) => term.toLowerCase() === name || term.toLowerCase().endsWith(` ${name}`));
  const item = { term: typed, alwaysShow: true, buttons: [COPY] };
  return isWhole
    ? [{ ...item, label: typed, description: 'everything that it may mean' }, ...choices]
    : [...choices, { ...item, label: '$(search) Look up', description: `“${typed}” as it stands` }];
}

async function markdownOf(server: ServerLife, term: string): Promise<string | undefined> {
  const params: ExplainParams = { term };
  const answer = await server.request<ExplainResult>(EXPLAIN_REQUEST, params);
  // A server that does not run has been told of, and the status bar offers the way out.
  if (answer === undefined) return undefined;
  if (answer.markdown !== null) return answer.markdown;
  void window.showInformationMessage(
    `SIP Trace knows nothing about "${term}". It explains codes and names of SIP, SDP and Microsoft's servers: status ` +
      'codes from 100 to 699, ms-diagnostics numbers, causes, warnings, timers, methods, header fields, codecs and more.',
  );
  return undefined;
}

async function showExplanation(server: ServerLife, term: string, beside: boolean): Promise<void> {
  if ((await markdownOf(server, term)) !== undefined) await showRendered(explanationUri(term), beside);
}

async function copyAsMarkdown(server: ServerLife, term: string): Promise<void> {
  const markdown = await markdownOf(server, term);
  if (markdown === undefined) return;
  await env.clipboard.writeText(markdown);
  window.setStatusBarMessage(`Copied the explanation of ${term} as Markdown`, 5000);
}

/** The selection, or the word under the cursor. */
function termAt({ document, selection }: TextEditor): string {
  const range = selection.isEmpty ? document.getWordRangeAtPosition(selection.active) : selection;
  const text = range === undefined || !range.isSingleLine ? '' : document.getText(range).trim();
  return text.length > LONGEST_TERM ? '' : text;
}
