import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sipTrace } from '../support/sipTrace';

const SAMPLES = ['1-enhanced-presence-421', '2-unknown-user-404', '3-signed-in-200'].map(
  (name) => `samples/${name}.sip.log`,
);
const [ENHANCED = '', UNKNOWN = '', SIGNED_IN = ''] = SAMPLES;

describe('sip-trace check', () => {
  it('gives one error, one error and none on the samples', () => {
    const { status, out, error } = sipTrace(['check', '--format', 'json', ...SAMPLES]);
    const { version, files } = JSON.parse(out);
    assert.equal(version, 1);
    assert.deepEqual(
      files.map((file: { file: string; formats: string[]; findings: { code: string; severity: string }[] }) => [
        file.file,
        file.formats,
        file.findings.map(({ severity, code }) => `${severity} ${code}`),
      ]),
      [
        [ENHANCED, ['ocs-sipstack'], ['error ms-enhanced-presence-required']],
        [UNKNOWN, ['ocs-sipstack'], ['error ms-user-not-found-4005']],
        [SIGNED_IN, ['ocs-sipstack'], []],
      ],
    );
    assert.deepEqual([status, error], [1, '']);
  });

  it('counts as the program counted that wrote the samples', () => {
    const { files } = JSON.parse(sipTrace(['check', '--format', 'json', ...SAMPLES]).out);
    assert.deepEqual(
      files.map(({ counts }: { counts: object }) => counts),
      [
        { messages: 33, requests: 16, responses: 17, transactions: 16, dialogs: 1, callIds: 3 },
        { messages: 33, requests: 16, responses: 17, transactions: 16, dialogs: 1, callIds: 3 },
        { messages: 32, requests: 16, responses: 16, transactions: 16, dialogs: 2, callIds: 5 },
      ],
    );
  });

  it('places a finding by lines and columns from 1, with its related places', () => {
    const [file] = JSON.parse(sipTrace(['check', '--format', 'json', UNKNOWN]).out).files;
    const { message, related, href, ...finding } = file.findings[0];
    const lines = readFileSync(UNKNOWN, 'utf8').split('\r\n');
    assert.equal(lines[finding.line - 1]?.slice(finding.column - 1, finding.endColumn - 1), 'SIP/2.0 404 Not Found');
    assert.deepEqual(finding, {
      code: 'ms-user-not-found-4005',
      severity: 'error',
      line: finding.line,
      column: 13,
      endLine: finding.line,
      endColumn: 34,
      callId: '9a5ae8d6662eb1512800dfb365603193',
      status: 404,
      msDiagnostics: 4005,
    });
    assert.match(message, /^bob@contoso\.com cannot sign in/);
    assert.match(href, /^https:/);
    for (const place of related) {
      assert.match(lines[place.line - 1] ?? '', /^(Start-Line: |TL_)/);
      assert.equal(place.column, lines[place.line - 1]?.startsWith('TL_') ? 1 : 13);
    }
  });

  it('writes one line a finding and a line that sums up', () => {
    const { out } = sipTrace(['check', 'samples']);
    const lines = out.trimEnd().split('\n');
    assert.equal(lines.length, 3);
    assert.match(lines[0] ?? '', /^samples[\\/]1-[^:]*\.sip\.log:\d+:13: error ms-enhanced-presence-required alice@/);
    assert.equal(lines[2], '2 errors found: 98 messages in 3 files read.');
  });

  it('has its exit status by --fail-on', () => {
    assert.equal(sipTrace(['check', SIGNED_IN]).status, 0);
    assert.equal(sipTrace(['check', '--fail-on', 'never', ENHANCED]).status, 0);
    assert.equal(sipTrace(['check', '--fail-on', 'hint', ENHANCED]).status, 1);
  });

  it('names a file that cannot be read, and checks the others', () => {
    const { status, out, error } = sipTrace(['check', '--format', 'json', 'no-such.log', UNKNOWN]);
    assert.deepEqual([status, error], [2, 'sip-trace: no-such.log: cannot be read: no such file or folder\n']);
    const [missing, read] = JSON.parse(out).files;
    assert.equal(missing.error, 'no such file or folder');
    assert.equal(read.findings.length, 1);
  });

  it('reads standard input', () => {
    const { files } = JSON.parse(sipTrace(['check', '--format', 'json', '-'], readFileSync(UNKNOWN, 'utf8')).out);
    assert.deepEqual([files[0].file, files[0].findings.length], ['-', 1]);
  });

  it('speaks SARIF 2.1.0 and the workflow commands of GitHub', () => {
    const sarif = JSON.parse(sipTrace(['check', '--format', 'sarif', ENHANCED]).out);
    const [run] = sarif.runs;
    assert.equal(sarif.version, '2.1.0');
    assert.equal(run.results[0].ruleId, 'ms-enhanced-presence-required');
    assert.ok(run.tool.driver.rules.some(({ id }: { id: string }) => id === 'ms-enhanced-presence-required'));
    assert.match(
      sipTrace(['check', '--format', 'github', ENHANCED]).out,
      /^::error file=samples\/1-enhanced-presence-421\.sip\.log,line=\d+,endLine=\d+,col=13,endColumn=43,title=ms-enhanced-presence-required::alice@contoso\.com [^\n]*\n$/,
    );
  });

  it('hides nothing that a log wants to do to a terminal', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sip-trace-'));
    const file = join(folder, 'hostile.log');
    writeFileSync(
      file,
      'SIP/2.0 500 \u001b[2Jgone\u202e\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\nms-diagnostics: 1;reason="\u001b]0;x\u0007"\r\n\r\n',
    );
    for (const args of [
      ['check', file],
      ['list', file],
    ]) {
      const { out } = sipTrace(args);
      assert.ok(out.length > 0);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come out
      assert.doesNotMatch(out, /[\u0000-\u0009\u000b-\u001f\u202e]/);
    }
    rmSync(folder, { recursive: true });
  });
});

