import { framed } from './framedFormat';
import { CONTROL_CODE, PROXY_ADDRESSES } from './proxyLog';

/** The text of a line, with the addresses in it; not all of a message. */
const TEXT = `(?!.{0,1900}${CONTROL_CODE})(?:(?=.{0,500}(?:->|from )).{0,400}?${PROXY_ADDRESSES})?`;

/**
 * Log lines of Kamailio and OpenSIPS that a script writes with `xlog`, and behind them the message (`$mb`) as it is.
 *
 *      1(5925) INFO: <script>: [INVITE] 192.0.2.1:5060 -> 192.0.2.2:5060 ci=1@192.0.2.1
 *     INVITE sip:bob@example.com SIP/2.0
 *     …
 *
 * The text of the line is free, so it does not say which way the message goes. Through syslog the name of the program stands in front: `kamailio[5925]: INFO: <script>: `. OpenSIPS
 * writes `Mar  3 04:05:06 [5925] ` on the console. Where syslog
 * puts all on one line, `kamailio-syslog-octal` reads it.
 */
export const kamailioXlog = framed({
  id: 'kamailio-xlog',
  heads: [
    ...['DEBUG: ', 'INFO: ', 'NOTICE: ', 'WARNING: ', 'ERROR: ', 'CRITICAL: ', 'ALERT: ', 'BUG: '].map((word) => ({
      word,
      pattern: new RegExp(
        String.raw`(?:\b\d{1,5}\(|\b(?:kamailio|opensips|openser|ser)\[)(?<thread>\d{1,8})[)\]]:? ${word}(?!<core>|[\w-]{1,30} \[)${TEXT}`,
      ),
    })),
    // OpenSIPS on the console.
    {
      word: '] ',
      pattern: new RegExp(
        String.raw`(?<!\S)[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \[(?<thread>\d{1,8})\] (?![A-Z]{2,9}:)${TEXT}`,
      ),
    },
  ],
  entries:
    /^(?: {0,2}\d{1,3}\(\d{1,8}\)|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d|\S{1,60}\[\d{1,8}\]:) /,
});
