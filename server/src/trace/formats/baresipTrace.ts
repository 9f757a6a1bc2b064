import { framed } from './framedFormat';

const ADDRESSES =
  /(?<!\S|SIP [RT]x: )(?<transport>UDP|TCP|TLS|WSS?) (?<source>[\w.:[\]%-]{2,80}:\d{1,5}) -> (?<destination>[\w.:[\]%-]{2,80}:\d{1,5})\s*$/;

/**
 * The trace of baresip (`-s`), in colour.
 *
 *     ESC[36;1m#
 *     UDP 192.0.2.1:5060 -> 192.0.2.2:5060
 *     REGISTER sip:example.com SIP/2.0
 *     …
 *     ESC[;m
 *
 * New versions write the time of day in front of `#`. It does not say which address is its own. A copy may have lost
 * the colours.
 */
export const baresipTrace = framed({
  id: 'baresip-trace',
  heads: [
    { word: '\u001b[36;1m', pattern: /.\[36;1m(?:(?<time>[\d.:T -]{8,26})\|?)?#\s*$/ },
    { word: '-> ', pattern: ADDRESSES },
  ],
  details: [ADDRESSES],
  ends: [{ word: '\u001b[;m', mayFollow: true }],
});
