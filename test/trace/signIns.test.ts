import assert from 'node:assert/strict';
import type { SignInStep } from '../../server/src/trace/signIns';
import { readTrace } from '../../server/src/trace/trace';
import { annotatedLog } from '../support/annotatedLog';
import {
  byProxy,
  Client,
  KERBEROS_TICKET,
  NTLM_CHALLENGE,
  NTLM_CREDENTIALS,
  NTLM_OPENING,
  SCHEMES,
  SIGNATURE,
} from '../support/client';

const stepOf = ({ stage, schemes, refused }: SignInStep): string =>
  [stage, ...schemes, ...(refused ? ['refused'] : [])].join(' ');

/** Compares the steps of every leg of every sign-in with the notes of the start-lines, in the order of the log. */
function checkStages(...parts: readonly string[]): void {
  const { text, notes } = annotatedLog(parts.join('\n'));
  const steps = readTrace(text).signIns.flatMap(({ legs }) => legs.flat());
  assert.deepEqual(
    steps.sort((one, other) => one.message.index - other.message.index).map(stepOf),
    notes.map(({ note }) => note),
  );
}
const alice = new Client();

describe('stages of a sign-in', () => {
  it('NTLM', () => {
    checkStages(
      alice.register(1, '', { notes: ['S0'] }),
      alice.answer(1, '401 Unauthorized', SCHEMES, { notes: ['S1 NTLM Kerberos'] }),
      alice.register(2, NTLM_OPENING, { notes: ['S2 NTLM'] }),
      alice.answer(2, '401 Unauthorized', NTLM_CHALLENGE, { notes: ['S3 NTLM'] }),
      alice.register(3, NTLM_CREDENTIALS, { notes: ['S4 NTLM'] }),
      alice.answer(3, '200 OK', '', { notes: ['S5'] }),
    );
  });

  it('407 with its own header fields', () => {
    checkStages(
      alice.answer(1, '407 Proxy Auth', byProxy(SCHEMES), { notes: ['S1 NTLM Kerberos'] }),
      alice.register(2, byProxy(NTLM_OPENING), { notes: ['S2 NTLM'] }),
      alice.answer(2, '407 Proxy Auth', byProxy(NTLM_CHALLENGE), { notes: ['S3 NTLM'] }),
      alice.register(3, byProxy(NTLM_CREDENTIALS), { notes: ['S4 NTLM'] }),
    );
  });

  it('an NTLM client that sends a type 1 message after all', () => {
    const negotiate = Buffer.from('NTLMSSP\0\x01\0\0\0\x07\x82\0\0', 'latin1').toString('base64');
    checkStages(alice.register(2, `\nAuthorization: NTLM gssapi-data="${negotiate}"`, { notes: ['S2 NTLM'] }));
  });

  it('Kerberos proves itself at once', () => {
    checkStages(
      alice.register(2, KERBEROS_TICKET, { notes: ['S4 Kerberos'] }),
      alice.answer(2, '401 Unauthorized', SCHEMES, { notes: ['S5 NTLM Kerberos refused'] }),
    );
  });

  it('TLS-DSK takes rounds, each with tokens of both sides', () => {
    const round = 'TLS-DSK gssapi-data="FgMBAE4B"';
    checkStages(
      alice.register(2, `\nAuthorization: ${round}`, { notes: ['S4 TLS-DSK'] }),
      alice.answer(2, '401 Unauthorized', `\nWWW-Authenticate: ${round}`, { notes: ['S3 TLS-DSK'] }),
      alice.register(3, `\nAuthorization: ${round}`, { notes: ['S4 TLS-DSK'] }),
      alice.answer(3, '200 OK', '', { notes: ['S5'] }),
    );
  });

  it('a challenge after a mere signature is the beginning of a new round, no refusal', () => {
    checkStages(
      alice.register(9, SIGNATURE, { notes: ['S4 NTLM'] }),
      alice.answer(9, '401 Unauthorized', SCHEMES, { notes: ['S1 NTLM Kerberos'] }),
    );
  });

  it('Digest has one round, and a second challenge may only be a new nonce', () => {
    const digest = 'Digest realm="example.com", nonce="1"';
    checkStages(
      alice.register(2, `\nAuthorization: ${digest}`, { notes: ['S4 Digest'] }),
      alice.answer(2, '401 Unauthorized', `\nWWW-Authenticate: ${digest}`, { notes: ['S1 Digest'] }),
    );
  });

  it('any other final answer ends the round', () => {
    checkStages(
      alice.register(1, '', { notes: ['S0'] }),
      alice.answer(1, '100 Trying'),
      alice.answer(1, '301 Moved', '', { notes: ['S5'] }),
    );
  });

  it('schemes in any case, blanks and a value cut at the end of the log', () => {
    checkStages(
      alice.register(1, '\nAuthorization:   ntlm   gssapi-data = ""', { notes: ['S2 ntlm'] }),
      alice.register(2, '\nAuthorization: NTLM', { notes: ['S4 NTLM'] }),
    );
    checkStages('REGISTER sip:b SIP/2.0\n#<--------------------- S4 Kerberos\nAuthorization: Kerberos');
  });
});

describe('sign-ins', () => {
  const signInsOf = (...parts: readonly string[]): string[] =>
    readTrace(parts.join('\n')).signIns.map(
      ({ callId, endpoint, user, userAgent, legs }) =>
        `${callId} ${endpoint} ${user} ${userAgent} ${legs.map((leg) => leg.length).join('+')}`,
    );

  it('are the REGISTERs of one Call-ID and epid', () => {
    const client = new Client({ callId: '1', epid: '2', headers: '\nUser-Agent: x/1' });
    const other = new Client({ callId: '1', epid: '3', headers: '' });
    assert.deepEqual(
      signInsOf(client.register(1), other.register(2), client.answer(1, '200 OK'), client.request('INVITE', 3)),
      ['1 2 alice@example.com x/1 2', '1 3 alice@example.com  1'],
    );
  });

  it('or instance, where there is no epid', () => {
    const register = (cseq: number, uuid: string) =>
      new Client({ callId: '1', headers: `\nContact: <sip:a>;+sip.instance="<urn:uuid:${uuid}>"` })
        .register(cseq)
        .replace(';epid=86025c2617', '');
    assert.deepEqual(signInsOf(register(1, '7'), register(2, '8')), [
      '1 <urn:uuid:7> alice@example.com  1',
      '1 <urn:uuid:8> alice@example.com  1',
    ]);
  });

  it('have a leg for each sent-by', () => {
    const edge = new Client({ sentBy: 'edge.example.com:5061' });
    assert.deepEqual(
      signInsOf(alice.register(1), edge.register(1), edge.answer(1, '200 OK'), alice.answer(1, '200 OK')).map((line) =>
        line.slice(-3),
      ),
      ['2+2'],
    );
  });

  it('count a retransmission once', () => {
    assert.deepEqual(
      signInsOf(alice.register(1), alice.register(1), alice.answer(1, '200 OK')).map((line) => line.slice(-2)),
      [' 2'],
    );
  });
});
