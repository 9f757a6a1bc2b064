import { envelopeFrom } from '../envelope';
import { readTimeStamp } from '../text/timeStamp';
import type { Format } from './format';
import { plain } from './plain';
import { CONTROL_CODE, PROXY_ADDRESSES } from './proxyLog';

/** A start-line and what a syslog daemon writes for its CR LF. */
const START_LINE = new RegExp(String.raw`SIP/2\.0(?: [1-6]\d\d[^#\\<^]{0,200})?${CONTROL_CODE}`);
/** Longest part of a line in which the start-line is looked for. */
const LONGEST_PREFIX = 4000;

const THREAD = /\[(?<thread>\d{1,8})\]: /;
const ADDRESSES = new RegExp(PROXY_ADDRESSES);

/**
 * Messages that a proxy such as Kamailio logs through syslog: all of a message stands on one line, CR and LF as `#015` and
 * `#012`, or `^M` and a blank. Daemons cut lines that are too long for them, often at 1, 2 or 8 kB.
 *
 *     Mar  3 04:05:06 proxy kamailio[123]: INFO: <script>: 192.0.2.1:5060 -> 192.0.2.2:5060#012INVITE sip:bob@example.com SIP/2.0#015#012Via: …
 *
 * A blank may stand in place of `#012`. Telephones log alike. Lines whose head another format knows are that one's.
 */
export const kamailioSyslogOctal: Format = {
  id: 'kamailio-syslog-octal',
  words: [],

  beginsAt: ({ text, lineStart, lineEnd }) =>
    START_LINE.test(text.slice(lineStart, Math.min(lineEnd, lineStart + LONGEST_PREFIX))),

  read: plain.read,

  envelopeOf(text, record, startLine) {
    const before = text.slice(record.start, startLine.start);
    const groups = { ...THREAD.exec(before)?.groups, ...ADDRESSES.exec(before)?.groups };
    return envelopeFrom(groups, { direction: 'unknown', timeStamp: readTimeStamp(before), isDuplicate: false });
  },
};
