import { commands, env, Range, Uri, window } from 'vscode';
import type { ActionArguments } from '../../../server/src/features/codeActions';
import { explanationUri } from '../explanationDocuments';
import { showRendered } from '../showRendered';

/** Commands that the client runs for the code actions of the server, which offers no others. */
export const ACTION_COMMANDS: readonly (keyof ActionArguments)[] = [
  'sipTrace.explainFinding',
  'sipTrace.goToPlace',
  'sipTrace.setSeverity',
  'sipTrace.suppressFinding',
  'sipTrace.copySummary',
];

/** Shows the page of a rule beside the log. */
export const explainFinding = (...[code]: ActionArguments['sipTrace.explainFinding']): Promise<void> =>
  showRendered(explanationUri(`finding ${code}`), true);

/** Goes to a place of a log, so that "Go Back" leads to where the person was. */
export async function goToPlace(...[uri, { start, end }]: ActionArguments['sipTrace.goToPlace']): Promise<void> {
  const selection = new Range(start.line, start.character, end.line, end.character);
  await commands.executeCommand('vscode.open', Uri.parse(uri), { selection });
}

export async function copySummary(...[text]: ActionArguments['sipTrace.copySummary']): Promise<void> {
  await env.clipboard.writeText(text);
  window.setStatusBarMessage('Copied a summary of the problem', 5000);
}
