import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench';

/** A window in which a person opens several logs and looks at their languages. */
export class LogWindow {
  constructor(readonly workbench: Workbench) {}

  /** The questions whether a log is to be opened as SIP Trace. */
  get questions(): Locator {
    return this.workbench.page.locator('.notification-toast', { hasText: 'holds SIP messages' });
  }

  /** Waits until the active editor has this language, as the status bar gives it. */
  async hasLanguage(name: string): Promise<void> {
    const shown = async () => (await this.#language.textContent())?.trim();
    await this.workbench.eventually(async () => (await shown()) === name, `the language is not ${name}`);
  }

  async chooseLanguage(name: string): Promise<void> {
    await this.#language.click();
    const picker = this.workbench.page.locator('.quick-input-widget');
    await picker.locator('input[type=text]').fill(name);
    const label = this.workbench.page.locator('.label-name', { hasText: new RegExp(`^${name}$`) });
    await picker.locator('.monaco-list-row').filter({ has: label }).first().click();
    await picker.waitFor({ state: 'hidden' });
  }

  async openFile(name: string): Promise<void> {
    await this.#inExplorer(name).dblclick();
    await this.#tab(name).waitFor();
  }

  async renameFile(from: string, to: string): Promise<void> {
    await this.#inExplorer(from).click();
    await this.workbench.page.keyboard.press('F2');
    await this.workbench.page.locator('.explorer-folders-view input').fill(to);
    await this.workbench.page.keyboard.press('Enter');
    await this.#tab(to).waitFor();
  }

  async closeFile(name: string): Promise<void> {
    await this.workbench.command('View: Close Editor');
    await this.#tab(name).waitFor({ state: 'detached' });
  }

  /** Pastes into the active editor what a clipboard could hold. */
  async paste(text: string): Promise<void> {
    await this.workbench.page.locator('.editor-group-container.active .view-lines').first().click();
    await this.workbench.page.evaluate((pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(event);
    }, text);
  }

  /** Takes `choice` in the notification that says `question`. */
  async answer(question: string, choice: string): Promise<void> {
    const notification = this.workbench.page.locator('.notification-toast', { hasText: question });
    await notification.locator('.monaco-button', { hasText: choice }).click();
    await notification.waitFor({ state: 'detached' });
  }

  get #language(): Locator {
    return this.workbench.page.locator('#status\\.editor\\.mode');
  }

  #inExplorer(name: string): Locator {
    return this.workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });
  }

  #tab(name: string): Locator {
    return this.workbench.page.locator('.tab.active', { hasText: name });
  }
}
