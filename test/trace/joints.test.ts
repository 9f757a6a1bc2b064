import assert from 'node:assert/strict';
import { checkSound } from '../support/checkSound';

const PART = '<167>Jan 11 09:01:09 192.0.2.94 SIPMESSAGE: -04:00 2022 920 1 .TEL | 0 [Part';

/** A phone's log of `message`, in two parts that it is cut into at the bar. */
const inTwo = (message: string): string => {
  const [one = '', two = ''] = message.replace(/^\n/, '').replaceAll('\n', '\r\n').split('|');
  const head = 'CSIPServer::SendToNetwork(): Outbound SIP message to 192.0.2.227:5096';
  return `${PART} 01 of 02]\r\n${head}\r\nTX ${one}${PART} 02 of 02]\r\n${two}\r\n`;
};

const NEXT = `${PART.replace(' [Part', ' Inbound SIP message from 192.0.2.1:5061')}\r\nRX SIP/2.0 200 OK\r\nCSeq: 9 BYE\r\n\r\n`;

const MESSAGE = `
REGISTER sip:example.com SIP/2.0
Via: SIP/2.0/TLS 192.0.2.9;branch=z9hG4bK7
From: <sip:alice@example.com>;tag=one
To: <sip:alice@example.com>
Call-ID: two-parts@example.com
CSeq: 7 REGISTER
Content-Type: text/plain
Content-Length: 14

Hello
there

`;

/** Compares what matters of the message that is cut at the bar with the same message in one piece. */
function checkBroken(message: string): void {
  const [broken] = checkSound(inTwo(message) + NEXT).messages;
  const [whole] = checkSound(message.replace('|', '').replace(/^\n/, '').replaceAll('\n', '\r\n')).messages;
  const seen = [broken, whole].map((read) => [
    read?.slice(read.startLine.span),
    read?.headers.map(({ key }) => `${key} ${read.value(key)}`),
    read?.body,
    read?.callId,
    read?.branch,
    read?.fromTag,
    read?.cseq,
    read?.method,
    read?.headersComplete,
  ]);
  assert.deepEqual(seen[0], seen[1]);
}

describe('messages that the log broke', () => {
  it('are the same as in one piece, wherever a line behind the start-line is broken', () => {
    for (let at = MESSAGE.indexOf('Via'); at < MESSAGE.length; at += 3) {
      if (/^[^\n]{2}/.test(MESSAGE.slice(at - 1))) checkBroken(`${MESSAGE.slice(0, at)}|${MESSAGE.slice(at)}`);
    }
  });

  it('know where their parts stand in the log, with what it put into them', () => {
    const trace = checkSound(inTwo(MESSAGE.replace('two-', 'two-|')));
    const [message] = trace.messages;
    const field = message?.headers.find(({ key }) => key === 'call-id');
    assert.ok(message !== undefined && field !== undefined);
    assert.equal(message.slice(field.value), 'two-parts@example.com');
    assert.equal(trace.slice(message.inLog(field.value)), `two-${PART} 02 of 02]\r\nparts@example.com`);
  });

  it('are over where the next one begins', () => {
    const cut = inTwo(MESSAGE.replace('two-', 'two-|')).replace(/parts@[\s\S]*/, 'parts@example.com\r\n');
    const trace = checkSound(cut + NEXT);
    assert.deepEqual(
      trace.messages.map(({ callId, cseq, headersComplete }) => [callId, cseq, headersComplete]),
      [
        ['two-parts@example.com', undefined, false],
        ['', 9, true],
      ],
    );
  });

  it('are sound however the log is cut', () => {
    const log = inTwo(MESSAGE.replace('two-', 'two-|')) + NEXT;
    for (let length = 0; length < log.length; length += 5) checkSound(log.slice(0, length));
  });
});
