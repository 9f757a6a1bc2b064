import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { root, script } from '../../support/script';

/** How long a test waits for the workbench to show something; a cold start on a slow machine is the longest. */
const patience = 30_000;

/** VS Code for the Web on this machine, and a browser that looks at it. */
export interface Host {
  /**
   * Opens a file of the folder in a fresh window and resolves when its editor and the Problems panel are there.
   * Not named: opens the bare address of `npm start` and waits for the file to open by itself.
   */
  open(sample: string, how?: { named: boolean }): Promise<Workbench>;
  stop(): Promise<void>;
}

/** Serves VS Code with `folder`, an absolute path, as its workspace: by default samples/. */
export async function startHost({ folder } = { folder: path.join(root, 'samples') }): Promise<Host> {
  const port = await (await script('freePort')).anyPort();
  const server = await (await script('vscodeWeb')).serveVscodeWeb({ port, folder });
  const windows: Window[] = [];
  return {
    open: async (sample, { named } = { named: true }) => {
      const window = await openWindow();
      windows.push(window);
      return openSample(window.context, server.address, sample, named);
    },
    stop: async () => {
      await Promise.all(windows.map(closeWindow));
      server.stop();
    },
  };
}

/** A browser with one profile of its own. */
export interface Window {
  readonly context: BrowserContext;
  readonly profile: string;
}

/** Not a private window of one browser: there, pages that VS Code shows in webviews are not allowed to work. */
export async function openWindow(): Promise<Window> {
  const executablePath = (await script('findBrowser')).findBrowser();
  const profile = mkdtempSync(path.join(tmpdir(), 'sip-trace-browser-'));
  // VS Code shows webviews from subdomains of localhost, which count as third parties.
  mkdirSync(path.join(profile, 'Default'));
  writeFileSync(
    path.join(profile, 'Default', 'Preferences'),
    JSON.stringify({ profile: { cookie_controls_mode: 0, block_third_party_cookies: false } }),
  );
  const options = { executablePath, args: browserArguments, viewport: { width: 1280, height: 800 } };
  return { context: await chromium.launchPersistentContext(profile, options), profile };
}

