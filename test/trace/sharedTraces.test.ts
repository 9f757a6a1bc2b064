import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { findings } from '../../server/src/trace/findings';
import type { Trace } from '../../server/src/trace/trace';
import { checkSound } from '../support/checkSound';
import { logFilesIn, SHARED_TRACES } from '../support/logFiles';

/** Counted by hand and with grep, not with the parser: see the column `howCounted`. */
const COUNTS = 'test/trace/sharedTraceCounts.csv';
/** Where each message begins and ends, found by scripts that know nothing of the parser, and by reading. */
const STARTS = 'test/trace/sharedTraceStarts.csv';

interface CountRow {
  readonly file: string;
  readonly messages: string;
  readonly requests: string;
  readonly responses: string;
  readonly callIds: string;
}

interface StartRow {
  readonly file: string;
  readonly line: string;
  readonly endLine: string;
  readonly startLine: string;
}

const rowsOf = <T>(file: string): T[] => parse(readFileSync(file, 'utf8'), { columns: true });

/** Lines of the tables end with LF alone: some logs have lone CRs within a line. */
function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** `first-last start-line` of each message; the last line is the last one that is not empty. */
const placesOf = (trace: Trace): string[] =>
  trace.messages.map((message) => {
    const { start, end } = message.span;
    const content = trace.text.slice(start, end).trimEnd();
    const startLine = message.slice(message.startLine.span).trim();
    return `${lineAt(trace.text, start)}-${lineAt(trace.text, start + content.length - 1)} ${startLine}`;
  });

/** Wireshark dissects the last header field and the body further; the table has the last line of that. */
const endsWithNotes = (file: string): boolean => file.startsWith('wireshark-verbose/');

/** Logs that others wrote: nothing throws, and each message is where a person finds it. */
describe('shared traces', () => {
  if (!existsSync(SHARED_TRACES)) {
    it(`not there: ${SHARED_TRACES} (they are kept outside of the repository)`);
    return;
  }
  const counts = rowsOf<CountRow>(COUNTS);
  const starts = rowsOf<StartRow>(STARTS);
  const logs = logFilesIn(SHARED_TRACES);

  it('every file has been counted', () => {
    assert.deepEqual(
      counts.map(({ file }) => file),
      logs.map(({ name }) => name),
    );
  });

  for (const { file, ...counted } of counts) {
    it(file, () => {
      const text = logs.find(({ name }) => name === file)?.text ?? '';
      const trace = checkSound(text);
      const { messages, requests, responses, callIds } = trace.counts;
      const expected = [counted.messages, counted.requests, counted.responses, counted.callIds].map(Number);
      assert.deepEqual([messages, requests, responses, callIds], expected);
      const places = starts
        .filter((row) => row.file === file)
        .map(({ line, endLine, startLine }) => `${line}-${endLine} ${startLine.trim()}`);
      const withoutEnd = (place: string): string => (endsWithNotes(file) ? place.replace(/-\d+/, '') : place);
      assert.deepEqual(placesOf(trace).map(withoutEnd), places.map(withoutEnd));
    });
  }

  /** Files in which somebody broke messages on purpose. */
  const broken = /^(?:torture-rfc4475|plain-dump)\//;

  it('show no finding that its framing causes', () => {
    const caused = logs
      .filter(({ name }) => !broken.test(name))
      .flatMap(({ name, text }) =>
        findings(checkSound(text))
          .filter(({ code }) => code === 'malformed-start-line' || code === 'missing-mandatory-header')
          .map(({ code, message }) => `${name}: ${code}: ${message}`),
      );
    assert.deepEqual(caused, []);
  });
});
