/**
 * Writes what follows from the definitions of the rules (`npm run tables`): the settings in package.json, the schema of
 * `.sip-trace.json`, docs/findings.md and the table in README.md. Reads the compiled rules in out/ and compiles them before.
 * `--check` compiles and writes nothing, and exits 1 when a file is not what the rules give.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inRoot } from './lib/root.mjs';
import { runBin } from './lib/run.mjs';

const BEGIN = '<!-- findings: npm run tables writes this -->';
const END = '<!-- /findings -->';
/** Title of the part of the settings that this program writes. */
const FINDINGS = 'Findings';

/** Every file that this program writes: its name, what it holds and what it should hold. */
export function findingFiles() {
  const require = createRequire(import.meta.url);
  const { rules } = require(inRoot('out/server/src/trace/findings/index.js'));
  const { CHOICES, PROFILES, SUPPRESSION_KEYS } = require(inRoot('out/server/src/trace/findings/configuration.js'));
  const words = { rules, CHOICES, PROFILES, SUPPRESSION_KEYS };
  return [
    written('package.json', (is) => manifest(is, words)),
    // On one line: it is for programs, and takes a tenth less of the package so.
    written('schemas/sip-trace.schema.json', () => `${JSON.stringify(plainlyDescribed(schema(words)))}\n`),
    written('docs/findings.md', () => pages(rules)),
    written('README.md', (is) => readme(is, rules)),
  ];
}

function written(name, make) {
  const is = read(name);
  return { name, is, shouldBe: make(is) };
}

function read(name) {
  try {
    return readFileSync(inRoot(name), 'utf8');
  } catch {
    return '';
  }
}

const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

function manifest(is, words) {
  const value = JSON.parse(is);
  const others = [value.contributes.configuration].flat().filter(({ title }) => title !== FINDINGS);
  value.contributes.configuration = [...others, { title: FINDINGS, properties: settings(words) }];
  return json(value);
}

/** The settings of an editor: one for each rule, so that completion names them. */
function settings(words) {
  const rules = sorted(words.rules).map((rule) => [
    `sipTrace.findings.${rule.code}`,
    { ...choice(rule, words), default: 'default', scope: 'resource' },
  ]);
  return {
    'sipTrace.profile': { ...profile(words), default: 'troubleshoot', scope: 'resource' },
    'sipTrace.suppress': { ...suppress(words), default: [], scope: 'resource' },
    ...Object.fromEntries(rules),
  };
}

function schema(words) {
  const rules = sorted(words.rules).map((rule) => [rule.code, choice(rule, words)]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'SIP Trace on the command line',
    description: 'Which findings `sip-trace check` shows of the logs in this folder and below.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string', description: 'Address of this schema.' },
      profile: profile(words),
      findings: {
        type: 'object',
        additionalProperties: false,
        markdownDescription: 'A severity for each rule, by its id. What is not named is as the rule has it.',
        properties: Object.fromEntries(rules),
      },
      suppress: suppress(words),
    },
  };
}

const described = (markdown) => ({ markdownDescription: markdown });

/** A schema for any editor: only VS Code reads Markdown in one. */
function plainlyDescribed(value) {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plainlyDescribed);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) =>
      key === 'markdownDescription' ? ['description', plain(part)] : [key, plainlyDescribed(part)],
    ),
  );
}

const plain = (markdown) =>
  markdown
    .replace(/\*\*|`/g, '')
    .replace(/\n\n/g, ' ')
    .replace(/\\(.)/g, '$1');

const PROFILES = {
  troubleshoot: 'What failed, and why. Quiet on a healthy log.',
  conformance: 'Also what breaks a specification without failing in this log.',
};

const profile = (words) => ({
  type: 'string',
  enum: words.PROFILES,
  enumDescriptions: words.PROFILES.map((name) => PROFILES[name]),
  ...described(
    'For whom the findings are: `troubleshoot` for somebody who looks for a failure, `conformance` for somebody who builds a ' +
      'SIP program. A rule that has a severity of its own in the settings is shown under either.',
  ),
});

const choice = ({ code, severity, profile: of = 'troubleshoot', page }, words) => ({
  type: 'string',
  enum: words.CHOICES,
  enumDescriptions: words.CHOICES.map((name) => choiceDescription(name, severity, of)),
  ...described(
    `**${escaped(page.title)}** (\`${code}\`, ${severity}${of === 'conformance' ? ', only under the profile `conformance`' : ''}).\n\n` +
      `${escaped(firstSentence(page.meaning))}`,
  ),
});

function choiceDescription(name, severity, profile) {
  if (name === 'off') return 'Not shown.';
  if (name !== 'default') return `Shown as ${name}.`;
  return profile === 'conformance' ? `As ${severity}, under the profile "conformance".` : `As ${severity}.`;
}

