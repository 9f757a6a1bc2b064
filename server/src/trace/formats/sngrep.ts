import { OneOf, Run } from '../ordinary/usualHead';
import { framed } from './framedFormat';

const address = (name: string): string => String.raw`\[?(?<${name}>[\w.:-]{1,80}?)\]?:(?<${name}Port>\d{1,5})`;
const ipv4 = new Run('0123456789.', 7, 15);
const port = new Run('0123456789', 1, 5);

/**
 * The text that sngrep and Homer save: whole messages, those of TCP put together.
 *
 *     2026/11/22 18:47:27.086090 192.0.2.1:5060 -> 192.0.2.2:5060
 *     INVITE sip:bob@example.com SIP/2.0
 *     …
 *
 * Homer has an empty line, which may hold a blank, in front of the message:
 *
 *     proto:UDP 2026-11-22T18:47:27.086090-04:00  192.0.2.1:5060 ---> 192.0.2.2:5060
 */
export const sngrep = framed({
  id: 'sngrep',
  usualHeads: [
    {
      before: [],
      hasDate: true,
      behind: [new OneOf(' '), ipv4, new OneOf(':'), port, new OneOf(' -> '), ipv4, new OneOf(':'), port],
      direction: 'unknown',
    },
  ],
  heads: [
    {
      word: '-> ',
      pattern: new RegExp(
        String.raw`(?:^|(?<=[\s>]))(?<time>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d{1,9}) ${address('source')} -> ${address('destination')}\s*$`,
      ),
    },
    {
      word: '---> ',
      pattern: new RegExp(
        String.raw`(?:^|(?<=\s))proto:(?<transport>[A-Za-z]{2,4}) (?<time>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?) {1,3}${address('source')} ---> ${address('destination')}\s*$`,
      ),
    },
  ],
});
