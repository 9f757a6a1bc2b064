import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Finding, findings, rules } from '../../server/src/trace/findings';
import {
  configured,
  defaultFindingSettings,
  leftOutUnder,
  readFindingSettings,
  ruleNamed,
} from '../../server/src/trace/findings/configuration';
import { readTrace, type Trace } from '../../server/src/trace/trace';
import { message } from '../support/logs';

/** A request of alice to bob in the call `call`, and its answer. */
function exchange(call: string, method: string, status: string, agent = 'example-phone/1.0'): string {
  const headers = (toTag: string): string => `
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${call}
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>${toTag}
Call-ID: ${call}
CSeq: 1 ${method}`;
  return [
    message({ start: `${method} sip:bob@example.com SIP/2.0`, headers: `${headers('')}\nUser-Agent: ${agent}` }),
    message({ start: `SIP/2.0 ${status}`, headers: `${headers(';tag=2')}\nServer: example-proxy/2.0` }),
  ].join('\n');
}

const LOG = [
  exchange('call-1', 'INVITE', '402 Oops'),
  exchange('call-2', 'MESSAGE', '485 Ambiguous', 'other-phone/3.1'),
  exchange('call-3', 'INVITE', '416 Unsupported URI Scheme').replace('INVITE sip:', 'INVITE  sip:'),
].join('\n');

/** What is shown of `LOG` under a value of the settings, as `severity code call`; the settings must be right. */
function shown(value: object, log = LOG): string[] {
  const { settings, problems } = readFindingSettings(value);
  assert.deepEqual(problems, []);
  return configured(findings(readTrace(log)), settings).map(
    ({ severity, code, about }) => `${severity} ${code} ${about.callId}`,
  );
}

/** What is wrong with a value, as `path: reason`; what is right in it is used all the same. */
const problemsOf = (value: unknown): string[] =>
  readFindingSettings(value).problems.map(({ path, reason }) => `${path.join('.')}: ${reason}`);

const asText = ({ about, ...finding }: Finding): string => JSON.stringify([finding, about.index]);

const ALL = [
  'error malformed-start-line call-3',
  'warning final-error-response call-1',
  'warning final-error-response call-2',
  'warning final-error-response call-3',
];

