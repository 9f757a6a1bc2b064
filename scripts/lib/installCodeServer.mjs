import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { npmCommand } from './npm.mjs';
import { inRoot } from './root.mjs';

/** The newest code-server for Node 20, with VS Code 1.100.3. It brings lock files for all that it needs. */
const version = '4.100.3';
const integrity = 'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==';
const nodeVersion = '20';

const cache = inRoot('.vscode-test-desktop');
const log = path.join(cache, 'install.log');

/** No step needs more than a minute or so; a registry that does not answer would hang for ever. In ms. */
const stepTimeout = 8 * 60_000;

/**
 * VS Code with a Node extension host, which needs no desktop: code-server, from the npm registry, into a folder of
 * the project that git ignores, once.
 *
 * @returns {Promise<string>} path of the script that starts it; rejects with a reason in plain words
 */
export async function installCodeServer() {
  if (process.platform === 'win32') throw new Error('code-server is not for Windows');
  if (process.versions.node.split('.')[0] !== nodeVersion)
    throw new Error(`code-server ${version} needs Node ${nodeVersion}; this is ${process.versions.node}`);
  // What is compiled fits one system and one Node.
  const { platform, arch, versions } = process;
  const target = path.join(cache, `code-server-${version}-${platform}-${arch}-${versions.modules}`);
  const entry = path.join(target, 'out', 'node', 'entry.js');
  if (existsSync(entry)) return entry;

  console.log(`Installing code-server ${version} in ${path.basename(cache)} (a minute or two, once).`);
  mkdirSync(cache, { recursive: true });
  writeFileSync(log, '');
  const work = mkdtempSync(path.join(cache, 'install-'));
  try {
    const made = await install(work);
    // In one step, so that what lies there is complete, whoever else installs at the same time.
    if (!existsSync(entry)) renameSync(made, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return entry;
}

/** Gives the folder of what was installed in the folder `work`. */
async function install(work) {
  const top = path.join(work, 'package');
  const vscode = path.join(top, 'lib', 'vscode');
  const archive = `code-server-${version}.tgz`;
  const ci = ['ci', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund', '--fetch-retries=1'];
  // The install scripts of these packages alone, which compile; those of others would download something.
  const compile = ['rebuild', '--ignore-scripts=false', '--build-from-source', '--foreground-scripts'];

  await npm(['pack', `code-server@${version}`, '--ignore-scripts', '--fetch-retries=1'], work);
  verify(path.join(work, archive));
  await step('tar', ['-xzf', archive], work);
  await npm(ci, top);
  // As VS Code itself does: its lock file knows nothing of peer dependencies.
  await npm([...ci, '--legacy-peer-deps'], vscode);
  symlinkSync('node_modules', path.join(vscode, 'node_modules.asar'));
  await npm([...compile, 'argon2'], top);
  // Without node-pty, whose install script downloads a tool: nothing here opens a terminal.
  await npm([...compile, '@vscode/spdlog', 'native-watchdog'], vscode);
  return top;
}

function verify(archive) {
  const actual = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (actual !== integrity) throw new Error(`code-server ${version} in the registry is not what it was: ${actual}`);
}

function npm(args, cwd) {
  return step('npm', args, cwd, npmCommand());
}

function step(name, args, cwd, [command, ...first] = [name]) {
  const title = `${name} ${args.filter((arg) => !arg.startsWith('-')).join(' ')}`;
  appendFileSync(log, `\n> ${title}\n`);
  return new Promise((resolve, reject) => {
    const stdio = ['ignore', 'pipe', 'pipe'];
    const child = spawn(command, [...first, ...args], { cwd, env: environment(), stdio, timeout: stepTimeout });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => appendFileSync(log, data));
    child.once('error', (error) => reject(new Error(`${command} can't be started: ${error.message}`)));
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`"${title}" failed (${signal ?? `exit code ${code}`}), ${lastWords()}`));
    });
  });
}

/** Where the reason stands; in continuous integration, where the log is out of reach, its end as well. */
function lastWords() {
  const where = `see ${path.relative(inRoot('.'), log)}`;
  return process.env.CI ? `${where}:\n${readFileSync(log, 'utf8').split('\n').slice(-30).join('\n')}` : where;
}

/** Compilers use the header files that came with this Node, where they did: others would have to be downloaded. */
function environment() {
  const nodedir = path.resolve(process.execPath, '..', '..');
  const headers = path.join(nodedir, 'include', 'node', 'node.h');
  const known = existsSync(headers) ? { npm_config_nodedir: nodedir } : {};
  return { ...process.env, ...known, MAKEFLAGS: '-j2', npm_config_loglevel: 'warn' };
}
