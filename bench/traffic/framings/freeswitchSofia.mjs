import { isoTime, messageText } from './messageText.mjs';

const RULE = '-'.repeat(72);

/** The transport log of sofia-sip: each line indented by three blanks, a rule above and below, LF. */
export const freeswitchSofia = () => (packet) => {
  const text = messageText(packet);
  const lines = text.replaceAll('\r\n', '\n   ');
  return `${headLine(packet, text)}   ${RULE}\n   ${lines}\n   ${RULE}\n`;
};

/** As FreeSWITCH 1.10 prints it: not indented, the rule above only. */
export const freeswitchSofiaFlat = () => (packet) => {
  const text = messageText(packet);
  return `${headLine(packet, text)}${RULE}\n${text.replaceAll('\r\n', '\n')}\n`;
};

function headLine({ outgoing, source, target, time }, text) {
  const [word, preposition, { host, port }] = outgoing ? ['send', 'to', target] : ['recv', 'from', source];
  return `${word} ${Buffer.byteLength(text)} bytes ${preposition} udp/[${host}]:${port} at ${isoTime(time).slice(11)}:\n`;
}
