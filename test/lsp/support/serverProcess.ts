import { type ChildProcess, fork, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  type ClientCapabilities,
  ConfigurationRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type Disposable,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  ShowMessageNotification,
  ShowMessageRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

/** What a client like VS Code announces, as far as the server asks. */
export const vscodeCapabilities: ClientCapabilities = {
  workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
  textDocument: {
    diagnostic: { dynamicRegistration: true },
    publishDiagnostics: { relatedInformation: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    foldingRange: { rangeLimit: 5000, foldingRange: { collapsedText: false } },
    inlayHint: {},
  },
};

/** A client without the newer parts of the protocol. */
export const plainCapabilities: ClientCapabilities = { textDocument: { publishDiagnostics: {} } };

/** The built server in a process of its own, spoken to as an editor does. */
export class ServerProcess {
  readonly connection: ProtocolConnection;
  /** Settings by section, as the client would give them. */
  readonly settings = new Map<string, unknown>();
  readonly messages: string[] = [];
  readonly published: PublishDiagnosticsParams[] = [];
  initialized!: InitializeResult;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, connection: ProtocolConnection) {
    this.#process = process;
    this.connection = connection;
    connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ section }) => this.settings.get(section ?? '') ?? null),
    );
    connection.onRequest(ShowMessageRequest.type, ({ message }) => {
      this.messages.push(message);
      return null;
    });
    connection.onNotification(ShowMessageNotification.type, ({ message }) => void this.messages.push(message));
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => void this.published.push(params));
    connection.onRequest('client/registerCapability', () => null);
    connection.listen();
  }

  /** Starts `dist/server.js`, with `nodeOptions` for its Node, and initializes it with `initializationOptions`. */
  static async start(
    capabilities: ClientCapabilities = vscodeCapabilities,
    transport: 'stdio' | 'ipc' = 'stdio',
    nodeOptions: readonly string[] = [],
    initializationOptions?: object,
  ): Promise<ServerProcess> {
    const server = transport === 'stdio' ? ServerProcess.spawn('dist/server.js', nodeOptions) : overIpc();
    await server.introduce(capabilities, initializationOptions);
    await server.connection.sendNotification(InitializedNotification.type, {});
    return server;

    function overIpc(): ServerProcess {
      const child = fork('dist/server.js', ['--node-ipc'], { execArgv: [...nodeOptions] });
      return new ServerProcess(
        child,
        createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child)),
      );
    }
  }

  /** Starts `program`, which waits to be initialized, over stdio. */
  static spawn(program: string, nodeOptions: readonly string[] = []): ServerProcess {
    const child = spawn(process.execPath, [...nodeOptions, program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const reader = new StreamMessageReader(child.stdout);
    return new ServerProcess(child, createProtocolConnection(reader, new StreamMessageWriter(child.stdin)));
  }

  /** Sends `initialize` and waits for the answer. */
  async introduce(capabilities = vscodeCapabilities, initializationOptions?: object): Promise<void> {
    this.initialized = await this.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities,
      ...(initializationOptions === undefined ? {} : { initializationOptions }),
    });
  }

  /** Opens a document and returns its address. */
  async open(text: string, uri = 'file:///trace.sip.log'): Promise<string> {
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'sip-trace', version: 1, text },
    });
    return uri;
  }

  /** Puts `text` in the place of the whole document. */
  async change(uri: string, version: number, text: string): Promise<void> {
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  }

  /** Opens one of our samples. */
  openSample(name: string): Promise<string> {
    return this.open(readFileSync(`samples/${name}`, 'utf8'), `file:///samples/${name}`);
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** Waits until problems of `uri` have been pushed, and takes them. */
  async nextPublished(uri: string): Promise<PublishDiagnosticsParams> {
    const index = this.published.findIndex((params) => params.uri === uri);
    if (index !== -1) return this.published.splice(index, 1)[0] as PublishDiagnosticsParams;
    let listener: Disposable | undefined;
    await new Promise<void>((resolve) => {
      listener = this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
        this.published.push(params);
        if (params.uri === uri) resolve();
      });
    });
    listener?.dispose();
    return this.nextPublished(uri);
  }

  kill(): void {
    this.#process.kill();
    this.connection.dispose();
  }

  /** Ends the server as an editor does and returns its exit status. */
  async stop(): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.#process.once('exit', resolve));
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    const status = await ended;
    this.connection.dispose();
    return status;
  }
}