export async function closeWindow({ context, profile }: Window): Promise<void> {
  await context.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** Text of a file of samples/ by lines; line numbers as VS Code shows them are indices plus one. */
export function sampleLines(sample: string): string[] {
  return readFileSync(path.join(root, 'samples', sample), 'utf8').split(/\r?\n/);
}

/** A window with one log in its editor, used as a person would. Line numbers are 1-based. */
export class Workbench {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get page(): Page {
    return this.#page;
  }

  /** The entries of the Problems panel that are errors, warnings or notes (not files, not related locations). */
  get problems(): Locator {
    return this.#page.locator('.markers-panel [role=treeitem][aria-level="2"]');
  }

  /** What the Problems panel says when it lists nothing. */
  get noProblems(): Locator {
    return this.#page.locator('.markers-panel', { hasText: 'No problems have been detected' });
  }

  /** What SIP Trace shows in the status bar. */
  get status(): Locator {
    return this.#page.locator('[id="sip-trace.sip-trace.sipTrace.summary"] a');
  }

  /** What VS Code tells the person in notifications that are on the screen. */
  notification(text: string | RegExp): Locator {
    return this.#page.locator('.notifications-toasts .notification-list-item', { hasText: text });
  }

  /** The box in which VS Code asks for a text, or for one of several things. */
  get input(): Locator {
    return this.#page.locator('.quick-input-widget input[type=text]');
  }

  /** The tooltip that a hover shows. */
  get hover(): Locator {
    return this.#page.locator('.monaco-editor .monaco-hover:visible');
  }

  /** The first inlay hint with `text`, when its line is in view. */
  inlayHint(text: RegExp): Locator {
    return this.#page.locator('.view-line', { hasText: text }).first();
  }

  /** Line of the cursor, as the status bar gives it. */
  async cursorLine(): Promise<number> {
    const text = await this.#page.locator('#status\\.editor\\.selection').textContent();
    return Number(/Ln (\d+)/.exec(text ?? '')?.[1]);
  }

  async goToLine(line: number): Promise<void> {
    const isThere = async () => {
      await this.#quickInput(`:${line}`);
      return (await this.cursorLine()) === line;
    };
    await this.eventually(isThere, `the cursor is not at line ${line}`);
  }

  /** Runs a command by the name that the command palette shows. */
  async command(name: string): Promise<void> {
    await this.#quickInput(`>${name}`, name);
  }

  /** Runs a command that asks for something: it leaves the box open. */
  async commandThatAsks(name: string): Promise<void> {
    const entry = this.#page.locator('.quick-input-widget .monaco-list-row', { hasText: name }).first();
    // As below: a window that is still starting may take the focus away, and the palette closes.
    const take = async () => {
      await this.#page.keyboard.press('F1');
      await this.input.fill(`>${name}`, { timeout: 1000 });
      await entry.click({ timeout: 1000 });
      await this.#page.waitForFunction(asks, undefined, { timeout: 3000 });
    };
    await this.eventually(() => succeeds(take), `${name} asks for nothing`);
  }

  /** Takes the quick fix with `title` at the cursor. The list may come before the problems are known: then it is opened again. */
  async quickFix(title: string): Promise<void> {
    const entry = this.#page.locator('.action-widget .monaco-list-row', { hasText: title });
    const take = async () => {
      await this.command('Quick Fix...');
      await entry.waitFor({ timeout: 1000 });
      // VS Code takes no click in the list before the mouse has moved over it.
      const { x, y } = (await entry.boundingBox()) ?? { x: 0, y: 0 };
      await this.#page.mouse.move(x + 10, y + 10, { steps: 3 });
      await entry.click({ timeout: 1000 });
    };
    await this.eventually(() => succeeds(take), `there is no quick fix "${title}"`);
  }

  /** Takes the entry with `label` from a list that VS Code shows. */
  async choose(label: string): Promise<void> {
    await this.#page.locator('.quick-input-widget .monaco-list-row', { hasText: label }).first().click();
  }

  /** Opens a file by its name in the explorer. */
  async openFromExplorer(name: string): Promise<void> {
    await this.#page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).dblclick();
    await this.#page.locator('.tab.active', { hasText: name }).waitFor();
  }

  /** Rests the mouse on `words`, in line `line`. */
  async hoverOver(line: number, words: string): Promise<void> {
    await this.goToLine(line);
    const { x, y } = await this.#placeOf(line, words);
    // The first move tells VS Code that the mouse is in use again; a jump straight to the place can be missed.
    await this.#page.mouse.move(x + 40, y + 40);
    await this.#page.mouse.move(x, y, { steps: 5 });
    await this.hover.first().waitFor();
  }

  /** Puts the cursor on a character and asks for its hover by keyboard. */
  async showHoverAt(line: number, column: number): Promise<void> {
    await this.#quickInput(`:${line}:${column}`);
    await this.command('Show or Focus Hover');
    await this.hover.first().waitFor();
  }

  /** The numbers of the lines in view, from top to bottom. */
  async visibleLines(): Promise<number[]> {
    const texts = await this.#page.locator('.margin .line-numbers').allTextContents();
    return texts
      .map(Number)
      .filter((line) => line > 0)
      .sort((a, b) => a - b);
  }

  /** Colour of the first character of `words` in line `line`, which must be in view. */
  async colourOf(line: number, words: string): Promise<string> {
    const { x, y } = await this.#placeOf(line, words);
    return this.#page.evaluate(
      ([left, top]) => {
        const token = document.elementsFromPoint(left, top).find((element) => element.matches('.view-line span span'));
        return token === undefined ? 'no token' : getComputedStyle(token).color;
      },
      [x, y] as const,
    );
  }

  /** Waits until `holds`; fails with `complaint` when that takes too long. */
  async eventually(holds: () => Promise<boolean>, complaint: string): Promise<void> {
    const end = Date.now() + patience;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(complaint);
      await this.#page.waitForTimeout(50);
    }
  }

  close(): Promise<void> {
    return this.#page.context().close();
  }

  /**
   * Types into the command palette and takes the entry called `name`, or the first.
   * The palette closes when anything else takes the focus: then it is opened again.
   */
  async #quickInput(text: string, name = ''): Promise<void> {
    const palette = this.#page.locator('.quick-input-widget');
    const label = this.#page.locator('.label-name', { hasText: name === '' ? '' : new RegExp(`^${name}$`) });
    const entry = palette.locator('.monaco-list-row').filter({ has: label }).first();
    const take = async () => {
      await this.#page.keyboard.press('F1');
      await palette.locator('input[type=text]').fill(text, { timeout: 1000 });
      await entry.click({ timeout: 1000 });
    };
    await this.eventually(() => succeeds(take), `the command palette did not take "${text}"`);
    await palette.waitFor({ state: 'hidden' });
  }

  /** Middle of the first character of `words` in line `line`, in pixels of the page. */
  async #placeOf(line: number, words: string): Promise<{ x: number; y: number }> {
    const find = () =>
      this.#page.evaluate(
        ([number, wanted]) => {
          const numbers = [...document.querySelectorAll('.margin .line-numbers')];
          const top = numbers.find((element) => element.textContent?.trim() === number)?.getBoundingClientRect().top;
          const lines = [...document.querySelectorAll('.view-line')];
          const element = lines.find(
            (candidate) => Math.abs(candidate.getBoundingClientRect().top - (top ?? -1e6)) < 2,
          );
          if (element === undefined) return undefined;
          // The editor draws spaces as no-break spaces, and one line as many text nodes.
          let at = (element.textContent ?? '').replaceAll('\u00a0', ' ').indexOf(wanted);
          if (at < 0) return undefined;
          const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
            const length = text.nodeValue?.length ?? 0;
            if (at < length) {
              const range = document.createRange();
              range.setStart(text, at);
              range.setEnd(text, at + 1);
              const { left, width, top: above, height } = range.getBoundingClientRect();
              return { x: left + width / 2, y: above + height / 2 };
            }
            at -= length;
          }
          return undefined;
        },
        [String(line), words] as const,
      );
    let place = await find();
    await this.eventually(async () => {
      place = await find();
      return place !== undefined;
    }, `"${words}" is not in view in line ${line}`);
    return place as { x: number; y: number };
  }
}

async function openSample(
  context: BrowserContext,
  address: string,
  sample: string,
  named: boolean,
): Promise<Workbench> {
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(patience);
  const payload = JSON.stringify([['openFile', `vscode-test-web://mount/${sample}`]]);
  await page.goto(named ? `${address}?payload=${encodeURIComponent(payload)}` : address);
  const workbench = new Workbench(page);
  await page.locator('.tab.active', { hasText: sample }).waitFor();
  await page.locator('.view-line').first().waitFor();
  await page.locator('.markers-panel').waitFor();
  return workbench;
}

/** Whether `action` ends without an error. */
function succeeds(action: () => Promise<void>): Promise<boolean> {
  return action().then(
    () => true,
    () => false,
  );
}

/** No sandbox, which needs a user other than root; and nothing that would ask the network for something. */
const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Whether the box at the top of the window asks for something other than a command. Runs in the page. */
const asks = (): boolean => {
  const input = document.querySelector<HTMLInputElement>('.quick-input-widget input[type=text]');
  return input !== null && input.offsetParent !== null && !input.value.startsWith('>');
};
