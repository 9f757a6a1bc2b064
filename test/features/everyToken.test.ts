import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { hover } from '../../server/src/features/hover';
import type { Message } from '../../server/src/trace/message';
import { readTrace, type Trace } from '../../server/src/trace/trace';
import { type LogFile, logFilesIn, SHARED_TRACES } from '../support/logFiles';
import { checkMarkdown } from './support/checkMarkdown';

/** What is counted: of how many lines, or ids, a hover says something. */
type Kind = 'header lines' | 'status-lines' | 'ms-diagnostics ids' | 'SDP lines' | 'envelope lines';
const KINDS: readonly Kind[] = ['header lines', 'status-lines', 'ms-diagnostics ids', 'SDP lines', 'envelope lines'];

interface Share {
  answered: number;
  all: number;
}

describe('hovers on every word of', () => {
  const coverage = new Map<string, Record<Kind, Share>>();
  const samples = logFilesIn('samples');
  const shared = logFilesIn(SHARED_TRACES);

  for (const file of [...samples, ...logFilesIn('test/traces'), ...shared]) {
    it(`${file.name}: answers, tells no secret, and shows text of the log as text`, () => walk(file, coverage)).timeout(
      30_000,
    );
  }

  after(() => {
    if (!existsSync(SHARED_TRACES)) console.log(`    ${SHARED_TRACES} is not there: its logs were not walked.`);
    console.log(table(coverage));
  });

  it('answers nine in ten header lines, and every status-line, ms-diagnostics id and SDP line', () => {
    const total = sum(coverage);
    assert.ok(total['header lines'].answered >= 0.9 * total['header lines'].all);
    for (const kind of ['status-lines', 'ms-diagnostics ids', 'SDP lines'] as const) {
      assert.ok(total[kind].all > 0);
      assert.equal(total[kind].answered, total[kind].all, kind);
    }
  });
});

