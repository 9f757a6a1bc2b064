import type { HeadLine } from './framing';

/** What PJSIP writes about a message; `after` follows its first word. */
export const pjsipEnvelope = (after = ''): string =>
  String.raw`\b(?:(?<outgoing>TX)|(?<incoming>RX))${after} \d{1,7} bytes (?:Request|Response) msg \S{1,200} \([tr]da?ta(?:0x)?[0-9A-Fa-f]{1,20}\) (?:to|from) (?<transport>[A-Za-z][A-Za-z-]{1,11})6? (?<remote>\[[^\]\s]{2,60}\]|[\w.:*-]{1,80}):(?<remotePort>\d{1,5})`;

/** The head lines of messages that PJSIP logs. */
export const pjsipHeads = (pattern: string): HeadLine[] =>
  [' bytes Request msg ', ' bytes Response msg '].map((word) => ({ word, pattern: new RegExp(pattern) }));

/** What ends a message that PJSIP could not read. */
export const UNREAD_END = '-- end of packet.';

/**
 * The head line of a message that PJSIP could not read, and shows for that: `Error processing 498 bytes packet from UDP
 * 192.0.2.1:5060 : PJSIP syntax error exception when parsing 'To' header on line 5 col 35:`. `before` is a pattern for what
 * stands in front.
 */
export const pjsipUnreadHead = (before: string): HeadLine => ({
  word: ' bytes packet from ',
  pattern: new RegExp(
    String.raw`${before}\bError processing \d{1,7} bytes packet from (?<transport>[A-Za-z][A-Za-z-]{1,11})6? (?<remote>\[[^\]\s]{2,60}\]|[\w.:*-]{1,80}):(?<remotePort>\d{1,5}) ?:`,
  ),
  direction: 'incoming',
});
