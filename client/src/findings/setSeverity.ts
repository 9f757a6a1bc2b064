import { type QuickPickItem, Uri, window } from 'vscode';
import type { ActionArguments } from '../../../server/src/features/codeActions';
import { settingOf, writeSetting } from './settingTarget';

/** The values of a setting `sipTrace.findings.<rule>`, and what they mean. */
const CHOICES = [
  ['default', 'As the rule has it'],
  ['error', 'A failure'],
  ['warning', 'Something that may be one'],
  ['information', 'News'],
  ['hint', 'Only dots in the text'],
  ['off', 'Not shown'],
] as const;

/** Lets a person choose the severity of a rule. */
export async function setSeverity(...[uri, code]: ActionArguments['sipTrace.setSeverity']): Promise<void> {
  const document = Uri.parse(uri);
  const name = `findings.${code}`;
  const now = settingOf<string>(document, name) ?? 'default';
  const items = CHOICES.map(([label, detail]): QuickPickItem => {
    return { label, detail, ...(label === now ? { description: 'now' } : {}) };
  });
  const choice = await window.showQuickPick(items, { title: `Severity of ${code}` });
  if (choice === undefined || choice.label === now) return;
  await writeSetting(document, name, choice.label);
}
