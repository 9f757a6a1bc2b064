import assert from 'node:assert/strict';
import {
  DidChangeConfigurationNotification,
  DocumentDiagnosticRequest,
  FoldingRangeRequest,
  LogMessageNotification,
} from 'vscode-languageserver-protocol/node';
import { TEST_FORMAT_REQUEST, type TestFormatParams, type TestFormatResult } from '../../server/src/lsp/ownRequests';
import { plainCapabilities, ServerProcess, vscodeCapabilities } from './support/serverProcess';

const MY_SBC = {
  name: 'my-sbc',
  head: String.raw`^\[sbc\] (?:(?<incoming>RX)|(?<outgoing>TX)) (?<remote>\S+)`,
  end: '^-- end --$',
};

/** A response whose body is as long as it says only where the end mark is known. */
const LOG = `[sbc] RX 192.0.2.1:5060
SIP/2.0 503 Service Unavailable
Via: SIP/2.0/TCP a;branch=z9hG4bK1
From: <sip:a@b>;tag=1
To: <sip:c@d>;tag=2
Call-ID: 1
CSeq: 1 OPTIONS
Content-Type: text/plain

one

two
-- end --
`;
/** The first fold, with the format and without it: the record, or the message alone. */
const WITH_FORMAT = [0, 12];
const WITHOUT_FORMAT = [1, 9];

describe('formats of a person, in the language server', () => {
  let server: ServerProcess;
  const log: string[] = [];
  beforeEach(async () => {
    server = await ServerProcess.start();
    log.length = 0;
    server.connection.onNotification(LogMessageNotification.type, ({ message }) => void log.push(message));
  });
  afterEach(() => server.stop());

  async function set(formats: unknown): Promise<void> {
    server.settings.set('sipTrace', { formats });
    await server.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  }
  /** First and last line of the first fold. */
  async function fold(uri: string): Promise<readonly (number | undefined)[]> {
    const folds = await server.connection.sendRequest(FoldingRangeRequest.type, { textDocument: { uri } });
    return [folds?.[0]?.startLine, folds?.[0]?.endLine];
  }
  const test = async (params: Partial<TestFormatParams> = {}): Promise<string> => {
    const { markdown } = await server.connection.sendRequest<TestFormatResult>(TEST_FORMAT_REQUEST, {
      textDocument: { uri: 'file:///never-opened.log' },
      title: 'never-opened.log',
      text: LOG,
      firstLine: 0,
      isCut: false,
      ...params,
    });
    return markdown;
  };

  it('read the open log anew when the setting changes', async () => {
    const uri = await server.open(LOG);
    const before = await server.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
    assert.deepEqual(await fold(uri), WITHOUT_FORMAT);
    await set([MY_SBC]);
    assert.deepEqual(await fold(uri), WITH_FORMAT);
    const after = await server.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
      ...(before.resultId === undefined ? {} : { previousResultId: before.resultId }),
    });
    assert.equal(after.kind, 'full', 'the problems are those of another reading');
    await set([]);
    assert.deepEqual(await fold(uri), WITHOUT_FORMAT);
    assert.deepEqual(server.messages, []);
  });

  it('tell once what is wrong, in a message and in the log, and use the formats that are right', async () => {
    await set([{ name: 'bad', head: '(?=a+)+RX' }, MY_SBC, { name: 'worse' }]);
    const uri = await server.open(LOG);
    assert.deepEqual(await fold(uri), WITH_FORMAT);
    await fold(await server.open(LOG, 'file:///other.sip.log'));
    await set([{ name: 'bad', head: '(?=a+)+RX' }, MY_SBC, { name: 'worse' }]);
    assert.deepEqual(await fold(uri), WITH_FORMAT);
    assert.deepEqual(server.messages, [
      'SIP Trace does not use a format of the setting "sipTrace.formats". Format 1 ("bad"), "head": (?=…) looks around, which ' +
        'can take very long and is not available. Match what must stand there, or leave it out. (and 1 more: see the command ' +
        '"SIP Trace: Show Server Log")',
    ]);
    assert.equal(log.length, 1);
    assert.match(
      log[0] ?? '',
      /^What is wrong in the setting sipTrace\.formats:\nFormat 1 .*\nFormat 3 \("worse"\), "head": /,
    );
    await set('nonsense');
    assert.deepEqual(await fold(uri), WITHOUT_FORMAT);
    assert.match(server.messages[1] ?? '', /The setting is a text\. It must be a list/);
  });

  it('are not slowed by an expression that makes others try for years', async () => {
    await set([{ name: 'slow', head: '^RX (a+)+$' }]);
    const uri = await server.open(LOG + `RX ${'a'.repeat(1500)}!\n`.repeat(20));
    assert.deepEqual(await fold(uri), WITHOUT_FORMAT);
  });

  it('are tested on any text, open or not', async () => {
    await set([MY_SBC]);
    assert.match(
      await test(),
      /^\*\*Formats tested on never-opened\.log, lines 1 to 13\*\*\n\n1 message read: 1 by `my-sbc`\./,
    );
    await set([{ ...MY_SBC, head: String.raw`\[sbc\] (?:(?<incoming>IN)|(?<outgoing>OUT))` }]);
    assert.match(
      await test({ firstLine: 4 }),
      /\n\nLine 5 holds what its head line must, but the expression does not match it/,
    );
  });

  it('bring the problems of a client anew that waits for them', async () => {
    await server.stop();
    const { workspace } = vscodeCapabilities;
    server = await ServerProcess.start({ ...plainCapabilities, ...(workspace && { workspace }) });
    const uri = await server.open(LOG);
    assert.equal((await server.nextPublished(uri)).diagnostics.length, 1);
    await set([MY_SBC]);
    assert.equal((await server.nextPublished(uri)).diagnostics.length, 1);
  });
});
