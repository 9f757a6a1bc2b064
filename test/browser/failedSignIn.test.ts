import assert from 'node:assert';
import { type Host, sampleLines, startHost, type Workbench } from './support/workbench';

// Alice cannot sign in: see samples/README.md.
const sample = '1-enhanced-presence-421.sip.log';
const lines = sampleLines(sample);

describe('the trace of a sign-in that the server refuses with 421', function () {
  this.timeout(120_000);
  let host: Host;
  let workbench: Workbench;

  before(async () => {
    host = await startHost();
    workbench = await host.open(sample);
  });
  after(() => host?.stop());

  it('shows one problem that tells the status and what the client lacks', async () => {
    await workbench.problems.first().waitFor();
    const problems = await workbench.problems.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')));
    assert.strictEqual(problems.length, 1, problems.join('\n'));
    assert.match(problems[0] ?? '', /^Error: .*421/s);
    assert.match(problems[0] ?? '', /msrtc-event-categories/);
  });

  it('jumps from the problem to the status line', async () => {
    await workbench.goToLine(1);
    await workbench.problems.first().dblclick();
    const statusLine = lineOf('Start-Line: SIP/2.0 421');
    await workbench.eventually(async () => (await workbench.cursorLine()) === statusLine, `not at line ${statusLine}`);
  });

  it('explains the ms-diagnostics id under the mouse', async () => {
    await workbench.hoverOver(lineOf('ms-diagnostics: 2013'), '2013');
    const text = (await workbench.hover.first().textContent()) ?? '';
    assert.match(text, /2013/);
    assert.ok(text.length > 60, `this explains nothing: ${text}`);
  });

  it('says at the first line of a transaction how it ended', async () => {
    await workbench.goToLine(recordOf(requestOf(lineOf('Start-Line: SIP/2.0 421'))).first);
    await workbench.inlayHint(/REGISTER\s→\s421/).waitFor();
  });

  it('folds a transaction from its request to the end of its response', async () => {
    const { first } = recordOf(lineOf('Start-Line: REGISTER'));
    const { last } = recordOf(lineOf('Start-Line: SIP/2.0 401'));
    await workbench.goToLine(first);
    await workbench.command('Fold');
    const hidden = async () => (await workbench.visibleLines()).filter((line) => line > first && line <= last);
    await workbench.eventually(async () => (await hidden()).length === 0, `lines ${first + 1} to ${last} are in view`);
    const inView = await workbench.visibleLines();
    assert.ok(inView.includes(first) && inView.includes(last + 1), `in view: ${inView}`);

    await workbench.command('Unfold');
    await workbench.eventually(async () => (await hidden()).includes(first + 1), `line ${first + 1} stays hidden`);
  });

  it('colours methods, good and bad status codes differently', async () => {
    const colour = async (line: number, words: string) => {
      await workbench.goToLine(line);
      return workbench.colourOf(line, words);
    };
    const colours = {
      method: await colour(lineOf('Start-Line: REGISTER'), 'REGISTER'),
      success: await colour(lineOf('Start-Line: SIP/2.0 200'), '200'),
      failure: await colour(lineOf('Start-Line: SIP/2.0 421'), '421'),
      plainText: await colour(lineOf('Text: TLS negotiation started'), 'negotiation'),
    };
    assert.strictEqual(new Set(Object.values(colours)).size, 4, JSON.stringify(colours));
  });
});

/** Number of the first line that begins with `text`. */
function lineOf(text: string): number {
  const index = lines.findIndex((line) => line.startsWith(text));
  assert.ok(index >= 0, `${sample} has no line that begins with "${text}"`);
  return index + 1;
}

/** First and last line of the record around `line`. */
function recordOf(line: number): { first: number; last: number } {
  const first = lines.findLastIndex((text, index) => index < line && text.endsWith('$$begin_record')) + 1;
  const last = lines.findIndex((text, index) => index >= first && text.startsWith('$$end_record')) + 1;
  return { first, last };
}

/** The start-line of the request that has the Call-ID and CSeq of the response whose start-line is at `line`. */
function requestOf(line: number): number {
  const wanted = keyOf(line);
  return lines.findIndex((text, index) => /^Start-Line: [A-Z]+ /.test(text) && keyOf(index + 1) === wanted) + 1;
}

/** Call-ID and CSeq of the message whose start-line is at `line`. */
function keyOf(line: number): string {
  const fields = lines.slice(line, recordOf(line).last).filter((text) => /^(Call-ID|CSeq): /i.test(text));
  return fields.sort().join();
}
