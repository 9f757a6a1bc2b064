import assert from 'node:assert/strict';
import type { CodeAction } from 'vscode-languageserver-types';
import { type ActionArguments, codeActions } from '../../server/src/features/codeActions';
import { diagnostics } from '../../server/src/features/diagnostics';
import { defaultFindingSettings, readFindingSettings } from '../../server/src/trace/findings/configuration';
import { readTrace } from '../../server/src/trace/trace';
import { message, record } from '../support/logs';

const URI = 'file:///home/alice/logs/a%20log.sip.log';
const COMMANDS: readonly (keyof ActionArguments)[] = [
  'sipTrace.explainFinding',
  'sipTrace.goToPlace',
  'sipTrace.setSeverity',
  'sipTrace.suppressFinding',
  'sipTrace.copySummary',
];

interface Exchange {
  readonly callId?: string;
  readonly agent?: string;
  readonly target?: string;
}

/** A call that fails: the request in line 1, the answer in line 9. */
function failedCall({
  callId = '7@192.0.2.1',
  agent = 'example-phone/1.0',
  target = 'sip:bob@example.com',
}: Exchange = {}) {
  const headers = (toTag: string): string => `
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>${toTag}
Call-ID: ${callId}
CSeq: 1 INVITE`;
  return [
    message({ start: `INVITE ${target} SIP/2.0`, headers: `${headers('')}\nUser-Agent: ${agent}` }),
    message({ start: 'SIP/2.0 402 Pay first', headers: headers(';tag=2') }),
  ].join('');
}

/** The actions for the problems of a log, for an editor that has these commands. */
function actionsOn(log: string, commands: readonly string[] = COMMANDS, only?: readonly string[]): CodeAction[] {
  const trace = readTrace(log);
  const { findings, problems } = shown(log);
  return codeActions(trace, findings, { uri: URI, diagnostics: problems, only, commands: new Set(commands) });
}

