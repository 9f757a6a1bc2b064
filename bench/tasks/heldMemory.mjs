import { readFileSync } from 'node:fs';
import { sipTrace } from './subject.mjs';

/** Octets that are held once a log has been read: by the tables, and by tables and text. Needs `--expose-gc`. */
export default async function heldMemory({ file }) {
  const before = await held();
  const text = JSON.parse(JSON.stringify({ text: readFileSync(file, 'utf8') })).text;
  const withText = await held();
  const trace = sipTrace.readTraceOfText(text);
  const withTables = await held();
  return { tables: withTables - withText, both: withTables - before, messages: trace.counts.messages, of: text.length };
}

async function held() {
  for (let round = 0; round < 3; round++) {
    globalThis.gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
