import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { readTrace, type Trace } from '../../server/src/trace/trace';
import { checkSound } from '../support/checkSound';

const FOLDER = 'test/traces';

interface Sample {
  readonly name: string;
  readonly text: string;
}

const samples: readonly Sample[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.log'))
  .map((file) => ({ name: file.replace(/\.log$/, ''), text: wholeLines(readFileSync(`${FOLDER}/${file}`, 'utf8')) }));

const PROSE = `

Hi Bob,

this is what the other side wrote at the same time (their clock is 2 s fast). It says 404, but the user is there:
"Not Found" comes from the proxy, I think. SIP/2.0 404 is what they see.

Regards, Alice

`;

/** Without the last line if that is a cut header field: what follows would end it. */
function wholeLines(text: string): string {
  const isCut = readTrace(text).messages.at(-1)?.headersComplete === false;
  return isCut ? text.slice(0, text.lastIndexOf('\n') + 1) : text;
}

/** Whether the log is cut within a body: what follows would be taken for the rest of it. */
function endsInBody({ text }: Sample): boolean {
  const end = text.trimEnd().length;
  return readTrace(text).messages.some((message) => {
    const most = Buffer.byteLength(message.body) + message.body.split('\n').length + 1;
    return message.span.end >= end && most < Number(message.value('content-length') ?? 0);
  });
}

const withLineEnds = (text: string, lineEnd: string): string => text.replace(/\r*\n/g, lineEnd);

/** Format and text of each record that holds a message, with start-line and body. */
const messagesOf = (trace: Trace): string[] =>
  trace.messages.map((message) => {
    const record = trace.recordAt(message.recordIndex);
    return [
      record.format,
      message.slice(message.startLine.span).trim(),
      message.body.trim(),
      trace.slice(record.span).trim(),
    ].join('\n');
  });

/** `messagesOf` each log alone, read once. */
const alone = new Map<string, readonly string[]>();

function messagesAlone(text: string): readonly string[] {
  const known = alone.get(text) ?? messagesOf(readTrace(text));
  alone.set(text, known);
  return known;
}

/** Whatever stands above and below a log, its messages are those that it has alone. */
function checkTogether(parts: readonly Sample[], between: string): void {
  if (parts.slice(0, -1).some(endsInBody)) return;
  const expected = parts.flatMap(({ text }) => messagesAlone(text));
  const found = messagesOf(checkSound(parts.map(({ text }) => text).join(between)));
  assert.deepEqual(found, expected, parts.map(({ name }) => name).join(', '));
}

/** The whole lines of the log up to its last message, which may be cut. */
function closed({ name, text }: Sample, lineEnd: string): Sample {
  const trace = readTrace(text);
  const last = trace.messages.at(-1);
  const lines = last === undefined ? '' : text.slice(0, trace.recordAt(last.recordIndex).span.start);
  return { name, text: lines.endsWith('\n') ? lines : `${lines}${lineEnd}` };
}

/** The sample `places` behind each one. */
const behind = (all: readonly Sample[], index: number, places: number): Sample =>
  all[(index + places) % all.length] ?? { name: '', text: '' };

describe('logs of several formats under one another', () => {
  for (const [name, lineEnd] of [
    ['LF', '\n'],
    ['CR LF', '\r\n'],
  ] as const) {
    const all = samples.map((sample) => ({ ...sample, text: withLineEnds(sample.text, lineEnd) }));
    const prose = withLineEnds(PROSE, lineEnd);

    for (const [index, sample] of all.entries()) {
      it(`${sample.name} and a dozen others, with prose between, ${name}`, () => {
        for (let places = 0; places < 12; places++) checkTogether([sample, behind(all, index, places)], prose);
      });
    }

    it(`two without anything between, ${name}`, () => {
      const whole = all.map((sample) => closed(sample, lineEnd));
      for (const [index, sample] of whole.entries()) {
        for (const places of [1, 4, 9]) checkTogether([sample, behind(whole, index, places)], '');
      }
    });

    it(`three, ${name}`, () => {
      for (const [index, sample] of all.entries()) {
        checkTogether([sample, behind(all, index, 5), behind(all, index, 11)], prose);
      }
    });
  }

  it('from the middle of a message on', () => {
    for (const [index, { name, text }] of samples.entries()) {
      const [first, second] = readTrace(text).messages;
      if (first === undefined || second === undefined || first.body.includes('SIP/2.0')) continue;
      const middle = Math.floor((first.startLineSpan.end + first.headersSpan.end) / 2);
      checkTogether([{ name, text: text.slice(middle) }, behind(samples, index, 7)], PROSE);
      // Where only the head of the file tells what the numbers in it are, the messages are plain.
      const contentsOf = (log: string): string[] =>
        readTrace(log).messages.map((message) => message.slice(message.startLine.span) + message.body);
      assert.deepEqual(contentsOf(text.slice(middle)), contentsOf(text).slice(1), name);
    }
  });
});
