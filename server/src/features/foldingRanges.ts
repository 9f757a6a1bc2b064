import type { FoldingRange } from 'vscode-languageserver-types';
import type { Trace } from '../trace/trace';
import { transactionFolds } from './transactionFolds';
import { transactionSummary } from './transactionSummary';

export interface FoldingOptions {
  /** The most ranges that the editor takes. */
  readonly rangeLimit: number;
  /** Whether the editor shows a text of ours in place of what is folded. */
  readonly collapsedText: boolean;
}

export interface Folding {
  /** In the order of their first lines. */
  readonly ranges: FoldingRange[];
  /** How many ranges the limit left out. */
  readonly omitted: number;
}

/** Fewest lines that header fields or a body need to fold by themselves. */
const PART_LINES = 3;

/**
 * Folds of a log: transactions, messages, and the header fields and bodies of messages. They nest, none cross, and no
 * two begin on one line: the widest has it. Under `rangeLimit` transactions come first, then messages, then parts.
 */
export function foldingRanges(trace: Trace, options: FoldingOptions): Folding {
  const { records, messages, messageCount } = trace.store;
  const isTaken = new Uint8Array(trace.lines.count);
  const ranges: FoldingRange[] = [];
  let omitted = 0;
  const add = (startLine: number, endLine: number, textOf?: () => string): void => {
    if (startLine >= endLine || isTaken[startLine] === 1) return;
    isTaken[startLine] = 1;
    if (ranges.length >= options.rangeLimit) {
      omitted++;
      return;
    }
    const text = options.collapsedText && textOf !== undefined ? { collapsedText: textOf() } : {};
    ranges.push({ startLine, endLine, ...text });
  };
  const recordEnd = (message: number): number => {
    const record = messages.record.at(message);
    return lastLineOf(trace, records.start.at(record), records.end.at(record));
  };
  for (const { transaction, first, last, count } of transactionFolds(trace)) {
    add(trace.lineAt(records.start.at(messages.record.at(first))), recordEnd(last), () =>
      transactionSummary(trace.transactionAt(transaction), count),
    );
  }
  for (let message = 0; message < messageCount; message++) {
    add(trace.lineAt(messages.startLineStart.at(message)), recordEnd(message));
  }
  const addPart = (start: number, end: number): void => {
    if (start === end) return;
    const startLine = trace.lineAt(start);
    const endLine = lastLineOf(trace, start, end);
    if (endLine - startLine + 1 >= PART_LINES) add(startLine, endLine);
  };
  for (let message = 0; message < messageCount; message++) {
    addPart(messages.headersStart.at(message), messages.headersEnd.at(message));
    addPart(messages.bodyStart.at(message), messages.bodyEnd.at(message));
  }
  ranges.sort((one, other) => one.startLine - other.startLine);
  return { ranges, omitted };
}

const lastLineOf = (trace: Trace, start: number, end: number): number => trace.lineAt(Math.max(start, end - 1));
