import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { serverOptions } from './serverOptions.mjs';

const protocol = createRequire(import.meta.url)('vscode-languageserver-protocol/node');

/** What an editor like VS Code announces, as far as the server asks. */
const CAPABILITIES = {
  workspace: { configuration: true },
  textDocument: {
    diagnostic: {},
    hover: { contentFormat: ['markdown', 'plaintext'] },
    foldingRange: { rangeLimit: 5000 },
    inlayHint: {},
  },
};

/** A language server in a process of its own, spoken to over stdio. */
export class ServerClient {
  static async start(program) {
    const client = new ServerClient();
    const start = performance.now();
    const args = [...serverOptions(), program, '--stdio'];
    client.process = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    client.connection = protocol.createProtocolConnection(
      new protocol.StreamMessageReader(client.process.stdout),
      new protocol.StreamMessageWriter(client.process.stdin),
    );
    client.connection.onRequest('workspace/configuration', ({ items }) => items.map(() => null));
    client.connection.onRequest('client/registerCapability', () => null);
    client.connection.onRequest('window/showMessageRequest', () => null);
    client.connection.listen();
    const parameters = { processId: process.pid, rootUri: null, capabilities: CAPABILITIES };
    client.capabilities = (await client.connection.sendRequest('initialize', parameters)).capabilities;
    /** Milliseconds from the start of the process to its answer. */
    client.startUp = performance.now() - start;
    await client.connection.sendNotification('initialized', {});
    return client;
  }

  open(uri, text) {
    const textDocument = { uri, languageId: 'sip-trace', version: 1, text };
    return this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  close(uri) {
    return this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  request(method, parameters) {
    return this.connection.sendRequest(method, parameters);
  }

  /** Milliseconds that a request takes. */
  async timed(method, parameters) {
    const start = performance.now();
    await this.request(method, parameters);
    return performance.now() - start;
  }

  async stop() {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    await ended;
    this.connection.dispose();
  }
}
