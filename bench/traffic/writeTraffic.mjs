import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { freeswitchSofia, freeswitchSofiaFlat } from './framings/freeswitchSofia.mjs';
import { ocsSipstack } from './framings/ocsSipstack.mjs';
import { pcap } from './framings/pcap.mjs';
import { sngrep } from './framings/sngrep.mjs';
import { Truth, traffic } from './traffic.mjs';

const FRAMINGS = {
  'ocs-sipstack': { framing: ocsSipstack, transport: 'TLS' },
  'freeswitch-sofia': { framing: freeswitchSofia, transport: 'UDP' },
  'freeswitch-sofia-flat': { framing: freeswitchSofiaFlat, transport: 'UDP' },
  sngrep: { framing: sngrep, transport: 'UDP' },
  pcap: { framing: pcap, transport: 'UDP' },
};

export const formats = Object.keys(FRAMINGS);

/** Octets that are collected before they go to the disk. */
const BLOCK = 1 << 20;

/**
 * The pieces of a log, of `size` octets (at least; to the end of a message) or `messages` messages, whichever is reached
 * first. Counts them in `truth`.
 */
export function* trafficText({ format, seed, nonAscii, size = Infinity, messages = Infinity }, truth = new Truth()) {
  const { framing, transport } = FRAMINGS[format];
  const frame = framing();
  let written = 0;
  if (frame.head !== undefined) yield frame.head;
  for (const packet of traffic({ seed, nonAscii, transport })) {
    if (written >= size || truth.messages >= messages) return;
    const piece = frame(packet);
    truth.count(packet);
    written += Buffer.byteLength(piece);
    yield piece;
  }
}

/** Writes a log to `file` and what is true of it to `file.truth.json`, and returns the truth. */
export function writeTraffic(file, options) {
  const truth = new Truth();
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const to = openSync(file, 'w');
  let waiting = [];
  let length = 0;
  const flush = () => {
    writeSync(to, Buffer.concat(waiting));
    waiting = [];
    length = 0;
  };
  for (const piece of trafficText(options, truth)) {
    const octets = Buffer.from(piece);
    waiting.push(octets);
    length += octets.length;
    if (length > BLOCK) flush();
  }
  flush();
  closeSync(to);
  writeFileSync(`${file}.truth.json`, `${JSON.stringify(truth, null, 2)}\n`);
  return truth;
}
