import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-types';
import { type Finding, findingSteps, type Severity } from '../trace/findings';
import type { Trace } from '../trace/trace';
import { toRange } from './positions';

export interface DiagnosticsOptions {
  /** Address of the document, for related places. */
  readonly uri: string;
  /** Whether the editor shows related places. */
  readonly relatedInformation: boolean;
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** All findings of a log as problems, the worst first; in small steps, so that a caller can let other work in. */
export function* diagnostics(trace: Trace, options: DiagnosticsOptions): Generator<undefined, Diagnostic[]> {
  const found = yield* findingSteps(trace);
  const problems: Diagnostic[] = [];
  for (const finding of found) {
    problems.push(toDiagnostic(trace, finding, options));
    yield;
  }
  return problems;
}

function toDiagnostic(trace: Trace, finding: Finding, options: DiagnosticsOptions): Diagnostic {
  const { uri, relatedInformation } = options;
  const related = finding.related.map(({ span, message }) => ({
    location: { uri, range: toRange(trace, span) },
    message,
  }));
  return {
    range: toRange(trace, finding.span),
    severity: SEVERITIES[finding.severity],
    code: finding.code,
    codeDescription: { href: finding.href },
    source: 'sip-trace',
    message: finding.message,
    ...(relatedInformation && related.length > 0 ? { relatedInformation: related } : {}),
  };
}
