// Checks what the grammar tests cannot see: that the grammar is what its source gives, the form of the rules, the time
// that hostile lines take, and the speed against VS Code's built-in log grammar.
// Usage: node scripts/checkGrammar.mjs [--speed] [LOG]

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { grammar } from '../syntaxes/source/grammar.mjs';
import { grammarSpeeds, injection, loadGrammars, NO_RULES, oniguruma, ours, slowestLine } from './lib/textmate.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));

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
await loadGrammars(NO_RULES);
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
  for (const [scope, grammar] of Object.entries(await loadGrammars(NO_RULES))) {
    const slowest = slowestLine(grammar, ({ ms, name, leftBehind }) => {
      if (ms > SLOWEST_LINE_MS) found.push(`${scope}: ${ms.toFixed(1)} ms for ${name}`);
      if (leftBehind) found.push(`${scope}: state left behind by ${name}`);
    });
    console.log(`${scope}: slowest line ${slowest.ms.toFixed(1)} ms (${slowest.name})`);
  }
  return found;
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
  const samples = 'test/grammar/snapshots/';
  const text =
    file === undefined
      ? readdirSync(root + samples)
          .filter((name) => name.endsWith('.log'))
          .map((name) => readFileSync(root + samples + name, 'utf8'))
          .join('\n')
      : readFileSync(file, 'utf8');
  const { sip, log, ratio } = await grammarSpeeds(text);
  console.log(
    `${file ?? samples}: ${Math.round(sip)} lines/s, built-in log grammar ${Math.round(log)} lines/s, ratio ${ratio.toFixed(1)}`,
  );
  return ratio < slowest
    ? [`${file ?? samples}: ${ratio.toFixed(2)} times as fast as the built-in log grammar, not ${slowest}`]
    : [];
}
