import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isExecutable } from './isExecutable.mjs';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const macApps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const windowsPrograms = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

/**
 * Path of a Chromium, Chrome or Edge on this machine; `undefined` when there is none.
 * The environment variable SIP_TRACE_BROWSER, the path of one, goes before all.
 */
export function findBrowser() {
  const { SIP_TRACE_BROWSER: chosen } = process.env;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(`SIP_TRACE_BROWSER names ${chosen}, which does not exist.`);
  }
  return candidates().find(isExecutable);
}

function candidates() {
  if (process.platform === 'darwin') {
    const folders = ['/Applications', path.join(os.homedir(), 'Applications')];
    return folders.flatMap((folder) => macApps.map((app) => path.join(folder, `${app}.app`, 'Contents', 'MacOS', app)));
  }
  if (process.platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name]);
    return folders
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => windowsPrograms.map((program) => path.join(folder, program)));
  }
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/snap/bin'];
  return names.flatMap((name) => folders.filter(path.isAbsolute).map((folder) => path.join(folder, name)));
}
