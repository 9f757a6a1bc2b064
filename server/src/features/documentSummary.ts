import type { Severity } from '../trace/findings';
import type { Trace } from '../trace/trace';
import type { ShownProblems } from './diagnostics';

/** A log in numbers, for a status bar. */
export interface DocumentSummary {
  readonly messages: number;
  readonly transactions: number;
  /** Findings of severity error. */
  readonly errors: number;
  /** Findings of severity warning. */
  readonly warnings: number;
  /** Findings that are off or suppressed in the settings. */
  readonly hidden: number;
  /** Lines of the text, as editors count them. */
  readonly lines: number;
  /** Length of the text in UTF-16 units. */
  readonly length: number;
}

/** Counts what a log holds; failures among the findings that are shown, so that they agree with the Problems panel. */
export function documentSummary(trace: Trace, { findings, hidden }: ShownProblems): DocumentSummary {
  const { messages, transactions } = trace.counts;
  const having = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return {
    messages,
    transactions,
    errors: having('error'),
    warnings: having('warning'),
    hidden,
    lines: trace.lines.count,
    length: trace.text.length,
  };
}
