import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { OpenLog } = createRequire(import.meta.url)('../../out/bench/documents.js');

/** The longest stretches, in milliseconds, in which nothing else is let in while a log is read, and its problems found. */
export default async function loop({ file, rounds }) {
  const { text } = JSON.parse(JSON.stringify({ text: readFileSync(file, 'utf8') }));
  const reading = [];
  const finding = [];
  for (let round = 0; round < rounds; round++) {
    const open = new OpenLog(text);
    reading.push(await longestStretch(() => open.read()));
    finding.push(await longestStretch(() => open.bringUpToDate()));
  }
  return { reading, finding };
}

async function longestStretch(work) {
  let longest = 0;
  let last = performance.now();
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(look, 1);
  await new Promise((resolve) => setTimeout(resolve, 5));
  longest = 0;
  await work();
  look();
  clearInterval(timer);
  return longest;
}
