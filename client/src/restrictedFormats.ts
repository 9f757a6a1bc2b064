import { commands, type ExtensionContext, Uri, window, workspace } from 'vscode';

const SETTING = 'sipTrace.formats';
/** Under this key the workspace remembers that the person knows. */
const TOLD = 'sipTrace.restrictedFormatsTold';
const MANAGE = 'Manage Workspace Trust';

/**
 * Says once for each workspace that formats which it describes are ignored as long as it is not trusted. VS Code hides
 * such settings from extensions, so they are looked for in the files.
 */
export async function tellOfRestrictedFormats({ workspaceState }: ExtensionContext): Promise<void> {
  if (workspace.isTrusted || workspaceState.get<boolean>(TOLD) === true || !(await workspaceHasFormats())) return;
  await workspaceState.update(TOLD, true);
  const choice = await window.showInformationMessage(
    `This workspace describes log formats (setting "${SETTING}"). SIP Trace ignores them in Restricted Mode, because they ` +
      'hold regular expressions. To use them, trust the workspace.',
    MANAGE,
  );
  if (choice === MANAGE) await commands.executeCommand('workbench.trust.manage');
}

async function workspaceHasFormats(): Promise<boolean> {
  const { workspaceFile, workspaceFolders = [] } = workspace;
  const files = workspaceFolders.map(({ uri }) => Uri.joinPath(uri, '.vscode', 'settings.json'));
  // An untitled workspace is no file yet.
  if (workspaceFile !== undefined && workspaceFile.scheme !== 'untitled') files.push(workspaceFile);
  return (await Promise.all(files.map(namesSetting))).includes(true);
}

async function namesSetting(file: Uri): Promise<boolean> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(file)).includes(`"${SETTING}"`);
  } catch {
    return false;
  }
}
