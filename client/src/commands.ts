import { commands, type Disposable, type ExtensionContext, type LogOutputChannel } from 'vscode';
import { explainCode } from './explainCode';
import { copySummary, explainFinding, goToPlace } from './findings/actions';
import { setSeverity } from './findings/setSeverity';
import { suppressFinding } from './findings/suppressFinding';
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
    commands.registerCommand('sipTrace.explainFinding', explainFinding),
    commands.registerCommand('sipTrace.goToPlace', goToPlace),
    commands.registerCommand('sipTrace.setSeverity', setSeverity),
    commands.registerCommand('sipTrace.suppressFinding', suppressFinding),
    commands.registerCommand('sipTrace.copySummary', copySummary),
    commands.registerCommand('sipTrace.restartServer', () => server.restart()),
    commands.registerCommand('sipTrace.showServerLog', () => log.show()),
  ];
}
