import { commands, Range, Selection, type TextEditor, TextEditorRevealType, Uri, window } from 'vscode';
import type { ServerLife } from './serverLife';

const SAMPLE = '1-enhanced-presence-421.sip.log';

/** The line that tells why the sign-in in the sample failed, and the number in it that a hover explains. */
const ACCOUNT_LINE = /^ms-diagnostics: 2013/m;
const NUMBER = '2013';

/**
 * Opens the sample that comes with the extension, read-only; `then` shows what the walkthrough tells of: `problem`,
 * `hover` or `fold`.
 */
export async function openSample(extensionUri: Uri, server: ServerLife, then?: unknown): Promise<void> {
  const editor = await window.showTextDocument(Uri.joinPath(extensionUri, 'samples', SAMPLE), { preview: false });
  if (editor.document.uri.scheme !== 'http' && editor.document.uri.scheme !== 'https') {
    await commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
  }
  await server.start();
  switch (then) {
    case 'problem':
      return commands.executeCommand('workbench.actions.view.problems');
    case 'hover':
      select(editor, NUMBER);
      return commands.executeCommand('editor.action.showHover');
    case 'fold':
      return commands.executeCommand('editor.foldAll');
  }
}

/** Puts the cursor on `words` in the account of the failure. */
function select(editor: TextEditor, words: string): void {
  const text = editor.document.getText();
  const at = text.indexOf(words, Math.max(0, text.search(ACCOUNT_LINE)));
  const start = editor.document.positionAt(at);
  editor.selection = new Selection(start, start);
  editor.revealRange(new Range(start, start), TextEditorRevealType.InCenter);
}