/** What stands between blanks and punctuation. */
const WORD = /[^\s;,:@/=<>[\]"()|]+/;

/** Hovers each word of the file once: what stands on equal lines of equal kind is hovered on the first of them. */
function walk({ name, text }: LogFile, coverage: Map<string, Record<Kind, Share>>): void {
  const trace = readTrace(text);
  const secrets = secretsIn(text);
  const seen = new Map<string, boolean>();
  for (let line = 0; line < trace.lines.count; line++) {
    const start = trace.lines.startOf(line);
    const lineText = text.slice(start, trace.lines.endOf(line));
    if (!WORD.test(lineText)) continue;
    const place = placeOf(trace, start, lineText);
    const key = `${place.kind} ${place.isFirst} ${lineText}`;
    let answered = seen.get(key);
    if (answered === undefined) {
      answered = hoverLine(trace, line, lineText, place, secrets, name);
      seen.set(key, answered);
    }
    if (place.kind === undefined) continue;
    const shares = coverageOf(coverage, place.format);
    shares[place.kind].all++;
    if (answered) shares[place.kind].answered++;
  }
}

interface LinePlace {
  readonly format: string;
  readonly kind: Kind | undefined;
  /** Columns between which words count for the coverage: a line of a log may hold several header fields. */
  readonly from: number;
  readonly to: number;
  /** Whether the line is the first of its header field, so that it holds the name. */
  readonly isFirst: boolean;
}

/** Which kind of line this is, by the trace; found at its end, since logs put prefixes in front. */
function placeOf(trace: Trace, start: number, lineText: string): LinePlace {
  const end = start + lineText.trimEnd().length;
  const message = trace.messageAround(end);
  if (message === undefined) {
    const record = trace.recordAround(start);
    const kind = record?.message === undefined ? undefined : 'envelope lines';
    return { format: record?.format ?? 'plain', kind, from: 0, to: lineText.length, isFirst: true };
  }
  const { format } = trace.recordAt(message.recordIndex);
  const { startLineSpan } = message;
  if (startLineSpan.start <= end && end <= startLineSpan.end + 2) {
    const from = Math.max(0, startLineSpan.start - start);
    return {
      format,
      kind: message.isResponse ? 'status-lines' : undefined,
      from,
      to: startLineSpan.end - start,
      isFirst: true,
    };
  }
  const at = message.fromLog(end);
  const field = message.headers.find(({ span }) => span.start < at && at <= span.end);
  if (field !== undefined) {
    const inLog = message.inLog(field.span);
    const from = Math.max(0, inLog.start - start);
    const isDiagnostics = /^ms-(?:client-)?diagnostics(?:-public)?$/.test(field.key);
    return {
      format,
      kind: isDiagnostics ? 'ms-diagnostics ids' : 'header lines',
      from,
      to: inLog.end - start,
      isFirst: inLog.start >= start,
    };
  }
  return {
    format,
    kind: isSdp(message, start, end) ? 'SDP lines' : undefined,
    from: 0,
    to: lineText.length,
    isFirst: true,
  };
}

const isSdp = (message: Message, start: number, end: number): boolean =>
  message.bodySpan.start <= start &&
  end <= message.bodySpan.end &&
  /^application\/sdp\b/i.test(message.value('content-type') ?? '') &&
  /[a-z]=/.test(message.trace.text.slice(start, end));

/** Hovers each word of the line; returns whether all of those that count have an answer. */
function hoverLine(
  trace: Trace,
  line: number,
  lineText: string,
  place: LinePlace,
  secrets: readonly string[],
  name: string,
): boolean {
  let answered = true;
  const counts = (column: number): boolean => place.from <= column && column < place.to;
  for (const { index } of lineText.matchAll(new RegExp(WORD, 'g'))) {
    const where = `${name}:${line + 1}:${index + 1}`;
    const markdown = markdownAt(trace, line, index, where);
    if (markdown === undefined) {
      if (counts(index)) answered = false;
    } else {
      const plain = markdown.replace(/\\(.)/g, '$1').replaceAll('\u200b', '');
      for (const secret of secrets) assert.ok(!plain.includes(secret), `${where} tells a secret:\n${plain}`);
      checkMarkdown(markdown, where);
    }
  }
  return answered;
}

function markdownAt(trace: Trace, line: number, character: number, where: string): string | undefined {
  try {
    const found = hover(trace, { line, character }, { markdown: true });
    if (found === undefined) return undefined;
    const { value } = found.contents as { value: string };
    assert.ok(value.length > 0 && value.length < 20_000, `${where}: ${value.length} characters`);
    return value;
  } catch (error) {
    throw new Error(`${where}: ${error instanceof Error ? error.stack : error}`);
  }
}

/**
 * What a log must not give away, found without the parsers: responses, client nonces, tokens of a handshake, keys of
 * media, passwords of ICE and of `Basic`. Short values would be found by chance.
 */
function secretsIn(text: string): string[] {
  const patterns = [
    /\b(?:response|cnonce|rspauth|gssapi-data)\s*=\s*"([^"\r\n]{8,})"/gi,
    /\binline:([A-Za-z0-9+/=]{16,})/g,
    /\ba=ice-pwd:(\S{8,})/g,
    /\ba=candidate:\S+ \d (\S{20,}) (?:UDP|TCP)/g,
    /\bAuthorization\s*:\s*Basic\s+(\S{8,})/gi,
    /\bsips?:[^\s:@<>";]{1,60}:([^\s@<>";]{4,60})@/gi,
    /\bpassw(?:or)?d\s*[=:]\s*"?([^\s"';,]{6,})/gi,
  ];
  return [...new Set(patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, secret]) => secret as string)))];
}

const noShares = (): Record<Kind, Share> =>
  Object.fromEntries(KINDS.map((kind) => [kind, { answered: 0, all: 0 }])) as Record<Kind, Share>;

function coverageOf(coverage: Map<string, Record<Kind, Share>>, format: string): Record<Kind, Share> {
  const shares = coverage.get(format) ?? noShares();
  coverage.set(format, shares);
  return shares;
}

function sum(coverage: Map<string, Record<Kind, Share>>): Record<Kind, Share> {
  const total = noShares();
  for (const shares of coverage.values()) {
    for (const kind of KINDS) {
      total[kind].answered += shares[kind].answered;
      total[kind].all += shares[kind].all;
    }
  }
  return total;
}

/** The shares as a table, a line for each format. */
function table(coverage: Map<string, Record<Kind, Share>>): string {
  const cell = ({ answered, all }: Share): string =>
    (all === 0 ? '-' : `${answered}/${all} ${Math.floor((100 * answered) / all)} %`).padStart(20);
  const line = (name: string, cells: readonly string[]): string => `    ${name.padEnd(24)}${cells.join('')}`;
  return [
    line('Lines with an answer on every word', []),
    line(
      '',
      KINDS.map((kind) => kind.padStart(20)),
    ),
    ...[...coverage]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([format, shares]) =>
        line(
          format,
          KINDS.map((kind) => cell(shares[kind])),
        ),
      ),
    line(
      'all',
      KINDS.map((kind) => cell(sum(coverage)[kind])),
    ),
  ].join('\n');
}
