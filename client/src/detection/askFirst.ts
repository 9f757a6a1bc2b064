import { ConfigurationTarget, type TextDocument, window, workspace } from 'vscode';

/** What a person says to the question whether a log is opened as SIP Trace; `later` when the question was closed. */
export type Answer = 'open' | 'not-this-file' | 'later';

/** Asks whether `document` is to be opened as SIP Trace (`sipTrace.detect` is `ask`). */
export async function askFirst(document: TextDocument): Promise<Answer> {
  const open = 'Open as SIP Trace';
  const notThis = 'Not this file';
  const never = 'Never ask';
  const name = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
  const choice = await window.showInformationMessage(`${name} holds SIP messages.`, open, notThis, never);
  if (choice === never) await neverDetect(document);
  if (choice === open) return 'open';
  return choice === notThis ? 'not-this-file' : 'later';
}

/** Turns the setting off where it is made: for the workspace if that has it, else for the person. */
function neverDetect(document: TextDocument): Thenable<void> {
  const configuration = workspace.getConfiguration('sipTrace', document);
  const made = configuration.inspect<string>('detect');
  const target =
    made?.workspaceFolderValue !== undefined
      ? ConfigurationTarget.WorkspaceFolder
      : made?.workspaceValue !== undefined
        ? ConfigurationTarget.Workspace
        : ConfigurationTarget.Global;
  return configuration.update('detect', 'never', target);
}
