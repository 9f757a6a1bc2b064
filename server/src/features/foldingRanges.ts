import type { FoldingRange } from 'vscode-languageserver-types';
import type { Message } from '../trace/message';
import type { Span } from '../trace/text/span';
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
  const byLine = new Map<number, FoldingRange>();
  const add = (startLine: number, endLine: number, collapsedText?: string): void => {
    if (startLine >= endLine || byLine.has(startLine)) return;
    const text = options.collapsedText && collapsedText !== undefined ? { collapsedText } : {};
    byLine.set(startLine, { startLine, endLine, ...text });
  };
  for (const { transaction, first, last, count } of transactionFolds(trace)) {
    add(
      trace.lineAt(trace.recordAt(first.recordIndex).span.start),
      lastLineOf(trace, trace.recordAt(last.recordIndex).span),
      transactionSummary(transaction, count),
    );
  }
  for (const message of trace.messages) {
    add(trace.lineAt(message.startLineSpan.start), lastLineOf(trace, trace.recordAt(message.recordIndex).span));
  }
  for (const message of trace.messages) addParts(trace, message, add);
  const all = [...byLine.values()];
  const ranges = all.slice(0, options.rangeLimit).sort((one, other) => one.startLine - other.startLine);
  return { ranges, omitted: all.length - ranges.length };
}

function addParts(trace: Trace, message: Message, add: (startLine: number, endLine: number) => void): void {
  for (const part of [message.headersSpan, message.bodySpan]) {
    if (part.start === part.end) continue;
    const startLine = trace.lineAt(part.start);
    const endLine = lastLineOf(trace, part);
    if (endLine - startLine + 1 >= PART_LINES) add(startLine, endLine);
  }
}

const lastLineOf = (trace: Trace, { start, end }: Span): number => trace.lineAt(Math.max(start, end - 1));
