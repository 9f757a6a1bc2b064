import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Conversation, later } from '../support/packets';

/** The ping of a minute: its answer, none when it is left out. */
function ping(minute: number, status?: string, notes: readonly string[] = []): string {
  const talk = new Conversation({ callId: `ping${minute}`, caller: 'pbx.example.com', callee: 'trunk.example.com' });
  if (status === undefined) return talk.request(minute * 60, 'OPTIONS', { notes });
  return talk.request(minute * 60, 'OPTIONS') + talk.answer(minute * 60 + 0.1, status, 'OPTIONS', { notes });
}

const HEALTHY = [0, 1, 2].map((minute) => ping(minute, '200 OK')).join('');

describe('finding options-ping-down', () => {
  const FAULT = ['warning options-ping-down'];

  it('a peer that stops answering', () => {
    const found = checkFindings(HEALTHY, ping(3, undefined, FAULT), ping(4), ping(5), later(400));
    assert.equal(
      onlyMessage(found),
      '192.0.2.2:5060 stopped answering the OPTIONS pings of pbx.example.com at 10:03:00: 3 pings got no answer. It did not come ' +
        'back in this log. Find out what happened to it at that time; calls that go there fail too.',
    );
    assert.equal(found[0]?.more, 2);
  });

  it('a peer that answers 503', () => {
    const found = checkFindings(HEALTHY, ping(3, '503 Service Unavailable', FAULT), ping(4, '503 Service Unavailable'));
    assert.match(onlyMessage(found), /at 10:03:00: 2 pings failed with 503 Service Unavailable\./);
  });

  it('is news when the peer answers again', () => {
    const found = checkFindings(
      HEALTHY,
      ping(3, undefined, ['information options-ping-down']),
      ping(4),
      ping(5, '200 OK'),
    );
    assert.match(onlyMessage(found), /at 10:03:00: 2 pings got no answer\. It answers again at 10:05:00\.$/);
  });

  it('any other answer proves that the path works (keepalive)', () => {
    const found = checkFindings(
      HEALTHY.replaceAll('200 OK', '404 Not Found').replace(
        'SIP/2.0 404 Not Found\n',
        'SIP/2.0 404 Not Found\n#<--------------------- hint not-found\n',
      ),
    );
    assert.equal(found[0]?.more, 2);
  });

  it('too few pings for a habit, and pings without times, are news: an answer is an answer', () => {
    for (const status of [
      '403 Forbidden',
      '404 Not Found',
      '405 Method Not Allowed',
      '483 Too Many Hops',
      '501 Not Implemented',
    ]) {
      const code =
        { 403: 'forbidden', 404: 'not-found', 483: 'too-many-hops' }[Number(status.slice(0, 3))] ??
        'method-not-allowed';
      const found = checkFindings(ping(0, status, [`information ${code}`]), ping(1, status));
      assert.match(onlyMessage(found), /As a ping it worked, since any answer to OPTIONS proves that the path does\./);
      const timeless = [ping(0, status, [`information ${code}`]), ping(1, status), ping(2, status), ping(3, status)]
        .join('')
        .replaceAll(/^U .*$/gm, '');
      checkFindings(timeless);
    }
    checkFindings(ping(0, '503 Service Unavailable', ['error service-unavailable']), ping(1, '200 OK'));
  });

  it('is silent about the last ping of a log (edge-end)', () => {
    checkFindings(HEALTHY, ping(3));
  });

  it('is silent about a peer that never answered, and about OPTIONS without a habit', () => {
    checkFindings(later(0), ping(1), ping(2), ping(3), ping(4), later(300));
    checkFindings(ping(0, '200 OK'), ping(7), later(600));
  });
});

describe('finding retry-after-ignored', () => {
  const talk = new Conversation();
  const refused = (after: string): string =>
    talk
      .exchange(0, 'PUBLISH', '480 Temporarily Unavailable')
      .replace('CSeq: 1 PUBLISH\n\n\nU', 'CSeq: 1 PUBLISH\n\n\nU')
      .replace(/\n\n$/, `\nRetry-After: ${after}\n\n`);

  it('a client that comes back too early', () => {
    const found = checkFindings(
      refused('60'),
      talk.exchange(2, 'PUBLISH', '200 OK', { cseq: 2, notes: ['hint retry-after-ignored'] }),
    );
    assert.equal(
      onlyMessage(found),
      'alice@example.com sends the next PUBLISH to 192.0.2.2:5060 after 1.9 s, though the server asked to wait for 60 s (Retry-After).',
    );
  });

  it('is silent when it waits', () => {
    checkFindings(refused('60'), talk.exchange(61, 'PUBLISH', '200 OK', { cseq: 2 }));
  });
});
