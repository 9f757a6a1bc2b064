import assert from 'node:assert/strict';
import { findings } from '../../server/src/trace/findings';
import { Message } from '../../server/src/trace/message';
import { Rereading } from '../../server/src/trace/rereading';
import { readTrace } from '../../server/src/trace/trace';
import { changed } from '../support/checkKept';
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

const REFUSED = [
  '403 Forbidden',
  '404 Not Found',
  '480 Temporarily Unavailable',
  '486 Busy Here',
  '500 Oops',
  '603 Decline',
];

/** A log with many calls, messages, registrations and pings that fail, each under a Call-ID of its own. */
const FAILING = (count: number): string =>
  Array.from({ length: count }, (_, number) =>
    exchange(number, ['INVITE', 'MESSAGE', 'REGISTER', 'OPTIONS'][number % 4] ?? '', REFUSED[number % 6] ?? ''),
  ).join('\n');

describe('how much the search reads again when a log changes in which much fails:', () => {
  const count = 240;
  const log = FAILING(count);
  const middle = log.indexOf('CSeq: 1 INVITE', log.length / 2);
  const cases: [what: string, start: number, end: number, by: string][] = [
    ['a header field of a call that failed', middle, middle, 'Subject: 1\n'],
    ['a call that fails is appended', log.length, log.length, `\n${exchange(count, 'INVITE', '500 Oops')}`],
    ['a message that is answered', log.length, log.length, `\n${exchange(count, 'MESSAGE')}`],
    [
      'a ping of somebody else',
      log.length,
      log.length,
      `\n${exchange(count, 'OPTIONS').replaceAll('192.0.2.1', '192.0.2.7')}`,
    ],
  ];
  for (const [what, start, end, by] of cases) {
    it(what, () => {
      const trace = readTrace(log);
      const all = headersRead(() => findings(trace));
      const now = changed(trace, start, end, by);
      const again = headersRead(() => findings(now));
      assert.ok(all > count && again <= 12, `${again} messages in place of ${all}`);
    });
  }

  it('a registration: those of the user', () => {
    const trace = readTrace(log);
    findings(trace);
    const now = changed(trace, log.length, log.length, `\n${exchange(count, 'REGISTER').replaceAll('alice', 'bob')}`);
    const again = headersRead(() => findings(now));
    assert.ok(again <= 12, `${again} messages`);
  });
});
