import type { TextDocumentIdentifier } from 'vscode-languageserver';
import type { DocumentSummary } from '../features/documentSummary';
import type { Term } from '../features/terms';

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

/** Asks for everything that the tables explain, to choose from. It never changes while a server runs. */
export const TERMS_REQUEST = 'sipTrace/terms';

export interface TermsResult {
  readonly terms: readonly Term[];
}

/** Asks how the formats of a person read a piece of text, whether or not its document is open. */
export const TEST_FORMAT_REQUEST = 'sipTrace/testFormat';

export interface TestFormatParams {
  /** Names the document whose settings count. */
  readonly textDocument: TextDocumentIdentifier;
  /** Name of the document, to be shown. */
  readonly title: string;
  readonly text: string;
  /** Line of the document that `text` begins on, from 0. */
  readonly firstLine: number;
  /** Whether the document goes on where `text` was cut for its length. */
  readonly isCut: boolean;
}

export interface TestFormatResult {
  /** A Markdown document. */
  readonly markdown: string;
}
