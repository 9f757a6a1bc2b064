import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Random } from '../traffic/random.mjs';

const { OpenLog, TextDocument } = createRequire(import.meta.url)('../../out/bench/documents.js');

/**
 * Milliseconds from a change to tables and problems that are up to date, without what the text document itself takes: that
 * is measured on a text document of its own, with the making of one string of it, which nobody who reads it can avoid.
 */
export default async function edits({ file, kind, rounds }) {
  const text = readFileSync(file, 'utf8');
  const open = new OpenLog(text);
  let twin = TextDocument.create('file:///twin.sip.log', 'sip-trace', 1, text);
  await open.bringUpToDate();
  const random = new Random(1);
  const times = [];
  const texts = [];
  for (let round = -2; round < rounds; round++) {
    const change = kind === 'append' ? appended(twin) : editedLine(twin, random);
    const start = performance.now();
    twin = TextDocument.update(twin, [change], twin.version + 1);
    twin.getText().charCodeAt(0);
    const between = performance.now();
    open.change([change]);
    await open.bringUpToDate();
    const end = performance.now();
    if (round < 0) continue;
    texts.push(between - start);
    times.push(end - between - (between - start));
  }
  return { times, texts, problems: await open.bringUpToDate() };
}

/** Another word in a header field somewhere in the log. */
function editedLine(document, random) {
  const from = random.below(document.getText().length - 20_000);
  const field = document.getText().indexOf('\r\nMax-Forwards: 70\r\n', from);
  const start = document.positionAt(field + '\r\nMax-Forwards: '.length);
  const end = { line: start.line, character: start.character + 2 };
  return { range: { start, end }, text: '69' };
}

/** The last record once more, at the end. */
function appended(document) {
  const text = document.getText();
  const end = document.positionAt(text.length);
  return { range: { start: end, end }, text: text.slice(text.lastIndexOf('TL_INFO(TF_PROTOCOL)')) };
}
