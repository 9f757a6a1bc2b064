import assert from 'node:assert/strict';
import { emptyTrace, readTrace } from '../../server/src/trace/trace';
import { annotatedLog } from '../support/annotatedLog';
import { connectionRecord, message, record } from '../support/logs';

/** The start-line of the message around the cursor; `undefined` when there is none. */
function checkAround(log: string, startLine: string | undefined): void {
  const { text, cursor } = annotatedLog(log);
  const found = readTrace(text).messageAround(cursor ?? -1);
  assert.equal(found && text.slice(found.startLineSpan.start, found.startLineSpan.end), startLine);
}

describe('the message around a place', () => {
  const BYE = 'BYE sip:bob@example.com SIP/2.0';
  it('in its start-line', () => checkAround(`$0${BYE}\nVia: a\n\n`, BYE));
  it('in its header fields', () => checkAround(`${BYE}\nVia: $0a\n\n`, BYE));
  it('at the end of its last line', () => checkAround(`${BYE}\nVia: a$0\n\n`, BYE));
  it('in the second of two', () => checkAround(`SIP/2.0 200 OK\nVia: a\n\n${BYE}\nVi$0a: a\n\n`, BYE));
  it('is none before, between and behind messages', () => {
    checkAround(`te$0xt\n${BYE}\nVia: a\n\n`, undefined);
    checkAround(`${BYE}\nVia: a\n\n\nbet$0ween\n${BYE}\nVia: a\n\n`, undefined);
    checkAround(`${BYE}\nVia: a\n\nbehi$0nd`, undefined);
  });
  it('is none in the envelope of a record', () => {
    checkAround(record({ start: BYE, headers: 'Via: a' }).replace('Direction', 'Dire$0ction'), undefined);
  });
});

describe('a trace', () => {
  it('of nothing is empty', () => {
    assert.deepEqual(
      [emptyTrace.records, emptyTrace.messages, emptyTrace.transactions, emptyTrace.signIns],
      [[], [], [], []],
    );
    assert.equal(emptyTrace.lastTime, undefined);
  });

  it('lists its formats in the order in which they occur', () => {
    const bare = message({ start: 'SIP/2.0 200 OK', headers: 'Via: a' });
    const trace = readTrace(`${bare}\n${connectionRecord(1)}\n${bare}`);
    assert.deepEqual(trace.formats, ['plain', 'ocs-sipstack']);
  });

  it('ends with the last record that has a time', () => {
    const bare = message({ start: 'SIP/2.0 200 OK', headers: 'Via: a' });
    assert.equal(readTrace(`${connectionRecord(1)}\n${bare}`).lastTime, Date.UTC(2007, 10, 12, 10, 0, 1));
    assert.equal(readTrace(bare).lastTime, undefined);
  });

  it('counts in the words of the contract', () => {
    const invite = (start: string) =>
      message({
        start,
        headers:
          'Via: SIP/2.0/UDP a;branch=z9hG4bK1\nFrom: <sip:a>;tag=1\nTo: <sip:b>;tag=2\nCall-ID: 1\nCSeq: 1 INVITE',
      });
    const logged = [invite('INVITE sip:b SIP/2.0'), invite('INVITE sip:b SIP/2.0'), invite('SIP/2.0 200 OK')];
    assert.deepEqual(readTrace([...logged, 'BYE sip:b SIP/2.0\nVia: a\n\n'].join('\n')).counts, {
      messages: 4,
      requests: 3,
      responses: 1,
      transactions: 2,
      dialogs: 1,
      callIds: 1,
    });
  });

  it('keeps the header fields of a long log right when they are asked for in any order', () => {
    const messages = Array.from({ length: 600 }, (_, index) =>
      message({ start: 'SIP/2.0 200 OK', headers: `Subject: ${index}` }),
    );
    const trace = readTrace(messages.join('\n'));
    for (const index of [0, 599, 1, 300, 0, ...Array.from({ length: 600 }, (_, at) => at), 0]) {
      assert.equal(trace.messageAt(index).value('subject'), String(index));
    }
  });

  it('finds the messages of one request, among few and among many of its Call-ID', () => {
    // Two legs and two answers under each number; the 200 answers the second leg.
    const request = (number: number): string[] =>
      ['one', 'two'].flatMap((leg) => [
        `INFO sip:bob@example.com SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${leg}\nCall-ID: a\nCSeq: ${number} INFO\n`,
        `SIP/2.0 ${leg === 'one' ? 408 : 200} X\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK${leg}\nCall-ID: a\nCSeq: ${number} INFO\n`,
      ]);
    for (const count of [1, 2, 15, 16, 17, 40]) {
      const other = 'BYE sip:bob@example.com SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.1\nCall-ID: b\nCSeq: 1 BYE\n';
      const numbers = Array.from({ length: count }, (_, index) => index + 1);
      const trace = readTrace([...numbers.flatMap(request), other].join('\n'));
      for (const number of numbers) {
        const first = (number - 1) * 4;
        const found = trace.messagesNumberedLike(trace.messageAt(first + 2)).map(({ index }) => index);
        assert.deepEqual(found, [first, first + 1, first + 2, first + 3], `${number} of ${count}`);
      }
    }
  });
});
