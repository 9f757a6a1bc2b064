import assert from 'node:assert/strict';
import { readTrace, type Trace } from '../../server/src/trace/trace';
import { annotatedLog } from '../support/annotatedLog';

/**
 * Checks which messages form a transaction: the note of each start-line names it (`a`, `b`, …). Gives the trace for more.
 */
function checkTransactions(log: string): Trace {
  const { text, notes } = annotatedLog(log);
  const trace = readTrace(text);
  const names = trace.messages.map(
    ({ startLineSpan }) =>
      notes.find(({ start, end }) => start === startLineSpan.start && end === startLineSpan.end)?.note,
  );
  const found = trace.transactions.map(({ messages }) => messages.map(({ index }) => index));
  const expected = new Map<string | undefined, number[]>();
  for (const [index, name] of names.entries()) expected.set(name, [...(expected.get(name) ?? []), index]);
  assert.ok(!names.includes(undefined), 'every start-line needs a note');
  assert.deepEqual(found, [...expected.values()]);
  return trace;
}

/** Start-line with its note, Via and CSeq; the rest is the same for all. */
const part = (start: string, name: string, via: string, cseq: string, tags = '1 2'): string => `
${start}
#<${'-'.repeat(start.length)} ${name}
Via: SIP/2.0/UDP ${via}
From: <sip:alice@example.com>;tag=${tags.split(' ')[0]}
To: <sip:bob@example.com>;tag=${tags.split(' ')[1]}
Call-ID: 1
CSeq: ${cseq}
`;
const INVITE = 'INVITE sip:bob@example.com SIP/2.0';
const ACK = 'ACK sip:bob@example.com SIP/2.0';
const ONE = '192.0.2.1;branch=z9hG4bK1';
const TWO = '192.0.2.1;branch=z9hG4bK2';
const BARE = '192.0.2.1:5060';

