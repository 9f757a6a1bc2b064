import { framed } from './framedFormat';

const address = (name: string): string => String.raw`\[?(?<${name}>[\w.:-]{1,80}?)\]?:(?<${name}Port>\d{1,5})`;

/**
 * The text that sngrep saves: whole messages, those of TCP put together.
 *
 *     2026/11/22 18:47:27.086090 192.0.2.1:5060 -> 192.0.2.2:5060
 *     INVITE sip:bob@example.com SIP/2.0
 *     …
 */
export const sngrep = framed({
  id: 'sngrep',
  heads: [
    {
      word: '-> ',
      pattern: new RegExp(
        String.raw`(?:^|(?<=[\s>]))(?<time>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d\.\d{1,9}) ${address('source')} -> ${address('destination')}\s*$`,
      ),
    },
  ],
});
