import { transactionSummary } from '../features/transactionSummary';
import { printable } from '../trace/text/printable';
import type { Trace } from '../trace/trace';
import type { Transaction } from '../trace/transactions';
import { type LogFile, readLogs, reportUnreadable } from './files';
import { type Io, parseOptions, UsageError } from './usage';

const FORMATS = ['text', 'json', 'ndjson', 'csv'] as const;

/** A transaction as `list` writes it. Lines count from 1; what the log does not show is `null`. */
export interface ListedTransaction {
  readonly method: string | null;
  readonly cseq: number | null;
  readonly callId: string | null;
  readonly branch: string | null;
  readonly messages: number;
  readonly retransmissions: number;
  /** First line of the first record. */
  readonly firstLine: number;
  readonly requestLine: number | null;
  readonly finalStatus: number | null;
  readonly finalLine: number | null;
  /** From the first request to the final response. */
  readonly durationMs: number | null;
}

interface ListedFile {
  readonly file: string;
  readonly error?: string;
  readonly transactions: readonly ListedTransaction[];
}

/** `sip-trace list`: the transactions of each log. Returns 2 when a file can't be read, else 0. */
export async function list(args: readonly string[], io: Io): Promise<number> {
  const { values, names } = parseOptions(args, { format: FORMATS, by: ['transaction'] });
  if (names.length === 0) throw new UsageError('list needs a file');
  const format = values.format ?? 'text';
  const logs: LogFile[] = [];
  for await (const log of readLogs(names)) logs.push(log);
  io.out(format === 'text' ? logs.map(asText).join('') : render(format, logs.map(listed)));
  return reportUnreadable(logs, io) ? 2 : 0;
}

function listed(log: LogFile): ListedFile {
  if ('error' in log) return { file: log.file, error: log.error, transactions: [] };
  return {
    file: log.file,
    transactions: log.trace.transactions.map((transaction) => listedTransaction(log.trace, transaction)),
  };
}

function listedTransaction(trace: Trace, transaction: Transaction): ListedTransaction {
  const { request, finalResponse, first } = transaction;
  const lineOf = (offset: number): number => trace.lineAt(offset) + 1;
  return {
    method: transaction.method || null,
    cseq: transaction.cseq ?? null,
    callId: transaction.callId || null,
    branch: first.branch || null,
    messages: transaction.messages.length,
    retransmissions: transaction.retransmissions,
    firstLine: lineOf(trace.recordAt(first.recordIndex).span.start),
    requestLine: request === undefined ? null : lineOf(request.startLineSpan.start),
    finalStatus: finalResponse?.statusCode ?? null,
    finalLine: finalResponse === undefined ? null : lineOf(finalResponse.startLineSpan.start),
    durationMs: transaction.duration ?? null,
  };
}

function render(format: Exclude<(typeof FORMATS)[number], 'text'>, files: readonly ListedFile[]): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ version: 1, files }, null, 2)}\n`;
    case 'ndjson':
      return files
        .flatMap(({ file, transactions }) => transactions.map((one) => `${JSON.stringify({ file, ...one })}\n`))
        .join('');
    case 'csv':
      return asCsv(files);
  }
}

/** One line a transaction: `FILE:LINE: REGISTER → 421 Extension required · 2 messages · 35 ms · CSeq 3 · Call-ID …`. */
function asText(log: LogFile): string {
  if ('error' in log) return '';
  const { file, trace } = log;
  return trace.transactions
    .map((transaction) => {
      const line = trace.lineAt(trace.recordAt(transaction.first.recordIndex).span.start) + 1;
      const ids = [`CSeq ${transaction.cseq ?? 'unknown'}`, `Call-ID ${transaction.callId || 'unknown'}`];
      return `${file}:${line}: ${printable([transactionSummary(transaction), ...ids].join(' · '))}\n`;
    })
    .join('');
}

const COLUMNS = [
  'method',
  'cseq',
  'callId',
  'branch',
  'messages',
  'retransmissions',
  'firstLine',
  'requestLine',
  'finalStatus',
  'finalLine',
  'durationMs',
] as const satisfies readonly (keyof ListedTransaction)[];

/** RFC 4180, with a header line; `null` is an empty cell. */
const asCsv = (files: readonly ListedFile[]): string =>
  [
    ['file', ...COLUMNS].join(','),
    ...files.flatMap(({ file, transactions }) =>
      transactions.map((one) => [file, ...COLUMNS.map((column) => one[column])].map(cell).join(',')),
    ),
    '',
  ].join('\r\n');

function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  // A spreadsheet would take such a cell of a log for a formula.
  const safe = typeof value === 'string' && /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
