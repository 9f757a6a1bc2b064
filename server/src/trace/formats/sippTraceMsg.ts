import { framed } from './framedFormat';

const MESSAGE =
  /(?<!\S)(?<transport>[A-Z]{2,4}) (?:control )?message (?:(?<outgoing>sent)|(?<incoming>received)) ?[[(]\d{1,7}[\] ]/;
/** The reasons for which SIPp logs a message that it has received, and logged, once more. */
const AGAIN =
  /(?<!\S)(?<again>(?<incoming>Unexpected|Ignoring (?:provisional|final)|Dead call \S{1,200} received an?)) (?<transport>[A-Z]{2,4}) message/;
/** It logs these instead of `message sent`. */
const FAILED = /(?<!\S)(?<outgoing>Error|Truncation) sending (?<transport>[A-Z]{2,4}) message/;

/**
 * SIPp with `-trace_msg`.
 *
 *     ----------------------------------------------- 2026-11-22 18:48:00.357758
 *     UDP message sent (519 bytes):
 *
 *     INVITE sip:bob@example.com SIP/2.0
 *     …
 *
 *     ----------------------------------------------- 2026-11-22 18:48:00.861953
 *     UDP message received [317] bytes :
 *
 * A message that does not fit the scenario follows once more, behind a rule without time and `Unexpected UDP message
 * received:`. Old versions part date and time by a TAB, and the seconds since 1970 follow.
 */
export const sippTraceMsg = framed({
  id: 'sipp-trace-msg',
  heads: [
    {
      word: '-----------------------------------------------',
      pattern: /(?<!\S)-{47}(?:\s(?<time>\d{4}-\d\d-\d\d[T\s]\d\d:\d\d:\d\d[\w.:+-]{0,16})(?:\s\d{10}\.\d{1,6})?)?\s*$/,
    },
    // A file that is cut begins behind the rule.
    { word: ' message sent', pattern: MESSAGE },
    { word: ' message received', pattern: MESSAGE },
  ],
  details: [MESSAGE, AGAIN, FAILED],
});
