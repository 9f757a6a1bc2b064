import { spawn } from 'node:child_process';

/** Opens `address` in the person's browser; resolves to false where there is no desktop or no way to ask it. */
export function openInBrowser(address) {
  const command = opener(address);
  if (command === undefined) return Promise.resolve(false);
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.unref();
  return new Promise((resolve) => {
    child.once('spawn', () => resolve(true)).once('error', () => resolve(false));
  });
}

function opener(address) {
  if (process.env.CI) return undefined;
  if (process.platform === 'darwin') return ['open', address];
  // What `start` does, without the shell in which an address can hold special characters.
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address];
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ['xdg-open', address] : undefined;
}
