import assert from 'node:assert/strict';
import {
  CodeAction,
  CodeActionRequest,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DocumentDiagnosticRequest,
} from 'vscode-languageserver-protocol/node';
import { commandsIn } from '../../server/src/lsp/initialize';
import { ServerProcess, vscodeCapabilities } from './support/serverProcess';

const capabilities = {
  ...vscodeCapabilities,
  textDocument: {
    ...vscodeCapabilities.textDocument,
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
  },
};
const start = (options?: object): Promise<ServerProcess> => ServerProcess.start(capabilities, 'stdio', [], options);

describe('code actions of the server', () => {
  const problemsOf = async (server: ServerProcess, uri: string): Promise<Diagnostic[]> => {
    const report = await server.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
    return report.kind === 'full' ? report.items : assert.fail('nothing has changed');
  };
  const titles = async (server: ServerProcess, uri: string, diagnostics: Diagnostic[]): Promise<string[]> => {
    const [problem] = diagnostics;
    assert.ok(problem);
    const params = { textDocument: { uri }, range: problem.range, context: { diagnostics } };
    const actions = (await server.connection.sendRequest(CodeActionRequest.type, params)) ?? [];
    return actions.filter(CodeAction.is).map(({ title }) => title);
  };

  it('are announced to a client that has commands for them, and answer for its problems', async () => {
    const server = await start({ commands: ['sipTrace.explainFinding', 'sipTrace.goToPlace'] });
    assert.deepEqual(server.initialized.capabilities.codeActionProvider, { codeActionKinds: ['quickfix'] });
    const uri = await server.openSample('2-unknown-user-404.sip.log');
    const problems = await problemsOf(server, uri);
    const [explain, go, ...others] = await titles(server, uri, problems);
    assert.equal(explain, 'Explain ms-user-not-found-4005');
    assert.match(go ?? '', /^Go to the Request \(line \d+\)$/);
    assert.deepEqual(others, []);
    assert.deepEqual(
      await titles(
        server,
        uri,
        problems.map((problem) => ({ ...problem, source: 'other' })),
      ),
      [],
    );
    await server.stop();
  });

  it('follow the settings, as the problems do', async () => {
    const server = await start({ commands: ['sipTrace.explainFinding'] });
    const uri = await server.openSample('2-unknown-user-404.sip.log');
    const problems = await problemsOf(server, uri);
    server.settings.set('sipTrace', { findings: { 'ms-user-not-found-4005': 'off' } });
    await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    assert.deepEqual(await titles(server, uri, problems), []);
    await server.stop();
  });

  it('are not announced to a client without such commands', async () => {
    const server = await start();
    assert.equal(server.initialized.capabilities.codeActionProvider, undefined);
    await server.stop();
  });

  it('take anything for no commands', () => {
    for (const value of [undefined, null, 7, 'x', [], {}, { commands: {} }, { commands: [7, null] }]) {
      assert.equal(commandsIn(value).size, 0);
    }
    assert.deepEqual([...commandsIn({ commands: ['a', 7] })], ['a']);
  });
});
