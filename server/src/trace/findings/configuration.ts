import type { Message } from '../message';
import { nearest } from '../text/nearest';
import { printable } from '../text/printable';
import { rules } from './index';
import { type Finding, type Profile, type Rule, SEVERITIES, type Severity } from './rule';

/** What a person can choose for a rule. `default` is as if nothing were chosen. */
export const CHOICES = ['default', 'off', 'hint', 'information', 'warning', 'error'] as const;
export const PROFILES = ['troubleshoot', 'conformance'] as const satisfies readonly Profile[];
export const SUPPRESSION_KEYS = ['rule', 'method', 'callId', 'userAgent'] as const;

/**
 * Findings that are not to be shown: those for which all that is given matches. Compared exactly but for the case; a `*` at
 * the beginning or the end stands for anything.
 */
export type Suppression = Readonly<Partial<Record<(typeof SUPPRESSION_KEYS)[number], string>>>;

/** What a person has chosen about findings, in the settings of an editor or in `.sip-trace.json`. */
export interface FindingSettings {
  readonly profile: Profile;
  /** By the id of the rule. */
  readonly findings: ReadonlyMap<string, Severity | 'off'>;
  readonly suppress: readonly Suppression[];
}

export const defaultFindingSettings: FindingSettings = { profile: 'troubleshoot', findings: new Map(), suppress: [] };

/** Something in settings that cannot be used: where it stands, as the keys on the way there, and why. */
export interface SettingProblem {
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

/**
 * The findings as they are to be shown under `settings`, in the order of `findings(trace)`. Those of a rule that is off are
 * left out and no other takes their place: what they explain stays explained.
 */
export function configured(found: readonly Finding[], settings: FindingSettings): Finding[] {
  const severityOf = severitiesUnder(settings);
  const shown: Finding[] = [];
  for (const finding of found) {
    const severity = severityOf(finding);
    if (severity !== 'off') shown.push(severity === finding.severity ? finding : { ...finding, severity });
  }
  return settings.findings.size === 0 ? shown : shown.sort(worstFirst);
}

/** Ids of the rules that need not be looked for under `settings`: those of the profile that nobody asks for. */
export function leftOutUnder({ profile, findings }: FindingSettings): ReadonlySet<string> {
  const isLeftOut = ({ code }: Rule): boolean => (findings.get(code) ?? 'off') === 'off';
  return new Set(profile === 'conformance' ? [] : ofConformance.filter(isLeftOut).map(({ code }) => code));
}

const ofConformance: readonly Rule[] = rules.filter((rule) => rule.profile === 'conformance');

/** How many findings are off or suppressed, so that nobody takes a log for healthy by mistake; those of the other profile do not count. */
export function hiddenBy(settings: FindingSettings, found: readonly Finding[]): number {
  if (settings.findings.size === 0 && settings.suppress.length === 0) return 0;
  const severityOf = severitiesUnder(settings);
  const byProfile = severitiesUnder({ ...defaultFindingSettings, profile: settings.profile });
  return found.filter((finding) => byProfile(finding) !== 'off' && severityOf(finding) === 'off').length;
}

function severitiesUnder(settings: FindingSettings): (finding: Finding) => Severity | 'off' {
  const suppressions = settings.suppress.map(readSuppression);
  return (finding) => (suppressions.some((hides) => hides(finding)) ? 'off' : severityUnder(settings, finding));
}

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);

/** The worst first, within one severity in the order of the log. */
const worstFirst = (one: Finding, other: Finding): number =>
  rank(one.severity) - rank(other.severity) || one.span.start - other.span.start;

const rulesByCode: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.code, rule]));

/** The rule with the id `code`. */
export const ruleNamed = (code: string): Rule | undefined => rulesByCode.get(code);

/**
 * Whoever chooses a severity for a rule has it in any profile. What the rule itself tones down, because a later attempt
 * succeeded say, does not get worse by that.
 */
function severityUnder({ profile, findings }: FindingSettings, { code, severity }: Finding): Severity | 'off' {
  const rule = rulesByCode.get(code);
  const chosen = findings.get(code);
  if (chosen === undefined) return profile === 'troubleshoot' && rule?.profile === 'conformance' ? 'off' : severity;
  if (chosen === 'off' || rule === undefined || rank(severity) <= rank(rule.severity)) return chosen;
  return rank(chosen) > rank(severity) ? chosen : severity;
}

/**
 * Tells the findings that an entry hides. One that stands for several of its kind is hidden when all of them are: the others
 * would go unnoticed.
 */
function readSuppression({ rule, method, callId, userAgent }: Suppression): (finding: Finding) => boolean {
  const isOfRule = rule === undefined ? undefined : likeness(rule);
  const matchers: ((message: Message) => boolean)[] = [];
  const add = (pattern: string | undefined, textsOf: (message: Message) => readonly string[]): void => {
    if (pattern === undefined) return;
    const isLike = likeness(pattern);
    matchers.push((message) => textsOf(message).some(isLike));
  };
  // What is quick to ask comes first: the user agent needs header fields.
  add(method, (message) => [message.method]);
  add(callId, (message) => [message.callId]);
  add(userAgent, userAgentsOf);
  if (isOfRule === undefined && matchers.length === 0) return () => false;
  const isMeant = (message: Message): boolean => matchers.every((matches) => matches(message));
  return ({ code, about, others = [] }) =>
    (isOfRule === undefined || isOfRule(code)) &&
    isMeant(about) &&
    (matchers.length === 0 || others.every((other) => isMeant(about.trace.messageAt(other))));
}

