import { type Finding, findings, type Severity } from '../trace/findings';
import { configured, hiddenBy, leftOutUnder } from '../trace/findings/configuration';
import type { Span } from '../trace/text/span';
import type { Counts, Trace } from '../trace/trace';
import type { Configuration } from './configuration';
import type { LogFile } from './files';

/** A place for people and scripts: lines and UTF-16 columns from 1. */
export interface ReportPlace {
  readonly line: number;
  readonly column: number;
}

/** A finding as `check --format json` writes it. */
export interface ReportFinding extends ReportPlace {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly endLine: number;
  readonly endColumn: number;
  /** `null` when the message has none. */
  readonly callId: string | null;
  /** Status code of the response; `null` for a request. */
  readonly status: number | null;
  readonly msDiagnostics: number | null;
  readonly href: string;
  /** How many more of its kind the finding stands for; left out when none. */
  readonly more?: number;
  readonly related: readonly (ReportPlace & { readonly message: string })[];
}

/** One file of a report. */
export interface ReportFile {
  readonly file: string;
  readonly error?: string;
  readonly formats: readonly string[];
  readonly counts: Counts;
  /** The `.sip-trace.json` that says which findings are shown; `null` when none does. */
  readonly config: string | null;
  /** Findings that this file leaves out, but for those of a profile that nobody asks for. */
  readonly hidden: number;
  readonly findings: readonly ReportFinding[];
}

const NOTHING: Counts = { messages: 0, requests: 0, responses: 0, transactions: 0, dialogs: 0, callIds: 0 };

/** What there is to say about one file. */
export function reportOn(log: LogFile, { file: config, settings }: Configuration): ReportFile {
  if ('error' in log) return without(log.file, log.error, config);
  const { file, trace } = log;
  const found = findings(trace, leftOutUnder(settings));
  return {
    file,
    formats: trace.formats,
    counts: trace.counts,
    config,
    hidden: hiddenBy(settings, found),
    findings: configured(found, settings).map((finding) => reportFinding(trace, finding)),
  };
}

/** What there is to say about one file whose configuration `config` cannot be used: nobody knows which findings are wanted. */
export const notReported = (log: LogFile, config: string): ReportFile =>
  without(log.file, 'error' in log ? log.error : `not checked, since ${config} cannot be used`, config);

const without = (file: string, error: string, config: string | null): ReportFile => ({
  file,
  error,
  formats: [],
  counts: NOTHING,
  config,
  hidden: 0,
  findings: [],
});

function reportFinding(trace: Trace, finding: Finding): ReportFinding {
  const { code, severity, message, span, about, msDiagnostics, href, related } = finding;
  const end = placeOf(trace, { start: span.end, end: span.end });
  return {
    code,
    severity,
    message,
    ...placeOf(trace, span),
    endLine: end.line,
    endColumn: end.column,
    callId: about.callId || null,
    status: about.statusCode || null,
    msDiagnostics: msDiagnostics ?? null,
    href,
    ...(finding.more > 0 ? { more: finding.more } : {}),
    related: related.map((place) => ({ ...placeOf(trace, place.span), message: place.message })),
  };
}

function placeOf(trace: Trace, { start }: Span): ReportPlace {
  const { line, character } = trace.placeAt(start);
  return { line: line + 1, column: character + 1 };
}
