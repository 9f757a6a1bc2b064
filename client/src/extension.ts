import { window } from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';

/** Prefix of the settings (`sipTrace.trace.server` is read by the client itself) and name of the output channel. */
export const clientId = 'sipTrace';
export const clientName = 'SIP Trace';

/** What both hosts (Node and browser) ask of the client. No scheme: a trace may lie in any file system, or in none. */
export const clientOptions: LanguageClientOptions = {
  documentSelector: [{ language: 'sip-trace' }],
  synchronize: { configurationSection: clientId },
  // The client would show the raw error; `startClient` tells of it instead.
  initializationFailedHandler: () => false,
};

/**
 * Starts `client` and resolves when the server answers, or when the person has been told that it does not.
 * Wherever the client insists on a notification (no connection, server gone for good) its text with the stack goes
 * to the output channel only, and one message in plain words is shown instead of several.
 */
export async function startClient(client: BaseLanguageClient): Promise<void> {
  const log = client.error.bind(client);
  let told = false;
  client.error = (message, data, showNotification) => {
    log(message, data, false);
    if (showNotification !== 'force' || told) return;
    told = true;
    void tellOfFailure(client);
  };
  // The client has reported the failure through `error` by the time that the promise is rejected.
  await client.start().catch(() => undefined);
}

async function tellOfFailure(client: BaseLanguageClient): Promise<void> {
  const showLog = 'Show Log';
  const choice = await window.showErrorMessage(
    'The part of SIP Trace that reads logs is not running, so there are no findings, hovers or folds. ' +
      'Reload the window to try again; if that does not help, the log says what went wrong.',
    showLog,
  );
  if (choice === showLog) client.outputChannel.show();
}
