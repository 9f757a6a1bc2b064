import { type TextEditor, window } from 'vscode';
import { TEST_FORMAT_REQUEST, type TestFormatParams, type TestFormatResult } from '../../server/src/lsp/ownRequests';
import type { FormatTestDocument } from './formatTestDocument';
import type { ServerLife } from './serverLife';
import { showRendered } from './showRendered';

/** Longest text that is tested, in UTF-16 units: a format shows itself in much less. */
const LONGEST = 1_000_000;

/** Shows what the formats of the person find in the selected lines, or in the whole document when nothing is selected. */
export async function testFormat(server: ServerLife, document: FormatTestDocument): Promise<void> {
  const editor = window.activeTextEditor;
  if (editor === undefined) {
    void window.showInformationMessage(
      'There is no text to test your formats on. Open a log, select a few messages with the lines around them, and try again.',
    );
    return;
  }
  const answer = await server.request<TestFormatResult>(TEST_FORMAT_REQUEST, selectedLines(editor));
  // A server that does not run has been told of, and the status bar offers the way out.
  if (answer === undefined) return;
  await showRendered(document.show(answer.markdown), true);
}

/** The lines that the selection touches: formats know whole lines only. */
function selectedLines({ document, selection }: TextEditor): TestFormatParams {
  const { start, end } = selection;
  const firstLine = selection.isEmpty ? 0 : start.line;
  // A selection that ends in front of a line does not mean this line.
  const endsBefore = end.character === 0 && end.line > start.line;
  const lastLine = selection.isEmpty ? document.lineCount - 1 : end.line - (endsBefore ? 1 : 0);
  const text = document.getText(document.lineAt(firstLine).range.union(document.lineAt(lastLine).range));
  return {
    textDocument: { uri: document.uri.toString() },
    title: document.uri.path.split('/').at(-1) ?? '',
    text: text.slice(0, LONGEST),
    firstLine,
    isCut: text.length > LONGEST,
  };
}
