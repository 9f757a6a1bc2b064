import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-types';
import type { Trace } from '../trace/trace';

/** A log in numbers, for a status bar. */
export interface DocumentSummary {
  readonly messages: number;
  readonly transactions: number;
  /** Problems of severity error. */
  readonly errors: number;
  /** Problems of severity warning. */
  readonly warnings: number;
  /** Lines of the text, as editors count them. */
  readonly lines: number;
  /** Length of the text in UTF-16 units. */
  readonly length: number;
}

/** Counts what a log holds. Failures are counted among its `problems`, so that they agree with the Problems panel. */
export function documentSummary(trace: Trace, problems: readonly Diagnostic[]): DocumentSummary {
  const { messages, transactions } = trace.counts;
  const having = (severity: DiagnosticSeverity): number =>
    problems.filter((problem) => problem.severity === severity).length;
  return {
    messages,
    transactions,
    errors: having(DiagnosticSeverity.Error),
    warnings: having(DiagnosticSeverity.Warning),
    lines: trace.lines.count,
    length: trace.text.length,
  };
}
