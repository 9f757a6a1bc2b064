import assert from 'node:assert/strict';
import { checkFindings, onlyMessage } from '../support/checkFindings';
import { record } from '../support/logs';

interface Details {
  readonly method?: string;
  /** Seconds behind 10:00:00; the CSeq number when left out. */
  readonly at?: number;
  readonly notes?: readonly string[];
  readonly callId?: string;
  readonly via?: string;
}

const common = (
  cseq: number,
  toTag: string,
  { method = 'REGISTER', callId = '1', via = '192.0.2.1' }: Details,
): string => `
Via: SIP/2.0/UDP ${via};branch=z9hG4bK${cseq}
From: <sip:alice@example.com>;tag=1
To: <sip:${method === 'REGISTER' ? 'alice' : 'bob'}@example.com>${toTag}
Call-ID: ${callId}
CSeq: ${cseq} ${method}`;

/** A request; with a nonce it carries credentials. */
function sends(cseq: number, nonce?: string, more: Details & { readonly uri?: string } = {}): string {
  const { method = 'REGISTER', at = cseq, uri, notes = [] } = more;
  const target = method === 'REGISTER' ? 'sip:example.com' : 'sip:bob@example.com';
  const credentials = `\nAuthorization: Digest username="alice", realm="example.com", nonce="${nonce}", uri="${uri ?? target}", response="0"`;
  return record({
    start: `${method} ${target} SIP/2.0`,
    at,
    notes,
    headers: `${common(cseq, '', more)}${nonce === undefined ? '' : credentials}`,
  });
}

/** The answer to it; with a nonce it is a challenge. */
function answers(
  cseq: number,
  status: string,
  nonce?: string,
  more: Details & { readonly stale?: boolean } = {},
): string {
  const { at = cseq + 0.1, notes = [], stale = false } = more;
  const challenge = `\nWWW-Authenticate: Digest realm="example.com", nonce="${nonce}"${stale ? ', stale=true' : ''}`;
  return record({
    start: `SIP/2.0 ${status}`,
    at,
    notes,
    headers: `${common(cseq, ';tag=2', more)}${nonce === undefined ? '' : challenge}`,
  });
}

const UNAUTHORIZED = '401 Unauthorized';
const REJECTED = { notes: ['error auth-rejected'] };
/** A REGISTER and its challenge. */
const challenged = [sends(1), answers(1, UNAUTHORIZED, 'a')];

