import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { message, record } from '../support/logs';

const ALL = ['Via: SIP/2.0/UDP 192.0.2.1', 'From: <sip:a@example.com>;tag=1', 'To: <sip:b@example.com>', 'Call-ID: 1'];
const headersWithout = (name: string): string =>
  [...ALL, 'CSeq: 1 INFO'].filter((line) => !line.startsWith(`${name}:`)).join('\n');
const request = { start: 'INFO sip:b@example.com SIP/2.0', headers: headersWithout('none') };
const FAULT = ['error missing-mandatory-header'] as const;
/** What Avaya's IP Office Monitor puts in front of the lines of a message. */
const BLANKS = ' '.repeat(20);

describe('finding missing-mandatory-header', () => {
  for (const name of ['Via', 'From', 'To', 'Call-ID', 'CSeq']) {
    it(`${name} in a request`, () => {
      const found = checkFindings(message({ ...request, headers: headersWithout(name), notes: FAULT }));
      assert.equal(
        onlyMessage(found),
        `${name} is missing in this request. It is mandatory: the receiver answers 400. ` +
          'Check the program that sent it, or whether the log left lines out.',
      );
    });
  }

  it('a response without Via is silent: a capture inside of the sender shows it so', () => {
    checkFindings(message({ ...request, start: 'SIP/2.0 200 OK', headers: headersWithout('Via') }));
  });

  it('several at once, in a response', () => {
    const found = checkFindings(
      message({ start: 'SIP/2.0 200 OK', headers: 'Via: SIP/2.0/UDP a\nCSeq: 1 INFO', notes: FAULT }),
    );
    assert.match(onlyMessage(found), /^To, From and Call-ID are missing in this response\. They are mandatory:/);
  });

  it('the 400 to it is what followed: one cause, one problem', () => {
    const found = checkFindings(`
INFO sip:b@example.com SIP/2.0
#<------------------------------ error missing-mandatory-header
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:a@example.com>;tag=1
Call-ID: 1
CSeq: 1 INFO

SIP/2.0 400 Missing To
#<---------------------- related What followed from it: 400 Missing To
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:a@example.com>;tag=1
To: <sip:b@example.com>;tag=2
Call-ID: 1
CSeq: 1 INFO

`);
    assert.match(onlyMessage(found), /^To is missing in this request\./);
  });

  it('a 400 that lacks the same followed as well, and the same request again and again is one finding', () => {
    const asked = message({ ...request, headers: headersWithout('CSeq') });
    const found = checkFindings(
      asked.replace('\n', `\n#<${'-'.repeat(request.start.length)} ${FAULT}\n`),
      asked,
      message({ start: 'SIP/2.0 400 Missing CSeq', headers: headersWithout('CSeq'), notes: [] }),
    );
    assert.equal(found[0]?.more, 1);
  });

  it('a broken line that may be the missing one is related', () => {
    checkFindings(`
INFO sip:b@example.com SIP/2.0
#<------------------------------ error missing-mandatory-header
Via: SIP/2.0/UDP 192.0.2.1
From: <sip:a@example.com>;tag=1
To: <sip:b@example.com>
Call-ID; 1
#<---------- related This line is no header field: it has no name and colon
CSeq: 1 INFO

`);
  });

  it('a header field that folding made part of the one above', () => {
    checkFindings(`
INFO sip:b@example.com SIP/2.0
#<------------------------------ error missing-mandatory-header
Via: SIP/2.0/UDP 192.0.2.1
From: <sip:a@example.com>;tag=1
To: <sip:b@example.com>
 Call-ID: 1
CSeq: 1 INFO

`);
  });

  it('in a SIPStack log that shows the header field elsewhere', () => {
    checkFindings(record(request), record({ ...request, headers: headersWithout('From'), notes: FAULT }));
  });

  it('in a log behind another one that leaves it out, also where formats of both have one id', () => {
    const bare = message({ ...request, headers: headersWithout('From') });
    const monitored = (ticks: number, headers: string, note = ''): string =>
      [
        `${ticks}mS SIP Rx: UDP 192.0.2.1:5060 -> 192.0.2.2:5060`,
        `${BLANKS}${request.start}`,
        ...(note === '' ? [] : [`#${BLANKS.slice(1)}${'^'.repeat(request.start.length)} ${note}`]),
        ...headers.split('\n').map((line) => BLANKS + line),
        '',
        '',
      ].join('\n');
    checkFindings(
      bare.repeat(5),
      monitored(1000, request.headers),
      monitored(2000, headersWithout('From'), ...FAULT),
      monitored(3000, request.headers.replace('CSeq: 1', 'CSeq: 2')),
      message({ start: 'SIP/2.0 200 OK', headers: request.headers }),
    );
  });

  describe('is silent', () => {
    it('when all are there, in compact form and any case', () => {
      checkFindings(`
INFO sip:b@example.com SIP/2.0
V: SIP/2.0/UDP 192.0.2.1
f: <sip:a@example.com>;tag=1
T: <sip:b@example.com>
cALL-id : 1
cseq:1 INFO

`);
    });

    it('when an empty one is there: that is another fault', () => {
      checkFindings(message({ ...request, headers: `${headersWithout('Call-ID')}\nCall-ID:` }));
    });

    it('when the log may have cut the message (truncated-log)', () => {
      checkFindings('INFO sip:b@example.com SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.1\nFrom: <sip:a@ex');
      checkFindings(record({ ...request, headers: headersWithout('CSeq') }).replace(/\nMessage-Body.*/s, ''));
    });

    it('when the foot of a page stands in the middle of the message (torn)', () => {
      checkFindings(`
 INFO sip:b@example.com SIP/2.0
 Via: SIP/2.0/UDP 192.0.2.1
 From: <sip:a@example.com>;tag=1
 To: <sip:b@example.com>

Page 50
Troubleshooting

 Call-ID: 1
 CSeq: 1 INFO

The server answers:

 SIP/2.0 200 OK
 Via: SIP/2.0/UDP 192.0.2.1
 From: <sip:a@example.com>;tag=1
 To: <sip:b@example.com>;tag=2
 Call-ID: 1
 CSeq: 1 INFO

`);
    });

    it('about a request that is answered as if nothing were wrong: the log left the line out', () => {
      const answer = [...ALL, 'CSeq: 1 INFO'].join('\n').replace('192.0.2.1', '192.0.2.1;branch=z9hG4bK1');
      const asked = { start: request.start, headers: answer.replace(/\nTo: .*/, '') };
      checkFindings(message(asked), message({ start: 'SIP/2.0 200 OK', headers: answer }));
    });

    it('when somebody took values out of the message, and the line with them (masked)', () => {
      const headers = headersWithout('Call-ID').replace('b@example.com', '[email protected]');
      checkFindings(message({ ...request, headers }));
    });

    it('when the log leaves it out of most messages (summary-log)', () => {
      const short = { ...request, headers: headersWithout('Via') };
      checkFindings(record(short));
      checkFindings(record(short), record(short), record(request));
      checkFindings(message(short), message(short), message(short), message(short), message(request));
    });

    it('when somebody shortened the message and left a mark (shortened)', () => {
      for (const mark of ['...', '…', '[...]', '<snip>', '(other headers removed)'])
        checkFindings(message({ ...request, headers: `CSeq: 1 INFO\n${mark}\nContact: <sip:a@example.com>` }));
    });

    it('when only what matters was told of messages: no program sends so little (shortened)', () => {
      checkFindings(
        message({ start: 'INFO sip:b@example.com SIP/2.0', headers: 'CSeq: 1 INFO\nInfo-Package: a' }),
        message({ start: 'SIP/2.0 200 OK', headers: 'CSeq: 1 INFO\nAccept: text/plain' }),
      );
    });

    it('about a start-line that is quoted without any header field', () => {
      checkFindings('The server sent\nSIP/2.0 200 OK\n\nto\nINFO sip:b@example.com SIP/2.0\n\nand that was all.\n');
    });
  });
});
