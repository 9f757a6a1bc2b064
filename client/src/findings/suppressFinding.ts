import { Uri, window } from 'vscode';
import type { ActionArguments } from '../../../server/src/features/codeActions';
import { settingOf, writeSetting } from './settingTarget';

const SETTING = 'suppress';

/** Lets a person choose where a finding is not to be shown any more: in a call, for a program, for a method. */
export async function suppressFinding(...[uri, choices]: ActionArguments['sipTrace.suppressFinding']): Promise<void> {
  const choice = await window.showQuickPick(choices, { title: 'Not to be shown' });
  if (choice === undefined) return;
  const document = Uri.parse(uri);
  // A list in the workspace takes the place of that of the user, so what holds now goes along.
  const entries = settingOf<unknown>(document, SETTING);
  const all = [...(Array.isArray(entries) ? entries : []), choice.entry];
  if (!(await writeSetting(document, SETTING, all))) return;
  window.setStatusBarMessage('Suppressed. The setting "sipTrace.suppress" has the list.', 5000);
}
