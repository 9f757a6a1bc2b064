import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../server/src/cli/run';

/** A call that fails, and a message that is broken. */
const LOG = `SIP/2.0 402 Oops
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: call-1
CSeq: 1 INVITE

INFO sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK2
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
CSeq: 2 INFO

`;
/** An entry of `check --format json`. */
interface Report {
  readonly file: string;
  readonly error?: string;
  readonly config: string | null;
  readonly findings: readonly unknown[];
}

const ALL = ['error missing-mandatory-header', 'warning final-error-response'];

describe('the configuration of the command line', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sip-trace-'));
    // The search ends here, whatever lies above.
    mkdirSync(join(folder, '.git'));
    write('logs/today/a.log', LOG);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const configure = (value: unknown, name = '.sip-trace.json'): string => write(name, JSON.stringify(value, null, 2));

  async function sipTrace(...args: string[]): Promise<{ status: number; out: string; error: string }> {
    let out = '';
    let error = '';
    const status = await run(args, { out: (text) => (out += text), error: (text) => (error += text), colour: false });
    return { status, out, error };
  }
  const check = (...args: string[]) => sipTrace('check', ...args, join(folder, 'logs', 'today', 'a.log'));

  /** What is shown, and by which configuration. */
  async function checked(...args: string[]): Promise<{ found: string[]; config: string | null; hidden: number }> {
    const { out, error } = await check('--format', 'json', ...args);
    assert.equal(error, '');
    const [{ findings, config, hidden }] = JSON.parse(out).files;
    return {
      found: findings.map(({ severity, code }: { severity: string; code: string }) => `${severity} ${code}`),
      config,
      hidden,
    };
  }

  it('is none where there is no file', async () => {
    assert.deepEqual(await checked(), { found: ALL, config: null, hidden: 0 });
  });

  it('is the nearest .sip-trace.json in the folder of the log or above', async () => {
    const far = configure({ findings: { 'missing-mandatory-header': 'off' } });
    assert.deepEqual(await checked(), { found: ['warning final-error-response'], config: far, hidden: 1 });
    const near = configure({ findings: { 'final-error-response': 'information' } }, 'logs/.sip-trace.json');
    assert.deepEqual(await checked(), {
      found: ['error missing-mandatory-header', 'information final-error-response'],
      config: near,
      hidden: 0,
    });
  });

  it('is not looked for above a repository', async () => {
    configure({ findings: { 'final-error-response': 'off' } });
    mkdirSync(join(folder, 'logs', '.git'));
    assert.deepEqual((await checked()).config, null);
  });

  it('is another file with --config, and none with --no-config', async () => {
    configure({ findings: { 'final-error-response': 'off' } });
    const other = configure({ suppress: [{ callId: 'CALL-*' }, { method: 'info' }] }, 'other.json');
    assert.deepEqual(await checked('--config', other), { found: [], config: other, hidden: 2 });
    assert.deepEqual(await checked('--no-config'), { found: ALL, config: null, hidden: 0 });
    const both = await check('--config', other, '--no-config');
    assert.deepEqual([both.status, both.out], [2, '']);
    assert.match(both.error, /^sip-trace: --config and --no-config do not go together\n/);
  });

  it('decides on the exit status, and the summary says what it leaves out', async () => {
    const file = configure({ findings: { 'missing-mandatory-header': 'off' } });
    const { status, out } = await check();
    assert.equal(status, 0);
    assert.match(out, / read\. 1 finding left out by /);
    assert.ok(out.endsWith(`${file}.\n`));
    configure({ findings: { 'final-error-response': 'error', 'missing-mandatory-header': 'off' } });
    assert.equal((await check()).status, 1);
  });

  it('takes the schema that comes with it', async () => {
    configure({ $schema: './sip-trace.schema.json', profile: 'troubleshoot' });
    assert.deepEqual((await checked()).found, ALL);
  });

  describe('that is broken ends with 2, the place and the reason', () => {
    const cases: readonly (readonly [text: string, ...reasons: string[]])[] = [
      ['', '1:1: this is no JSON: a value is missing'],
      ['[]', '1:1: it must be an object in braces: {}'],
      [
        '{\n  "profile": "conformance",\n}',
        '3:1: this is no JSON: the name of a property in quotes is missing',
        '3:1: this is no JSON: a value is missing',
      ],
      ['{\n  // mine\n}', '2:3: this is no JSON: comments are not allowed'],
      ['{\n  "profile": "loud"\n}', '2:3: profile: it is "loud", and must be "troubleshoot" or "conformance"'],
      [
        '{\n  "sipTrace.profile": "conformance"\n}',
        '2:3: sipTrace.profile: there is no such key; did you mean "profile"?',
      ],
      ['{ "rules": {} }', '1:3: rules: there is no such key; there are $schema, profile, findings, suppress'],
      [
        '{\n  "findings": {\n    "ms-diagnostics": "off",\n    "registration-faild": "off"\n  }\n}',
        '4:5: findings.registration-faild: there is no rule "registration-faild"; did you mean "registration-failed"?',
      ],
      [
        '{\n  "suppress": [\n    { "rule": "ms-diagnostics" },\n    { "callID": "1" }\n  ]\n}',
        '4:7: suppress[1].callID: "callID" is none of rule, method, callId, userAgent',
      ],
      [
        '{ "__proto__": { "profile": "conformance" } }',
        '1:3: __proto__: there is no such key; there are $schema, profile, findings, suppress',
      ],
    ];
    for (const [text, ...reasons] of cases) {
      it(JSON.stringify(text), async () => {
        const file = write('.sip-trace.json', text);
        const expected = reasons.map((reason) => `sip-trace: ${file}:${reason}\n`).join('');
        const wayOut = `sip-trace: 1 log is not checked because of ${file}: mend it, or give --no-config or --config FILE\n`;
        const out = 'No problem found: 0 messages in 0 files read.\n';
        assert.deepEqual(await check(), { status: 2, out, error: expected + wayOut });
        // Given by name it ends the run at once, as any wrong argument does.
        assert.deepEqual(await check('--config', file), { status: 2, out: '', error: expected });
      });
    }

    it('when it is nested without an end, or very long', async () => {
      const deep = write('deep.json', '['.repeat(200_000));
      assert.match(
        (await check('--config', deep)).error,
        /deep\.json:1:\d+: (it is nested too deeply|this is no JSON)/,
      );
      const long = write('long.json', `"${'x'.repeat(1_000_000)}"`);
      assert.match(
        (await check('--config', long)).error,
        /long\.json: the configuration cannot be read: it is longer than 1 MB/,
      );
    });

    it('when --config names nothing that can be read', async () => {
      const { status, error } = await check('--config', join(folder, 'none.json'));
      assert.equal(status, 2);
      assert.match(error, /none\.json: the configuration cannot be read: no such file or folder\n$/);
    });

    it('when much is wrong, with the first twenty reasons', async () => {
      const findings = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`nothing-${index}`, 'off']));
      configure({ findings });
      const lines = (await check()).error.trimEnd().split('\n');
      assert.equal(lines.length, 22);
      assert.equal(lines[20], 'sip-trace: and 10 more');
    });

    it('only for the logs below it: it is named once, and others are checked all the same', async () => {
      const file = write('logs/broken/.sip-trace.json', '{ "rules": {} }');
      const unread = ['b.log', 'c.log'].map((name) => write(`logs/broken/${name}`, LOG));
      const { status, out, error } = await sipTrace('check', '--format', 'json', join(folder, 'logs'));
      assert.equal(status, 2);
      assert.deepEqual(
        JSON.parse(out).files.map(({ file: log, error: reason = '', config, findings }: Report) => [
          log,
          reason,
          config,
          findings.length,
        ]),
        [
          ...unread.map((log) => [log, `not checked, since ${file} cannot be used`, file, 0]),
          [join(folder, 'logs', 'today', 'a.log'), '', null, 2],
        ],
      );
      assert.equal(
        error,
        `sip-trace: ${file}:1:3: rules: there is no such key; there are $schema, profile, findings, suppress\n` +
          `sip-trace: 2 logs are not checked because of ${file}: mend it, or give --no-config or --config FILE\n`,
      );
      assert.equal((await sipTrace('check', '--no-config', join(folder, 'logs'))).status, 1);
    });
  });

  it('and a SARIF log agree: the level of a result is the one that was chosen, rules keep their own', async () => {
    configure({ findings: { 'final-error-response': 'error', 'missing-mandatory-header': 'off' } });
    const [{ results, tool }] = JSON.parse((await check('--format', 'sarif')).out).runs;
    assert.deepEqual(
      results.map(({ ruleId, level }: { ruleId: string; level: string }) => `${level} ${ruleId}`),
      ['error final-error-response'],
    );
    const rule = tool.driver.rules.find(({ id }: { id: string }) => id === 'final-error-response');
    assert.deepEqual(rule.defaultConfiguration, { level: 'warning' });
    assert.match(rule.fullDescription.text, /^The first final response/);
    assert.match(rule.help.text, /Source: RFC 3261 21\.$/);
  });
});
