import { writeSync } from 'node:fs';
import { run } from './run';

/** Writes all of `text`, however slowly a pipe takes it; a reader that has gone away ends the program quietly. */
function write(descriptor: number, text: string): void {
  const octets = Buffer.from(text);
  for (let at = 0; at < octets.length; ) {
    try {
      at += writeSync(descriptor, octets, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') process.exit(process.exitCode ?? 0);
      if (code !== 'EAGAIN') throw error;
    }
  }
}

void run(process.argv.slice(2), {
  out: (text) => write(1, text),
  error: (text) => write(2, text),
  colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
}).then((status) => {
  process.exitCode = status;
});
