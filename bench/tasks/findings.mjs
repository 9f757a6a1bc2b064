import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { timed } from '../measure.mjs';
import { yardstick } from '../subjects/yardstick.mjs';
import { sipTrace } from './subject.mjs';

/**
 * Reads a text and looks for problems in it, `rounds` times; gives the times of both, in turn with the yardstick where there is a file, and how many problems there are. The
 * text is that of `file`, or the hostile log `hostile` of `count` things.
 */
export default async function findings({ file, hostile, count, rounds }) {
  const text = file === undefined ? hostileText(hostile, count) : readFileSync(file, 'utf8');
  const times = { yardstick: [], read: [], search: [], octets: text.length, problems: 0 };
  for (let round = -1; round < rounds; round++) {
    const own = file === undefined ? undefined : await timed(() => yardstick(file));
    const read = await timed(() => sipTrace.readTraceOfText(text));
    const search = await timed(() => sipTrace.searchIn(read.result));
    times.problems = search.result;
    if (round < 0) continue;
    if (own !== undefined) times.yardstick.push(own.ms);
    times.read.push(read.ms);
    times.search.push(search.ms);
  }
  return times;
}

function hostileText(name, count) {
  const { HOSTILE_CALLS } = createRequire(import.meta.url)('../../out/bench/hostileCalls.js');
  return HOSTILE_CALLS[name](count);
}