/** Up to the first full stop or colon that ends a thought; `RFC 3261 7.1` has none that does. */
const firstSentence = (text) => /^.*?[.](?= [A-Z])|^.*$/.exec(text)?.[0] ?? text;

const ENTRY = {
  rule: 'Id of a rule, such as `final-error-response`.',
  method: 'Method of the request, such as `OPTIONS`; of a response, that of the request which it answers.',
  callId: 'Call-ID of the message that the finding is about.',
  userAgent:
    'User-Agent of the request that failed, or of the message that the finding is about; also its Server. Such as `example-phone/*`.',
};

const suppress = (words) => ({
  type: 'array',
  maxItems: 1000,
  items: {
    type: 'object',
    minProperties: 1,
    additionalProperties: false,
    properties: Object.fromEntries(
      words.SUPPRESSION_KEYS.map((key) => [
        key,
        {
          type: 'string',
          minLength: 1,
          maxLength: 500,
          pattern: '^\\*?[^*]*\\*?$',
          ...(key === 'rule' ? { anyOf: ruleNames(words) } : {}),
          ...described(ENTRY[key]),
        },
      ]),
    ),
    defaultSnippets: [
      {
        label: 'one rule for one user agent',
        body: { rule: `\${1:final-error-response}`, userAgent: `\${2:example-phone/*}` },
      },
      { label: 'one method', body: { method: `\${1:OPTIONS}` } },
    ],
  },
  ...described(
    'Findings that are not to be shown. Each entry has one or more of `rule`, `method`, `callId` and `userAgent`, and hides the ' +
      'findings for which all of them match. Capital and small letters are the same; a `*` at the beginning or the end stands for anything. A problem that stands for several of its kind is hidden when all of them match.',
  ),
});

/** An id, for completion, or a pattern of ids. Only small letters are checked: capital ones mean the same. */
const ruleNames = ({ rules }) => [
  { enum: sorted(rules).map(({ code }) => code) },
  { pattern: '^\\*|\\*$|[A-Z]', doNotSuggest: true },
];

const sorted = (rules) => [...rules].sort((one, other) => (one.code < other.code ? -1 : 1));

/** docs/findings.md: the heading of a rule is its id, so that a link to it stays good. */
function pages(rules) {
  const all = sorted(rules);
  const rows = all.map(
    ({ code, severity, profile: of = 'troubleshoot', page }) =>
      `| [\`${code}\`](#${code}) | ${severity} | ${of} | ${escaped(page.title)} |`,
  );
  const intro = `# Findings

What SIP Trace can say about a log, by the id of the rule: the \`code\` in the Problems panel and in what \`sip-trace check\` writes. A
rule has one page, which *Explain* on a problem shows too, and a setting \`sipTrace.findings.<id>\` with its severity. Those of the
profile *conformance* are silent until \`sipTrace.profile\` asks for them, or they get a severity of their own.

This file is written by \`npm run tables\` from the rules in \`server/src/trace/findings\`; every example is read by a test.

| id | severity | profile | |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
  return [intro, ...all.map(pageOf)].join('\n');
}

const pageOf = ({ code, severity, profile: of = 'troubleshoot', source, href, page }) => `## ${code}

**${escaped(page.title)}** · ${severity} · ${of}

${escaped(page.meaning)}

**What to do.** ${escaped(page.advice)}

Source: [${escaped(source)}](${href})

\`\`\`text
${page.example.trimEnd()}
\`\`\`
`;

/** The table in README.md: what a person sees without changing a setting, the worst first. */
function readme(is, rules) {
  const begin = is.indexOf(BEGIN);
  const end = is.indexOf(END);
  if (begin === -1 || end < begin) throw new TypeError(`README.md: ${BEGIN} … ${END} is missing`);
  const rows = ['error', 'warning'].flatMap((severity) =>
    rules
      .filter((rule) => rule.severity === severity && rule.profile !== 'conformance')
      .map(({ code, page }) => `| [\`${code}\`](docs/findings.md#${code}) | ${severity} | ${escaped(page.title)} |`),
  );
  const table = ['| code | severity | what happened |', '| --- | --- | --- |', ...rows].join('\n');
  return `${is.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${is.slice(end)}`;
}

const escaped = (text) => text.replace(/[\\`*_[\]<>|#]/g, '\\$&');

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const isCheck = process.argv.includes('--check');
  if (!isCheck && (await runBin('typescript', 'tsc', ['-b', 'server/src/trace'])) !== 0) process.exit(1);
  const stale = findingFiles().filter(({ is, shouldBe }) => is !== shouldBe);
  for (const { name, shouldBe } of stale) {
    if (isCheck) console.error(`${name} is not what the rules give: run npm run tables`);
    else writeFileSync(inRoot(name), shouldBe);
  }
  if (isCheck && stale.length > 0) process.exitCode = 1;
  if (!isCheck) console.log(`findings: ${stale.map(({ name }) => name).join(', ') || 'nothing'} written`);
}
