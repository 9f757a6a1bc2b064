// Compares truth.csv with the logs by plain searching: every start line of the truth must stand in its log, in that
// order, and the number of places that look like a start line tells of anything more. Prints one line for each log.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(process.env.OUT ?? path.join(import.meta.dirname, '../../test/traces/recorded'));
const truth = new Map();
for (const line of readFileSync(path.join(folder, 'truth.csv'), 'utf8').trim().split('\n').slice(1)) {
  const [log, , startLine, callId] = (line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []).map((cell) =>
    cell.replace(/,$/, '').replace(/^"|"$/g, '').replaceAll('""', '"'),
  );
  truth.set(log, [...(truth.get(log) ?? []), { startLine, callId }]);
}
let bad = 0;
for (const line of readFileSync(path.join(folder, 'logs.csv'), 'utf8').trim().split('\n').slice(1)) {
  const [log, , , , , note] = line.split(',');
  let text = readFileSync(path.join(folder, log), 'latin1');
  if (log.includes('wrapped')) text = text.replaceAll(/ *\n {2}/g, ''); // joins the wrapped lines
  const expected = truth.get(log) ?? [];
  let at = 0;
  let missing;
  for (const [index, { startLine, callId }] of expected.entries()) {
    const place = text.indexOf(startLine, at);
    // The Call-ID must come before the next message.
    const id = place < 0 ? -1 : text.indexOf(callId, place);
    if (id < 0) {
      missing = `message ${index} ${startLine} not found`;
      break;
    }
    at = place + startLine.length;
  }
  const like = (text.match(/[A-Z]{3,} sips?:[^\s]+ SIP\/2\.0|(?<!Via: |v: |, |\/)SIP\/2\.0 \d{3} [A-Za-z]/g) ?? [])
    .length;
  if (missing) bad += 1;
  console.log(
    `${missing ? 'BAD' : 'ok '} ${log}: ${expected.length} messages, ${like} start lines ${missing ?? ''} ${note}`,
  );
}
process.exitCode = bad > 0 ? 1 : 0;
