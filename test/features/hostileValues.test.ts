import assert from 'node:assert/strict';
import { documentLinks } from '../../server/src/features/documentLinks';
import { hover } from '../../server/src/features/hover';
import { readTrace } from '../../server/src/trace/trace';
import { checkMarkdown } from './support/checkMarkdown';

const MANY = 5000;

/** Values that no header field should have. */
const VALUES: Readonly<Record<string, string>> = {
  nothing: '',
  'a quote that is not closed': '"Alice <sip:alice@example.com>;tag=1, x',
  'a bracket that is not closed': '<sip:alice@example.com;lr, <sip:bob@example.com>;q=1',
  'only separators': ';;,,;=,=;<>,"",:@?&;',
  'one long word': 'x'.repeat(100_000),
  'many values': Array.from(
    { length: MANY },
    (_, index) => `SIP/2.0/UDP 192.0.2.1:${index};branch=z9hG4bK${index}`,
  ).join(', '),
  'many parameters': `<sip:a@example.com>${Array.from({ length: MANY }, (_, index) => `;p${index}=${index}`).join('')}`,
  'many parameters of a URI': `<sip:a@example.com${';lr;transport=tcp'.repeat(MANY)}?${'Subject=%20&'.repeat(MANY)}>`,
  'many quotes': '"'.repeat(20_001),
  'many escapes': `<sip:${'%41'.repeat(20_000)}@example.com>`,
  'broken escapes': '<sip:%%%4%zz%C3%28@example.com?Subject=%C3%28>',
  'Markdown and HTML':
    '[x](https://example.com) <img src=x onerror=alert(1)> **b** `c` ![i](file:///etc) <!-- --> | a |\t# h www.example.com',
  'Markdown in a name':
    '"[x](https://evil.example) `a` <b>" <sip:[x](y)`z`@*b*.example.com;`lr`;[a](b)=<c>>;tag=`x`;[a](b)',
  'control characters': 'a\u0000\u202e\u2028b;c\u0007=d\u001b[31m',
  'words that every object of JavaScript has': '__proto__ constructor="constructor";__proto__=toString, constructor',
  'many accounts': '1003;reason="a",'.repeat(MANY),
  'huge numbers': '99999999999999999999 99999999999999999999 INVITE;expires=99999999999999999999',
  'a date that is none': 'Sat, 99 Nov 9999 99:99:99 GMT',
};

/** Header fields of every grammar, some without one, and names that JavaScript has a use for. */
const NAMES =
  `Via From To Contact Route Record-Route Path Refer-To Referred-By Diversion History-Info P-Asserted-Identity
  Call-Info Remote-Party-ID Call-ID CSeq Max-Forwards RAck RSeq Timestamp In-Reply-To Replaces Join Target-Dialog Event
  Allow-Events Subscription-State Expires Session-Expires Min-SE Retry-After Date Supported Require Allow Accept Privacy
  Priority Security-Client Reason Warning User-Agent Server Content-Type Content-Length Content-Disposition ms-keep-alive
  P-Charging-Vector Session-ID Subject ms-diagnostics Authorization WWW-Authenticate X-Other constructor __proto__ toString`.split(
    /\s+/,
  );

/** No hover takes longer; one that is not linear in a value of 100 kB takes seconds. The machine may be busy. */
const LONGEST_MS = 500;

describe('hovers on hostile header fields', () => {
  for (const [what, value] of Object.entries(VALUES)) {
    it(`${what}: a short answer soon, and nothing of it is live`, () => {
      for (const name of NAMES) checkHovers(name, value);
    }).timeout(60_000);
  }

  it('words that every object of JavaScript has, as names in bodies, of credentials and of header fields: no answer fails', () => {
    for (const word of ['__proto__', 'constructor', 'toString']) {
      const bodies: Readonly<Record<string, string>> = {
        'application/sdp': `v=0\r\nm=${word} 1 ${word} 0\r\na=${word}\r\na=${word}:1\r\na=crypto:1 ${word} inline:x\r\na=fmtp:0 ${word}=1`,
        'message/cpim': `${word}: x\r\n\r\n${word}: x\r\n\r\nx`,
        'application/xml': `<${word} ${word}="x"/>`,
        'message/sipfrag': `SIP/2.0 200 OK\r\n${word}: x`,
      };
      for (const [type, body] of Object.entries(bodies)) {
        const text = `${word} sip:bob@example.com SIP/2.0\r\n${word}: x\r\nExpires: 1\r\nAuthorization: ${word} a="x"\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;
        const trace = readTrace(text);
        assert.deepEqual(
          documentLinks(trace).map(({ target }) => new URL(target ?? '').host),
          documentLinks(trace).map(() => 'www.rfc-editor.org'),
        );
        for (let line = 0; line < trace.lines.count; line++) {
          for (const character of [0, 3, 9, 16]) {
            const found = hover(trace, { line, character }, { markdown: true });
            const { value } = (found?.contents ?? { value: '' }) as { value: string };
            assert.doesNotMatch(value, /native code|\[object/, `${type}:${line}`);
          }
        }
      }
    }
  });

  it('hundreds of Via header fields: the place among all of them', () => {
    const vias = Array.from(
      { length: 900 },
      (_, index) => `Via: SIP/2.0/UDP 192.0.2.1:${index + 1};branch=z9hG4bK${index}`,
    );
    const text = `OPTIONS sip:bob@example.com SIP/2.0\r\n${vias.join('\r\n')}\r\n\r\n`;
    const found = hover(readTrace(text), { line: 100, character: 10 }, { markdown: false });
    assert.match(
      (found?.contents as { value: string } | undefined)?.value ?? '',
      /^Via: hop 801 of 900, counted from the sender\n/,
    );
  });
});

function checkHovers(name: string, value: string): void {
  const text = `REGISTER sip:example.com SIP/2.0\r\n${name}: ${value}\r\nCSeq: 1 REGISTER\r\nCall-ID: 1\r\n\r\n`;
  const trace = readTrace(text);
  const line = name.length + 2 + value.length;
  const columns = [0, name.length + 2, name.length + 8, Math.floor(line / 2), line - 3, line];
  for (const character of columns.filter((column) => column <= line)) {
    const where = `${name} at ${character}`;
    const begin = performance.now();
    const found = hover(trace, { line: 1, character }, { markdown: true });
    const took = performance.now() - begin;
    assert.ok(took < LONGEST_MS, `${where} took ${took} ms`);
    const { value: markdown } = (found?.contents ?? { value: '' }) as { value: string };
    assert.ok(markdown.length < 20_000, `${where}: ${markdown.length} characters`);
    assert.doesNotMatch(markdown.replace(/[\n\u200b]/g, ''), /\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u, where);
    checkMarkdown(markdown, where);
  }
}
