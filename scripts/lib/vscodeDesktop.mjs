import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installCodeServer } from './installCodeServer.mjs';

/** How long the installation of an extension or the start of the server may take, in ms. */
const patience = 60_000;

/**
 * Serves a VS Code whose extensions run in Node, as on a desktop or over Remote, with the extension package `vsix` as
 * its only extension, at `http://127.0.0.1:port`. It finds no settings, extensions or sessions but those of `home`.
 *
 * @param {{ port: number, vsix: string, home: string, settings: object, trusted: boolean }} options
 *   `home`: an empty folder; `trusted` false: workspaces open in Restricted Mode, without a question
 * @returns {Promise<{ address: string, logs: string, extensions: string, stop: () => Promise<void> }>}
 */
export async function serveVscodeDesktop({ port, vsix, home, settings, trusted }) {
  const entry = await installCodeServer();
  const data = path.join(home, 'data');
  const extensions = path.join(home, 'extensions');
  mkdirSync(path.join(data, 'User'), { recursive: true });
  writeFileSync(path.join(data, 'User', 'settings.json'), JSON.stringify(settings));
  const common = ['--user-data-dir', data, '--extensions-dir', extensions, '--config', path.join(home, 'config.yaml')];
  const args = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check'];
  if (trusted) args.push('--disable-workspace-trust');

  await ended(start(entry, [...common, '--install-extension', vsix], home));
  const server = start(entry, [...common, ...args], home);
  const stop = () => end(server);
  const address = `http://127.0.0.1:${port}/`;
  try {
    await answering(`${address}healthz`, server);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, logs: path.join(data, 'logs'), extensions, stop };
}

/** Runs code-server in a process group of its own, so that all that it starts can be ended together. */
function start(entry, args, home) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE|CODE_SERVER|XDG)_/.test(name)),
  );
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: home,
    detached: true,
    env: { ...env, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      child.output += text;
      if (process.env.SIP_TRACE_VERBOSE) process.stdout.write(text);
    });
  }
  const kill = () => signal(child);
  process.once('exit', kill);
  child.once('close', () => process.off('exit', kill));
  return child;
}

function ended(child) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => signal(child), patience);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else reject(new Error(`The package could not be installed in VS Code.\n${child.output}`));
    });
  });
}

async function answering(address, child) {
  const end = Date.now() + patience;
  while (
    !(await fetch(address).then(
      (response) => response.ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null || Date.now() > end) throw new Error(`code-server does not answer.\n${child.output}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function end(child) {
  const closed = new Promise((resolve) => child.once('close', resolve));
  if (child.exitCode !== null || child.signalCode !== null) return;
  signal(child);
  await closed;
}

/** SIGKILL: nothing of its temporary folder will be used again. */
function signal(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
