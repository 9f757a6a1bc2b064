import { ConfigurationTarget, type QuickPickItem, type Uri, window, workspace } from 'vscode';

type Inspection = ReturnType<ReturnType<typeof workspace.getConfiguration>['inspect']>;

/** Prefix of the settings of the extension. */
const SECTION = 'sipTrace';

/** The value of a setting for the document `uri`, whatever says it. */
export const settingOf = <T>(uri: Uri, name: string): T | undefined =>
  workspace.getConfiguration(SECTION, uri).get<T>(name);

/**
 * Writes a setting that holds for the document `uri` to where it stands already, or else to where the person wants it. Resolves to
 * whether it was written.
 */
export async function writeSetting(uri: Uri, name: string, value: unknown): Promise<boolean> {
  const settings = workspace.getConfiguration(SECTION, uri);
  const found = settings.inspect(name);
  const target = await targetFor(found);
  if (target === undefined) return false;
  // What is the default need not stand anywhere, unless user settings say something else.
  const isPlain =
    value === found?.defaultValue && (target === ConfigurationTarget.Global || found?.globalValue === undefined);
  try {
    await settings.update(name, isPlain ? undefined : value, target);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(`SIP Trace could not write the setting "${SECTION}.${name}": ${reason}`);
    return false;
  }
}

interface Place extends QuickPickItem {
  readonly target: ConfigurationTarget;
}

const PLACES: readonly Place[] = [
  { label: 'In this workspace', description: 'workspace settings', target: ConfigurationTarget.Workspace },
  { label: 'Everywhere', description: 'user settings', target: ConfigurationTarget.Global },
];

/** `undefined` when the person leaves. */
async function targetFor(found: Inspection): Promise<ConfigurationTarget | undefined> {
  if (found?.workspaceFolderValue !== undefined) return ConfigurationTarget.WorkspaceFolder;
  if (found?.workspaceValue !== undefined) return ConfigurationTarget.Workspace;
  // Without a folder there are no settings but those of the user.
  if (workspace.workspaceFolders === undefined) return ConfigurationTarget.Global;
  return (await window.showQuickPick(PLACES, { title: 'Where is this to hold?' }))?.target;
}
