import { commands, type Disposable, type ExtensionContext, type LogOutputChannel } from 'vscode';
import { explainCode } from './explainCode';
import { openSample } from './openSample';
import type { ServerLife } from './serverLife';

/** Registers the commands of `contributes.commands` in `package.json`; a test compares the two. */
export function registerCommands(context: ExtensionContext, server: ServerLife, log: LogOutputChannel): Disposable[] {
  return [
    commands.registerCommand('sipTrace.openSample', (then) => openSample(context.extensionUri, server, then)),
    commands.registerCommand('sipTrace.explainCode', () => explainCode(server)),
    commands.registerCommand('sipTrace.restartServer', () => server.restart()),
    commands.registerCommand('sipTrace.showServerLog', () => log.show()),
  ];
}
