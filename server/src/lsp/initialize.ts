import {
  type ClientCapabilities,
  CodeActionKind,
  type Connection,
  type Message,
  type MessageStrategy,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';

/** What an editor says about itself when it starts the server. */
export interface Client {
  readonly capabilities: ClientCapabilities;
  /** Commands that it runs when a code action names them; see `ActionArguments` in `features/codeActions.ts`. */
  readonly commands: ReadonlySet<string>;
  /** Whether it asks for problems, and is not sent them. */
  readonly pulls: boolean;
}

/**
 * Answers `initialize` before anything else of the server is there: an editor need not wait for more. `start` is called with what it
 * has said when its next message comes, and has to serve that one and all behind it.
 */
export class Introduction implements MessageStrategy {
  #client: Client | undefined;

  constructor(readonly start: (client: Client) => void) {}

  /** Listens to `connection`, which has this for its strategy. */
  listenTo(connection: Connection): void {
    connection.onInitialize(({ capabilities, initializationOptions }) => {
      const commands = commandsIn(initializationOptions);
      const client = { capabilities, commands, pulls: capabilities.textDocument?.diagnostic !== undefined };
      this.#client = client;
      return { serverInfo: { name: 'SIP Trace' }, capabilities: offeredTo(client) };
    });
    connection.listen();
  }

  handleMessage(message: Message, next: (message: Message) => void): void {
    const client = this.#client;
    this.#client = undefined;
    if (client !== undefined) this.start(client);
    next(message);
  }
}

/** The commands in the `initializationOptions` of a client; whatever is missing or of the wrong type names none. */
export function commandsIn(value: unknown): ReadonlySet<string> {
  const commands = typeof value === 'object' && value !== null && 'commands' in value ? value.commands : undefined;
  return new Set(Array.isArray(commands) ? commands.filter((name) => typeof name === 'string') : []);
}

function offeredTo({ capabilities: { textDocument }, commands, pulls }: Client): ServerCapabilities {
  const actions = commands.size > 0 && textDocument?.codeAction?.codeActionLiteralSupport !== undefined;
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    hoverProvider: true,
    foldingRangeProvider: true,
    inlayHintProvider: true,
    documentLinkProvider: {},
    ...(actions ? { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } } : {}),
    ...(pulls
      ? {
          diagnosticProvider: {
            identifier: 'sip-trace',
            interFileDependencies: false,
            workspaceDiagnostics: false,
          },
        }
      : {}),
  };
}
