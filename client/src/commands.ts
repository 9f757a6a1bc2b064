import { commands, type Disposable, type ExtensionContext, type LogOutputChannel } from 'vscode';
import { explainCode } from './explainCode';
import type { FormatTestDocument } from './formatTestDocument';
import { openSample } from './openSample';
import type { ServerLife } from './serverLife';
import { testFormat } from './testFormat';

/** Registers the commands of `contributes.commands` in `package.json`; a test compares the two. */
export function registerCommands(
  context: ExtensionContext,
  server: ServerLife,
  log: LogOutputChannel,
  formatTest: FormatTestDocument,
): Disposable[] {
  return [
    commands.registerCommand('sipTrace.openSample', (then) => openSample(context.extensionUri, server, then)),
    commands.registerCommand('sipTrace.explainCode', () => explainCode(server)),
    commands.registerCommand('sipTrace.testFormat', () => testFormat(server, formatTest)),
    commands.registerCommand('sipTrace.restartServer', () => server.restart()),
    commands.registerCommand('sipTrace.showServerLog', () => log.show()),
  ];
}
