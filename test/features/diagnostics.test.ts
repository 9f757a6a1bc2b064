import assert from 'node:assert/strict';
import {
  type DiagnosticsOptions,
  diagnostics,
  MOST_PROBLEMS,
  type ShownProblems,
} from '../../server/src/features/diagnostics';
import { defaultFindingSettings } from '../../server/src/trace/findings/configuration';
import { readTrace } from '../../server/src/trace/trace';
import { Client, NTLM_CHALLENGE, NTLM_CREDENTIALS, NTLM_OPENING, SCHEMES } from '../support/client';
import { message } from '../support/logs';

const URI = 'file:///a.sip.log';

function shown(log: string, options: Partial<DiagnosticsOptions> = {}): ShownProblems {
  const steps = diagnostics(readTrace(log), {
    uri: URI,
    relatedInformation: true,
    settings: defaultFindingSettings,
    ...options,
  });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** A request that fails, in a call of its own. */
function failure(call: number, method = 'INVITE'): string {
  const headers = `
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${call}
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: ${call}
CSeq: 1 ${method}`;
  return message({ start: 'SIP/2.0 402 Oops', headers });
}

/** A message that is broken. */
const broken = (call: number): string => failure(call).replace('402', '4002');

describe('diagnostics', () => {
  it('are the findings with their place, severity, code, source and address', () => {
    const { problems, findings } = shown(failure(1));
    assert.deepEqual(
      problems.map(({ message: _, ...problem }) => problem),
      [
        {
          range: { start: { line: 0, character: 0 }, end: { line: 0, character: 16 } },
          severity: 2,
          code: 'final-error-response',
          codeDescription: { href: 'https://www.rfc-editor.org/rfc/rfc3261#section-21' },
          source: 'sip-trace',
        },
      ],
    );
    assert.equal(findings.length, 1);
  });

  it('follow the settings', () => {
    const settings = { ...defaultFindingSettings, findings: new Map([['final-error-response', 'hint'] as const]) };
    assert.deepEqual(
      shown(failure(1), { settings }).problems.map(({ severity }) => severity),
      [4],
    );
  });

  it('are no more than an editor shows: the worst of them, in the order of the log; the findings are whole', () => {
    const log = [
      ...Array.from({ length: MOST_PROBLEMS }, (_, call) => failure(call)),
      ...[2000, 2001].map(broken),
    ].join('\n');
    const { problems, findings } = shown(log);
    // That the log shows one direction only is news.
    const failures = findings.filter(({ severity }) => severity !== 'information');
    assert.deepEqual([problems.length, failures.length], [MOST_PROBLEMS, MOST_PROBLEMS + 2]);
    assert.deepEqual(
      problems.slice(0, 3).map(({ code }) => code),
      ['malformed-start-line', 'malformed-start-line', 'final-error-response'],
    );
    const lines = problems.slice(2).map(({ range }) => range.start.line);
    assert.deepEqual(
      lines,
      [...lines].sort((one, other) => one - other),
    );
  });

  it('have at most 30 related places, and the last says how many there are more', () => {
    const client = new Client();
    const rounds = Array.from({ length: 25 }, (_, index) => [
      client.register(index + 1, index === 0 ? '' : NTLM_OPENING),
      client.answer(index + 1, '401 Unauthorized', index === 0 ? SCHEMES : NTLM_CHALLENGE),
    ]).flat();
    const log = [...rounds, client.register(26, NTLM_CREDENTIALS), client.answer(26, '403 Forbidden')].join('\n');
    const places = shown(log).problems[0]?.relatedInformation ?? [];
    assert.equal(places.length, 30);
    assert.deepEqual(places[0]?.location.uri, URI);
    assert.match(String(places.at(-1)?.message), /\(and 21 more places\)$/);
  });

  it('have no related places for an editor that shows none', () => {
    const [problem] = shown(`${failure(1)}${failure(1)}`, { relatedInformation: false }).problems;
    assert.equal(problem?.relatedInformation, undefined);
  });
});
