import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { closeWindow, openWindow, type Window, Workbench } from '../../browser/support/workbench';
import { script } from '../../support/script';

/** A VS Code whose extensions run in Node, with the extension package installed, and a workspace of its own. */
export interface Desktop {
  /** The folder of the workspace. */
  readonly folder: string;
  /** Opens the workspace in a fresh window and resolves when its files are listed. */
  open(): Promise<DesktopWindow>;
  /** Process id of the language server; `undefined` while there is none. */
  serverProcess(): number | undefined;
  /** Its id and command line. */
  serverCommand(): string | undefined;
  /** What the log of each extension host tells, one for each time that a window was loaded, in that order. */
  extensionHosts(): ExtensionHost[];
  stop(): Promise<void>;
}

export interface ExtensionHost {
  /** The events that activated the extension. */
  readonly activations: string[];
  /** Whether VS Code has activated all that wants to be activated at start-up. */
  readonly hasStarted: boolean;
}

/** Settings that keep VS Code from showing what is not under test, and from asking the network. */
const settings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'git.enabled': false,
  // A log in a wrong encoding can hold any character.
  'editor.unusualLineTerminators': 'off',
  // `trusted` decides; nobody is asked.
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

let vsix: Promise<string> | undefined;

/**
 * @param files text of the workspace's files by path
 * @param options `trusted` false: the workspace opens in Restricted Mode
 */
export async function startDesktop(files: Record<string, string>, { trusted } = { trusted: true }): Promise<Desktop> {
  const temporary = realpathSync(mkdtempSync(path.join(tmpdir(), 'sip-trace-desktop-')));
  const folder = path.join(temporary, 'workspace');
  const home = path.join(temporary, 'home');
  for (const made of [folder, home]) mkdirSync(made);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  vsix ??= makeVsix();
  const [{ anyPort }, { serveVscodeDesktop }] = await Promise.all([script('freePort'), script('vscodeDesktop')]);
  const options = { port: await anyPort(), vsix: await vsix, home, settings, trusted };
  const server: { address: string; logs: string; extensions: string; stop(): Promise<void> } =
    await serveVscodeDesktop(options);
  const windows: Window[] = [];
  const serverLine = () =>
    processWith(path.join(server.extensions, 'sip-trace.sip-trace-'), path.join('dist', 'server.js'));
  return {
    folder,
    open: async () => {
      const window = await openWindow();
      windows.push(window);
      return openWorkspace(window, `${server.address}?folder=${encodeURIComponent(folder)}`);
    },
    serverProcess: () => {
      const line = serverLine();
      return line === undefined ? undefined : Number.parseInt(line, 10);
    },
    serverCommand: serverLine,
    extensionHosts: () => extensionHosts(server.logs),
    stop: async () => {
      await Promise.all(windows.map(closeWindow));
      await server.stop();
      rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/** A window on a workspace. Files open as a person opens them: by their names in the explorer. */
export class DesktopWindow extends Workbench {
  /** The messages that VS Code shows at the lower right. */
  get notifications(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  /** The tab of a file that is open. */
  tab(name: string): Locator {
    return this.page.locator('.tab', { hasText: name });
  }

  /** The row of a file in the explorer. */
  file(name: string): Locator {
    const label = this.page.locator('.label-name', { hasText: new RegExp(`^${name.replaceAll('.', '\\.')}$`) });
    return this.page.locator('.explorer-folders-view .monaco-list-row').filter({ has: label });
  }

  /** Starts the window and its extension host anew. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.settle();
  }

  /** Waits for the explorer, and shows the Problems panel. */
  async settle(): Promise<void> {
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
    await this.command('Problems: Focus on Problems View');
    await this.page.locator('.markers-panel').waitFor();
  }

  async openFile(name: string): Promise<void> {
    await this.file(name).dblclick();
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
  }

  async closeEditors(): Promise<void> {
    await this.command('View: Close All Editors');
    await this.page.locator('.tab').first().waitFor({ state: 'detached' });
  }
}

async function openWorkspace({ context }: Window, address: string): Promise<DesktopWindow> {
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(30_000);
  await page.goto(address);
  const window = new DesktopWindow(page);
  await window.settle();
  return window;
}

/** One package for all tests of a run. */
async function makeVsix(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sip-trace-vsix-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'sip-trace.vsix');
  await (await script('vsix')).makeVsix(file);
  return file;
}

/** As logged in `DATE/exthostN/remoteexthost.log`. */
function extensionHosts(folder: string): ExtensionHost[] {
  const names = readdirSync(folder, { recursive: true }).map(String);
  const logs = names.filter((name) => path.basename(name) === 'remoteexthost.log');
  logs.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return logs.map((name) => {
    const log = readFileSync(path.join(folder, name), 'utf8');
    const activations = log.matchAll(/_doActivateExtension sip-trace\.sip-trace, .*?activationEvent: '([^']*)'/g);
    return {
      activations: [...activations].map(([, event]) => event ?? ''),
      hasStarted: log.includes("activationEvent: 'onStartupFinished'"),
    };
  });
}

/** Id and command line of the process whose command line holds all `words`; `undefined` when there is none. */
function processWith(...words: string[]): string | undefined {
  const processes = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return processes.find((line) => words.every((word) => line.includes(word)));
}
