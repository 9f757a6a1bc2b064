import assert from 'node:assert/strict';
import { DocumentDiagnosticRequest } from 'vscode-languageserver-protocol/node';
import {
  EXPLAIN_REQUEST,
  type ExplainResult,
  SUMMARY_REQUEST,
  type SummaryResult,
  TERMS_REQUEST,
  type TermsResult,
} from '../../server/src/lsp/ownRequests';
import { ServerProcess } from './support/serverProcess';

describe('requests that only SIP Trace has', () => {
  let server: ServerProcess;
  before(async () => {
    server = await ServerProcess.start();
  });
  after(() => server.stop());

  const summary = (uri: string) =>
    server.connection.sendRequest<SummaryResult>(SUMMARY_REQUEST, { textDocument: { uri } });
  const explain = async (term: string) =>
    (await server.connection.sendRequest<ExplainResult>(EXPLAIN_REQUEST, { term })).markdown;

  it('count messages and failures as the command line and the Problems panel do', async () => {
    const uri = await server.openSample('1-enhanced-presence-421.sip.log');
    const { lines, length, ...counts } = (await summary(uri)) ?? assert.fail('there is no summary');
    assert.deepEqual(counts, { messages: 33, transactions: 16, errors: 1, warnings: 0, hidden: 0 });
    assert.ok(lines > 500 && length > 30_000, `${lines} lines, ${length} characters`);
    const report = await server.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
    assert.equal(report.kind === 'full' && report.items.length, 1);
  });

  it('follow an edit, and know nothing of a document that is closed', async () => {
    const uri = await server.open('SIP/2.0 200 OK\r\nCall-ID: 1\r\n\r\n', 'file:///edited.sip.log');
    assert.equal((await summary(uri))?.messages, 1);
    await server.change(uri, 2, 'nothing\n');
    assert.deepEqual(await summary(uri), {
      messages: 0,
      transactions: 0,
      errors: 0,
      warnings: 0,
      hidden: 0,
      lines: 2,
      length: 8,
    });
    await server.close(uri);
    assert.equal(await summary(uri), null);
  });

  it('explain a code or a name as Markdown', async () => {
    assert.match((await explain('2013')) ?? '', /^\*\*ms-diagnostics 2013: /);
    assert.match((await explain('ms-diagnostics 4005')) ?? '', /^\*\*ms-diagnostics 4005/);
    assert.match((await explain('k')) ?? '', /^\*\*k: compact form of Supported\*\*/);
  });

  it('explain a number by the owner of its range where no table holds it, and say when nothing is known', async () => {
    assert.match((await explain('499')) ?? '', /Not a registered status code\. A receiver treats it like 400/);
    assert.match((await explain('ms-diagnostics 2999')) ?? '', /Numbers from \d+ to \d+ belong to: /);
    assert.equal(await explain('no such thing'), null);
    assert.equal(await explain('99999999'), null);
  });

  it('list everything that can be explained, each with a term that means just that', async () => {
    const { terms } = await server.connection.sendRequest<TermsResult>(TERMS_REQUEST, {});
    assert.ok(terms.length > 1000, `${terms.length} terms`);
    assert.deepEqual(
      terms.find(({ term }) => term === 'Q.850 17'),
      { term: 'Q.850 17', title: 'Q.850 cause 17: User busy', summary: 'Called user busy.' },
    );
    assert.match((await explain('Q.850 17')) ?? '', /^\*\*Q\.850 cause 17: User busy\*\*\n\nCalled user busy\./);
  });
});
