import assert from 'node:assert/strict';
import { findings } from '../../server/src/trace/findings';
import { readTrace } from '../../server/src/trace/trace';
import { message, record } from '../support/logs';

const HEADERS = 'Via: SIP/2.0/UDP a\nFrom: <sip:a@b>;tag=1\nTo: <sip:a@b>;tag=2\nCall-ID: 1';
const inHeader = (field: string, splinter: string) => (size: number) =>
  message({
    start: 'SIP/2.0 500 Oops',
    headers: `${HEADERS}\nCSeq: 1 REGISTER\n${field}: ${splinter.repeat(size / splinter.length)}`,
  });
const repeated = (piece: string) => (size: number) => piece.repeat(size / piece.length);
const line = (text: string) => repeated(`${text}\n`);

const SEGMENT = 'T 192.0.2.1:1 -> 192.0.2.2:2 [AP]\n';
const FIRST_PART = 'BYE sip:a@b SIP/2.0.\nv: SIP/2.0/TCP a.\n';

/** Texts of about `size` characters that make a careless reader look at each of them again and again. */
const HOSTILE: Readonly<Record<string, (size: number) => string>> = {
  CRs: repeated('\r'),
  'CRs before LFs': repeated('\r\r\r\n'),
  'CRs behind one another, LF at the end': (size) => `${'\r'.repeat(size)}\n`,
  blanks: repeated(' '),
  'begin marks': line('x$$begin_record'),
  'first lines without flag': line('TL_'),
  'first lines without time': line('TL_INFO(TF_X)'),
  'record heads': line('TL_INFO(TF_PROTOCOL) [0]$$begin_record'),
  'versions without URI': line('a b SIP/2.0'),
  'status-lines': line('SIP/2.0 200'),
  'status-lines with CR': repeated('SIP/2.0 200 OK\r'),
  'request-lines': line('BYE sip:a@b SIP/2.0'),
  'messages without separators': line('BYE sip:a@b SIP/2.0\nFrom: <a\nTo: b\nVia: c\nContact: <d\n'),
  'sipfrag bodies': line('BYE sip:a@b SIP/2.0\nc: message/sipfrag\nl: 999999\n'),
  'brackets in From': inHeader('From', '<'),
  'quotes in From': inHeader('f', '"'),
  'flags in From': inHeader('From', '<a>;a'),
  'semicolons in Via': inHeader('Via', ';'),
  'commas in Via': inHeader('Via', ','),
  'slashes in Via': inHeader('Via', ' / '),
  'commas in ms-diagnostics': inHeader('ms-diagnostics', '1,'),
  'accounts in ms-diagnostics': (size) =>
    message({
      start: 'SIP/2.0 500 Oops',
      headers: `${HEADERS}\nms-diagnostics: ${Array.from({ length: size / 7 }, (_, id) => id)}`,
    }),
  'blanks in ms-diagnostics': (size) => inHeader('ms-diagnostics', ' ')(size).replace(': ', ': 1;reason="\r\n '),
  'parameters in ms-diagnostics': inHeader('ms-diagnostics', '1;a=b;'),
  'backslashes in ms-diagnostics': inHeader('ms-diagnostics', '1;reason="\\'),
  'folds in ms-diagnostics': inHeader('ms-diagnostics', '1;\r\n a'),
  'commas in WWW-Authenticate': inHeader('WWW-Authenticate', 'NTLM a,'),
  'blanks in User-Agent': inHeader('User-Agent', ' a'),
  'slashes in User-Agent': inHeader('User-Agent', 'a/b('),
  'commas in Warning': inHeader('Warning', '314 lcs.microsoft.com "'),
  'records with errors of one call': (size) =>
    Array.from({ length: size / 400 }, (_, index) =>
      record({ start: 'SIP/2.0 404 Not Found', headers: `${HEADERS}\nCSeq: ${index} REGISTER\nms-diagnostics: 9999` }),
    ).join('\n'),
  'failures of one call with one CSeq': (size) =>
    Array.from({ length: size / 200 }, (_, index) =>
      message({ start: 'SIP/2.0 500 Oops', headers: `${HEADERS.replace('/UDP a', `/UDP a${index}`)}\nCSeq: 1 INFO` }),
    ).join('\n'),
  'failures of one call': (size) =>
    Array.from({ length: size / 200 }, (_, index) =>
      message({ start: 'SIP/2.0 500 Oops', headers: `${HEADERS}\nCSeq: ${index} INFO` }),
    ).join('\n'),
  'tiny parts of a header': (size) => SEGMENT + FIRST_PART + `${SEGMENT}x: 1\n\n`.repeat(size / 42),
  'tiny parts of a body': (size) => `${SEGMENT}${FIRST_PART}l: 99999999.\n.\n\n${`${SEGMENT}x\n\n`.repeat(size / 38)}`,
  'begun messages of many streams': (size) =>
    Array.from({ length: size / 80 }, (_, port) => SEGMENT.replace('1:1', `1:${port}`) + FIRST_PART).join('\n'),
  'begun messages of one stream': repeated(`${SEGMENT}${FIRST_PART}\n`),
  'messages in one segment': (size) => SEGMENT + `${FIRST_PART}.\n`.repeat(size / 45),
  'messages on one line': (size) => SEGMENT + 'BYE sip:a@b SIP/2.0..Via: SIP/2.0/TCP a....'.repeat(size / 44),
  'wrapped dots': (size) => SEGMENT + '  ....\n'.repeat(size / 7),
  'frames without end': line('Frame 1: 1 bytes'),
  'layers of SIP': line(
    'Session Initiation Protocol\n    Request-Line: BYE sip:a@b SIP/2.0\n    Message Header\n        v: a',
  ),
  'header fields of a layer': (size) =>
    `Session Initiation Protocol\n    Request-Line: BYE sip:a@b SIP/2.0\n    Message Header\n${'        v: a\n'.repeat(size / 13)}`,
  'numbers of octets': (size) => `Follow: tcp,ascii\n${'1\nx\n'.repeat(size / 4)}`,
  arrows: repeated('T a -> '),
  'IP headers': repeated('IP (tos (a) '),
  'broken header fields': (size) => `BYE sip:a@b SIP/2.0\nVia: a\n${'a\nb:\n'.repeat(size / 5)}\n`,
  'folded lines': (size) => `BYE sip:a@b SIP/2.0\nUser-Agent: a\n${' b\n'.repeat(size / 3)}\n`,
};

const SMALL = 100_000;

/** Milliseconds to read and judge a text: the best of a few runs. */
function timeOf(text: string, runs: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const begin = performance.now();
    findings(readTrace(text));
    best = Math.min(best, performance.now() - begin);
  }
  return best;
}

describe('time is linear in the size of the text:', function () {
  this.timeout(60_000);
  for (const [name, textOf] of Object.entries(HOSTILE)) {
    it(name, () => {
      // Four times the text: a linear reader takes about four times as long, a quadratic one sixteen times. A machine
      // that is busy with something else may slow one attempt down, but not all.
      const attempts: string[] = [];
      while (attempts.length < 4) {
        const small = timeOf(textOf(SMALL), 3);
        const large = timeOf(textOf(SMALL * 4), 2);
        if (large < Math.max(small, 8) * 9) return;
        attempts.push(`${small.toFixed(1)} ms and ${large.toFixed(1)} ms for four times the text`);
      }
      assert.fail(attempts.join('; '));
    });
  }
});