describe('sip-trace list', () => {
  it('lists transactions as the contract has them', () => {
    const { version, files } = JSON.parse(sipTrace(['list', '--by', 'transaction', '--format', 'json', ENHANCED]).out);
    assert.equal(version, 1);
    const refused = files[0].transactions.filter(({ finalStatus }: { finalStatus: number }) => finalStatus === 421);
    assert.deepEqual(refused[0], {
      method: 'REGISTER',
      cseq: 3,
      callId: '5db467036e1d4333382931573ef5247c',
      branch: null,
      messages: 2,
      retransmissions: 0,
      firstLine: 204,
      requestLine: 209,
      finalStatus: 421,
      finalLine: 231,
      durationMs: 35,
    });
    assert.equal(refused.length, 2);
  });

  it('writes the same as lines of JSON and as CSV', () => {
    const json = JSON.parse(sipTrace(['list', '--format', 'json', UNKNOWN]).out).files[0].transactions;
    const ndjson = sipTrace(['list', '--format', 'ndjson', UNKNOWN]).out.trimEnd().split('\n');
    assert.deepEqual(
      ndjson.map((line) => JSON.parse(line)),
      json.map((one: object) => ({ file: UNKNOWN, ...one })),
    );
    const csv = sipTrace(['list', '--format', 'csv', UNKNOWN]).out.trimEnd().split('\r\n');
    assert.equal(csv.length, json.length + 1);
    assert.equal(
      csv[0],
      'file,method,cseq,callId,branch,messages,retransmissions,firstLine,requestLine,finalStatus,finalLine,durationMs',
    );
  });
});

describe('sip-trace explain', () => {
  for (const [term, title] of [
    ['2013', 'ms-diagnostics 2013: msrtc-event-categories extension required.'],
    ['ms-diagnostics 4005', 'ms-diagnostics 4005: Destination URI either not enabled for SIP or does not exist.'],
    ['488', '488 Not Acceptable Here'],
    ['REGISTER', 'REGISTER (method)'],
    ['Supported', 'Supported (header field)'],
    ['k', 'k: compact form of Supported'],
    ['100rel', '100rel (option tag)'],
    ['vnd-microsoft-roaming-self', 'vnd-microsoft-roaming-self (event package)'],
    ['0xC3E93EC3', '0xC3E93EC3 SIP_E_AUTH_UNAUTHORIZED'],
    ['Q.850 17', 'Q.850 cause 17: User busy'],
    ['Warning 305', 'Warning 305: Incompatible media format'],
    ['PT 18', 'RTP payload type 18: G729/8000'],
    ['timer F', 'Timer F: 64*T1 = 32 s'],
    ['register', 'REGISTER (method)'],
    ['Teams 560403', 'Teams Direct Routing 560403 (403)'],
    ['a=rtpmap', 'a=rtpmap (SDP attribute)'],
    ['ICEWarn=0x12b', 'ICEWarn 0x12b'],
    ['TLS alert 48', 'TLS alert 48: unknown_ca'],
  ] as const) {
    it(`knows ${term}`, () => {
      const { status, out } = sipTrace(['explain', term]);
      assert.equal(out.split('\n')[0], title);
      assert.match(out, /\nSource: /);
      assert.equal(status, 0);
    });
  }

  it('takes several words as one term where that makes sense, and several terms', () => {
    assert.match(sipTrace(['explain', 'ms-diagnostics', '4005']).out, /^ms-diagnostics 4005: /);
    assert.match(sipTrace(['explain', '421', '2013']).out, /^421 Extension Required.*\nms-diagnostics 2013: /s);
    assert.match(
      sipTrace(['explain', 'Q.850', '17', 'timer', 'F', 'k']).out,
      /^Q\.850 cause 17.*\n\nTimer F.*\n\nk: compact form of Supported/s,
    );
  });

  it('explains each meaning of a number that has several', () => {
    const { out } = sipTrace(['explain', '18']);
    assert.match(out, /^Q\.850 cause 18: No user responding\n.*\n\nRTP payload type 18: G729\/8000\n/s);
  });

  it('says who owns the range of an unknown number', () => {
    const { status, out } = sipTrace(['explain', '13999']);
    assert.match(out, /Numbers from 13000 to 13999 belong to: VoIP inbound call routing\./);
    assert.equal(status, 0);
  });

  it('ends with 1 for what nothing knows', () => {
    const { status, out, error } = sipTrace(['explain', 'no-such-thing']);
    assert.deepEqual([status, out, error], [1, '', 'sip-trace: nothing is known about "no-such-thing"\n']);
  });
});

describe('sip-trace', () => {
  it('says how it is used when it is used wrongly', () => {
    for (const args of [
      [],
      ['no-such-command'],
      ['check'],
      ['check', '--format', 'xml', 'a.log'],
      ['list', '--no-such-option'],
    ]) {
      const { status, error } = sipTrace(args);
      assert.equal(status, 2, args.join(' '));
      assert.match(error, /^sip-trace: .+\n\nUsage:/);
    }
  });

  it('prints its usage when asked', () => {
    const { status, out } = sipTrace(['--help']);
    assert.equal(status, 0);
    assert.match(out, /^Usage:\n {2}sip-trace check /);
  });
});
