import { framed } from './framedFormat';

/**
 * The text log of JAIN-SIP applications for sip-viewer.
 *
 *     [2011/01/13 08:55:56.109] IN 192.0.2.6:4040 --> 192.0.2.9:11156
 *
 *     INVITE sip:bob@example.com SIP/2.0
 *     …
 *
 *     -----------------------
 *
 * A proxy writes the month first: `[01/13/2011 08:55:56.109]`.
 */
export const sipViewerText = framed({
  id: 'sip-viewer-text',
  heads: [
    {
      word: ' --> ',
      pattern:
        /\[(?<time>[\d/]{8,10} \d\d:\d\d:\d\d(?:[.,]\d{1,6})?)\] (?:(?<incoming>IN)|(?<outgoing>OUT)) (?<source>\S{2,100}) --> (?<destination>\S{2,100})\s*$/,
    },
  ],
  ends: [{ word: '-----------------------' }],
});
