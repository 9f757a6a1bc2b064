import assert from 'node:assert/strict';
import { documentLinks } from '../../server/src/features/documentLinks';
import { readTrace } from '../../server/src/trace/trace';
import { annotatedLog } from '../support/annotatedLog';

/** Compares all links of an annotated log, `line text address`, with its notes: each marks a link and holds its address. */
function checkLinks(source: string): void {
  const { text, notes } = annotatedLog(source);
  const trace = readTrace(text);
  assert.deepEqual(
    documentLinks(trace)
      .map(({ range, target }) => {
        const start = trace.lines.offsetAt(range.start);
        return `${range.start.line + 1} ${text.slice(start, trace.lines.offsetAt(range.end))} ${target}`;
      })
      .sort(),
    notes
      .map(({ start, end, note }) => `${trace.lineAt(start) + 1} ${text.slice(start, end)} ${addressOf(note)}`)
      .sort(),
  );
}

const addressOf = (note: string): string =>
  /^\d/.test(note)
    ? `https://www.rfc-editor.org/rfc/rfc${note}`
    : `https://learn.microsoft.com/en-us/openspecs/office_protocols/${note}`;

describe('links to specifications', () => {
  it('go from methods, header fields, tags, event packages and codes, each where it first stands', () => {
    checkLinks(`
SUBSCRIBE sip:alice@example.com SIP/2.0
#<--------- 6665
Call-ID: 1
#<------- 3261#section-20.8
CSeq: 1 SUBSCRIBE
#<---- 3261#section-20.16
k: 100rel, timer;x=1, x-unknown
#<- 3261#section-20.37
#  ^^^^^^ 3262
#          ^^^^^ 4028
Event: presence;id=1
#<----- 6665#section-8.2.1
#      ^^^^^^^^ 3856
X-Unknown: 100rel

SIP/2.0 404 Not Found
#       ^^^ 3261#section-21.4.5
Call-ID: 1
CSeq: 1 SUBSCRIBE
k: timer
ms-diagnostics: 4005;reason="x"
#<-------------- ms-ocer/
#               ^^^^ ms-ocer/d5c23768-e89d-42af-a2f3-415b81c9cfd0

`);
  });

  it('stand at the right place of a log whose lines have a prefix', () => {
    checkLinks(`
Nov 12 10:15:02 host app: SIP/2.0 486 Busy Here
#                                 ^^^ 3261#section-21.4.24
Nov 12 10:15:02 host app: Call-ID: 1
#                         ^^^^^^^ 3261#section-20.8
Nov 12 10:15:02 host app: CSeq: 1 INVITE
#                         ^^^^ 3261#section-20.16
Nov 12 10:15:02 host app:
`);
  });

  it('never lead where a log says', () => {
    const trace = readTrace(
      'SIP/2.0 200 OK\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\nSupported: https://evil.example/, 100rel](x)\r\n' +
        'Event: <img src=x>\r\nms-diagnostics: 1;source="https://evil.example/"\r\n\r\n',
    );
    const links = documentLinks(trace);
    assert.ok(links.length > 3);
    for (const { target, tooltip } of links) {
      assert.match(target ?? '', /^https:\/\/(www\.rfc-editor\.org\/rfc|learn\.microsoft\.com\/en-us\/openspecs)\//);
      assert.doesNotMatch(tooltip ?? '', /evil|img/);
    }
  });

  it('are few and quick, however large the log', () => {
    const message = (index: number): string =>
      `OPTIONS sip:a SIP/2.0\r\nCall-ID: ${index}\r\nCSeq: 1 OPTIONS\r\nX-Name-${index}: 1\r\n\r\n`;
    const trace = readTrace(Array.from({ length: 20_000 }, (_, index) => message(index)).join(''));
    const started = performance.now();
    assert.equal(documentLinks(trace).length, 3);
    assert.ok(performance.now() - started < 1000);
    const wide = readTrace(`OPTIONS sip:a SIP/2.0\r\n${'Supported: 100rel, x\r\n'.repeat(100_000)}\r\n`);
    assert.equal(documentLinks(wide).length, 3);
  });

  it('are none in a text without messages', () => assert.deepEqual(documentLinks(readTrace('nothing\n')), []));
});
