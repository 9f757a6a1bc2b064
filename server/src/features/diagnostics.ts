import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Range,
} from 'vscode-languageserver-types';
import { type Finding, findingSteps, type RelatedPlace, type Severity } from '../trace/findings';
import { configured, type FindingSettings, hiddenBy, leftOutUnder, ruleNamed } from '../trace/findings/configuration';
import type { Span } from '../trace/text/span';
import type { Trace } from '../trace/trace';
import { toRange } from './positions';

export interface DiagnosticsOptions {
  /** Address of the document, for related places. */
  readonly uri: string;
  /** Whether the editor shows related places. */
  readonly relatedInformation: boolean;
  /** What the person has chosen about findings. */
  readonly settings: FindingSettings;
}

/** The problems of a log as an editor shows them, and what stands behind them. */
export interface ShownProblems {
  /** At most `MOST_PROBLEMS`, the worst first, within one severity in the order of the log. */
  readonly problems: readonly Diagnostic[];
  /** All findings, also those that have no place among the problems, in the same order. */
  readonly findings: readonly Finding[];
  /** Findings that the settings leave out. */
  readonly hidden: number;
}

/** VS Code shows no more problems of one file. */
export const MOST_PROBLEMS = 1000;

/** Related places of one problem: nobody reads more, and each of a thousand problems may have as many. */
const MOST_RELATED = 30;

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** The findings of a log as problems; in small steps, so that a caller can let other work in. */
export function* diagnostics(trace: Trace, options: DiagnosticsOptions): Generator<undefined, ShownProblems> {
  const found = yield* findingSteps(trace, leftOutUnder(options.settings));
  const findings = configured(found, options.settings);
  const problems: Diagnostic[] = [];
  for (const finding of withinBudget(findings)) {
    problems.push(toDiagnostic(trace, finding, options));
    yield;
  }
  return { problems, findings, hidden: hiddenBy(options.settings, found) };
}

/** Those that are shown: where there are too many, failures before what only breaks a specification, the worse before the rest. */
function withinBudget(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= MOST_PROBLEMS) return findings;
  const ranks = [0, 1, 2, 3].map((rank) => findings.filter((finding) => rankOf(finding) === rank));
  const shown = new Set(ranks.flat().slice(0, MOST_PROBLEMS));
  return findings.filter((finding) => shown.has(finding));
}

/** 0 for a failure, 1 for lint that is an error or a warning; 2 and 3 for news of either. */
function rankOf({ code, severity }: Finding): number {
  const isLint = ruleNamed(code)?.profile === 'conformance';
  return (severity === 'error' || severity === 'warning' ? 0 : 2) + (isLint ? 1 : 0);
}

function toDiagnostic(trace: Trace, finding: Finding, options: DiagnosticsOptions): Diagnostic {
  const { range, related } = placesOf(trace, finding, options.uri);
  const diagnostic: Diagnostic = {
    range,
    severity: SEVERITIES[finding.severity],
    code: finding.code,
    codeDescription: { href: finding.href },
    source: 'sip-trace',
    message: finding.message,
  };
  if (options.relatedInformation && related.length > 0) diagnostic.relatedInformation = related;
  return diagnostic;
}

/** Where a finding stands, and its related places, as an editor counts lines. */
interface Places {
  readonly uri: string;
  readonly of: readonly RelatedPlace[];
  readonly range: Range;
  readonly related: DiagnosticRelatedInformation[];
}

/** What was found out before, by the span of the finding: one that a change of the log leaves where it is has the same span. */
const known = new WeakMap<Span, Places>();

function placesOf(trace: Trace, { span, related }: Finding, uri: string): Places {
  let places = known.get(span);
  if (places?.of !== related || places.uri !== uri) {
    places = { uri, of: related, range: toRange(trace, span), related: relatedInformation(trace, related, uri) };
    known.set(span, places);
  }
  return places;
}

/** The first of the related places; the last of them says how many are left out. */
function relatedInformation(
  trace: Trace,
  places: readonly RelatedPlace[],
  uri: string,
): DiagnosticRelatedInformation[] {
  const more = places.length - MOST_RELATED;
  return places.slice(0, MOST_RELATED).map(({ span, message }, index) => ({
    location: { uri, range: toRange(trace, span) },
    message: more > 0 && index === MOST_RELATED - 1 ? `${message} (and ${more} more places)` : message,
  }));
}
