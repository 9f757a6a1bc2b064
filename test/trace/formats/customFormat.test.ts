import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { linearPattern } from '../../../server/src/lsp/linearPattern';
import { problemText, readCustomFormats, withCustomFormats } from '../../../server/src/trace/formats/customFormat';
import { checkMessages } from '../../support/checkMessages';

const HEAD = String.raw`\[sbc\] (?:(?<incoming>RX)|(?<outgoing>TX)) (?<transport>\w+) (?<remote>\S+)`;

const read = (value: unknown) => readCustomFormats(value, linearPattern);
const problems = (value: unknown): string[] => read(value).problems.map(problemText);

/** A format that is right but for `more`, and what is said about it behind `Format 1 ("my-sbc"), `. */
const WRONG: readonly (readonly [string, Readonly<Record<string, unknown>>, string | readonly string[]])[] = [
  ['no name', { name: undefined }, ''],
  ['an empty name', { name: '' }, ''],
  ['a head that is no text', { head: 7 }, '"head": This is a number. It must be a regular expression, as a text.'],
  [
    'an empty list of heads',
    { head: [] },
    '"head": The list is empty. Add an expression for the line in front of each message.',
  ],
  ['an empty expression', { head: '' }, '"head": This is an empty text. It must be a regular expression, as a text.'],
  [
    'a broken expression in a list',
    { head: [HEAD, '(a'] },
    '"head[2]": This is no regular expression: missing closing ). Mind that JSON needs two backslashes for one.',
  ],
  [
    'look-ahead',
    { head: '(?=a)b' },
    '"head": (?=…) looks around, which can take very long and is not available. Match what must stand there, or leave it out.',
  ],
  [
    'a head that may be empty',
    { head: String.raw`(?:RX)?\s*` },
    '"head": This matches the empty line, so it tells nothing. Say what must stand on the line.',
  ],
  [
    'a head without fixed text',
    { head: String.raw`^\d+$` },
    '"head": No fixed text can be seen in this expression, and to try it on every line of a log would be slow. Say which ' +
      'text each of these lines holds: { "pattern": "…", "contains": "the text" }.',
  ],
  [
    'a group that means nothing',
    { head: 'RX (?<from>a)' },
    '"head": There is no group "from". The groups are incoming, outgoing, time, utc, transport, source, sourcePort, ' +
      'destination, destinationPort, local, localPort, remote, remotePort, thread, sequence and again; for any other, write (?:…).',
  ],
  [
    'a head with a key too many',
    { head: { pattern: 'RX', word: 'RX' } },
    '"head.word": There is no such key. The keys are pattern, contains, direction and duplicate.',
  ],
  [
    'a head without pattern',
    { head: { contains: 'RX' } },
    '"head.pattern": This is missing. It must be a regular expression, as a text.',
  ],
  [
    'a blank contains',
    { head: { pattern: 'RX', contains: ' ' } },
    '"head.contains": This must be a text that every such line holds, and not only blanks.',
  ],
  [
    'a direction',
    { head: { pattern: 'RX', direction: 'in' } },
    '"head.direction": This must be "incoming" or "outgoing".',
  ],
  [
    'a duplicate',
    { head: { pattern: 'RX', duplicate: 'yes' } },
    '"head.duplicate": This is a text. It must be true or false.',
  ],
  [
    'details that take start-lines',
    { details: ['^Peer: ', '.+'] },
    '"details[2]": This matches lines of messages too, such as "INVITE sip:bob@example.com SIP/2.0". Say more precisely what ' +
      'stands on the line, and begin with ^.',
  ],
  [
    'an end that takes header fields',
    { end: String.raw`\w+: ` },
    '"end": This matches lines of messages too, such as "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1". Say more precisely ' +
      'what stands on the line, and begin with ^.',
  ],
  [
    'an end that is empty',
    { end: String.raw`^\s*$` },
    '"end": This matches the empty line, so it tells nothing. Say what must stand on the line.',
  ],
  [
    'skips that are no text',
    { skips: [null] },
    '"skips[1]": This is null. It must be a regular expression, as a text.',
  ],
  [
    'a reach that is too far',
    { reach: 51 },
    '"reach": This must be a whole number from 1 to 50: in how many lines behind the head line the message begins.',
  ],
  ['an order of dates', { dateOrder: 'year-first' }, '"dateOrder": This must be "day-first" or "month-first".'],
  [
    'a key that there is not',
    { heads: 'RX' },
    '"heads": There is no such key. The keys are name, head, details, skips, reach, end, entry and dateOrder.',
  ],
  [
    'two things',
    { reach: 0, dateOrder: 1 },
    [
      '"reach": This must be a whole number from 1 to 50: in how many lines behind the head line the message begins.',
      '"dateOrder": This must be "day-first" or "month-first".',
    ],
  ],
];

