import { BaseLanguageClient, type LanguageClientOptions } from 'vscode-languageclient';
import { BrowserMessageReader, BrowserMessageWriter, type MessageTransports } from 'vscode-languageclient/browser';

/**
 * A client whose server is a web worker, which ends with the client. An error that nothing in the worker catches ends
 * it, as it ends a process; so does a script that cannot be loaded.
 */
export class WorkerClient extends BaseLanguageClient {
  readonly #script: string;
  #worker: Worker | undefined;

  constructor(id: string, name: string, script: string, options: LanguageClientOptions) {
    super(id, name, options);
    this.#script = script;
  }

  override async stop(timeout?: number): Promise<void> {
    try {
      await super.stop(timeout);
    } finally {
      this.#worker?.terminate();
    }
  }

  protected override async createMessageTransports(): Promise<MessageTransports> {
    const worker = new Worker(this.#script);
    this.#worker = worker;
    const reader = new ClosingReader(worker);
    worker.addEventListener('error', ({ message }) => {
      this.error(`The web worker of the server failed: ${message || `${this.#script} could not be loaded`}`);
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
