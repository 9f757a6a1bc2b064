import { type TextEditor, window } from 'vscode';
import { EXPLAIN_REQUEST, type ExplainParams, type ExplainResult } from '../../server/src/lsp/ownRequests';
import { explanationUri } from './explanationDocuments';
import type { ServerLife } from './serverLife';
import { showRendered } from './showRendered';

/** No code or name is longer, so a longer selection is not one. */
const LONGEST_TERM = 100;

/** Asks for a code or a name and shows what it means, as a rendered page beside the log. */
export async function explainCode(server: ServerLife): Promise<void> {
  const editor = window.activeTextEditor;
  const input = await window.showInputBox({
    title: 'Explain Code',
    prompt:
      'A status code, ms-diagnostics number, method, header field, option tag, event package or Windows result code',
    placeHolder: '421, 2013, ms-diagnostics 4005, REGISTER, Supported, k, 100rel, 0x80090308',
    value: editor === undefined ? '' : termAt(editor),
  });
  const term = input?.trim();
  if (!term) return;
  const params: ExplainParams = { term };
  const answer = await server.request<ExplainResult>(EXPLAIN_REQUEST, params);
  // A server that does not run has been told of, and the status bar offers the way out.
  if (answer === undefined) return;
  if (answer.markdown === null) {
    void window.showInformationMessage(
      `SIP Trace knows nothing about "${term}". It explains status codes from 100 to 699, ms-diagnostics numbers, methods, ` +
        'header fields, option tags, event packages, and Windows result codes such as 0x80090308.',
    );
    return;
  }
  await showRendered(explanationUri(term), editor !== undefined);
}

/** The selection, or the word under the cursor. */
function termAt({ document, selection }: TextEditor): string {
  const range = selection.isEmpty ? document.getWordRangeAtPosition(selection.active) : selection;
  const text = range === undefined || !range.isSingleLine ? '' : document.getText(range).trim();
  return text.length > LONGEST_TERM ? '' : text;
}