describe('the setting sipTrace.formats', () => {
  for (const [what, more, expected] of WRONG) {
    if (expected === '') continue;
    it(`tells what is wrong: ${what}`, () => {
      const { formats } = read([{ name: 'my-sbc', head: HEAD, ...more }]);
      assert.deepEqual(formats, []);
      const told = problems([{ name: 'my-sbc', head: HEAD, ...more }]);
      assert.deepEqual(
        told,
        [expected].flat().map((message) => `Format 1 ("my-sbc"), ${message}`),
      );
    });
  }

  it('tells what is wrong with names', () => {
    const names = [undefined, 7, '', 'my sbc', '-x', 'x'.repeat(41), 'ngrep', 'plain', 'my-sbc', 'my-sbc'];
    const shape =
      'Use at most 40 letters, digits, hyphens, dots and underscores, with a letter or digit first, such as "my-sbc".';
    assert.deepEqual(problems(names.map((name) => ({ name, head: HEAD }))), [
      'Format 1, "name": A name is missing. Add one, such as "my-sbc".',
      'Format 2, "name": This is a number. It must be a text such as "my-sbc".',
      `Format 3, "name": ${shape}`,
      `Format 4 ("my sbc"), "name": ${shape}`,
      `Format 5 ("-x"), "name": ${shape}`,
      `Format 6 ("${'x'.repeat(40)}"), "name": ${shape}`,
      'Format 7 ("ngrep"), "name": "ngrep" is taken: SIP Trace reads a format of this name already. Choose another name.',
      'Format 8 ("plain"), "name": "plain" is taken: SIP Trace reads a format of this name already. Choose another name.',
      'Format 10 ("my-sbc"), "name": "my-sbc" is taken: format 9 has the same name. Choose another name.',
    ]);
  });

  it('tells what is wrong with the list', () => {
    const list = 'It must be a list: [ { "name": "my-sbc", "head": "…" } ].';
    assert.deepEqual(problems('my-sbc'), [`The setting is a text. ${list}`]);
    assert.deepEqual(problems({ name: 'my-sbc', head: HEAD }), [`The setting is an object. ${list}`]);
    assert.deepEqual(problems(Array(51).fill({})), [
      'The setting has 51 formats. There may be 50: remove those that you do not need.',
    ]);
    assert.deepEqual(problems([null, []]), [
      'Format 1: This is null. It must be an object such as { "name": "my-sbc", "head": "…" }.',
      'Format 2: This is a list. It must be an object such as { "name": "my-sbc", "head": "…" }.',
    ]);
    for (const nothing of [undefined, null, []]) assert.deepEqual(read(nothing), { formats: [], problems: [] });
  });

  it('keeps the formats that are right beside one that is wrong', () => {
    const { formats, problems: wrong } = read([
      { name: 'one', head: HEAD },
      { name: 'two' },
      { name: 'three', head: 'RX' },
    ]);
    assert.deepEqual(
      formats.map(({ id }) => id),
      ['one', 'three'],
    );
    assert.equal(wrong.length, 1);
  });
});

/** Compares the messages that `format` reads, with the built-in formats beside it. */
function check(format: Readonly<Record<string, unknown>>, log: string, expected: readonly string[]): void {
  const { formats, problems: wrong } = read([{ name: 'my-sbc', ...format }]);
  assert.deepEqual(wrong, []);
  checkMessages(log, expected, undefined, withCustomFormats(formats));
}

