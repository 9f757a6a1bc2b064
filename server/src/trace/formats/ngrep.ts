import { framed } from './framedFormat';

const ADDRESS = String.raw`\[?[0-9A-Fa-f.:]{2,45}\]?`;

/**
 * ngrep with `-W byline`, `-W none` or `-W single`: it shows each octet that cannot be printed as a dot, so a line of
 * SIP ends in one, and without byline all of a packet stands on one line.
 *
 *     U 2026/11/22 18:47:27.086090 192.0.2.1:5060 -> 192.0.2.2:5060 #1
 *     INVITE sip:bob@example.com SIP/2.0.
 */
export const ngrep = framed({
  id: 'ngrep',
  heads: [
    {
      word: ' -> ',
      pattern: new RegExp(
        String.raw`^(?:(?<udp>U)|T)6? (?:(?<time>\d{4}/\d\d/\d\d [\d:.]{8,15}) )?(?<source>${ADDRESS}:\d{1,5}) -> (?<destination>${ADDRESS}:\d{1,5})(?: \[[A-Z]{1,8}\])?(?: #\d+)?\s*$`,
      ),
    },
  ],
});
