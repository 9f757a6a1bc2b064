import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { inRoot } from '../scripts/lib/root.mjs';

/** The options of Node that the client gives the server on this machine, where VS Code runs it with Node: over Remote, for one. */
export function serverOptions() {
  const { nodeOptions } = createRequire(import.meta.url)(inRoot('out/bench/serverProcess.js'));
  return nodeOptions(availableParallelism(), false);
}
