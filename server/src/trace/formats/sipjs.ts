import { framed } from './framedFormat';

/**
 * What SIP.js and JsSIP write to the console of a browser.
 *
 *     Fri Dec 28 2018 11:49:27 GMT+0530 (India Standard Time) | sip.Transport | Received WebSocket text message:
 *
 *     SIP/2.0 200 OK
 *     …
 *
 * JsSIP has `JsSIP:Transport sending message:`, before that `JsSIP | TRANSPORT | received WebSocket text message:`. Browsers
 * put the place in the program in front (`sip.min.js:38 `), sometimes without a blank; exported consoles the time too. Copies lose the
 * empty line.
 */
export const sipjs = framed({
  id: 'sipjs',
  heads: [
    {
      word: 'message:',
      pattern:
        /(?:\b|\dm)(?:js)?sip[.:| ]{1,3}transport\b.{0,80}?(?:\b|\[0m)(?:(?<outgoing>sending)|(?<incoming>received)) (?:websocket )?(?:text |binary )?message:/i,
    },
  ],
});
