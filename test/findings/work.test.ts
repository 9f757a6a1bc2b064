import assert from 'node:assert/strict';
import { findings } from '../../server/src/trace/findings';
import { Message } from '../../server/src/trace/message';
import { Rereading } from '../../server/src/trace/rereading';
import { readTrace } from '../../server/src/trace/trace';
import { record } from '../support/logs';

/** A request and its answer under a Call-ID of their own. */
function exchange(number: number, method: string, status = '200 OK'): string {
  return ['REQUEST', `SIP/2.0 ${status}`]
    .map((start, index) =>
      record({
        start: start.replace('REQUEST', `${method} sip:bob@example.com SIP/2.0`),
        at: number + index / 10,
        headers: `
Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK${number}
From: <sip:alice@example.com>;tag=1;epid=01
To: <sip:alice@example.com>${index === 0 ? '' : ';tag=2'}
Call-ID: ${number}
CSeq: 1 ${method}`,
      }),
    )
    .join('\n');
}

/** How often `work` reads all header fields of a message. */
function headersRead(work: () => void): number {
  const { readHeaderFields } = Message.prototype;
  let count = 0;
  Message.prototype.readHeaderFields = function (this: Message) {
    count++;
    return readHeaderFields.call(this);
  };
  try {
    work();
  } finally {
    Message.prototype.readHeaderFields = readHeaderFields;
  }
  return count;
}

const HEALTHY = Array.from({ length: 200 }, (_, number) =>
  exchange(number, ['REGISTER', 'INVITE', 'PUBLISH', 'OPTIONS'][number % 4] ?? ''),
);

describe('how much the search for problems reads:', () => {
  it('no header field of a log in which nothing fails', () => {
    const trace = readTrace(HEALTHY.join('\n'));
    assert.equal(trace.counts.messages, 400);
    assert.equal(
      headersRead(() => assert.deepEqual(findings(trace), [])),
      0,
    );
  });

  it('a few messages for one failure, however long the log is', () => {
    const trace = readTrace([...HEALTHY, exchange(200, 'INVITE', '500 Oops'), ...HEALTHY].join('\n'));
    const read = headersRead(() => assert.equal(findings(trace).filter(({ about }) => about.isResponse).length, 1));
    assert.ok(read <= 4, `${read} messages`);
  });

  it('nothing again of a log that goes on, and keeps its problems', () => {
    const text = [exchange(200, 'INVITE', '500 Oops'), ...HEALTHY].join('\n');
    const trace = readTrace(text);
    const [before] = findings(trace);
    const appended = `\n${exchange(201, 'MESSAGE')}`;
    const reading = new Rereading(trace, text + appended, {
      start: text.length,
      end: text.length,
      length: appended.length,
    });
    reading.advance();
    const changed = reading.trace();
    const read = headersRead(() => assert.deepEqual(findings(changed)[0]?.message, before?.message));
    assert.equal(read, 0);
  });
});
