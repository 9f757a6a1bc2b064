import { addCounted } from './entry';
import { inParts } from './inParts';

const PEER = String.raw`\[(?:(?<transport>[A-Za-z]{2,5}):\/\/)?(?<remote>\[[^\]\s]{2,60}\]|[^\]\s]{1,100}):(?<remotePort>\d{1,5})\]`;

const ENTRY = /^(?:\d{4}-\d\d-\d\d |\[)\d\d:\d\d:\d\d[:.,]\d{3}[ \]]/;

/**
 * Linphone and other programs that use belle-sip.
 *
 *     2026-11-22 18:53:33:757 belle-sip-message-channel [0x55ffa54403d0]: message sent to [UDP://192.0.2.1:5060], size: [510] bytes
 *     REGISTER sip:example.com SIP/2.0
 *     …
 *     2026-11-22 18:53:33:767 belle-sip-message-channel [0x55ffa54403d0]: received [585] new bytes from [UDP://192.0.2.1:5060]:
 *     SIP/2.0 200 OK
 *
 * On Android and Apple devices what stands in front of `channel` is that of the system's log (`… I/linphone: `), on all
 * lines. Linphone 4 writes `[belle-sip] MESSAGE ` there. IPv6 addresses stand without brackets. What one read from TCP
 * brings may be a part of a message, or several; the number of its octets is right where nobody changed the log.
 */
export const linphone = inParts({
  id: 'linphone',
  heads: [
    {
      word: 'message sent to [',
      pattern: new RegExp(
        String.raw`channel ?\[[^\]\s]{1,40}\]: message (?<outgoing>sent) to ${PEER}(?:, size: \[(?<octets>\d{1,7})\])?`,
      ),
    },
    {
      word: '] new bytes from [',
      pattern: new RegExp(
        String.raw`channel ?\[[^\]\s]{1,40}\]: (?<incoming>received) \[(?<octets>\d{1,7})\] new bytes from ${PEER}`,
      ),
    },
  ],
  payload: (entry, to) => addCounted(entry, ENTRY, to),
});
