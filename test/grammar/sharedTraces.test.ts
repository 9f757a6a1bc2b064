import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { type LineTokens, tokenizer } from './support/tokenizer';

const TRACES = '../shared/traces';
/** Where the start-line of each message stands, found without the parser and without the grammar. */
const STARTS = 'test/trace/sharedTraceStarts.csv';

/** A start-line as anybody would look for it: alone, or behind something that is no word and no quote. */
const START = /(?:^|[^\w"/])((?:[A-Z]{3,10}) <?[a-z.]+:\S.* SIP\/\d\.\d|SIP\/2\.0 [1-6]\d\d(?!\d))/g;
/** Names that every message has, but not those that Wireshark makes up. */
const FIELD = /(?:^|[\s.]|#012)(Via|Call-ID|CSeq|Max-Forwards|Content-Length|Content-Type|User-Agent) ?: ?\S/gi;
const SDP = /(?:^|\s|\.\.|#012)([acmo])=(?:rtpmap:|IN IP|audio \d|\S+ \d+ \d+ IN IP)/g;

interface Start {
  readonly file: string;
  readonly line: string;
  readonly endLine: string;
  readonly startLine: string;
}

/** Colours of logs that others wrote: each start-line, and within messages the well-known header fields and SDP. */
describe('grammar: shared traces', () => {
  if (!existsSync(TRACES)) {
    it(`not there: ${TRACES} (they are kept outside of the repository)`);
    return;
  }
  const starts: Start[] = existsSync(STARTS) ? parse(readFileSync(STARTS, 'utf8'), { columns: true }) : [];
  if (starts.length === 0) it(`not there: ${STARTS}, so that only what looks like a start-line is looked for`);
  let tokens: (line: string) => LineTokens;

  before(async () => {
    tokens = await tokenizer('syntaxes/sip-trace.tmLanguage.json');
  });

  const folders = readdirSync(TRACES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name: folder } of folders) {
    it(folder, () => {
      const missed: string[] = [];
      const check = (file: string, line: string, at: number, what: string, pattern: RegExp) => {
        if (!pattern.test(tokens(line).scopesAt(at))) missed.push(`${file} ${what}: ${line.slice(at, at + 80)}`);
      };
      for (const name of readdirSync(`${TRACES}/${folder}`)) {
        const file = `${folder}/${name}`;
        const lines = readFileSync(`${TRACES}/${file}`, 'utf8').split(/\r*\n/);
        for (const line of lines)
          for (const [text, start = ''] of line.matchAll(START)) {
            checkStart(line, line.indexOf(start, line.indexOf(text)), (at, pattern) =>
              check(file, line, at, 'start-line', pattern),
            );
          }
        for (const row of starts.filter((start) => start.file === file)) {
          const first = Number(row.line);
          const line = lines[first - 1] ?? '';
          const at = line.indexOf(row.startLine.slice(0, 12));
          checkStart(line, at, (offset, pattern) => check(file, line, offset, `start-line ${first}`, pattern));
          for (const inside of lines.slice(first - 1, Number(row.endLine))) {
            for (const [at] of namesIn(inside, FIELD)) check(file, inside, at, 'field', /entity\.name\.tag\.header/);
            for (const [at] of namesIn(inside, SDP)) check(file, inside, at, 'SDP', /storage\.type\.sdp/);
          }
        }
      }
      assert.deepEqual(missed, []);
    });
  }
});

/** The word that begins a start-line and, of a status-line, the code have their scopes. */
function checkStart(line: string, at: number, check: (at: number, pattern: RegExp) => void): void {
  if (/^SIP\/\d/.test(line.slice(at))) check(line.indexOf(' ', at) + 1, /meta\.start-line.* \S*\.status\.[1-6]xx\./);
  else check(at, /meta\.start-line.* keyword\.control\.method\./);
}

function* namesIn(line: string, pattern: RegExp): Generator<[number]> {
  for (const match of line.matchAll(pattern))
    if (!/\[Generated $/i.test(line.slice(0, match.index + 1))) yield [line.indexOf(match[1] ?? '', match.index)];
}
