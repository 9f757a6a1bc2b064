import assert from 'node:assert/strict';
import { formatTest } from '../../server/src/features/formatTest';
import { markup } from '../../server/src/features/richText';
import { linearPattern } from '../../server/src/lsp/linearPattern';
import { readCustomFormats } from '../../server/src/trace/formats/customFormat';

const HEAD = String.raw`^(?<time>\S+) \[sbc\] (?:(?<incoming>RX)|(?<outgoing>TX)) (?<transport>\w+) (?<remote>\S+)`;

const OPTIONS = `OPTIONS sip:bob@example.com SIP/2.0
Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1
CSeq: 1 OPTIONS
`;

/** The test of `formats` on a text that begins on line 11 of its document, as Markdown without its first paragraph. */
function tested(formats: unknown, text: string, isCut = false): string {
  const { formats: custom, problems } = readCustomFormats(formats, linearPattern);
  const blocks = formatTest(
    { title: 'a.log', text, firstLine: 10, isCut },
    { custom, problems, compile: linearPattern },
  );
  return markup(blocks.slice(1), true).value;
}

/** What is said about a head line behind which no message was read. */
const reason = (format: object, text: string): string =>
  / → no message: (.*)/.exec(tested([{ name: 'my-sbc', head: HEAD, ...format }], text))?.[1] ?? 'there is a message';

const HEAD_LINE = '03:04:05.678 [sbc] RX udp 192.0.2.1:5060\n';

describe('a test of formats', () => {
  it('says what was found: head lines with their groups, messages, end marks', () => {
    const text = `${HEAD_LINE}${OPTIONS}\n-- end --\n03:04:05.700 [sbc] TX udp 192.0.2.1:5060\n\nSIP/2.0 200 OK\nCSeq: 1 OPTIONS\n\n`;
    assert.equal(
      tested([{ name: 'my-sbc', head: HEAD, end: '^-- end --$' }], text),
      `2 messages read: 2 by \`my-sbc\`.

**Head lines of my-sbc**

- Line 11: \`03:04:05.678 [sbc] RX udp 192.0.2.1:5060\`, **time** \`03:04:05.678\`, **incoming** \`RX\`, **transport** \`udp\`, **remote** \`192.0.2.1:5060\` → message on line 12
- Line 17: \`03:04:05.700 [sbc] TX udp 192.0.2.1:5060\`, **time** \`03:04:05.700\`, **outgoing** \`TX\`, **transport** \`udp\`, **remote** \`192.0.2.1:5060\` → message on line 19

**Messages**

- Line 12: \`OPTIONS sip:bob@example.com SIP/2.0\`, read by \`my-sbc\`, lines 11 to 16, incoming, 03:04:05.678, UDP, from \`192.0.2.1:5060\`, 2 header fields, end mark on line 16
- Line 19: \`SIP/2.0 200 OK\`, read by \`my-sbc\`, lines 17 to 20, outgoing, 03:04:05.700, UDP, to \`192.0.2.1:5060\`, 1 header field, no end mark`,
    );
  });

  it('says why no message was read behind a head line', () => {
    assert.equal(
      reason({}, `${HEAD_LINE}some words\n${OPTIONS}`),
      'line 12 is no start-line, and neither "details" nor "skips" match it: `some words`. The next start-line is on line 13',
    );
    assert.equal(
      reason({ skips: '^some' }, `${HEAD_LINE}${'some words\n'.repeat(5)}${OPTIONS}`),
      'no start-line follows within 4 lines. The next start-line is on line 17; "reach" must be at least 6 for it',
    );
    assert.equal(reason({}, `${HEAD_LINE}\n\n\n\n`), 'no start-line follows within 4 lines');
    assert.equal(reason({}, HEAD_LINE), 'the text ends before a start-line');
    assert.equal(
      reason({}, `${HEAD_LINE}${HEAD_LINE.replace('RX', 'TX')}${OPTIONS}`),
      'the next head line follows on line 12',
    );
  });

  it('says which line comes nearest to a head line, and how far the expression matches there', () => {
    const text = `one line\n03:04:05 [sbc] seen\n03:04:05 [sbc] RX udp\n${OPTIONS}`;
    const [, , why] = tested([{ name: 'my-sbc', head: HEAD }], text).split('\n\n');
    assert.equal(
      why,
      'Line 13 holds what its head line must, but the expression does not match it: it matches up to ' +
        '`^(?<time>\\S+) \\[sbc\\] (?:(?<incoming>RX)|(?<outgoing>TX)) (?<transport>\\w+)` and not on from `  (?<remote>\\S+) `',
    );
    const [, , none] = tested([{ name: 'my-sbc', head: 'RECV|SEND' }], text).split('\n\n');
    assert.equal(none, 'No line holds `RECV` or `SEND`, which its head line must.');
  });

  it('says what is wrong with formats, and tries the others', () => {
    const markdown = tested([{ name: 'one' }, { name: 'my-sbc', head: HEAD }], HEAD_LINE + OPTIONS);
    assert.match(
      markdown,
      /\*\*What is wrong in the setting\*\* \(these formats were not tried\)\n\n- Format 1 \("one"\), "head": /,
    );
    assert.match(markdown, /1 message read: 1 by `my-sbc`/);
  });

  it('says that there are no formats, and that the text was cut', () => {
    const markdown = tested([], OPTIONS, true);
    assert.match(markdown, /^1 message read: 1 by `plain`\. The rest is too long for a test and was left out/);
    assert.match(markdown, /describes no format of your own, so only those that SIP Trace has were tried\./);
    assert.match(tested([], 'nothing\n'), /^No message was read\.\n/);
  });

  it('shows what stands in a log as it is: nothing of it becomes Markdown', () => {
    const line = '03:04:05 [sbc] RX ![x](https://example.com/x.png)`<img>` 192.0.2.1\n';
    const head = String.raw`\[sbc\] RX (?<thread>\S+)`;
    const markdown = tested([{ name: 'my-sbc', head }], `${line}*some* [words](command:x)\n`);
    assert.ok(markdown.includes('**thread** `` ![x](https://example.com/x.png)`<img>` ``'), markdown);
    assert.ok(markdown.includes('match it: `*some* [words](command:x)`'), markdown);
  });

  it('lists a hundred head lines and messages', () => {
    const markdown = tested([{ name: 'my-sbc', head: HEAD }], `${HEAD_LINE}${OPTIONS}\n`.repeat(150));
    assert.match(markdown, /^150 messages read/);
    assert.equal(markdown.match(/^- Line /gm)?.length, 200);
    assert.equal(markdown.match(/^- …$/gm)?.length, 2);
  });
});
