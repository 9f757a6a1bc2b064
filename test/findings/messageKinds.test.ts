import assert from 'node:assert/strict';
import { KIND, kindsOf } from '../../server/src/trace/findings/messageKinds';
import { readTrace } from '../../server/src/trace/trace';

/** A message that was sent at `second`, behind the head line of an ngrep record; without CSeq where that is empty. */
const message = (second: number, start: string, cseq: string, more = ''): string =>
  `U 2024/05/01 10:00:${String(second).padStart(2, '0')}.000000 192.0.2.1:5060 -> 192.0.2.2:5060
${start}
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${cseq.replace(' ', '')}
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>
Call-ID: 1
${cseq === '' ? '' : `CSeq: ${cseq}\n`}${more}
`;

/** What `KIND` says of each message of a log. */
function kindsIn(...messages: readonly string[]): string[] {
  const trace = readTrace(messages.join('\n'));
  return messages.map((_, index) => {
    const kinds = kindsOf(trace, index);
    return Object.entries(KIND)
      .filter(([, bit]) => (kinds & bit) !== 0)
      .map(([name]) => name)
      .join(' ');
  });
}

describe('kinds of messages', () => {
  it('a request and the answer to it', () => {
    const all = kindsIn(
      message(0, 'OPTIONS sip:bob@example.com SIP/2.0', '1 OPTIONS'),
      message(0, 'SIP/2.0 200 OK', '1 OPTIONS'),
    );
    assert.deepEqual(all, ['request first', 'success']);
  });

  it('answers of all kinds, some of them late', () => {
    const all = kindsIn(
      message(0, 'INVITE sip:bob@example.com SIP/2.0', '1 INVITE', 'Content-Length: 3\n\nv=0'),
      message(1, 'SIP/2.0 100 Trying', '1 INVITE'),
      message(2, 'SIP/2.0 302 Moved Temporarily', '1 INVITE'),
      message(2, 'SIP/2.0 407 Proxy Authentication Required', '2 INVITE'),
      message(2, 'SIP/2.0 404 Not Found', '3 INVITE', 'ms-diagnostics: 1003;reason="User does not exist"\n'),
    );
    assert.deepEqual(all, [
      'request body first',
      'provisional late',
      'redirection last late',
      'challenge',
      'refusal diagnosed',
    ]);
  });

  it('what is sent again, and gets no answer', () => {
    const all = kindsIn(
      message(0, 'MESSAGE sip:bob@example.com SIP/2.0', '1 MESSAGE'),
      message(1, 'MESSAGE sip:bob@example.com SIP/2.0', '1 MESSAGE'),
    );
    assert.deepEqual(all, ['request first unanswered', 'request last endsRepeats unanswered']);
  });

  it('a message that something is wrong with', () => {
    const all = kindsIn(
      message(5, 'BYE sip:bob@example.com SIP/2.0', '1 BYE'),
      message(4, 'BYE sip:bob@example.com  SIP/2.0', ''),
    );
    assert.deepEqual(all, ['request first unanswered', 'request lacking unanswered back odd']);
  });
});
