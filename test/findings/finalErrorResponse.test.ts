import assert from 'node:assert/strict';
import { findings } from '../../server/src/trace/findings';
import { readTrace } from '../../server/src/trace/trace';
import { annotatedLog } from '../support/annotatedLog';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { message, record } from '../support/logs';

const FAULT = ['warning final-error-response'];

/** A request of alice to bob, or the response to one. */
function part(
  start: string,
  cseq = '1 INVITE',
  notes: readonly string[] = [],
  via = '192.0.2.1;branch=z9hG4bK1',
): string {
  return message({
    start,
    notes,
    headers: `
Via: SIP/2.0/UDP ${via}
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.net>${start.startsWith('SIP/') ? ';tag=2' : ''}
Call-ID: 1
CSeq: ${cseq}`,
  });
}
const INVITE = 'INVITE sip:bob@example.net;transport=udp SIP/2.0';

describe('finding final-error-response', () => {
  it('keep-alives with a constant period are one hint, since any answer of the peer proves that the path works', () => {
    const ping = (index: number, start: string, notes: readonly string[] = []): string =>
      record({
        start,
        notes,
        at: index * 60 + (start.startsWith('SIP/') ? 0.1 : 0),
        headers: `
Via: SIP/2.0/TLS 192.0.2.1;branch=z9hG4bK${index}
From: <sip:gateway.example.com>;tag=1
To: <sip:example.com>
Call-ID: ${index}
CSeq: 1 OPTIONS`,
      });
    const found = checkFindings(
      ...[0, 1, 2, 3, 4].flatMap((index) => [
        ping(index, 'OPTIONS sip:example.com SIP/2.0'),
        ping(index, 'SIP/2.0 485 Ambiguous', index === 0 ? ['hint final-error-response'] : []),
      ]),
    );
    assert.match(onlyMessage(found), /as a keep-alive they work/);
    assert.doesNotMatch(onlyMessage(found), /Call one of/, 'there is nothing to do');
  });

  it('404 to a request within a dialog is not about the user, who was found before', () => {
    const bye = message({
      start: 'BYE sip:bob@192.0.2.2 SIP/2.0',
      headers: `
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.net>;tag=2
Call-ID: 1
CSeq: 2 BYE`,
    });
    const found = checkFindings(bye, part('SIP/2.0 404 Not here', '2 BYE', FAULT));
    assert.equal(
      onlyMessage(found),
      'BYE from alice@example.com to bob@192.0.2.2 failed with 404 Not here. The user was found when the dialog began; now whoever answered did ' +
        'not know where to send the request. Check that its Request-URI is the Contact of the other side, and its Route ' +
        'what the Record-Route of the opening answer gives.',
    );
  });

  it('a reason phrase that goes on for long is cut', () => {
    const long = 'Server time-out Via: SIP/2.0/TLS 192.0.2.9:5061;branch=z9hG4bK42ee6fd77d32cc89251967';
    const found = checkFindings(part(INVITE), part(`SIP/2.0 402 ${long}`, '1 INVITE', FAULT));
    assert.match(onlyMessage(found), /failed with 402 Server time-out Via: [^ ]* [^ ]{1,30}….? Reserved/);
  });

  it('a request that failed, what its code means, and what to do', () => {
    const found = checkFindings(part(INVITE), part('SIP/2.0 416 Unsupported URI Scheme', '1 INVITE', FAULT));
    assert.equal(
      onlyMessage(found),
      'INVITE from alice@example.com to bob@example.net failed with 416 Unsupported URI Scheme. The server does not handle the scheme of the request-URI, ' +
        'such as tel: or sips:. Call with sip:, or set up numbers (tel:) at the server.',
    );
    assert.deepEqual(
      found[0]?.related.map((place) => place.message),
      ['The request that failed'],
    );
  });

  it('a code that nobody has registered goes by its class', () => {
    const found = checkFindings(part(INVITE), part('SIP/2.0 499 Odd', '1 INVITE', FAULT));
    assert.match(
      onlyMessage(found),
      /failed with 499 Odd\. No registered status code; receivers treat it like 400\. Go by the reason phrase/,
    );
  });

  it('no password of an address', () => {
    const found = checkFindings(
      part('INVITE sip:bob:s3cret@example.net SIP/2.0'),
      part('SIP/2.0 599', '1 INVITE', FAULT),
    );
    assert.match(onlyMessage(found), /^INVITE from alice@example\.com to bob@example\.net failed with 599\. /);
  });

  it('no reason phrase', () => {
    const found = checkFindings(part(INVITE), part('SIP/2.0 402', '1 INVITE', FAULT));
    assert.match(onlyMessage(found), /failed with 402\. /);
  });

  it('a response whose request is not in the log', () => {
    const found = checkFindings(part('SIP/2.0 402 Payment Required', '1 INVITE', FAULT));
    assert.match(onlyMessage(found), /^INVITE failed with 402 Payment Required\./);
  });

  it('retransmissions are related', () => {
    const found = checkFindings(
      part(INVITE),
      part('SIP/2.0 402 Oops', '1 INVITE', FAULT),
      part('SIP/2.0 402 Oops'),
      part('ACK sip:bob@example.net SIP/2.0', '1 ACK'),
    );
    assert.equal(found[0]?.related.at(-1)?.message, 'The same answer again');
  });

  it('two legs are one finding, at the leg where the answer came from', () => {
    const proxy = 'proxy.example.com;branch=z9hG4bK2';
    checkFindings(
      part(INVITE),
      part(INVITE, '1 INVITE', [], proxy),
      part('SIP/2.0 402 Oops', '1 INVITE', FAULT, proxy),
      part('SIP/2.0 402 Oops'),
    );
  });

  it('requests of both sides with the same number are two', () => {
    const fromBob = (text: string): string =>
      text
        .replace('From: <sip:alice@example.com>;tag=1', 'From: <sip:bob@example.net>;tag=2')
        .replace('To: <sip:bob@example.net>;tag=2', 'To: <sip:alice@example.com>;tag=1');
    const via = '192.0.2.2;branch=z9hG4bK9';
    checkFindings(part('SIP/2.0 402 Oops', '2 INFO', FAULT), fromBob(part('SIP/2.0 402 Oops', '2 INFO', FAULT, via)));
  });

  describe('codes that are none for calls:', () => {
    const refused = (method: string, status: string, notes: readonly string[] = []): string[] => [
      part(`${method} sip:bob@example.net SIP/2.0`, `1 ${method}`),
      part(`SIP/2.0 ${status}`, `1 ${method}`, notes),
    ];

    it('a subscription that is declined', () => {
      const found = checkFindings(...refused('SUBSCRIBE', '603 Decline', FAULT));
      assert.match(
        onlyMessage(found),
        /^alice@example\.com cannot subscribe to the state of bob@example\.net: 603 Decline\./,
      );
      checkFindings(...refused('SUBSCRIBE', '480 Temporarily Unavailable'));
    });

    it('a message that is not delivered is news', () => {
      for (const status of ['480 Temporarily Unavailable', '486 Busy Here', '603 Decline']) {
        const found = checkFindings(...refused('MESSAGE', status, ['information final-error-response']));
        assert.match(onlyMessage(found), /from alice@example\.com to bob@example\.net was not delivered: /);
      }
    });

    it('a new call for which the other side looks for a dialog', () => {
      checkFindings(...refused('INVITE', '481 Call/Transaction Does Not Exist', FAULT));
      checkFindings(part('SIP/2.0 481 Call/Transaction Does Not Exist'));
    });

    it('within a dialog they are told by other rules, or are harmless', () => {
      const inDialog = (text: string): string =>
        text.replace('To: <sip:bob@example.net>\n', 'To: <sip:bob@example.net>;tag=2\n');
      checkFindings(...refused('MESSAGE', '480 Temporarily Unavailable').map(inDialog));
    });
  });

  describe('is silent about', () => {
    const harmless = [
      '100 Trying',
      '200 OK',
      '302 Moved Temporarily',
      '401 Unauthorized',
      '407 Proxy Authentication Required',
      '422 Session Interval Too Small',
      '480 Temporarily Unavailable',
      '486 Busy Here',
      '487 Request Terminated',
      '491 Request Pending',
      '600 Busy Everywhere',
      '603 Decline',
    ];
    for (const status of harmless) {
      it(status, () => {
        const { text } = annotatedLog([part(INVITE), part(`SIP/2.0 ${status}`)].join('\n'));
        assert.deepEqual(
          findings(readTrace(text)).filter(({ code }) => code === 'final-error-response'),
          [],
        );
      });
    }

    it('a response that has neither Via nor CSeq nor Call-ID: a program printed it once more, and not as it was sent', () => {
      checkFindings(
        part(INVITE),
        part('SIP/2.0 402 Payment Required', '1 INVITE', FAULT),
        'SIP/2.0 402 Payment Required\nTo: <sip:bob@example.net>;tag=2\nServer: example',
      );
    });

    it('a status-line that is broken: that is another finding', () => {
      checkFindings(part(INVITE), part('SIP/2.0 4294967301 Oops', '1 INVITE', ['error malformed-start-line']));
    });
  });
});