describe('the configuration of findings', () => {
  it('shows everything when nothing is chosen', () => {
    assert.deepEqual(shown({}), ALL);
    assert.deepEqual(shown({ findings: { 'final-error-response': 'default' }, suppress: [] }), ALL);
  });

  it('looks for rules of the profile conformance where somebody asks for them', () => {
    const codesUnder = (trace: Trace, value: object): string[] =>
      findings(trace, leftOutUnder(readFindingSettings(value).settings)).map(({ code }) => code);
    const chosen = { findings: { 'short-call': 'hint' } };
    const of = (value: object): string[] => codesUnder(readTrace(ruleNamed('short-call')?.page.example ?? ''), value);
    assert.deepEqual(of({}), []);
    assert.deepEqual(of({ profile: 'conformance' }), ['short-call']);
    assert.deepEqual(of(chosen), ['short-call']);
    assert.deepEqual(of({ findings: { 'short-call': 'off' } }), []);

    // One trace under settings that change.
    const trace = readTrace(ruleNamed('short-call')?.page.example ?? '');
    const each = [{}, chosen, {}, { profile: 'conformance' }, chosen].map((value) => codesUnder(trace, value));
    assert.deepEqual(each, [[], ['short-call'], [], ['short-call'], ['short-call']]);
  });

  it('shows the same whether or not what nobody asks for was looked for', () => {
    for (const { page } of rules) {
      const all = configured(findings(readTrace(page.example)), defaultFindingSettings);
      const some = findings(readTrace(page.example), leftOutUnder(defaultFindingSettings));
      assert.deepEqual(configured(some, defaultFindingSettings).map(asText), all.map(asText));
    }
  });

  it('turns a rule off; nothing else comes in its place', () => {
    assert.deepEqual(shown({ findings: { 'final-error-response': 'off' } }), ['error malformed-start-line call-3']);
  });

  it('gives a rule another severity, and the worst come first', () => {
    assert.deepEqual(shown({ findings: { 'final-error-response': 'error', 'malformed-start-line': 'hint' } }), [
      'error final-error-response call-1',
      'error final-error-response call-2',
      'error final-error-response call-3',
      'hint malformed-start-line call-3',
    ]);
  });

  it('does not make worse what the rule itself tones down', () => {
    const news = exchange('call-1', 'INVITE', '200 OK').replace(
      'Server: example-proxy/2.0',
      'ms-diagnostics: 1;reason="Fine"',
    );
    assert.deepEqual(shown({}, news), ['information ms-diagnostics call-1']);
    assert.deepEqual(shown({ findings: { 'ms-diagnostics': 'error' } }, news), ['information ms-diagnostics call-1']);
    assert.deepEqual(shown({ findings: { 'ms-diagnostics': 'hint' } }, news), ['hint ms-diagnostics call-1']);
  });

  describe('suppresses', () => {
    const cases: readonly (readonly [what: string, entry: object, left: readonly number[]])[] = [
      ['a rule', { rule: 'final-error-response' }, [0]],
      ['a call', { callId: 'call-3' }, [1, 2]],
      ['a method, also that of the request which a response answers', { method: 'message' }, [0, 1, 3]],
      ['a user agent, by the request', { userAgent: 'other-phone/3.1' }, [0, 1, 3]],
      ['a server', { userAgent: 'example-proxy/2.0' }, [0]],
      ['a rule in a call: all that is given must match', { rule: 'final-error-response', callId: 'call-3' }, [0, 1, 2]],
      ['nothing when one thing does not match', { callId: 'call-3', method: 'BYE' }, [0, 1, 2, 3]],
      ['names that begin so', { userAgent: 'Example-Phone/*', rule: 'final-*' }, [0, 2]],
      ['names that end so', { rule: '*-line' }, [1, 2, 3]],
      ['names that hold it', { userAgent: '*phone*', callId: '*-2' }, [0, 1, 3]],
      ['nothing by a part of a name', { callId: 'call' }, [0, 1, 2, 3]],
    ];
    for (const [what, entry, left] of cases) {
      it(what, () =>
        assert.deepEqual(
          shown({ suppress: [entry] }),
          left.map((index) => ALL[index]),
        ),
      );
    }

    describe('a finding that stands for several of its kind', () => {
      const refused = (call: string, agent: string): string =>
        exchange(call, 'INVITE', '504 Server time-out', agent).replace(
          'Server: example-proxy/2.0',
          'ms-diagnostics: 9;reason="Something of its own";source="sip.contoso.com"',
        );
      const log = [refused('call-1', 'one-phone/1.0'), refused('call-2', 'other-phone/1.0')].join('\n');
      const one = ['warning ms-diagnostics call-1'];

      it('when all of them match', () => {
        assert.deepEqual(shown({}, log), one);
        assert.deepEqual(shown({ suppress: [{ callId: 'call-*' }] }, log), []);
        assert.deepEqual(shown({ suppress: [{ rule: 'ms-diagnostics' }] }, log), []);
        assert.deepEqual(shown({ suppress: [{ userAgent: '*phone/1.0', method: 'INVITE' }] }, log), []);
      });

      it('not when one of them does, be it the first', () => {
        assert.deepEqual(shown({ suppress: [{ callId: 'call-1' }] }, log), one);
        assert.deepEqual(shown({ suppress: [{ callId: 'call-2' }] }, log), one);
        assert.deepEqual(shown({ suppress: [{ userAgent: 'one-phone/*' }] }, log), one);
      });
    });

    it('what any of several entries matches', () => {
      assert.deepEqual(shown({ suppress: [{ callId: 'call-1' }, { callId: 'call-2' }] }), [ALL[0], ALL[3]]);
    });
  });

  describe('the profile', () => {
    // None as long as no rule of the list is one of conformance.
    const lint = rules.filter(({ profile }) => profile === 'conformance');
    for (const { code, severity, page } of lint) {
      it(`troubleshoot leaves ${code} out, conformance shows it, and so does a severity of its own`, () => {
        assert.ok(!shown({}, page.example).some((line) => line.includes(` ${code} `)));
        assert.ok(
          shown({ profile: 'conformance' }, page.example).some((line) => line.startsWith(`${severity} ${code}`)),
        );
        assert.ok(shown({ findings: { [code]: 'error' } }, page.example).some((line) => line.includes(` ${code} `)));
      });
    }

    it('conformance shows all that troubleshoot does', () => {
      const strict = shown({ profile: 'conformance' });
      assert.deepEqual(
        strict.filter((line) => ALL.includes(line)),
        ALL,
      );
    });
  });

  describe('names what it cannot use', () => {
    const cases: readonly (readonly [value: unknown, problem: string])[] = [
      [{ profile: 'loud' }, 'profile: it is "loud", and must be "troubleshoot" or "conformance"'],
      [{ findings: [] }, 'findings: it must be an object with the ids of rules as keys'],
      [
        { findings: { 'final-eror-response': 'off' } },
        'findings.final-eror-response: there is no rule "final-eror-response"; did you mean "final-error-response"?',
      ],
      [{ findings: { nonsense: 'off' } }, 'findings.nonsense: there is no rule "nonsense"'],
      [
        { findings: { 'ms-diagnostics': 'warn' } },
        'findings.ms-diagnostics: it is "warn", and must be "default", "off", "hint", "information", "warning" or "error"',
      ],
      [
        { findings: { 'ms-diagnostics': { toString: 1 } } },
        'findings.ms-diagnostics: it is an object, and must be "default", "off", "hint", "information", "warning" or "error"',
      ],
      [{ suppress: {} }, 'suppress: it must be a list'],
      [{ suppress: ['x'] }, 'suppress.0: it must be an object with "rule", "method", "callId" or "userAgent"'],
      [
        { suppress: [{}] },
        'suppress.0: it says nothing, so it would hide everything; give "rule", "method", "callId" or "userAgent"',
      ],
      [
        { suppress: [{ callId: '1' }, { callid: '1' }] },
        'suppress.1.callid: "callid" is none of rule, method, callId, userAgent',
      ],
      [{ suppress: [{ callId: 7 }] }, 'suppress.0.callId: it must be a text of 1 to 500 characters'],
      [{ suppress: [{ callId: 'a*b' }] }, 'suppress.0.callId: a * may stand at the beginning and at the end only'],
      [
        { suppress: [{ rule: 'ms-diagnostic' }] },
        'suppress.0.rule: there is no rule "ms-diagnostic"; did you mean "ms-diagnostics"?',
      ],
    ];
    for (const [value, problem] of cases) {
      it(JSON.stringify(value), () => assert.deepEqual(problemsOf(value), [problem]));
    }

    it('and uses the rest', () => {
      const { settings } = readFindingSettings({
        profile: 'conformance',
        findings: { nonsense: 'off', 'ms-diagnostics': 'off' },
        suppress: [{}, { callId: '1' }],
      });
      assert.deepEqual(settings, {
        profile: 'conformance',
        findings: new Map([['ms-diagnostics', 'off']]),
        suppress: [{ callId: '1' }],
      });
    });

    it('takes anything for no settings', () => {
      for (const value of [undefined, null, 'off', 7, [], () => 1]) {
        assert.deepEqual(readFindingSettings(value), { settings: defaultFindingSettings, problems: [] });
      }
    });

    it('never throws, and what it uses never does', () => {
      const found = findings(readTrace(LOG));
      const text = fc.constantFrom('*', '**', '', 'call-1', '__proto__', 'constructor', 'ms-diagnostics', 'off');
      const value = fc.record(
        {
          profile: fc.anything(),
          findings: fc.oneof(fc.anything(), fc.dictionary(text, fc.oneof(text, fc.anything()))),
          suppress: fc.oneof(
            fc.anything(),
            fc.array(fc.oneof(fc.anything(), fc.record({ rule: text, callId: text }, { requiredKeys: [] }))),
          ),
        },
        { requiredKeys: [] },
      );
      fc.assert(fc.property(value, (any) => void configured(found, readFindingSettings(any).settings)));
    });
  });
});
