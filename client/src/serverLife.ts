import { commands, EventEmitter, type LogOutputChannel, window } from 'vscode';
import {
  type BaseLanguageClient,
  CloseAction,
  ErrorAction,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from 'vscode-languageclient';
import { ACTION_COMMANDS } from './findings/actions';
import { markFirstHover } from './firstHover';
import { Restarts } from './restarts';

/** Makes the client of one host (Node or browser), which starts its server when told to. */
export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

/** `off` until a trace is open or something is asked; `failed` until the person starts it again. */
export type ServerState = 'off' | 'starting' | 'running' | 'failed';

/**
 * The language server from its first start to the end of the window. A server that stops by itself is started again,
 * with a client of its own that sends all open documents; the person is told once. When that does not help either, the
 * person is told the way out.
 */
export class ServerLife {
  readonly #changed = new EventEmitter<void>();
  readonly #createClient: CreateClient;
  readonly #log: LogOutputChannel;
  #client: BaseLanguageClient | undefined;
  #start: Promise<void> | undefined;
  #state: ServerState = 'off';
  #restarts = new Restarts();
  #toldOfRestart = false;

  /** Fires when `state` has changed. */
  readonly onDidChangeState = this.#changed.event;

  constructor(createClient: CreateClient, log: LogOutputChannel) {
    this.#createClient = createClient;
    this.#log = log;
  }

  get state(): ServerState {
    return this.#state;
  }

  /** Starts the server unless that has been done; resolves when it answers, or the person knows that it does not. */
  start(): Promise<void> {
    this.#start ??= this.#run();
    return this.#start;
  }

  /** Ends the server, whatever it is doing, and starts a new one. */
  async restart(): Promise<void> {
    this.#restarts = new Restarts();
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#start = undefined;
    this.#setState('off');
    // A client that hangs or is still starting rejects; its server is ended all the same.
    await client?.dispose().catch(() => undefined);
  }

  /** Asks the server, which is started when need be; `undefined` when it does not run. */
  async request<Result>(method: string, params: object): Promise<Result | undefined> {
    await this.start();
    if (this.#state !== 'running') return undefined;
    return this.#client?.sendRequest<Result>(method, params);
  }

  async #run(): Promise<void> {
    const client = this.#createClient(this.#options());
    this.#client = client;
    // The client would show raw errors in its own words; they go to the log.
    const write = client.error.bind(client);
    client.error = (message, data) => write(message, data, false);
    client.onDidChangeState(({ oldState, newState }) => {
      if (client === this.#client && oldState === State.Running && newState === State.Stopped) void this.#stopped();
    });
    this.#setState('starting');
    try {
      await client.start();
      if (client === this.#client) this.#setState('running');
    } catch {
      if (client === this.#client) this.#fail('could not be started');
    }
  }

  /** The server has stopped by itself. */
  async #stopped(): Promise<void> {
    this.#client = undefined;
    this.#start = undefined;
    if (!this.#restarts.allowed(Date.now())) {
      this.#fail('stopped several times within three minutes and was not started again');
      return;
    }
    this.#log.info('Starting the server again.');
    await this.start();
    if (this.state !== 'running' || this.#toldOfRestart) return;
    this.#toldOfRestart = true;
    void offer(
      'The part of SIP Trace that reads logs stopped unexpectedly and has been started again. ' +
        'Problems, hovers and folds are back; the log says what happened.',
      window.showWarningMessage,
      SHOW_LOG,
    );
  }

  #fail(how: string): void {
    this.#log.error(`The server ${how}.`);
    // What was started is over: the next start is a new one.
    this.#start = Promise.resolve();
    this.#setState('failed');
    void offer(
      `The part of SIP Trace that reads logs ${how}, so there are no problems, hovers or folds.`,
      window.showErrorMessage,
      RESTART,
      SHOW_LOG,
    );
  }

  #setState(state: ServerState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#changed.fire();
  }

  #options(): LanguageClientOptions {
    return {
      // No scheme: a trace may lie in any file system, or in none.
      documentSelector: [{ language: 'sip-trace' }],
      synchronize: { configurationSection: 'sipTrace' },
      initializationOptions: { commands: ACTION_COMMANDS },
      outputChannel: this.#log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      // What follows from a lost connection is decided above, by the state of the client.
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => ({ action: CloseAction.DoNotRestart, handled: true, message: 'The server has ended by itself.' }),
      },
      middleware: { provideHover: markFirstHover },
    };
  }
}

/** A button of a message, and the command that it stands for. */
interface Offer {
  readonly title: string;
  readonly command: string;
}

const RESTART: Offer = { title: 'Restart Server', command: 'sipTrace.restartServer' };
const SHOW_LOG: Offer = { title: 'Show Log', command: 'sipTrace.showServerLog' };

async function offer(
  message: string,
  show: (message: string, ...offers: Offer[]) => Thenable<Offer | undefined>,
  ...offers: Offer[]
): Promise<void> {
  const choice = await show(message, ...offers);
  if (choice !== undefined) await commands.executeCommand(choice.command);
}
