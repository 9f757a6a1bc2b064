import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { hover } from '../../../server/src/features/hover';
import { readTrace } from '../../../server/src/trace/trace';

/** A log with one of everything that hovers of bodies and credentials explain; the pictures in docs are taken from it. */
const LOG = 'docs/hovers.sip.log';

/** The first line of the hover on each line that holds text, `line: title`. */
function titles(): string[] {
  const trace = readTrace(readFileSync(LOG, 'utf8'));
  return Array.from({ length: trace.lines.count }, (_, line) => line).flatMap((line) => {
    const start = trace.lines.startOf(line);
    const text = trace.text.slice(start, trace.lines.endOf(line));
    if (text.trim() === '') return [];
    const found = hover(trace, { line, character: 2 }, { markdown: false });
    return `${line + 1}: ${found === undefined ? 'NOTHING' : (found.contents as { value: string }).value.split('\n')[0]}`;
  });
}

describe('the log of the pictures', () => {
  it('has an answer on every line', () => {
    const all = titles();
    assert.ok(all.length > 150);
    assert.deepEqual(
      all.filter((title) => /NOTHING$|not of the message|No header field|: Body:.*does not show/.test(title)),
      [],
    );
  });

  it('gives no secret away, wherever the cursor is', () => {
    const trace = readTrace(readFileSync(LOG, 'utf8'));
    const secrets = /NOT-A-PASSWORD|NOT-A-KEY|RVhBTVBMRS1O|0123456789abcdef|0a4f113b|ticketsecret|authenticatorsecret/i;
    for (let line = 0; line < trace.lines.count; line++) {
      const length = trace.lines.endOf(line) - trace.lines.startOf(line);
      for (let character = 0; character <= length; character += 7) {
        const found = hover(trace, { line, character }, { markdown: true });
        assert.doesNotMatch(JSON.stringify(found ?? null), secrets, `line ${line + 1}, character ${character}`);
      }
    }
  });
});

describe('docs/hovers.md', () => {
  it('shows ten small pictures, and all that there are', () => {
    const shown = [...readFileSync('docs/hovers.md', 'utf8').matchAll(/\]\((hovers\/[^)]+\.png)\)/g)].map(
      ([, file]) => file,
    );
    assert.equal(shown.length, 10);
    assert.deepEqual(
      [...shown].sort(),
      readdirSync('docs/hovers').map((file) => `hovers/${file}`),
    );
    assert.deepEqual(
      shown.filter((file) => statSync(`docs/${file}`).size > 60_000),
      [],
    );
  });
});
