import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { Client } from '../support/client';
import { message } from '../support/logs';

/** Columns of a note below `ms-diagnostics: ` that marks the whole of `account`. */
const marks = (account: string, note: string): string => `#${' '.repeat(15)}${'^'.repeat(account.length)} ${note}`;

/** A response to an INVITE with this account, noted unless it is to be passed over. */
function answer(status: string, account: string, note?: string, via = '192.0.2.1'): string {
  return message({
    start: `SIP/2.0 ${status}`,
    headers: `
Via: SIP/2.0/TLS ${via};branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.net>;tag=2
Call-ID: 1
CSeq: 1 INVITE
ms-diagnostics: ${account}${note === undefined ? '' : `\n${marks(account, note)}`}`,
  });
}

describe('finding ms-diagnostics', () => {
  it('a known ErrorId: what it means and what to do', () => {
    const found = checkFindings(
      answer(
        '504 Server time-out',
        '1034;reason="Previous hop federated peer did not report diagnostic information";domain="example.net";source="edge.example.com"',
        'warning ms-diagnostics',
      ),
    );
    assert.equal(
      onlyMessage(found),
      'ms-diagnostics 1034: Previous hop federated peer did not report diagnostic information. Reported by ' +
        "edge.example.com. The partner's edge refused the request and gave no code of its own. Look at the partner's side, " +
        'or at the codes before and after it. (504 Server time-out to the INVITE of alice@example.com to bob@example.net)',
    );
    assert.equal(found[0]?.msDiagnostics, 1034);
    assert.deepEqual(
      found[0]?.related.map((place) => place.message),
      ['The message that carries it'],
    );
  });

  it('an unknown ErrorId: the reason on the wire and who owns the range', () => {
    const found = checkFindings(answer('480 Gone', '2999;reason="Odd thing"', 'information ms-diagnostics'));
    assert.equal(
      onlyMessage(found),
      'ms-diagnostics 2999: Odd thing. The number belongs to: User services: presence. Its meaning is not documented here, ' +
        'so go by the reason. (480 Gone to the INVITE of alice@example.com to bob@example.net)',
    );
  });

  it('an ErrorId outside of all ranges', () => {
    const found = checkFindings(answer('500 Oops', '65000', 'warning ms-diagnostics'));
    assert.match(
      onlyMessage(found),
      /^ms-diagnostics 65000: no reason given\. No component is known to own this number\./,
    );
  });

  it('a reason that contradicts the documented one: go by the reason', () => {
    const found = checkFindings(
      answer('421 Extension required', '2013;reason="The adhoclist extension is needed"', 'warning ms-diagnostics'),
    );
    assert.match(
      onlyMessage(found),
      /The specification documents this number as "msrtc-event-categories extension required\."; this server uses it with another reason/,
    );
  });

  it('a reason in slightly other words does not contradict', () => {
    const found = checkFindings(
      answer(
        '504 Time-out',
        '1034;reason="the previous hop peer did not report diagnostic information!"',
        'warning ms-diagnostics',
      ),
    );
    assert.doesNotMatch(onlyMessage(found), /another reason/);
  });

  it('an account without a number', () => {
    const found = checkFindings(answer('500 Oops', 'x;reason="no number"', 'warning ms-diagnostics'));
    assert.match(onlyMessage(found), /^The server gives an account without a number: "no number"\./);
    assert.equal(found[0]?.msDiagnostics, undefined);
  });

  it('blanks around everything', () => {
    checkFindings(answer('504 Time-out', '1034 ; reason = "x, y; z" ; source = "a"', 'warning ms-diagnostics'));
  });

  describe('severity', () => {
    const account = '13004;reason="Request was proxied to an application"';
    const cases = [
      ['101 Progress Report', 'information'],
      ['200 OK', 'information'],
      ['401 Unauthorized', 'hint'],
      ['407 Proxy Authentication Required', 'hint'],
      ['486 Busy Here', 'information'],
      ['487 Request Terminated', 'information'],
      ['503 Service Unavailable', 'warning'],
      ['699 Unheard Of', 'warning'],
    ];
    for (const [status = '', severity] of cases) {
      it(`${severity} on ${status}`, () => checkFindings(answer(status, account, `${severity} ms-diagnostics`)));
    }
  });

  describe('requests', () => {
    const request = (method: string, field: string, note = ''): string =>
      message({
        start: `${method} sip:bob@example.com SIP/2.0`,
        headers: `
Via: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 2 ${method}
${field}${note}`,
      });
    it('a BYE says why the call ends', () => {
      checkFindings(request('BYE', 'ms-diagnostics: 5001', '\n#               ^^^^ warning ms-diagnostics'));
    });
    it('a BYE with an id that nobody knows as a failure is news', () => {
      checkFindings(request('BYE', 'ms-diagnostics: 10', '\n#               ^^ information ms-diagnostics'));
    });
    it('a BYE with an id that stands for an orderly end is news', () => {
      checkFindings(request('BYE', 'ms-diagnostics: 24081', '\n#               ^^^^^ information ms-diagnostics'));
    });
    it('a CANCEL says why', () => {
      checkFindings(request('CANCEL', 'ms-diagnostics: 10', '\n#               ^^ information ms-diagnostics'));
    });
    it('no other request', () => checkFindings(request('INFO', 'ms-diagnostics: 10')));
    it('what a client says of itself is news, or a hint where nothing is wrong', () => {
      const note = (severity: string) => `\n#                      ^^^^^ ${severity} ms-client-diagnostics`;
      checkFindings(request('BYE', 'ms-client-diagnostics: 52031', note('information')));
      checkFindings(request('BYE', 'ms-client-diagnostics: 51004', note('hint')));
    });
  });

  it('the public form only where the internal one is absent', () => {
    const both = (first: string, second: string): string =>
      message({
        start: 'SIP/2.0 503 Service Unavailable',
        headers: `
Via: SIP/2.0/TLS 192.0.2.1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>;tag=2
Call-ID: 1
CSeq: 1 INVITE
${first}
${second}`,
      });
    checkFindings(
      both(
        'ms-diagnostics-public: 1034',
        'MS-Diagnostics : 1034;source="a"\n#                ^^^^^^^^^^^^^^^ warning ms-diagnostics',
      ),
    );
    checkFindings(
      both('ms-diagnostics-public: 1034\n#                      ^^^^ warning ms-diagnostics-public', 'Server: RTC/3.0'),
    );
  });

  it('the copy on the other leg is related, not a second finding', () => {
    const found = checkFindings(
      answer('504 Server time-out', '1034;source="edge"', 'warning ms-diagnostics', 'edge.example.com'),
      answer('504 Server time-out', '1034;source="edge"'),
    );
    assert.deepEqual(
      found[0]?.related.map((place) => place.message),
      ['The message that carries it', 'The same answer again'],
    );
  });

  it('a client that publishes again after a conflict, as it should', () => {
    const alice = new Client();
    const account = '2043;reason="Version out of date"';
    for (const [says, code] of [
      [`\nms-diagnostics: ${account}\n${marks(account, 'information ms-diagnostics')}`, undefined],
      ['', 'information final-error-response'],
    ] as const) {
      const conflict = [
        alice.request('SERVICE', 1),
        alice.answerTo('SERVICE', 1, '409 Conflict', says, { notes: code === undefined ? [] : [code] }),
      ];
      checkFindings(...conflict, alice.request('SERVICE', 2), alice.answerTo('SERVICE', 2, '200 OK'));
    }
  });
});
