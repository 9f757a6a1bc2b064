import { BaseLanguageClient, type LanguageClientOptions } from 'vscode-languageclient';
import { BrowserMessageReader, BrowserMessageWriter, type MessageTransports } from 'vscode-languageclient/browser';

/**
 * A client whose server is a web worker, which ends with the client. An error that nothing in the worker catches ends
 * it, as it ends a process; so does a script that cannot be loaded. Scripts run in their order, fetched at once.
 */
export class WorkerClient extends BaseLanguageClient {
  readonly #scripts: readonly string[];
  #worker: Worker | undefined;

  constructor(id: string, name: string, scripts: readonly string[], options: LanguageClientOptions) {
    super(id, name, options);
    this.#scripts = scripts;
  }

  override async stop(timeout?: number): Promise<void> {
    try {
      await super.stop(timeout);
    } finally {
      this.#worker?.terminate();
    }
  }

  protected override async createMessageTransports(): Promise<MessageTransports> {
    const loader = new Blob([`importScripts(...${JSON.stringify(this.#scripts)})`], { type: 'text/javascript' });
    const address = URL.createObjectURL(loader);
    const worker = new Worker(address);
    this.#worker = worker;
    worker.addEventListener('message', () => URL.revokeObjectURL(address), { once: true });
    const reader = new ClosingReader(worker);
    worker.addEventListener('error', ({ message }) => {
      this.error(
        `The web worker of the server failed: ${message || `${this.#scripts.join(' or ')} could not be loaded`}`,
      );
      worker.terminate();
      reader.close();
    });
    return { reader, writer: new BrowserMessageWriter(worker) };
  }
}

/** A reader that can tell that nothing will come any more: workers end without a word. */
class ClosingReader extends BrowserMessageReader {
  close(): void {
    this.fireClose();
  }
}
