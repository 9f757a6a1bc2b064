/** What the bench asks of open documents: change this where the server changes how it keeps them. */
import { Problems } from '../../server/src/lsp/problems';
import { defaultSettings } from '../../server/src/lsp/settings';
import { TraceDocument } from '../../server/src/lsp/traceDocument';

export { TextDocument } from 'vscode-languageserver-textdocument';

const URI = 'file:///bench.sip.log';

/** An open log and the problems that are known of it. */
export class OpenLog {
  #problems = new Problems(() => true);

  constructor(text) {
    this.document = TraceDocument.create(URI, 'sip-trace', 1, text);
  }

  change(changes) {
    this.document = TraceDocument.update(this.document, changes, this.document.version + 1);
  }

  /** Reads what has changed. */
  read() {
    return this.document.trace();
  }

  /** Reads what has changed, ties it together and finds the problems; gives how many there are. */
  async bringUpToDate() {
    const trace = await this.read();
    void trace.transactionTables;
    return (await this.#problems.of(trace, URI, defaultSettings.findings, () => false)).findings.length;
  }
}