function shown(log: string) {
  const options = { uri: URI, relatedInformation: true, settings: defaultFindingSettings };
  const steps = diagnostics(readTrace(log), options);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** What the command of the only action is given. */
function given<C extends keyof ActionArguments>(log: string, command: C): ActionArguments[C] {
  const [action, ...others] = actionsOn(log, [command]);
  assert.deepEqual([action?.command?.command, others], [command, []]);
  return action?.command?.arguments as unknown as ActionArguments[C];
}

describe('code actions', () => {
  it('explain, lead to the request, tell others, and choose what is shown', () => {
    assert.deepEqual(
      actionsOn(failedCall()).map(({ title, kind, diagnostics: about }) => `${kind} ${about?.[0]?.code}: ${title}`),
      [
        'quickfix final-error-response: Explain final-error-response',
        'quickfix final-error-response: Go to the Request (line 1)',
        'quickfix final-error-response: Copy a Summary for a Ticket',
        'quickfix final-error-response: Set Severity of final-error-response…',
        'quickfix final-error-response: Suppress final-error-response Here…',
      ],
    );
  });

  it('are those whose commands the editor has', () => {
    assert.deepEqual(actionsOn(failedCall(), []), []);
    assert.deepEqual(given(failedCall(), 'sipTrace.explainFinding'), ['final-error-response']);
    assert.deepEqual(given(failedCall(), 'sipTrace.setSeverity'), [URI, 'final-error-response']);
  });

  it('are of the kind that the editor asks for', () => {
    assert.equal(actionsOn(failedCall(), COMMANDS, ['quickfix']).length, 5);
    assert.equal(actionsOn(failedCall(), COMMANDS, ['']).length, 5);
    assert.deepEqual(actionsOn(failedCall(), COMMANDS, ['refactor', 'source.fixAll']), []);
  });

  it('are for our problems, as they are now', () => {
    const trace = readTrace(failedCall());
    const { findings, problems } = shown(failedCall());
    const [problem] = problems;
    assert.ok(problem);
    const on = (diagnostic: typeof problem): number =>
      codeActions(trace, findings, { uri: URI, diagnostics: [diagnostic], commands: new Set(COMMANDS) }).length;
    assert.equal(on(problem), 5);
    assert.equal(on({ ...problem, source: 'other' }), 0);
    assert.equal(on({ ...problem, message: 'what stood there before' }), 0);
    const away = { line: 100_000, character: 7 };
    assert.equal(on({ ...problem, range: { start: away, end: away } }), 0);
  });

  it('do not lead to a request that the log does not show, or that the problem is about', () => {
    const titles = (log: string) => actionsOn(log).map(({ title }) => title);
    const answer = failedCall().slice(failedCall().indexOf('SIP/2.0 402'));
    assert.ok(!titles(answer).some((title) => title.startsWith('Go to')));
    const broken = failedCall().slice(0, failedCall().indexOf('SIP/2.0 402')).replace('INVITE sip', 'INVITE  sip');
    assert.ok(!titles(broken).some((title) => title.startsWith('Go to')));
  });

  it('lead to the start-line of the request', () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 34 } };
    assert.deepEqual(given(failedCall(), 'sipTrace.goToPlace'), [URI, range]);
  });

  describe('suppress', () => {
    const choices = (exchange: Exchange = {}) => given(failedCall(exchange), 'sipTrace.suppressFinding')[1];

    it('in the call, for the program or the method; whatever is chosen is taken by the settings and hides the problem', () => {
      assert.deepEqual(choices(), [
        {
          label: 'In this call',
          description: 'Call-ID 7@192.0.2.1',
          entry: { rule: 'final-error-response', callId: '7@192.0.2.1' },
        },
        {
          label: 'For this program',
          description: 'example-phone/1.0',
          entry: { rule: 'final-error-response', userAgent: 'example-phone/1.0' },
        },
        { label: 'For this method', description: 'INVITE', entry: { rule: 'final-error-response', method: 'INVITE' } },
      ]);
      for (const { entry } of choices()) {
        const { settings, problems } = readFindingSettings({ suppress: [entry] });
        assert.deepEqual(problems, []);
        const steps = diagnostics(readTrace(failedCall()), { uri: URI, relatedInformation: true, settings });
        const found = [...iterated(steps)];
        assert.deepEqual(found, []);
      }
    });

    it('by what hides a problem that stands for several calls', () => {
      const failed = (call: Exchange): string =>
        failedCall(call)
          .replace('402 Pay first', '504 Server time-out')
          .replace(
            /\n\n$/,
            '\nms-diagnostics: 1008;reason="Unable to resolve DNS SRV record";source="sip.contoso.com"\n\n',
          );
      const log = failed({ callId: 'a' }) + failed({ callId: 'b' }).replaceAll('z9hG4bK1', 'z9hG4bK2');
      const [, choices] = given(log, 'sipTrace.suppressFinding');
      assert.deepEqual(
        choices.map(({ label }) => label),
        ['For this program', 'For this method'],
      );
    });

    it('not by a name that would hide more, or in which something hides', () => {
      const labels = (exchange: Exchange) => choices(exchange).map(({ description }) => description);
      assert.deepEqual(labels({ callId: '*', agent: 'sip:alice:s3cret@example.com' }), ['INVITE']);
      assert.deepEqual(labels({ callId: 'a\u202eb', agent: '' }), ['INVITE']);
    });
  });

  describe('copy a summary', () => {
    const summary = (log: string): string => given(log, 'sipTrace.copySummary')[0];

    it("with what happened, where, and in which call; the folders of the log are nobody's business", () => {
      assert.equal(
        summary(failedCall()),
        `warning final-error-response
INVITE from alice@example.com to bob@example.com failed with 402 Pay first. Reserved by the specification; providers use it when the account has no credit. Check the account at the provider.

Log: a log.sip.log, line 9
Call-ID: 7@192.0.2.1
Request: INVITE sip:bob@example.com SIP/2.0 (line 1)
Answer: SIP/2.0 402 Pay first (line 9)
Related places:
- line 1: The request that failed
Specification: https://www.rfc-editor.org/rfc/rfc3261#section-21
`,
      );
    });

    it('with the times by the clock of the log', () => {
      const headers =
        'Via: SIP/2.0/TLS a;branch=z9hG4bK1\nFrom: <sip:a@b>;tag=1\nTo: <sip:a@b>\nCall-ID: 1\nCSeq: 1 INFO';
      const log = [
        record({ start: 'INFO sip:a@b SIP/2.0', headers, at: 1 }),
        record({ start: 'SIP/2.0 402 Pay first', headers, at: 1.5 }),
      ].join('\n');
      assert.match(summary(log), /\nRequest: INFO sip:a@b SIP\/2\.0 \(line 5, 2007-11-12 10:00:01\.000\)\n/);
      assert.match(summary(log), /\nAnswer: SIP\/2\.0 402 Pay first \(line 17, 2007-11-12 10:00:01\.500\)\n/);
    });

    it('without a password, and on the lines that it has', () => {
      const text = summary(failedCall({ target: 'sip:bob:s3cret@example.com', callId: '1\u2028secret:x' }));
      assert.doesNotMatch(text, /s3cret|\u2028/);
      assert.match(text, /\nRequest: INVITE sip:bob:…@example\.com SIP\/2\.0 \(line 1\)\n/);
    });
  });
});

/** The problems that a search ends with. */
function iterated(steps: ReturnType<typeof diagnostics>) {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value.problems;
  }
}
