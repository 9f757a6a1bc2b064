// Puts the rules of this folder together into the grammar `text.sip-trace`.
//
// A rule names its scopes without the suffix, its captures in order, and rules that it includes by name. Rules of whole
// lines begin with `^`. Behind a prefix the same lines go on in the middle: for that each has a copy, `…-rest`, which
// begins with `\G`. Both anchors let an expression fail at once, which an expression for either would not.

import { envelopes } from './envelopes.mjs';
import { microsoft } from './microsoft.mjs';
import { prefixes } from './prefixes.mjs';
import { sip } from './sip.mjs';
import { re } from './words.mjs';

const rules = {
  line: {
    comment:
      'Every rule takes one whole line, so that no state outlives it. First the lines that are frequent, likeliest first among rules that exclude each other; all expressions of a list cost time on each line, so that the others stand in a list of their own.',
    patterns: ['long-line', 'ocs', 'uccapi', 'message-line', 'other-line'],
  },
  'long-line': {
    comment:
      'VS Code gives up at 20,000 characters (editor.maxTokenizationLineLength); other hosts get one token. Counted in tens: a count of 20,000 is slow on every line.',
    match: re`^(?:.{10}){2000}.*$`,
    name: 'meta.long-line',
  },
  'message-line': {
    patterns: [
      'header-number',
      'header-cseq',
      'header-call-id',
      'header-via',
      'header-text',
      'header-diagnostics',
      'header-other',
      'start-line',
      'sdp-attribute',
      'sdp-media',
      'sdp-other',
      'envelope-rule',
    ],
  },
  'other-line': { begin: re`^(?=[ \t]*[^ \t\n])`, patterns: ['other-format'] },
  'other-format': {
    patterns: [
      'envelope-mark',
      'header-indented',
      'envelope-head',
      'sdp-dissected',
      'xml',
      'base64',
      'boundary',
      'envelope-start-line',
      'terminal-colour',
      'quoted-line',
      'prefixed-field',
      'prefixed-start-line',
      'avaya-conferencing',
      'raw-packet',
      'joined-line',
      'folded-line',
      'unknown-line',
    ],
  },
  'unknown-line': {
    comment: 'Nothing of ours: taken at once, so that no expression is tried at a second position.',
    match: '^.+$',
  },
  ...sip,
  ...microsoft,
  ...envelopes,
  ...prefixes,
};

export function grammar() {
  const [here, onward] = [reachable('line'), reachable('other-format', reachable('line'))];
  const goesOn = (included) => (onward.has(included) ? restOf(included) : included);
  const repository = {};
  for (const [name, rule] of Object.entries(rules)) {
    if (here.has(name) || !onward.has(name))
      repository[name] = emit(rule, '^', name === 'other-line' ? goesOn : (same) => same);
    if (onward.has(name) && name !== 'other-line') repository[restOf(name)] = emit(rule, re`\G`, goesOn);
  }
  return {
    name: 'SIP Trace',
    scopeName: 'text.sip-trace',
    comment: 'Made by `node scripts/grammar.mjs` from syntaxes/source.',
    patterns: includes(['line']),
    repository,
  };
}

/** Rules that take a line from where it begins: those that `name` includes, and what they are lists of. */
function reachable(name, found = new Set()) {
  const { begin, match, patterns } = rules[name];
  found.add(name);
  if (begin === undefined && match === undefined) for (const included of patterns) reachable(included, found);
  return found;
}

function restOf(name) {
  return name === 'line' ? 'rest' : name === 'other-line' ? 'other-format-rest' : `${name}-rest`;
}

function emit({ comment, name, match, begin, captures, contentName, patterns }, anchor, goesOn) {
  const anchored = (expression) => expression?.replace(/^\^/, anchor);
  const made = {
    comment,
    name: scopes(name),
    match: anchored(match),
    begin: anchored(begin),
    [begin === undefined ? 'captures' : 'beginCaptures']: captures === undefined ? undefined : capturesOf(captures),
    end: begin === undefined ? undefined : '$',
    contentName: scopes(contentName),
    patterns: patterns === undefined ? undefined : includes(patterns.map(goesOn)),
  };
  return Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined));
}

function capturesOf(captures) {
  const entries = captures.map((capture, index) => {
    const { name, patterns } = typeof capture === 'object' ? capture : { name: capture };
    const made = { name: scopes(name), patterns: patterns && includes(patterns) };
    return [index + 1, Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined))];
  });
  return Object.fromEntries(entries.filter(([, capture]) => Object.keys(capture).length > 0));
}

function scopes(name) {
  return name?.replace(/\S+/g, '$&.sip-trace');
}

function includes(names) {
  return names.map((name) => ({ include: `#${name}` }));
}
