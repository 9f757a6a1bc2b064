import type { TextDocumentIdentifier } from 'vscode-languageserver';
import type { DocumentSummary } from '../features/documentSummary';

/** Requests that the Language Server Protocol does not have. The client imports these names and types, no code. */

/** Asks what a log holds: the answer is a `DocumentSummary`, or `null` for a document that is not open. */
export const SUMMARY_REQUEST = 'sipTrace/summary';

export interface SummaryParams {
  readonly textDocument: TextDocumentIdentifier;
}

export type SummaryResult = DocumentSummary | null;

/** Asks what a code or a name means, in any log or none. */
export const EXPLAIN_REQUEST = 'sipTrace/explain';

export interface ExplainParams {
  /** `2013`, `ms-diagnostics 4005`, `REGISTER`, `k`, … */
  readonly term: string;
}

export interface ExplainResult {
  /** A Markdown document; `null` when nothing is known about the term. */
  readonly markdown: string | null;
}
