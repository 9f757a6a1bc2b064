import type { HeadLine } from './framing';

/** What PJSIP writes about a message; `after` follows its first word. */
export const pjsipEnvelope = (after = ''): string =>
  String.raw`\b(?:(?<outgoing>TX)|(?<incoming>RX))${after} \d{1,7} bytes (?:Request|Response) msg \S{1,200} \([tr]da?ta(?:0x)?[0-9A-Fa-f]{1,20}\) (?:to|from) (?<transport>[A-Za-z][A-Za-z-]{1,11})6? (?<remote>\[[^\]\s]{2,60}\]|[\w.:*-]{1,80}):(?<remotePort>\d{1,5})`;

/** The head lines of messages that PJSIP logs. */
export const pjsipHeads = (pattern: string): HeadLine[] =>
  [' bytes Request msg ', ' bytes Response msg '].map((word) => ({ word, pattern: new RegExp(pattern) }));