describe('finding auth-rejected', () => {
  it('credentials that are answered with a new challenge', () => {
    const found = checkFindings(...challenged, sends(2, 'a'), answers(2, UNAUTHORIZED, 'b', REJECTED));
    assert.equal(
      onlyMessage(found),
      'alice@example.com cannot register: the server refuses the credentials of user name "alice" in realm "example.com" (401). ' +
        'Check the password, and the user name for authentication, which may be another one than the number; then the realm. ' +
        'Look at the log of the server for the reason: wrong password, unknown user, or an address from which the user may not come.',
    );
  });

  it('the challenge is not in the log, but the server gives the same nonce again: it was not too old', () => {
    checkFindings(sends(2, 'a'), answers(2, UNAUTHORIZED, 'a', REJECTED));
    checkFindings(sends(2, 'a'), answers(2, UNAUTHORIZED, 'b'));
  });

  it('of a call', () => {
    const invite = { method: 'INVITE' };
    const found = checkFindings(
      sends(1, undefined, invite),
      answers(1, UNAUTHORIZED, 'a', invite),
      sends(2, 'a', invite),
      answers(2, UNAUTHORIZED, 'b', { ...invite, ...REJECTED }),
    );
    assert.match(
      onlyMessage(found),
      /^INVITE to bob@example\.com failed: the server refuses the credentials of user name "alice"/,
    );
  });

  it('under new Call-IDs again and again is one finding', () => {
    const again = [2, 3].flatMap((number) => {
      const call = { callId: String(number), at: number * 300 };
      return [
        sends(1, undefined, call),
        answers(1, UNAUTHORIZED, 'c', call),
        sends(2, 'c', call),
        answers(2, UNAUTHORIZED, 'd', call),
      ];
    });
    const found = checkFindings(...challenged, sends(2, 'a'), answers(2, UNAUTHORIZED, 'b', REJECTED), ...again);
    assert.equal(found[0]?.more, 2);
  });

  it('on two legs stands where it comes from', () => {
    const proxy = { via: 'proxy.example.com' };
    checkFindings(
      ...challenged,
      sends(2, 'a'),
      sends(2, 'a', { ...proxy, at: 2.01 }),
      answers(2, UNAUTHORIZED, 'b', { ...proxy, at: 2.05, ...REJECTED }),
      answers(2, UNAUTHORIZED, 'b'),
    );
  });

  it('says when the credentials were made for another address', () => {
    const found = checkFindings(
      ...challenged,
      sends(2, 'a', { uri: 'sip:10.0.0.1', notes: ['hint auth-uri-mismatch'] }),
      answers(2, UNAUTHORIZED, 'b', REJECTED),
    );
    assert.match(
      found[0]?.message ?? '',
      /The credentials were made for sip:10\.0\.0\.1, but the Request-URI is sip:example\.com: /,
    );
  });

  it('is news when a later request gets through', () => {
    checkFindings(
      ...challenged,
      sends(2, 'a'),
      answers(2, UNAUTHORIZED, 'b', { notes: ['information auth-rejected'] }),
      sends(1, undefined, { callId: '2', at: 60 }),
      answers(1, '200 OK', undefined, { callId: '2', at: 61 }),
    );
  });

  it('a success of another device of the user does not take it back', () => {
    const other = { callId: '2', via: '192.0.2.7' };
    checkFindings(
      ...challenged,
      sends(2, 'a'),
      answers(2, UNAUTHORIZED, 'b', REJECTED),
      sends(1, undefined, { ...other, at: 60 }),
      answers(1, '200 OK', undefined, { ...other, at: 61 }),
    );
  });

  it('stands where it fails now, not where it failed before a success', () => {
    checkFindings(
      ...challenged,
      sends(2, 'a'),
      answers(2, UNAUTHORIZED, 'b'),
      sends(3, 'b'),
      answers(3, '200 OK'),
      sends(4, 'b', { at: 3600 }),
      answers(4, UNAUTHORIZED, 'c', { at: 3601 }),
      sends(5, 'c', { at: 3602 }),
      answers(5, UNAUTHORIZED, 'd', { at: 3603, ...REJECTED }),
    );
  });

  describe('is silent', () => {
    it('when the nonce was too old', () => {
      checkFindings(
        ...challenged,
        sends(2, 'a'),
        answers(2, UNAUTHORIZED, 'b', { stale: true, notes: ['information auth-stale-nonce'] }),
      );
    });

    it('when the nonce had been accepted before', () => {
      checkFindings(
        ...challenged,
        sends(2, 'a'),
        answers(2, '200 OK'),
        sends(3, 'a', { at: 3600 }),
        answers(3, UNAUTHORIZED, 'b', { at: 3601 }),
      );
    });

    it('when the log begins behind the challenge (edge-start)', () => {
      checkFindings(sends(2, 'a'), answers(2, UNAUTHORIZED, 'b'));
    });
  });
});

/** REGISTERs with credentials from CSeq 2 on that are all challenged, `seconds` apart. */
const refusals = (count: number, seconds: number, notes: readonly string[]): string[] =>
  Array.from({ length: count }, (_, index) => [
    sends(index + 2, `${index}`, { at: (index + 1) * seconds }),
    answers(index + 2, UNAUTHORIZED, `${index + 1}`, {
      at: (index + 1) * seconds + 0.1,
      notes: index === 0 ? notes : [],
    }),
  ]).flat();

describe('finding auth-loop', () => {
  const begin = [sends(1), answers(1, UNAUTHORIZED, '0')];
  it('three refusals within a minute', () => {
    const found = checkFindings(...begin, ...refusals(5, 2, ['error auth-loop']));
    assert.match(onlyMessage(found), /\(401, 5 times\)\. Stop the client before it is blocked\./);
    assert.equal(found[0]?.more, 4);
  });

  it('is left to auth-rejected when they are few, or far apart', () => {
    checkFindings(...begin, ...refusals(2, 2, ['error auth-rejected']));
    checkFindings(...begin, ...refusals(5, 60, ['error auth-rejected']));
  });
});

describe('finding registration-403-locked', () => {
  it('403 behind refused credentials', () => {
    const found = checkFindings(
      ...challenged,
      sends(2, 'a'),
      answers(2, UNAUTHORIZED, 'b'),
      sends(3, 'b'),
      answers(3, '403 Forbidden', undefined, { notes: ['warning registration-403-locked'] }),
    );
    assert.match(
      onlyMessage(found),
      /^alice@example\.com cannot register: the registrar refused the password of user name "alice" in realm "example\.com" once and then forbade it \(403 Forbidden\)\./,
    );
  });

  it('is left to registration-failed when nothing was refused before', () => {
    const found = checkFindings(
      ...challenged,
      sends(2, 'a'),
      answers(2, '403 Forbidden', undefined, { notes: ['error registration-failed'] }),
    );
    assert.match(
      onlyMessage(found),
      /403 Forbidden\. The REGISTER carried credentials of user name "alice", so check the password first: /,
    );
  });
});
