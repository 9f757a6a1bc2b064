import { framed } from './framedFormat';
import { pjsipEnvelope, pjsipHeads } from './pjsipLines';

/** The time of syslog and, where it is the same second, the milliseconds of the one that PJSIP writes behind it. */
const TIME = String.raw`(?<time>(?:\d{4}-\d\d-\d\d|[A-Z][a-z]{2} [ \d]\d) (?<clock>\d\d:\d\d:\d\d))(?=\s.{0,160}: \k<clock>\.(?<milliseconds>\d{3}) )`;
const TAG = String.raw`\b[\w./-]{1,60}\[(?<thread>\d{1,9}(?::\d{1,9})?)\]: `;

/**
 * Telephones that use PJSIP and log to a syslog daemon: Avaya B179 and B199.
 *
 *     <142>Jan  1 01:06:02 konfsip[1166:1166]: TX 713 bytes Request msg REGISTER/cseq=31564 (tdta0x341fb8) to tls 192.0.2.1:5061:
 *     REGISTER sip:example.com;transport=tls SIP/2.0
 *     …
 *
 *     ---------------------------------------------------------------------------------
 *
 * The B199 has what syslog daemons write in front of every line, the time of PJSIP behind it, and `--end msg--` behind
 * the message: `…⇥Feb  7 19:01:46 phoneapp[1088]: pjsip: 19:01:46.418   pjsua_core.c  ....TX 1350 bytes …`.
 */
export const pjsipSyslog = framed({
  id: 'pjsip-syslog',
  heads: pjsipHeads(`(?:${TIME}.{0,160}?)?${TAG}.{0,120}?${pjsipEnvelope()}`),
  skips: /^--start msg--/,
  ends: [{ word: '--end msg--' }, { word: '--------------------', pattern: /^-{40,}\s*$/ }],
  entries: /^(?:<\d{1,3}>)?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d /,
});
