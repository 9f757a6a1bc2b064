import { readFileSync, statSync } from 'node:fs';
import { inRoot } from '../../scripts/lib/root.mjs';
import { median, quantile } from '../measure.mjs';
import { ServerClient } from '../serverClient.mjs';
import { Random } from '../traffic/random.mjs';

const OURS = inRoot('dist/server.js');
const BARE = inRoot('out/bench/bareServer.js');
const HOVERS = 200;

/** Rows 14, 15, 16: our server and one that only keeps documents, over the same kind of pipe. */
export async function openDocuments(bench) {
  if (!bench.wants(14, 15, 16)) return;
  const [ours, bare] = [await ServerClient.start(OURS), await ServerClient.start(BARE)];
  try {
    if (bench.wants(16)) await openAndRead(bench, ours, bare);
    if (bench.wants(15)) await folding(bench, ours, bare);
    if (bench.wants(14)) await answers(bench, ours, bare);
  } finally {
    await ours.stop();
    await bare.stop();
  }
}

/** Milliseconds from `didOpen` to the answer of the request that comes right behind it. */
async function openThen(server, text, method, parameters) {
  const uri = `file:///bench-${Math.random()}.sip.log`;
  const start = performance.now();
  void server.open(uri, text);
  await server.request(method, parameters(uri));
  const ms = performance.now() - start;
  await server.close(uri);
  return ms;
}

const bareOpen = (bare, text) => openThen(bare, text, 'bench/length', (uri) => ({ uri }));

async function openAndRead(bench, ours, bare) {
  const { file } = bench.log('ocs-sipstack');
  const text = readFileSync(file, 'utf8');
  // The answer needs the last message, and so all that stands before it.
  const line = lineOf(text, text.lastIndexOf('Start-Line: '));
  const hover = (uri) => ({ textDocument: { uri }, position: { line, character: 14 } });
  const ratios = await turns(bench.rounds, async () => {
    const open = await bareOpen(bare, text);
    return (await openThen(ours, text, 'textDocument/hover', hover)) / open;
  });
  const of = `${bench.size} MB SIPStack, to the answer of a hover on its last message`;
  bench.measure({ row: 16, of, value: median(ratios), unit: '×', atMost: [1.5, 1.25] });
}

async function folding(bench, ours, bare) {
  const { file } = bench.log('ocs-sipstack', 10);
  const text = readFileSync(file, 'utf8');
  const differences = await turns(bench.rounds, async () => {
    const open = await bareOpen(bare, text);
    const folded = await openThen(ours, text, 'textDocument/foldingRange', (uri) => ({ textDocument: { uri } }));
    return folded - open;
  });
  bench.measure({ row: 15, of: '10 MB SIPStack', value: median(differences), unit: 'ms', atMost: [100, 40] });
}

async function answers(bench, ours, bare) {
  const { file } = bench.log('ocs-sipstack');
  const text = readFileSync(file, 'utf8');
  const uri = 'file:///bench-answers.sip.log';
  const lines = lineOf(text, text.length);
  await ours.open(uri, text);
  const random = new Random(1);
  const place = () => ({ textDocument: { uri }, position: { line: random.below(lines), character: random.below(12) } });
  await ours.request('textDocument/hover', place());
  const methods = [
    ['hoverProvider', 'textDocument/hover', (place) => place],
    ['definitionProvider', 'textDocument/definition', (place) => place],
    ['referencesProvider', 'textDocument/references', (place) => ({ ...place, context: { includeDeclaration: true } })],
    ['documentHighlightProvider', 'textDocument/documentHighlight', (place) => place],
  ];
  for (const [capability, method, parameters] of methods) {
    if (!ours.capabilities[capability]) continue;
    const trips = [];
    const times = [];
    for (let count = 0; count < HOVERS; count++) {
      trips.push(await bare.timed('bench/length', { uri: 'file:///none.sip.log' }));
      times.push(await ours.timed(method, parameters(place())));
    }
    const value = quantile(times, 0.95) - median(trips);
    const isTarget = method.endsWith('/hover') || method.endsWith('/definition');
    const of = `${bench.size} MB SIPStack, ${method.split('/')[1]}, 95 of 100 at ${HOVERS} places`;
    bench.measure({ row: 14, of, value, unit: 'ms', ...(isTarget ? { atMost: [10, 5] } : {}) });
  }
  await ours.close(uri);
}

/** Row 13: the edit of a line, and a message that is appended. */
export async function edits(bench) {
  if (!bench.wants(13)) return;
  const some = [
    [5, 'edit', 'a line of 5 MB changes'],
    [bench.size, 'append', `a message is appended to ${bench.size} MB`],
  ];
  for (const [size, kind, of] of some) {
    const { file } = bench.log('ocs-sipstack', size);
    const { times, texts } = await bench.task('edits', { file, kind, rounds: bench.quick ? 5 : 41 });
    const text = `${of} (the text document itself takes ${median(texts).toFixed(1)} ms)`;
    bench.measure({ row: 13, of: text, value: median(times), unit: 'ms', atMost: [5, 1.5] });
  }
}

/** Row 17: how long nothing else is let in. */
export async function eventLoop(bench) {
  if (!bench.wants(17)) return;
  for (const format of ['ocs-sipstack', 'freeswitch-sofia', 'sngrep']) {
    const { file } = bench.log(format);
    const { reading, finding } = await bench.task('loop', { file, rounds: bench.rounds });
    const of = `${bench.size} MB ${format}`;
    const atMost = [100, 50];
    bench.measure({ row: 17, of: `${of} is read`, value: median(reading), unit: 'ms', atMost });
    bench.measure({ row: 17, of: `problems of ${of} are found`, value: median(finding), unit: 'ms', atMost });
  }
}

/** Start-up, which has no row of its own in the targets: 0. */
export async function startUp(bench) {
  if (!bench.wants(0)) return;
  const times = { ours: [], bare: [] };
  for (let round = 0; round < (bench.quick ? 5 : 15); round++) {
    for (const [name, program] of [
      ['bare', BARE],
      ['ours', OURS],
    ]) {
      const server = await ServerClient.start(program);
      times[name].push(server.startUp);
      await server.stop();
    }
  }
  const [ours, bare] = [median(times.ours), median(times.bare)];
  const of = `from the start of the process to the answer of initialize, against a server that only keeps documents (${Math.round(bare)} ms)`;
  bench.measure({ row: 0, of, value: ours - bare, unit: 'ms more' });
  for (const name of ['core', 'server', 'client', 'server.browser', 'client.browser', 'sip-trace', 'tables'])
    bench.measure({
      row: 0,
      of: `dist/${name}.js`,
      value: statSync(inRoot(`dist/${name}.js`)).size / 1000,
      unit: 'kB',
    });
}

async function turns(rounds, run) {
  await run();
  const results = [];
  for (let round = 0; round < rounds; round++) results.push(await run());
  return results;
}

/** 0-based line of an offset. */
function lineOf(text, offset) {
  let line = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
