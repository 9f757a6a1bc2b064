import { type Disposable, type TextDocumentContentProvider, Uri, workspace } from 'vscode';
import { EXPLAIN_REQUEST, type ExplainParams, type ExplainResult } from '../../server/src/lsp/ownRequests';
import type { ServerLife } from './serverLife';

const SCHEME = 'sip-trace-explanation';

/** Address of the page that explains `term`; VS Code shows the name of its file. */
export const explanationUri = (term: string): Uri =>
  Uri.from({ scheme: SCHEME, path: `/${term.replace(/[^\w.-]+/g, ' ').trim()}.md`, query: term });

/** Read-only Markdown documents, each with what is known about one term. */
export class ExplanationDocuments implements TextDocumentContentProvider, Disposable {
  readonly #server: ServerLife;
  readonly #registration: Disposable;

  constructor(server: ServerLife) {
    this.#server = server;
    this.#registration = workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const params: ExplainParams = { term: uri.query };
    const answer = await this.#server.request<ExplainResult>(EXPLAIN_REQUEST, params);
    return answer?.markdown ?? '';
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