describe('a format of a person', () => {
  it('reads the log of the README with the setting of the README', () => {
    const [, section = ''] = readFileSync('README.md', 'utf8').split('## Your own formats');
    const [, log = '', , json = ''] = section.split(/```(?:json)?\n/);
    const { 'sipTrace.formats': value } = JSON.parse(`{${json}}`);
    const { formats, problems: wrong } = read(value);
    assert.deepEqual(wrong, []);
    const expected =
      'my-sbc 1-5 incoming 2024-01-02 03:04:05.678 UDP 192.0.2.1:5060 > ? | OPTIONS sip:bob@example.com SIP/2.0 | via';
    checkMessages(log.replace('…\n', ''), [expected], undefined, withCustomFormats(formats));
  });

  it('reads direction, time, transport and address from the head line, and an end mark', () => {
    check(
      { head: HEAD, end: '^-- end --$' },
      `
2024-01-02 03:04:05.678 [sbc] RX udp 192.0.2.1:5060
OPTIONS sip:bob@example.com SIP/2.0
CSeq: 1 OPTIONS
Content-Length: 0

-- end --
2024-01-02 03:04:05.690 [sbc] TX tcp [2001:db8::1]:5060
SIP/2.0 200 OK
CSeq: 1 OPTIONS
-- end --
`,
      [
        'my-sbc 1-6 incoming 2024-01-02 03:04:05.678 UDP 192.0.2.1:5060 > ? | OPTIONS sip:bob@example.com SIP/2.0 | cseq content-length',
        'my-sbc 7-10 outgoing 2024-01-02 03:04:05.690 TCP ? > [2001:db8::1]:5060 | SIP/2.0 200 OK | cseq',
      ],
    );
  });

  it('reads details, skips lines and reaches far', () => {
    check(
      {
        head: [
          { pattern: '(?i)^message received', contains: 'essage', direction: 'incoming' },
          { pattern: '^Message sent', direction: 'outgoing' },
          { pattern: '^Message sent again', direction: 'outgoing', duplicate: true },
        ].toReversed(),
        details: [String.raw`^Peer: (?<remote>\S+)`, '^At: (?<time>.+)'],
        skips: ['^Bytes: ', '^Note: '],
        reach: 6,
        dateOrder: 'day-first',
      },
      `
MESSAGE RECEIVED
Message received
Bytes: 300
Note: none
Note: none
Peer: 192.0.2.1:5060
At: 02/03/2024 04:05:06
OPTIONS sip:bob@example.com SIP/2.0
CSeq: 1 OPTIONS

Message sent again
SIP/2.0 200 OK
CSeq: 1 OPTIONS

`,
      [
        'my-sbc 2-9 incoming 2024-03-02 04:05:06.000 192.0.2.1:5060 > ? | OPTIONS sip:bob@example.com SIP/2.0 | cseq',
        'my-sbc 11-13 outgoing again | SIP/2.0 200 OK | cseq',
      ],
    );
  });

  it('ends a message where another entry begins', () => {
    check(
      { head: HEAD, entry: String.raw`^\d\d:\d\d:\d\d ` },
      `
03:04:05 [sbc] RX udp 192.0.2.1:5060
MESSAGE sip:bob@example.com SIP/2.0
Content-Type: text/plain

hello
03:04:06 name: value
`,
      [
        'my-sbc 1-5 incoming 03:04:05.000 UDP 192.0.2.1:5060 > ? | MESSAGE sip:bob@example.com SIP/2.0 | content-type | "hello"',
      ],
    );
  });

  it('stands behind a prefix on every line that nobody has described', () => {
    check(
      { head: HEAD },
      `
Mar  3 04:05:06 host prog[123]: [sbc] TX udp 192.0.2.1:5060
Mar  3 04:05:06 host prog[123]: OPTIONS sip:bob@example.com SIP/2.0
Mar  3 04:05:06 host prog[123]: CSeq: 1 OPTIONS
Mar  3 04:05:06 host prog[123]: 
Mar  3 04:05:07 host prog[123]: something else
`,
      ['my-sbc 1-3 outgoing 03-03 04:05:06.000 UDP ? > 192.0.2.1:5060 | OPTIONS sip:bob@example.com SIP/2.0 | cseq'],
    );
  });

  it('goes before a built-in one, which reads the rest of the log', () => {
    check(
      { head: String.raw`^U (?<time>\d{4}\S+ \S+) (?<source>192\.0\.2\.9\S+) -> (?<destination>\S+)` },
      `
U 2024/01/02 03:04:05.678 192.0.2.9:5060 -> 192.0.2.1:5060
OPTIONS sip:bob@example.com SIP/2.0
CSeq: 1 OPTIONS

U 2024/01/02 03:04:05.700 192.0.2.1:5060 -> 192.0.2.9:5060
SIP/2.0 200 OK
CSeq: 1 OPTIONS

`,
      [
        'my-sbc 1-3 2024-01-02 03:04:05.678 192.0.2.9:5060 > 192.0.2.1:5060 | OPTIONS sip:bob@example.com SIP/2.0 | cseq',
        'ngrep 5-7 2024-01-02 03:04:05.700 UDP 192.0.2.1:5060 > 192.0.2.9:5060 | SIP/2.0 200 OK | cseq …',
      ],
    );
  });
});
