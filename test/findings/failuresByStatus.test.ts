import assert from 'node:assert/strict';
import { rules } from '../../server/src/trace/findings';
import { failuresByStatus } from '../../server/src/trace/findings/failuresByStatus';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { record } from '../support/logs';

interface Part {
  readonly at?: number;
  readonly notes?: readonly string[];
  /** CSeq; `1 INVITE` when left out. */
  readonly cseq?: string;
  /** sent-by of the top Via, and whether another Via stands below it. */
  readonly hop?: string;
  readonly behind?: string;
  readonly headers?: string;
  readonly callId?: string;
  /** Tag of the callee in a request. */
  readonly toTag?: string;
}

/** A request of alice to bob, or the response to one. */
function part(start: string, more: Part = {}): string {
  const {
    at = 0,
    notes = [],
    cseq = '1 INVITE',
    hop = '192.0.2.1',
    behind,
    headers = '',
    callId = 'c',
    toTag = '',
  } = more;
  const isResponse = start.startsWith('SIP/');
  return record({
    start: isResponse ? start : `${start} SIP/2.0`,
    at,
    notes,
    headers: `
Via: SIP/2.0/UDP ${hop};branch=z9hG4bK${hop}${cseq.replace(' ', '')}${callId}${behind === undefined ? '' : `\nVia: SIP/2.0/UDP ${behind};branch=z9hG4bK${behind}${cseq.replace(' ', '')}${callId}`}
From: <sip:alice@example.com>;tag=1
To: <sip:bob@example.com>${isResponse ? ';tag=2' : toTag === '' ? '' : `;tag=${toTag}`}
Call-ID: ${callId}
CSeq: ${cseq}${headers === '' ? '' : `\n${headers}`}`,
  });
}
const INVITE = 'INVITE sip:bob@example.com';

/** Message of the finding `note` on the answer `status` to an INVITE. */
const told = (note: string, status: string, request = '', response = ''): string =>
  onlyMessage(
    checkFindings(
      part(INVITE, { headers: request }),
      part(`SIP/2.0 ${status}`, { at: 0.2, headers: response, notes: [note] }),
    ),
  );

