import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { message } from '../support/logs';

const SECRET = 'MDEyMzQ1Njc4OUFCQ0RFRjAxMjM0NTY3ODlBQkNE';
const PASSWORD = 'YWxpY2U6aHVudGVyMg==';

const common = (number: number, method: string): string => `
Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${number}
From: <sip:alice@example.com>;tag=1
To: <sip:alice@example.com>
Call-ID: ${method}
CSeq: ${number} ${method}`;

/** An offer with these lines behind the one of its media. */
const offer = (lines: string, method = 'INVITE', number = 1): string =>
  message({
    start: `${method} sip:bob@example.com SIP/2.0`,
    headers: `${common(number, method)}\nContent-Type: application/sdp`,
    body: `v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\nm=audio 4000 RTP/SAVP 0\n${lines}`,
  });

const FOUND = 'hint auth-in-clear';
const CRYPTO = `
a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${SECRET}|2^31|1:1
#<-------- ${FOUND}`.trim();

/** A request and its answer. */
const exchange = (method: string, number: number, headers: string, answer = '200 OK', more = ''): string =>
  [
    message({ start: `${method} sip:example.com SIP/2.0`, headers: `${common(number, method)}${headers}` }),
    message({
      start: `SIP/2.0 ${answer}`,
      headers: `${common(number, method).replace(/(To: .*)/, '$1;tag=2')}${more}`,
    }),
  ].join('\n');

const BASIC = `\nAuthorization: Basic ${PASSWORD}`;
const NOTED = `${BASIC}\n#              ^^^^^ ${FOUND}`;
const ASKED = '\nWWW-Authenticate: Basic realm="example.com"';

describe('finding auth-in-clear', () => {
  it('keys of encrypted media', () => {
    const told = onlyMessage(checkFindings(offer(CRYPTO)));
    assert.equal(
      told,
      'This message holds keys of encrypted media (a=crypto) that everybody can read. Whoever has a recording of the call can listen to it ' +
        'with them. Replace them before you share the log.',
    );
  });

  it('keys that are one of several ways (RFC 5939), and of the old kind', () => {
    checkFindings(offer(`a=acap:1 crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${SECRET}\n#<------ ${FOUND}`));
    checkFindings(offer(`k=clear:hunter2hunter2\n#<- ${FOUND}`));
  });

  it('in all messages of a log are one finding', () => {
    const again = CRYPTO.replace(/\n.*/, '');
    const found = checkFindings(offer(CRYPTO), offer(again, 'UPDATE', 2));
    assert.equal(found[0]?.more, 1);
  });

  it('a password that goes with a REGISTER', () => {
    const told = onlyMessage(checkFindings(exchange('REGISTER', 1, NOTED)));
    assert.equal(
      told,
      'This message holds a password (scheme Basic) that everybody can read. Replace it before you share the log, and change it if you have.',
    );
  });

  it('a password that a server has asked for', () => {
    checkFindings(exchange('OPTIONS', 1, '', '401 Unauthorized', ASKED), exchange('OPTIONS', 2, NOTED));
  });

  it('never shows the secret', () => {
    const all = [...checkFindings(offer(CRYPTO)), ...checkFindings(exchange('REGISTER', 1, NOTED))];
    assert.doesNotMatch(JSON.stringify(all.map(({ message: told, related }) => [told, related])), /MDEy|YWxp|hunter/);
  });

  describe('is silent', () => {
    it('when the secrets were taken out (masked)', () => {
      const values = [
        '*****',
        'xxxxxxxxxxxxxxxx',
        'XXXXXXXXXXXXXXXXXXXXXXXXXXXX',
        '[removed]',
        '<key removed>',
        'MDEy...ABCD',
        'AAAAAAAAAAAA',
      ];
      for (const value of values) {
        checkFindings(offer(`a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${value}`));
        checkFindings(exchange('REGISTER', 1, `\nAuthorization: Basic ${value}`));
      }
    });
    it('about Digest, and media that is not encrypted by keys in the offer', () => {
      checkFindings(exchange('REGISTER', 1, '\nAuthorization: Digest username="alice", response="0"'));
      checkFindings(offer('a=fingerprint:sha-256 00:11\na=setup:actpass'));
      checkFindings(offer('k=prompt'));
    });
    it('about a server that asks for a password and gets none', () => {
      checkFindings(exchange('OPTIONS', 1, '', '401 Unauthorized', ASKED));
    });
  });
});
