import assert from 'node:assert/strict';
import { explainedMarkdown, explainedText } from '../../server/src/features/explained';
import { explainTerm } from '../../server/src/features/explainTerm';
import { terms } from '../../server/src/features/terms';
import { rules } from '../../server/src/trace/findings';
import { tableRows } from '../../server/src/trace/tables';
import { message } from '../support/logs';
import { hoverMarkdown } from './support/checkHover';

const titles = (term: string): string[] => explainTerm(term).map(({ title }) => title);

describe('explaining a term', () => {
  it('takes a bare number for whatever the tables hold', () => {
    assert.deepEqual(titles('2013'), ['ms-diagnostics 2013: msrtc-event-categories extension required.']);
    assert.deepEqual(titles('305'), ['305 Use Proxy', 'Warning 305: Incompatible media format']);
    assert.deepEqual(titles('18'), ['Q.850 cause 18: No user responding', 'RTP payload type 18: G729/8000']);
    assert.deepEqual(titles('10060'), ['10060 WSAETIMEDOUT (Windows socket error)']);
    assert.deepEqual(titles('99999999'), []);
  });

  it('takes a kind before it, in any case and with the signs that stand on the wire', () => {
    for (const [term, title] of [
      ['q.850 CAUSE 17', 'Q.850 cause 17: User busy'],
      ['Q.850;cause=17', 'Q.850 cause 17: User busy'],
      ['Warning:  399', 'Warning 399: Miscellaneous warning'],
      ['rtp payload type 0', 'RTP payload type 0: PCMU/8000'],
      ['Timer t1', 'Timer T1: 500 ms'],
      ['privacy id', 'id (Privacy)'],
      ['Subscription-State-Reason noresource', 'noresource (reason of Subscription-State)'],
      ['event refer', 'refer (event package)'],
      ['method refer', 'REFER (method)'],
      ['HRESULT=0x8007274C', '0x8007274C WSAETIMEDOUT'],
      ['status 404', '404 Not Found'],
      ['Content-Type: application/sdp', 'application/sdp: session description'],
    ] as const) {
      assert.deepEqual(titles(term), [title], term);
    }
  });

  it('knows names in any case, compact forms, lines and attributes of SDP, and timers by a capital letter', () => {
    assert.deepEqual(titles('register'), ['REGISTER (method)']);
    assert.deepEqual(titles('k'), ['k: compact form of Supported', 'k= (SDP: encryption key)']);
    assert.deepEqual(titles('K'), ['K: compact form of Supported', 'Timer K: T4 on UDP, 0 on TCP/SCTP']);
    assert.deepEqual(titles('a=rtpmap:0 PCMU/8000'), ['a=rtpmap (SDP attribute)']);
    assert.deepEqual(titles('pcmu/8000'), ['PCMU (audio encoding)']);
    assert.deepEqual(titles('refer'), ['REFER (method)', 'refer (event package)']);
    assert.deepEqual(titles('Application/PIDF+XML'), ['application/pidf+xml: presence']);
    assert.deepEqual(titles('useinbandfec'), ['useinbandfec (parameter of opus)']);
    assert.deepEqual(titles('SHA-256'), ['SHA-256 (algorithm of Digest)']);
    assert.deepEqual(titles('<tuple>'), ['<tuple> in <presence> (XML element)']);
    assert.deepEqual(titles('TLS cipher suite 0xC02F'), ['0xC02F (cipher suite of TLS)']);
  });

  it('shows the page of a finding, with an example of its log', () => {
    assert.deepEqual(titles('registration-failed'), ['registration-failed: A REGISTER ends with a failure (finding)']);
    assert.deepEqual(titles('finding MS-Diagnostics'), [
      'ms-diagnostics: A server of Microsoft says what went wrong (finding)',
    ]);
    assert.ok(titles('ms-diagnostics').length > 1, 'a header field is called so as well');
    const page = explainedMarkdown('finding malformed-start-line') ?? '';
    assert.match(
      page,
      /^\*\*malformed-start-line: The first line of a message is broken \(finding\)\*\*\n\nA message begins/,
    );
    assert.match(page, /\n- What to do: Check the program/);
    assert.match(page, /\n- Severity: error\. Another one is set in sipTrace\.findings\.malformed-start-line\.\n/);
    assert.match(
      page,
      /\n```text\nINVITE {2}sip:bob@example\.com SIP\/2\.0\n[^`]+\n```\n\nSource: \[RFC 3261 7\.1, 7\.2, 25\.1\]\(<https:/,
    );
    assert.match(
      explainedText('rule malformed-start-line') ?? '',
      /\n\nINVITE {2}sip:bob@example\.com SIP\/2\.0\nVia: /,
    );
  });

  it('says what it can of a number that no table holds', () => {
    assert.match(explainTerm('Q.850 48')[0]?.summary ?? '', /Causes from 48 to 63 are about services or options/);
    assert.match(explainTerm('Warning 320')[0]?.summary ?? '', /Codes from 300 to 329 are about keywords/);
    assert.match(explainTerm('PT 100')[0]?.summary ?? '', /a=rtpmap/);
    assert.match(explainTerm('ms-diagnostics 61001')[0]?.summary ?? '', /an application's own codes/);
    for (const term of ['Q.850 0', 'Q.850 128', 'Warning 200', 'PT 128', 'timer ZZ', 'TLS alert 300']) {
      assert.deepEqual(titles(term), [], term);
    }
  });

  it('knows nothing of anything else, whatever it is', () => {
    for (const term of ['', ' ', ':', '=', '\u0000', 'constructor', '__proto__', 'x'.repeat(100_000), '\n\n']) {
      assert.deepEqual(titles(term), [], JSON.stringify(term.slice(0, 20)));
    }
  });

  it('is the same text in the hover, as Markdown, and without markup', () => {
    const inHover = hoverMarkdown(message({ start: 'OPTIONS sip:a SIP/2.0', headers: 'Suppo$0rted: timer' }));
    assert.equal(explainedMarkdown('Supported'), `${inHover}\n`);
    assert.equal(explainedText('Supported')?.split('\n')[0], 'Supported (header field)');
    assert.equal(explainedText('no such thing'), undefined);
  });
});

describe('the list of terms', () => {
  it('has every row of every table and every finding, and each term means one thing', () => {
    const listed = terms();
    const rows = Object.entries(tableRows)
      .filter(([name]) => !['msDiagnosticsRanges', 'teamsCodes'].includes(name))
      .reduce((sum, [, table]) => sum + table().length, 0);
    const teams = new Set(tableRows.teamsCodes().map(({ microsoftCode }) => microsoftCode)).size;
    assert.equal(listed.length, rows + teams + rules.length);
    for (const { term, title, summary } of listed) {
      assert.deepEqual(titles(term), [title], term);
      assert.match(summary, /[.!?)]$/, `${term}: ${summary}`);
    }
    assert.equal(new Set(listed.map(({ term }) => term.toLowerCase())).size, listed.length);
  });
});
