import net from 'node:net';

/** `preferred` when nothing on this machine uses it, else the next free port above, else any. */
export async function freePort(preferred) {
  for (let port = preferred; port < preferred + 20; port++) {
    if ((await isFree(port)) && (await listen(port)) === port) return port;
  }
  return anyPort();
}

/** A port that nothing uses, chosen by the operating system. */
export function anyPort() {
  return listen(0);
}

/** Nobody answers at either loopback address: another program may hold only one of them, or all at once. */
async function isFree(port) {
  const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => answersAt(host, port)));
  return !answers.includes(true);
}

function answersAt(host, port) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** The port on which listening worked; `undefined` when it did not. */
function listen(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, 'localhost', () => {
      const { port: actual } = server.address();
      server.close(() => resolve(actual));
    });
  });
}
