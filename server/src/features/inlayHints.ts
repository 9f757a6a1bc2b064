import type { InlayHint, Range } from 'vscode-languageserver-types';
import type { Trace } from '../trace/trace';
import type { Transaction } from '../trace/transactions';
import { callSummary } from './callSummary';
import { transactionFolds } from './transactionFolds';
import { isWorthTelling, transactionSummary } from './transactionSummary';

/**
 * The summary of a transaction at the end of its first line, and of each run that folds by itself, for the lines of
 * `range`. Behind that of the INVITE with which a call begins stands what became of the call. In the order of the log.
 */
export function inlayHints(trace: Trace, range: Range): InlayHint[] {
  const { records, messages } = trace.store;
  const hints = new Map<number, InlayHint>();
  const lineOf = (message: number): number => trace.lineAt(records.start.at(messages.record.at(message)));
  const add = (message: number, label: string): void => {
    const line = lineOf(message);
    const character = trace.lines.endOf(line) - trace.lines.startOf(line);
    // VS Code cuts long labels; the tooltip has it all.
    hints.set(line, { position: { line, character }, label, tooltip: label, paddingLeft: true });
  };
  const withCall = (transaction: Transaction, summary: string): string =>
    [summary, callSummaryAt(trace, transaction)].filter(Boolean).join(' · ');
  const { ofMessage } = trace.transactionTables;
  const transactions = new Set<number>();
  const from = firstMessageFrom(trace, range.start.line);
  const to = firstMessageFrom(trace, range.end.line + 1);
  for (let message = from; message < to; message++) {
    const index = ofMessage.at(message);
    transactions.add(index);
    const transaction = trace.transactionAt(index);
    if (transaction.first.index === message && isWorthTelling(transaction))
      add(message, withCall(transaction, transactionSummary(transaction)));
  }
  for (const { transaction, first, count, isWhole } of transactionFolds(trace, transactions)) {
    if (isWhole || first < from || first >= to) continue;
    const whole = trace.transactionAt(transaction);
    const summary = transactionSummary(whole, count);
    add(first, whole.first.index === first ? withCall(whole, summary) : summary);
  }
  return [...hints.values()].sort((one, other) => one.position.line - other.position.line);
}

/** What became of the call that `transaction` begins; `undefined` when it begins none, or the log does not show it. */
function callSummaryAt(trace: Trace, transaction: Transaction): string | undefined {
  if (transaction.method !== 'INVITE') return undefined;
  const { callId } = trace.store.messages;
  const call = trace.callBegunBy(callId.at(transaction.first.index), transaction);
  return call === undefined ? undefined : callSummary(call);
}

/** Index of the first message whose record begins on `line` or behind it. */
function firstMessageFrom(trace: Trace, line: number): number {
  const { records, messages, messageCount } = trace.store;
  if (line >= trace.lines.count) return messageCount;
  const offset = trace.lines.startOf(Math.max(0, line));
  let low = 0;
  let high = messageCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (records.start.at(messages.record.at(middle)) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
