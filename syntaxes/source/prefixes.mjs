// Lines that carry something in front: quoted mail, colours of a terminal, what syslog and loggers write before each line.
// What stands behind it has the rules of a whole line, where it is sure that it is SIP.

import { MAYBE_HEAD, SOFIA_HEAD, SURE_HEAD } from './envelopes.mjs';
import { ANSI, END, MAYBE_FIELD, METHODS, re, SCHEMES, START, SURE_LINE, TIME } from './words.mjs';

/**
 * A prefix is walked over from one delimiter to the next. It ends behind a bracket, a bar, a colon, a time, wide space or
 * a colour of a terminal; behind a bracket or a colon without a blank only start-lines and heads are sure.
 */
const AFTER_TIME = re`:\d\d |[.,:]\d{3} |\d{6} |\dZ `;
const FIELD_STEP = re`(?>[^"\x1b \t:\])>|}]{0,100})(?: ++|[\t:\])>|}]|${ANSI})`;
const BEFORE_FIELD = re`(?! {2}|\t)(?:${FIELD_STEP}){1,40}?(?=${MAYBE_FIELD})(?<=[:\])>|}][ \t]|\t|  |\d:|m| [FP] |${AFTER_TIME})`;
const START_STEP = re`(?>[^"\x1b \t:\])>|}!-]{0,100})(?: ++|[\t:\])>|}!-]|${ANSI})`;
const BEFORE_START = re`(?! {2}|\t)(?:${START_STEP}){1,40}?(?=${MAYBE_HEAD})(?<=[:|>\])}\t!-]|[:|>\])}-] |  |m| [FP] |\| \d |: msg |${AFTER_TIME})`;

export const prefixes = {
  'quoted-line': {
    comment: 'Quoted mail, colours of a terminal: any line of a log may follow.',
    begin: re`^((?:> ?|${ANSI})+)(?=.)`,
    captures: ['comment.line.quote'],
    patterns: ['rest'],
  },
  'prefixed-field': {
    comment: 'A line of a message behind the prefix that a logger puts in front of each line.',
    begin: re`^(${BEFORE_FIELD})(?=${SURE_LINE})`,
    captures: ['comment.line.log-prefix'],
    patterns: ['rest'],
  },
  'prefixed-start-line': {
    comment: 'A start-line, or the head of a message, behind whatever a logger wrote before it.',
    begin: re`^(\S++ (?=${SOFIA_HEAD})|${BEFORE_START}(?=${START}|${SURE_HEAD}))`,
    captures: [{ name: 'comment.line.log-prefix', patterns: ['envelope-parts'] }],
    patterns: ['rest'],
  },
  'avaya-conferencing': {
    comment: 'Avaya Aura Conferencing marks the lines of messages: any line of a message may follow.',
    begin: re`^(${TIME} \[[. A-Z]{5}\] \[\.\.MESSAGE\] ?)`,
    captures: ['comment.line.log-prefix'],
    patterns: ['rest'],
  },
  'raw-packet': {
    comment: 'tcpdump -A: the start-line stands behind the bytes of the IP and UDP headers.',
    begin: re`^(?=.{0,80}?\.\.)(.{1,200}?)(?=[A-Z])(?=SIP/2\.0 [1-6]\d\d |${METHODS} +${SCHEMES}:\S+ SIP/\d\.\d${END})`,
    captures: ['comment.line.log-prefix'],
    patterns: ['rest'],
  },
};