/** The programs at work where a message failed: who wrote it, and whose request it answers. RFC 3261 20.41, 20.35. */
export function userAgentsOf(message: Message): string[] {
  const { request } = message.isResponse ? message.trace.transactionOf(message) : { request: message };
  const names = [request?.value('user-agent'), message.value('user-agent'), message.value('server')];
  return [...new Set(names.flatMap((name) => (name === undefined || name.trim() === '' ? [] : [name.trim()])))];
}

/** Tells texts that are `pattern` but for the case, where a `*` at the beginning or the end of it stands for anything. */
function likeness(pattern: string): (text: string) => boolean {
  const wanted = pattern.trim().toLowerCase();
  const opens = wanted.startsWith('*');
  const closes = wanted.length > 1 && wanted.endsWith('*');
  const words = wanted.slice(opens ? 1 : 0, closes ? -1 : undefined);
  return (text) => {
    const lower = text.toLowerCase();
    if (opens && closes) return lower.includes(words);
    if (opens) return lower.endsWith(words);
    return closes ? lower.startsWith(words) : lower === words;
  };
}

/** Entries of `suppress` that are looked at: each is compared with every finding. */
const MOST_SUPPRESSIONS = 1000;
/** Longest text of an entry, in UTF-16 units. */
const LONGEST_PATTERN = 500;

/**
 * Settings out of any value: an object with `findings`, `profile` and `suppress`, each of which may be missing. What cannot be
 * used is left out and told of.
 */
export function readFindingSettings(value: unknown): {
  readonly settings: FindingSettings;
  readonly problems: readonly SettingProblem[];
} {
  const problems: SettingProblem[] = [];
  const { findings, profile, suppress } = isObject(value) ? value : ({} as Record<string, unknown>);
  return {
    settings: {
      profile: readProfile(profile, problems),
      findings: readChoices(findings, problems),
      suppress: readSuppressions(suppress, problems),
    },
    problems,
  };
}

function readProfile(value: unknown, problems: SettingProblem[]): Profile {
  const profile = PROFILES.find((known) => known === value);
  if (profile === undefined && value !== undefined) {
    problems.push({ path: ['profile'], reason: `it is ${shown(value)}, and must be ${oneOf(PROFILES)}` });
  }
  return profile ?? defaultFindingSettings.profile;
}

function readChoices(value: unknown, problems: SettingProblem[]): ReadonlyMap<string, Severity | 'off'> {
  const chosen = new Map<string, Severity | 'off'>();
  if (value === undefined) return chosen;
  if (!isObject(value)) {
    problems.push({ path: ['findings'], reason: 'it must be an object with the ids of rules as keys' });
    return chosen;
  }
  for (const [code, choice] of Object.entries(value)) {
    const known = CHOICES.find((one) => one === choice);
    if (!rulesByCode.has(code)) problems.push({ path: ['findings', code], reason: noRule(code) });
    else if (known === undefined) {
      problems.push({ path: ['findings', code], reason: `it is ${shown(choice)}, and must be ${oneOf(CHOICES)}` });
    } else if (known !== 'default') chosen.set(code, known);
  }
  return chosen;
}

function readSuppressions(value: unknown, problems: SettingProblem[]): Suppression[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    problems.push({ path: ['suppress'], reason: 'it must be a list' });
    return [];
  }
  if (value.length > MOST_SUPPRESSIONS) {
    problems.push({
      path: ['suppress', MOST_SUPPRESSIONS],
      reason: `only the first ${MOST_SUPPRESSIONS} entries are used`,
    });
  }
  return value.slice(0, MOST_SUPPRESSIONS).flatMap((entry: unknown, index) => {
    const wrong = suppressionProblems(entry, ['suppress', index]);
    problems.push(...wrong);
    // An entry that is only partly understood would hide more than is meant.
    return wrong.length === 0 ? [entry as Suppression] : [];
  });
}

function suppressionProblems(entry: unknown, path: readonly (string | number)[]): SettingProblem[] {
  if (!isObject(entry)) return [{ path, reason: `it must be an object with ${oneOf(SUPPRESSION_KEYS)}` }];
  const entries = Object.entries(entry);
  if (entries.length === 0) {
    return [{ path, reason: `it says nothing, so it would hide everything; give ${oneOf(SUPPRESSION_KEYS)}` }];
  }
  return entries.flatMap(([key, text]): SettingProblem[] => {
    const at = [...path, key];
    if (!(SUPPRESSION_KEYS as readonly string[]).includes(key)) {
      return [{ path: at, reason: `"${printable(key, 60)}" is none of ${SUPPRESSION_KEYS.join(', ')}` }];
    }
    if (typeof text !== 'string' || text.trim() === '' || text.length > LONGEST_PATTERN) {
      return [{ path: at, reason: `it must be a text of 1 to ${LONGEST_PATTERN} characters` }];
    }
    if (text.slice(1, -1).includes('*')) {
      return [{ path: at, reason: 'a * may stand at the beginning and at the end only' }];
    }
    return key === 'rule' && !text.includes('*') && !rulesByCode.has(text.trim().toLowerCase())
      ? [{ path: at, reason: noRule(text) }]
      : [];
  });
}

/** `there is no rule "x"; did you mean "y"?` */
function noRule(code: string): string {
  const meant = nearest(code, rulesByCode.keys());
  const guess = meant === undefined ? '' : `; did you mean "${meant}"?`;
  return `there is no rule "${printable(code, 60)}"${guess}`;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `"a", "b" or "c"`. */
const oneOf = (words: readonly string[]): string => {
  const quoted = words.map((word) => `"${word}"`);
  return `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
};

/** A value as it stands in JSON, short. */
function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return printable(JSON.stringify(value) ?? String(value), 60);
}
