import { framed } from './framedFormat';

/**
 * The debug log of Pidgin's SIPE plug-in.
 *
 *     (16:46:40) sipe:
 *     MESSAGE START <<<<<<<<<< SIP - 2016-09-28T14:46:40.153566Z
 *     SIP/2.0 200 OK
 *     …
 *     MESSAGE END <<<<<<<<<< SIP - 2016-09-28T14:46:40.153566Z
 *
 * Newer versions write `SIP(0x55d3a1c2)`, which tells connections apart. HTTP exchanges have the same frame. Old versions
 * write `received - Thu Dec 31 15:26:49 2009` and rules of `#`.
 */
export const sipeDebug = framed({
  id: 'sipe-debug',
  heads: [
    {
      word: 'MESSAGE START ',
      pattern:
        /MESSAGE START (?:(?<incoming><{10})|(?<outgoing>>{10})) SIP(?:\((?<thread>[0-9A-Za-z]{1,20})\))?(?: - (?<time>[\dT:.Z-]{1,40}))?/,
    },
    ...['received - ', 'sending - '].map((word) => ({
      word,
      pattern:
        /(?:(?<incoming>received)|(?<outgoing>sending)) - (?<time>[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4})/,
    })),
  ],
  skips: /^#{6,8}$/,
  ends: [{ word: 'MESSAGE END ', pattern: /^MESSAGE END [<>]{10} SIP/ }, { word: '#######' }, { word: '######' }],
  entries: /^\(\d\d:\d\d:\d\d\) \w{1,30}: |^MESSAGE START [<>]{10} /,
});
