import { type ExtensionContext, window, workspace } from 'vscode';
import { registerCommands } from './commands';
import { watchDocuments } from './detection';
import { ExplanationDocuments } from './explanationDocuments';
import { FormatTestDocument } from './formatTestDocument';
import { tellOfRestrictedFormats } from './restrictedFormats';
import { type CreateClient, ServerLife } from './serverLife';
import { StatusBar } from './statusBar';

/** Prefix of the settings (`sipTrace.trace.server` is read by the client itself) and name of the output channel. */
export const clientId = 'sipTrace';
export const clientName = 'SIP Trace';

let server: ServerLife | undefined;

/** What both hosts do when the extension starts. The server starts when a trace is open, or when something is asked. */
export function activateExtension(context: ExtensionContext, createClient: CreateClient): void {
  const log = window.createOutputChannel(clientName, { log: true });
  const life = new ServerLife(createClient, log);
  server = life;
  const startFor = ({ languageId }: { languageId: string }): void => {
    if (languageId === 'sip-trace') void life.start();
  };
  const formatTest = new FormatTestDocument();
  context.subscriptions.push(
    log,
    formatTest,
    ...registerCommands(context, life, log, formatTest),
    new ExplanationDocuments(life),
    new StatusBar(life),
    watchDocuments(context),
    workspace.onDidOpenTextDocument(startFor),
  );
  workspace.textDocuments.forEach(startFor);
  void tellOfRestrictedFormats(context);
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
