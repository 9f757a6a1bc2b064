import assert from 'node:assert';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../support/script';
import { LogWindow } from './support/logWindow';
import { type Host, sampleLines, startHost } from './support/workbench';

const failedSignIn = '1-enhanced-presence-421.sip.log';

/** Long enough for a log to be recognised that should not be. */
const A_WHILE = 2000;

describe('logs that are recognised by what they hold', function () {
  this.timeout(180_000);
  let folder: string;
  let host: Host;
  let window: LogWindow;

  before(async () => {
    folder = folderOfLogs();
    host = await startHost({ folder });
    window = new LogWindow(await host.open('anything.log'));
  });
  after(async () => {
    await host?.stop();
    rmSync(folder, { recursive: true });
  });

  it('an ordinary .log with SIP becomes a SIP Trace and shows its problem', async () => {
    await window.hasLanguage('SIP Trace');
    await window.workbench.problems.first().waitFor();
    assert.strictEqual(await window.workbench.problems.count(), 1);
  });

  it('a text file too', async () => {
    await window.openFile('notes.txt');
    await window.hasLanguage('SIP Trace');
  });

  it('an access.log stays what it is', async () => {
    await window.openFile('access.log');
    await window.hasLanguage('Log');
    await window.workbench.page.waitForTimeout(A_WHILE);
    await window.hasLanguage('Log');
  });

  it('a language that is chosen by hand stays, also when the file is opened again', async () => {
    await window.openFile('anything.log');
    await window.hasLanguage('SIP Trace');
    await window.chooseLanguage('Log');
    await window.hasLanguage('Log');
    await window.closeFile('anything.log');
    await window.openFile('anything.log');
    await window.workbench.page.waitForTimeout(A_WHILE);
    await window.hasLanguage('Log');
  });

  it('and when it is renamed', async () => {
    await window.renameFile('anything.log', 'renamed.log');
    await window.workbench.page.waitForTimeout(A_WHILE);
    await window.hasLanguage('Log');
  });

  it('until SIP Trace is chosen by hand', async () => {
    await window.chooseLanguage('SIP Trace');
    await window.hasLanguage('SIP Trace');
    await window.closeFile('renamed.log');
    await window.openFile('renamed.log');
    await window.hasLanguage('SIP Trace');
  });

  it('text that is pasted into an untitled editor', async () => {
    await window.workbench.command('File: New Untitled Text File');
    await window.hasLanguage('Plain Text');
    await window.paste('Something else\n');
    await window.workbench.page.waitForTimeout(A_WHILE);
    await window.hasLanguage('Plain Text');
    await window.paste(sampleLines(failedSignIn).join('\n'));
    await window.hasLanguage('SIP Trace');
    await window.workbench.goToLine(40);
    await window.workbench.inlayHint(/REGISTER\s→/).waitFor();
  });

  it('but not when the language of the untitled text is chosen back', async () => {
    await window.chooseLanguage('Plain Text');
    await window.hasLanguage('Plain Text');
    await window.paste('INVITE');
    await window.workbench.page.waitForTimeout(A_WHILE);
    await window.hasLanguage('Plain Text');
  });
});

describe('logs that are recognised, with sipTrace.detect', function () {
  this.timeout(180_000);
  let folder: string;
  let host: Host;

  const openWith = async (detect: string): Promise<LogWindow> => {
    folder = folderOfLogs({ 'sipTrace.detect': detect });
    host = await startHost({ folder });
    return new LogWindow(await host.open('anything.log'));
  };
  afterEach(async () => {
    await host?.stop();
    rmSync(folder, { recursive: true });
  });

  it('ask: once for each file', async () => {
    const window = await openWith('ask');
    await window.answer('anything.log holds SIP messages.', 'Open as SIP Trace');
    await window.hasLanguage('SIP Trace');

    await window.openFile('notes.txt');
    await window.answer('notes.txt holds SIP messages.', 'Not this file');
    await window.hasLanguage('Plain Text');
    await window.closeFile('notes.txt');
    await window.openFile('notes.txt');
    await window.workbench.page.waitForTimeout(A_WHILE);
    assert.strictEqual(await window.questions.count(), 0);
    await window.hasLanguage('Plain Text');
  });

  it('never: not at all', async () => {
    const window = await openWith('never');
    await window.workbench.page.waitForTimeout(A_WHILE);
    await window.hasLanguage('Log');
    assert.strictEqual(await window.questions.count(), 0);
  });
});

/** A folder with logs whose names say nothing, and workspace settings. The caller deletes it. */
function folderOfLogs(settings: object = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'sip-trace-logs-'));
  for (const name of ['anything.log', 'notes.txt']) {
    copyFileSync(path.join(root, 'samples', failedSignIn), path.join(folder, name));
  }
  copyFileSync(path.join(root, 'test/recognition/otherLogs/access.log'), path.join(folder, 'access.log'));
  mkdirSync(path.join(folder, '.vscode'));
  writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
  return folder;
}
