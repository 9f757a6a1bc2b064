import {
  Disposable,
  MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  TabInputText,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { SUMMARY_REQUEST, type SummaryParams, type SummaryResult } from '../../server/src/lsp/ownRequests';
import type { ServerLife } from './serverLife';
import { failedText, LARGEST_FILE, readingText, readText, type StatusText, tooLargeText } from './statusText';

/** Pause after an edit before the log is counted again, in ms. */
const PAUSE = 400;

/** Names of files that the extension would read if VS Code handed them over. */
const LOG_NAME = /\.(?:log|siptrace|uccapilog)$|SIPStack[^/]*\.txt$/i;

/** Messages and failures of the log in the active editor, and what VS Code leaves out of it. */
export class StatusBar implements Disposable {
  readonly #server: ServerLife;
  readonly #item: StatusBarItem;
  readonly #disposables: Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Address of the log whose numbers are shown. */
  #shown: string | undefined;
  /** Counts the updates: an answer that comes late is about something else. */
  #update = 0;

  constructor(server: ServerLife) {
    this.#server = server;
    // Left of line and column, which VS Code shows at 100.
    this.#item = window.createStatusBarItem('sipTrace.summary', StatusBarAlignment.Right, 101);
    this.#item.name = 'SIP Trace';
    const update = (): void => void this.#show();
    this.#disposables = Disposable.from(
      this.#item,
      server.onDidChangeState(update),
      window.onDidChangeActiveTextEditor(update),
      window.tabGroups.onDidChangeTabs(update),
      window.tabGroups.onDidChangeTabGroups(update),
      // A document that gets another language is closed and opened again, in the same editor.
      workspace.onDidOpenTextDocument((document) => isActive(document) && update()),
      workspace.onDidChangeTextDocument(({ document }) => isActive(document) && this.#showSoon()),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(OPTIMIZATIONS)) update();
        // The server is told at the same time: it reads the log with other formats, or shows other problems.
        if (COUNTED.some((setting) => change.affectsConfiguration(setting))) this.#showSoon();
      }),
    );
    update();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposables.dispose();
  }

  #showSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#show(), PAUSE);
  }

  async #show(): Promise<void> {
    clearTimeout(this.#timer);
    const update = ++this.#update;
    const document = window.activeTextEditor?.document;
    // The Output panel has the focus: the log is still in its editor.
    if (document?.uri.scheme === 'output') return;
    if (document?.languageId === 'sip-trace') return this.#showCounts(document, update);
    const size = document === undefined ? await sizeOfActiveLog() : 0;
    if (update !== this.#update) return;
    if (size > LARGEST_FILE) this.#set(tooLargeText(size), undefined);
    else this.#item.hide();
  }

  async #showCounts(document: TextDocument, update: number): Promise<void> {
    const uri = document.uri.toString();
    if (this.#server.state === 'failed') {
      this.#set(failedText, 'sipTrace.restartServer');
      return;
    }
    // While an edited log is read again, its last numbers stay.
    if (this.#shown !== uri) this.#set(readingText, PROBLEMS);
    if (this.#server.state !== 'running') return;
    const params: SummaryParams = { textDocument: { uri } };
    // Rejected when the log has changed meanwhile, or the server is gone: either brings the next update.
    const summary = await this.#server.request<SummaryResult>(SUMMARY_REQUEST, params).catch(() => undefined);
    if (!summary || update !== this.#update) return;
    const optimizations = workspace.getConfiguration('', document).get<boolean>(OPTIMIZATIONS) !== false;
    this.#set(readText(summary, optimizations), PROBLEMS, uri);
  }

  #set({ text, tooltip, spoken }: StatusText, command: string | undefined, shown?: string): void {
    this.#shown = shown;
    this.#item.text = text;
    const markdown = new MarkdownString(tooltip);
    markdown.isTrusted = { enabledCommands: ['workbench.action.openSettings'] };
    this.#item.tooltip = markdown;
    this.#item.accessibilityInformation = { label: spoken };
    this.#item.command = command;
    this.#item.show();
  }
}

const OPTIMIZATIONS = 'editor.largeFileOptimizations';
const PROBLEMS = 'workbench.actions.view.problems';
/** Settings that the counts depend on. */
const COUNTED = ['sipTrace.formats', 'sipTrace.findings', 'sipTrace.profile', 'sipTrace.suppress'];

const isActive = (document: TextDocument): boolean => document === window.activeTextEditor?.document;

/** Size in bytes of the log in the active tab, which VS Code may not hand over; 0 where there is none. */
async function sizeOfActiveLog(): Promise<number> {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof TabInputText) || !LOG_NAME.test(input.uri.path)) return 0;
  return sizeOf(input.uri);
}

const sizeOf = async (uri: Uri): Promise<number> => {
  try {
    return (await workspace.fs.stat(uri)).size;
  } catch {
    return 0;
  }
};