describe('transactions', () => {
  it('without branch the To tag tells the forks of a call apart', () => {
    const opening = part(INVITE, 'invite', BARE, '1 INVITE').replace(';tag=2', '');
    const prack = (tag: string): string =>
      part('PRACK sip:bob@example.com SIP/2.0', `prack ${tag}`, BARE, '2 PRACK', `1 ${tag}`);
    const confirmed = (tag: string): string => part('SIP/2.0 200 OK', `prack ${tag}`, BARE, '2 PRACK', `1 ${tag}`);
    const trace = checkTransactions(
      [
        opening,
        part('SIP/2.0 183 Session Progress', 'invite', BARE, '1 INVITE', '1 x'),
        part('SIP/2.0 183 Session Progress', 'invite', BARE, '1 INVITE', '1 y'),
        prack('x'),
        prack('y'),
        confirmed('x'),
        confirmed('y'),
        part('SIP/2.0 200 OK', 'invite', BARE, '1 INVITE', '1 x'),
        part(ACK, 'ack x', BARE, '1 ACK', '1 x'),
        part('SIP/2.0 200 OK', 'invite', BARE, '1 INVITE', '1 y'),
        part(ACK, 'ack y', BARE, '1 ACK', '1 y'),
      ].join(''),
    );
    assert.deepEqual(new Set(trace.transactions.map(({ retransmissions }) => retransmissions)), new Set([0]));
  });

  it('the responses have the branch of the request', () => {
    const [invite] = checkTransactions(`
${part(INVITE, 'a', ONE, '1 INVITE')}
${part('SIP/2.0 100 Trying', 'a', ONE, '1 INVITE')}
${part('SIP/2.0 200 OK', 'a', ONE, '1 INVITE')}
`).transactions;
    assert.equal(invite?.finalResponse?.statusCode, 200);
    assert.equal(invite?.method, 'INVITE');
  });

  it('another branch is another transaction, even with the same CSeq', () => {
    checkTransactions(part(INVITE, 'a', ONE, '1 INVITE') + part(INVITE, 'b', TWO, '1 INVITE'));
  });

  it('another sent-by is another leg', () => {
    checkTransactions(part(INVITE, 'a', ONE, '1 INVITE') + part(INVITE, 'b', ONE.replace('.1;', '.2;'), '1 INVITE'));
  });

  it('two legs of a proxy, whose responses come back in turn', () => {
    const proxy = 'proxy.example.com;branch=z9hG4bK7,SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1';
    checkTransactions(`
${part(INVITE, 'client', ONE, '1 INVITE')}
${part(INVITE, 'server', proxy, '1 INVITE')}
${part('SIP/2.0 200 OK', 'server', proxy, '1 INVITE')}
${part('SIP/2.0 200 OK', 'client', ONE, '1 INVITE')}
`);
  });

  it('what a server adds to the Via changes nothing', () => {
    checkTransactions(
      part(INVITE, 'a', ONE, '1 INVITE') + part('SIP/2.0 200 OK', 'a', `${ONE};received=192.0.2.9;rport=7`, '1 INVITE'),
    );
  });

  it('sent-by in any case, with blanks around its colon', () => {
    checkTransactions(
      part(INVITE, 'a', 'Host.Example.com:5060;branch=z9hG4bK1', '1 INVITE') +
        part('SIP/2.0 200 OK', 'a', 'host.example.com : 5060 ;branch=z9hG4bK1', '1 INVITE'),
    );
  });

  it('a retransmission joins, and is counted', () => {
    const trace = checkTransactions(`
${part(INVITE, 'a', ONE, '1 INVITE')}
${part(INVITE, 'a', ONE, '1 INVITE')}
${part('SIP/2.0 404 Not Found', 'a', ONE, '1 INVITE')}
${part(INVITE, 'a', ONE, '1 INVITE')}
${part('SIP/2.0 404 Not Found', 'a', ONE, '1 INVITE')}
${part(ACK, 'a', ONE, '1 ACK')}
${part(ACK, 'a', ONE, '1 ACK')}
`);
    assert.equal(trace.transactions[0]?.retransmissions, 4);
  });

  it('180s of a fork are no retransmissions', () => {
    const trace = checkTransactions(`
${part(INVITE, 'a', ONE, '1 INVITE')}
${part('SIP/2.0 180 Ringing', 'a', ONE, '1 INVITE', '1 left')}
${part('SIP/2.0 180 Ringing', 'a', ONE, '1 INVITE', '1 right')}
${part('SIP/2.0 200 OK', 'a', ONE, '1 INVITE', '1 left')}
`);
    assert.equal(trace.transactions[0]?.retransmissions, 0);
  });

  describe('ACK', () => {
    it('to a non-2xx belongs to the INVITE', () => {
      const [invite] = checkTransactions(
        part(INVITE, 'a', ONE, '1 INVITE') +
          part('SIP/2.0 486 Busy Here', 'a', ONE, '1 INVITE') +
          part(ACK, 'a', ONE, '1 ACK'),
      ).transactions;
      assert.equal(invite?.request?.method, 'INVITE');
      assert.equal(invite?.method, 'INVITE');
    });
    it('to a 2xx has a branch of its own', () => {
      const [, ack] = checkTransactions(
        part(INVITE, 'a', ONE, '1 INVITE') +
          part('SIP/2.0 200 OK', 'a', ONE, '1 INVITE') +
          part(ACK, 'b', TWO, '1 ACK'),
      ).transactions;
      assert.equal(ack?.request?.method, 'ACK');
    });
    it('to a 2xx is one even where the client takes the same branch', () => {
      checkTransactions(
        part(INVITE, 'a', ONE, '1 INVITE') +
          part('SIP/2.0 200 OK', 'a', ONE, '1 INVITE') +
          part(ACK, 'b', ONE, '1 ACK'),
      );
    });
    it('joins by its branch where the log does not show the response', () => {
      checkTransactions(part(INVITE, 'a', ONE, '1 INVITE') + part(ACK, 'a', ONE, '1 ACK'));
    });
    it('alone', () => checkTransactions(part(ACK, 'a', ONE, '1 ACK')));
  });

  it('a CANCEL is its own, and the 487 belongs to the INVITE', () => {
    checkTransactions(`
${part(INVITE, 'invite', ONE, '1 INVITE')}
${part('CANCEL sip:bob@example.com SIP/2.0', 'cancel', ONE, '1 CANCEL')}
${part('SIP/2.0 200 OK', 'cancel', ONE, '1 CANCEL')}
${part('SIP/2.0 487 Request Terminated', 'invite', ONE, '1 INVITE')}
${part(ACK, 'invite', ONE, '1 ACK')}
`);
  });

  describe('without the magic cookie (RFC 2543)', () => {
    it('Call-ID, CSeq, From tag and top Via count', () => {
      checkTransactions(`
${part(INVITE, 'a', BARE, '1 INVITE')}
${part('SIP/2.0 401 Unauthorized', 'a', `${BARE};ms-received-port=5060;ms-received-cid=1A00`, '1 INVITE')}
${part(ACK, 'a', BARE, '1 ACK')}
${part(INVITE, 'b', BARE, '2 INVITE')}
${part('SIP/2.0 200 OK', 'b', BARE, '2 INVITE')}
${part(ACK, 'c', BARE, '2 ACK')}
${part(INVITE, 'd', BARE, '2 INVITE', '9 2')}
`);
    });
    it('a branch of another form counts as well', () => {
      checkTransactions(
        part(INVITE, 'a', `${BARE};branch=1`, '1 INVITE') + part(INVITE, 'b', `${BARE};branch=2`, '1 INVITE'),
      );
    });
  });

  it('the method of a response is that of its CSeq, case counts', () => {
    checkTransactions(
      part('FOO sip:a@b SIP/2.0', 'a', ONE, '1 FOO') +
        part('SIP/2.0 200 OK', 'a', ONE, '1 FOO') +
        part('SIP/2.0 200 OK', 'b', ONE, '1 foo'),
    );
  });

  it('a response whose request the log does not show', () => {
    const [only] = checkTransactions(part('SIP/2.0 200 OK', 'a', ONE, '1 INFO')).transactions;
    assert.equal(only?.request, undefined);
    assert.equal(only?.method, 'INFO');
    assert.equal(only?.duration, undefined);
  });

  it('messages without any of the fields that tie stand alone', () => {
    checkTransactions(`
BYE sip:a@b SIP/2.0
#<------------------- a
To: <sip:b>

BYE sip:a@b SIP/2.0
#<------------------- b
To: <sip:b>
`);
  });

  it('a broken status is a response that ends nothing', () => {
    const [only] = checkTransactions(
      part(INVITE, 'a', ONE, '1 INVITE') + part('SIP/2.0 4294967301 x', 'a', ONE, '1 INVITE'),
    ).transactions;
    assert.equal(only?.finalResponse, undefined);
    assert.equal(only?.responses.length, 1);
  });
});
