import assert from 'node:assert/strict';
import { findings } from '../../server/src/trace/findings';
import { configured, defaultFindingSettings } from '../../server/src/trace/findings/configuration';
import { readTrace } from '../../server/src/trace/trace';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Conversation } from '../support/packets';

const call = new Conversation();
const answered =
  call.request(0, 'INVITE') + call.answer(2, '200 OK', 'INVITE') + call.request(2.1, 'ACK', { within: true });
const bye = (at: number, notes: readonly string[] = [], headers = ''): string =>
  call.exchange(at, 'BYE', '200 OK', { within: true, cseq: 2, notes, headers });
const NOTE = ['hint short-call'];

describe('finding short-call', () => {
  it('hung up after a second', () => {
    assert.equal(
      onlyMessage(checkFindings(answered, bye(3, NOTE))),
      'The call of alice@example.com to bob@example.com lasted 1 s only: alice@example.com ended it.',
    );
  });

  it('is shown only when somebody asks for it (opt-in)', () => {
    const found = findings(readTrace(answered + bye(3)));
    const shown = (settings: object): string[] =>
      configured(found, { ...defaultFindingSettings, ...settings }).map(({ code, severity }) => `${severity} ${code}`);
    assert.deepEqual(shown({}), []);
    assert.deepEqual(shown({ profile: 'conformance' }), ['hint short-call']);
    assert.deepEqual(shown({ findings: new Map([['short-call', 'warning']]) }), ['warning short-call']);
  });

  it('takes nothing from the findings that are shown', () => {
    checkFindings(answered, bye(3, NOTE, 'Reason: Q.850;cause=16\n#       ^^^^^^^^^^^^^^ hint bye-reason'));
  });

  const checkSilent = (log: string): void =>
    assert.deepEqual(
      findings(readTrace(log)).filter(({ code }) => code === 'short-call'),
      [],
    );

  it('is silent about longer calls, about those that did not come about, and without times (no-clock)', () => {
    checkSilent(answered + bye(5));
    checkSilent(bye(3));
    checkSilent((answered + bye(3)).replace(/^U .*\n/gm, ''));
  });

  it('is silent about calls that were changed before', () => {
    const again = { within: true, cseq: 2 };
    checkSilent(
      answered +
        call.exchange(8, 'INVITE', '200 OK', again) +
        call.request(8.2, 'ACK', again) +
        call.exchange(9, 'BYE', '200 OK', { within: true, cseq: 3 }),
    );
  });

  it('is silent where a problem tells why the call ended', () => {
    checkSilent(answered + bye(3, [], 'Reason: Q.850;cause=41'));
  });

  it('the legs of a BYE are one (multi-leg)', () => {
    checkFindings(answered, bye(3, NOTE), call.request(3.2, 'BYE', { within: true, cseq: 2, branch: 'z9hG4bKother' }));
  });
});
