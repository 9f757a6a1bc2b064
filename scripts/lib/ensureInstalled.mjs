import { existsSync, readFileSync } from 'node:fs';
import { npmCommand } from './npm.mjs';
import { inRoot } from './root.mjs';
import { run } from './run.mjs';

/**
 * Installs the development dependencies where they are missing or other than package-lock.json says, so that a fresh
 * clone needs nothing but `npm start` or `npm test`. Imports nothing from node_modules: there may be none.
 */
export async function ensureInstalled() {
  demandNode(20, 19);
  const missing = firstDifference();
  if (missing === undefined) return;
  console.log(`Installing dependencies (npm ci): ${missing}.`);
  const [command, ...args] = npmCommand();
  const code = await run(command, [...args, 'ci', '--include=dev', '--no-audit', '--no-fund']);
  if (code !== 0) {
    console.error('npm ci failed (see above). The other steps need the dependencies, so nothing else was done.');
    process.exit(1);
  }
}

/** Why an install is due; `undefined` when node_modules holds what package-lock.json says. */
function firstDifference() {
  // npm records what it has laid out in this hidden lock file. Versions are compared, not times: git sets times anew.
  const record = inRoot('node_modules/.package-lock.json');
  if (!existsSync(record)) return 'node_modules is missing';
  const installed = readJson(record).packages;
  for (const [name, { version, optional }] of Object.entries(readJson(inRoot('package-lock.json')).packages)) {
    // An optional package may be one for another operating system.
    if (name === '' || (optional && installed[name] === undefined)) continue;
    if (installed[name]?.version !== version) return `${name} ${version} is not installed`;
  }
  return undefined;
}

function demandNode(major, minor) {
  const [actualMajor, actualMinor] = process.versions.node.split('.').map(Number);
  if (actualMajor > major || (actualMajor === major && actualMinor >= minor)) return;
  console.error(`Node ${major}.${minor} or newer is needed; this is ${process.versions.node}.`);
  process.exit(1);
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
