import type { InlayHint, Range } from 'vscode-languageserver-types';
import type { Message } from '../trace/message';
import type { Trace } from '../trace/trace';
import { transactionFolds } from './transactionFolds';
import { isWorthTelling, transactionSummary } from './transactionSummary';

/**
 * The summary of a transaction at the end of its first line, and of each run that folds by itself, for the lines of
 * `range`. In the order of the log.
 */
export function inlayHints(trace: Trace, range: Range): InlayHint[] {
  const hints = new Map<number, InlayHint>();
  const add = (message: Message, label: string): void => {
    const line = trace.lineAt(trace.recordAt(message.recordIndex).span.start);
    if (line < range.start.line || line > range.end.line) return;
    const character = trace.lines.endOf(line) - trace.lines.startOf(line);
    // VS Code cuts long labels; the tooltip has it all.
    hints.set(line, { position: { line, character }, label, tooltip: label, paddingLeft: true });
  };
  for (const transaction of trace.transactions) {
    if (isWorthTelling(transaction)) add(transaction.first, transactionSummary(transaction));
  }
  for (const { transaction, first, count } of transactionFolds(trace)) {
    if (count < transaction.messages.length) add(first, transactionSummary(transaction, count));
  }
  return [...hints.values()].sort((one, other) => one.position.line - other.position.line);
}
