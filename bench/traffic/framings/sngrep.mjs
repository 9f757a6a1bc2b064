import { isoTime, messageText } from './messageText.mjs';

/** The text that sngrep saves: a line of time and places, the message as it was sent, an empty line. */
export const sngrep = () => (packet) => {
  const { source, target, time } = packet;
  const when = isoTime(time).replace('T', ' ').replaceAll('-', '/');
  return `${when} ${source.host}:${source.port} -> ${target.host}:${target.port}\n${messageText(packet)}\n\n`;
};