describe('findings on requests that fail with a certain status code', () => {
  it('come before final-error-response, which has what no other rule explains', () => {
    const places = failuresByStatus.map((rule) => rules.indexOf(rule));
    assert.ok(Math.max(...places) < rules.findIndex(({ code }) => code === 'final-error-response'));
  });

  describe('say what the messages show:', () => {
    it('bad-request: the words of the server', () => {
      assert.equal(
        told('error bad-request', '400 Bad Request', '', 'Warning: 399 proxy.example.com "Missing Contact"'),
        'INVITE from alice@example.com to bob@example.com failed with 400 Bad Request. The server could not read the request: its syntax is ' +
          'wrong. It warns (399): "Missing Contact". Read the reason phrase, Warning or ms-diagnostics: they normally name the header field. Compare ' +
          'the request with one that works.',
      );
    });

    it('forbidden: the cause of the telephone network', () => {
      assert.match(
        told('warning forbidden', '403 Forbidden', '', 'Reason: Q.850;cause=21;text="call rejected"'),
        /It gives as the reason: Q\.850 cause 21, "call rejected" \(.{10,}\)\. Check what the account may do/,
      );
    });

    it('forbidden: what the maker of the server adds in a header field of its own, but no number alone', () => {
      assert.match(
        told(
          'warning forbidden',
          '403 Forbidden',
          '',
          'X-Example-Error: 20104 Access token expired\nX-Example-Error-Code: 7',
        ),
        /wrong password\. It adds \(X-Example-Error\): "20104 Access token expired"\. Check what the account may do/,
      );
    });

    it('not-found: which address to check, and where', () => {
      assert.equal(
        told('warning not-found', '404 Not Found'),
        'INVITE from alice@example.com to bob@example.com failed with 404 Not Found. The user or number does not exist at that domain, or the ' +
          'domain is not served there. Check bob@example.com for typing errors and for the format of the number (+ and ' +
          'country code, or as the dial plan wants it), and that it is set up and enabled at example.com.',
      );
      told('warning not-found', '410 Gone');
      told('warning not-found', '604 Does Not Exist Anywhere');
    });

    it('method-not-allowed: what the other side takes', () => {
      assert.match(
        told('warning method-not-allowed', '405 Method Not Allowed', '', 'Allow: OPTIONS, BYE'),
        /It takes: OPTIONS, BYE \(Allow\)\./,
      );
      told('warning method-not-allowed', '501 Not Implemented');
    });

    it('unsupported-media-type: what was sent, and what is taken', () => {
      assert.match(
        told('warning unsupported-media-type', '415 No', 'Content-Type: application/sdp', 'Accept: text/plain'),
        /The body that was sent is: application\/sdp \(Content-Type\)\. The receiver takes: text\/plain \(Accept\)\./,
      );
      assert.match(
        told('warning unsupported-media-type', '406 No', 'Accept: text/html'),
        /The request takes: text\/html/,
      );
    });

    it('message-too-large: the size of the body', () => {
      assert.match(
        told('warning message-too-large', '513 Too Large', 'Content-Length: 9000'),
        /body .* has 9000 bytes/,
      );
      told('warning message-too-large', '413 Too Large');
      told('warning message-too-large', '414 Too Long');
    });

    it('bad-extension and extension-required: the options of both sides', () => {
      assert.match(
        told('warning bad-extension', '420 Bad Extension', 'Require: 100rel', 'Unsupported: 100rel'),
        /It does not support: 100rel \(Unsupported\)\. The request demands: 100rel \(Require\)\./,
      );
      assert.match(
        told('warning extension-required', '421 Extension Required', 'Supported: 100rel', 'Require: timer'),
        /It demands: timer \(Require\)\. The client offers: 100rel \(Supported\)\./,
      );
    });

    it('loop-detected and too-many-hops: the way of the request', () => {
      const via = 'Via: SIP/2.0/UDP p1.example.com;branch=z9hG4bKx, SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKy';
      assert.match(
        told('error loop-detected', '482 Loop Detected', via),
        /Its way so far \(Via\): 192\.0\.2\.1 > p1\.example\.com > 192\.0\.2\.1, of which some come again\./,
      );
      assert.match(
        told('error too-many-hops', '483 Too Many Hops', `Max-Forwards: 2\n${via}`),
        /started with Max-Forwards 2, .* Its way so far/,
      );
    });

    it('stir-failure: also by the Reason of another code', () => {
      told('warning stir-failure', '428 Use Identity Header');
      assert.match(
        told('warning stir-failure', '403 Forbidden', '', 'Reason: STIR;cause=438;text="Invalid Identity"'),
        /STIR cause 438, "Invalid Identity"/,
      );
    });

    it('service-unavailable and server-error: who answered, and how long to wait', () => {
      assert.match(
        told('error service-unavailable', '503 No', '', 'Server: Example SBC 1.0\nRetry-After: 30'),
        /The answer comes from Example SBC 1\.0\. It asks to wait for 30 s before the next try \(Retry-After\)\./,
      );
      told('error server-error', '502 Bad Gateway');
      told('error gateway-timeout-504', '504 Server Time-out');
    });

    it('request-timeout-408: how long it took', () => {
      const found = checkFindings(
        part(INVITE),
        part('SIP/2.0 408 Request Timeout', { at: 32, notes: ['warning request-timeout-408'] }),
      );
      assert.match(onlyMessage(found), /That was 32 s after the request\./);
    });

    it('flow-failed, address-incomplete', () => {
      told('warning flow-failed', '430 Flow Failed');
      told('warning address-incomplete', '484 Address Incomplete');
    });
  });

  describe('are news where nothing was lost:', () => {
    it('another branch of the request succeeds', () => {
      const found = checkFindings(
        part(INVITE),
        part('INVITE sip:bob@192.0.2.7', { hop: 'proxy', behind: '192.0.2.1' }),
        part('SIP/2.0 503 Full', { hop: 'proxy', behind: '192.0.2.1', notes: ['information service-unavailable'] }),
        part('INVITE sip:bob@192.0.2.8', { hop: 'proxy2', behind: '192.0.2.1' }),
        part('SIP/2.0 200 OK', { hop: 'proxy2', behind: '192.0.2.1' }),
        part('SIP/2.0 200 OK'),
        part('ACK sip:bob@192.0.2.8', { cseq: '1 ACK', toTag: '2' }),
      );
      assert.match(onlyMessage(found), /Another branch of the same request succeeded\.$/);
    });

    it('another try succeeds', () => {
      const found = checkFindings(
        part(INVITE, { headers: 'Require: 100rel' }),
        part('SIP/2.0 420 Bad Extension', { at: 1, notes: ['information bad-extension'] }),
        part(INVITE, { at: 3, cseq: '2 INVITE' }),
        part('SIP/2.0 200 OK', { at: 4, cseq: '2 INVITE' }),
        part('ACK sip:bob@192.0.2.8', { at: 5, cseq: '2 ACK', toTag: '2' }),
      );
      assert.match(onlyMessage(found), /Another try 2 s later succeeded\.$/);
    });

    it('but not when the next call succeeds', () => {
      checkFindings(
        part(INVITE),
        part('SIP/2.0 503 Full', { at: 1, notes: ['error service-unavailable'] }),
        part(INVITE, { at: 3, callId: 'd' }),
        part('SIP/2.0 200 OK', { at: 4, callId: 'd' }),
        part('ACK sip:bob@192.0.2.8', { at: 5, callId: 'd', cseq: '1 ACK', toTag: '2' }),
      );
    });

    it('but not when it comes much later', () => {
      checkFindings(
        part(INVITE),
        part('SIP/2.0 503 Full', { at: 1, notes: ['error service-unavailable'] }),
        part(INVITE, { at: 60, cseq: '2 INVITE' }),
        part('SIP/2.0 200 OK', { at: 61, cseq: '2 INVITE' }),
        part('ACK sip:bob@192.0.2.8', { at: 62, cseq: '2 ACK', toTag: '2' }),
      );
    });

    it('it rang, and nobody answered', () => {
      const found = checkFindings(
        part(INVITE),
        part('SIP/2.0 180 Ringing', { at: 1 }),
        part('SIP/2.0 408 Request Timeout', { at: 61, notes: ['information request-timeout-408'] }),
      );
      assert.match(onlyMessage(found), /It rang for 1 min 0 s \(180\), and nobody answered\.$/);
    });

    it('a loop that is the end of a fork', () => {
      checkFindings(
        part(INVITE, { hop: 'proxy' }),
        part('SIP/2.0 180 Ringing', { hop: 'proxy' }),
        part(INVITE, { hop: 'proxy2' }),
        part('SIP/2.0 482 Merged', { hop: 'proxy2', notes: ['information loop-detected'] }),
      );
    });

    it('a caller who goes on dialling', () => {
      checkFindings(
        part('INVITE sip:12@example.com'),
        part('SIP/2.0 484 Address Incomplete', { notes: ['information address-incomplete'] }),
        part('INVITE sip:1234@example.com', { cseq: '2 INVITE' }),
        part('SIP/2.0 180 Ringing', { cseq: '2 INVITE' }),
      );
    });

    it('a probe with Max-Forwards 0', () => {
      const found = checkFindings(
        part('OPTIONS sip:bob@example.com', { cseq: '1 OPTIONS', headers: 'Max-Forwards: 0' }),
        part('SIP/2.0 483 Too Many Hops', { cseq: '1 OPTIONS', notes: ['hint too-many-hops'] }),
      );
      assert.match(onlyMessage(found), /a probe, and no failure\.$/);
    });
  });

  describe('are one', () => {
    it('for what the servers in front make of it', () => {
      checkFindings(
        part(INVITE),
        part('INVITE sip:bob@192.0.2.7', { hop: 'proxy', behind: '192.0.2.1' }),
        part('SIP/2.0 503 Full', {
          hop: 'proxy',
          behind: '192.0.2.1',
          notes: ['error service-unavailable'],
        }),
        part('SIP/2.0 500 Server Internal Error'),
      );
    });

    it('for the same address over and over', () => {
      const found = checkFindings(
        part(INVITE),
        part('SIP/2.0 404 Not Found', { notes: ['warning not-found'] }),
        part(INVITE, { callId: 'd' }),
        part('SIP/2.0 404 Not Found', { callId: 'd' }),
        part('INVITE sip:carol@example.com', { callId: 'e' }),
        part('SIP/2.0 404 Not Found', { callId: 'e', notes: ['warning not-found'] }),
      );
      assert.deepEqual(
        found.map(({ more }) => more),
        [1, 0],
      );
    });

    it('for pings with a constant period: a hint, since any answer proves that the path works', () => {
      const ping = (index: number, notes: readonly string[] = []): string =>
        [
          part('OPTIONS sip:example.com', { at: index * 60, callId: `${index}`, cseq: '1 OPTIONS' }),
          part('SIP/2.0 405 Method Not Allowed', {
            at: index * 60 + 0.1,
            callId: `${index}`,
            cseq: '1 OPTIONS',
            notes,
          }),
        ].join('\n');
      const found = checkFindings(ping(0, ['hint method-not-allowed']), ping(1), ping(2), ping(3));
      assert.match(onlyMessage(found), /as a keep-alive they work/);
    });
  });

  it('leave a 404 within a dialog to final-error-response, since it is not about the user', () => {
    checkFindings(
      part('BYE sip:bob@192.0.2.2', { cseq: '2 BYE', toTag: '2' }),
      part('SIP/2.0 404 Not here', { cseq: '2 BYE', notes: ['warning final-error-response'] }),
    );
  });
});
