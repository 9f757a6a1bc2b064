import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { root } from './root.mjs';

/**
 * Serves VS Code for the Web with this extension and a folder, at `http://localhost:port`.
 *
 * @param {{ port: number, folder: string }} options `folder` is an absolute path
 * @returns {Promise<{ address: string, stop: () => void }>}
 */
export function serveVscodeWeb({ port, folder }) {
  // A process of its own: the server prints a line per request, and `stop` must end it whatever it holds open.
  const script = fileURLToPath(new URL('vscodeWebServer.mjs', import.meta.url));
  const verbose = Boolean(process.env.SIP_TRACE_VERBOSE);
  const child = fork(script, [root, folder, String(port)], {
    stdio: ['ignore', verbose ? 'inherit' : 'ignore', 'inherit', 'ipc'],
  });
  const stop = () => {
    process.off('exit', stop);
    child.kill();
  };
  process.once('exit', stop);
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve({ address: `http://localhost:${port}/`, stop }));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`VS Code for the Web could not be served (exit code ${code}).`)));
  });
}
