import assert from 'node:assert/strict';
import { readTrace } from '../../server/src/trace/trace';

/** A message of call `1` with these tags; a tag that is left out is absent. */
function part(start: string, method: string, fromTag = '', toTag = '', callId = '1'): string {
  const tag = (value: string): string => (value === '' ? '' : `;tag=${value}`);
  return `${start}
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${method}
From: <sip:alice@example.com>${tag(fromTag)}
To: <sip:bob@example.com>${tag(toTag)}
Call-ID: ${callId}
CSeq: 1 ${method}

`;
}
const checkDialogs = (log: string, dialogs: readonly string[]): void =>
  assert.deepEqual(
    readTrace(log).dialogs.map(({ callId, tags }) => `${callId}: ${tags.join(' ')}`),
    dialogs,
  );

describe('dialogs', () => {
  for (const method of ['INVITE', 'SUBSCRIBE', 'REFER']) {
    it(`a ${method} creates one with a response that bears a To tag`, () => {
      checkDialogs(part(`${method} sip:b SIP/2.0`, method, 'a') + part('SIP/2.0 200 OK', method, 'a', 'b'), ['1: a b']);
    });
  }
  it('the NOTIFY of a subscription confirms it', () => {
    checkDialogs(part('SIP/2.0 200 OK', 'NOTIFY', 'b', 'a'), ['1: a b']);
  });
  it('a request alone creates none', () => checkDialogs(part('INVITE sip:b SIP/2.0', 'INVITE', 'a', 'b'), []));
  it('other methods create none', () => {
    for (const method of ['REGISTER', 'OPTIONS', 'MESSAGE', 'INFO', 'SERVICE', 'BYE']) {
      checkDialogs(part('SIP/2.0 200 OK', method, 'a', 'b'), []);
    }
  });
  it('100 creates none, 101 to 199 an early one', () => {
    checkDialogs(part('SIP/2.0 100 Trying', 'INVITE', 'a', 'b'), []);
    checkDialogs(part('SIP/2.0 101 Progress Report', 'INVITE', 'a', 'b'), ['1: a b']);
  });
  it('failures and redirects create none', () => {
    checkDialogs(part('SIP/2.0 302 Moved', 'INVITE', 'a', 'b') + part('SIP/2.0 486 Busy', 'INVITE', 'a', 'b'), []);
  });
  it('without a To tag there is none', () => checkDialogs(part('SIP/2.0 180 Ringing', 'INVITE', 'a'), []));
  it('each branch of a fork has its own', () => {
    checkDialogs(
      part('SIP/2.0 180 Ringing', 'INVITE', 'a', 'left') +
        part('SIP/2.0 180 Ringing', 'INVITE', 'a', 'right') +
        part('SIP/2.0 200 OK', 'INVITE', 'a', 'left'),
      ['1: a left', '1: a right'],
    );
  });
  it('a request of the other side belongs to the same', () => {
    checkDialogs(part('SIP/2.0 200 OK', 'INVITE', 'z', 'b') + part('SIP/2.0 200 OK', 'INVITE', 'b', 'z'), ['1: b z']);
  });
  it('the same tags in another call are another', () => {
    checkDialogs(part('SIP/2.0 200 OK', 'INVITE', 'a', 'b') + part('SIP/2.0 200 OK', 'INVITE', 'a', 'b', '2'), [
      '1: a b',
      '2: a b',
    ]);
  });
});
