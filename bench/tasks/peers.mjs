import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { timed } from '../measure.mjs';
import { messageText } from '../traffic/framings/messageText.mjs';
import { traffic } from '../traffic/traffic.mjs';
import { sipTrace } from './subject.mjs';

/** Messages that the slowest one is given. */
const SOME = 4000;

/**
 * Messages per second: SIP Trace on the text of a log, in which it finds the messages itself, and parsers from npm on the
 * same messages, already split. Each is used as its documentation says, and has to understand every message.
 */
export default async function peers({ file, rounds }) {
  const { text } = JSON.parse(JSON.stringify({ text: readFileSync(file, 'utf8') }));
  const { messages: count } = sipTrace.readTraceOfText(text).counts;
  // Each is a string of its own, in one piece.
  const messages = [];
  for (const packet of traffic({ seed: 1, transport: 'TLS' })) {
    if (messages.length === count) break;
    messages.push(Buffer.from(messageText(packet)).toString());
  }
  const few = messages.slice(0, SOME);
  const require = createRequire(new URL('../peers/package.json', import.meta.url));
  const { SipMessage } = require('drachtio-sip');
  const jssip = require('jssip/lib/Parser.js');
  const sip = require('sip');
  const subjects = {
    'SIP Trace': { of: count, run: () => sipTrace.readTraceOfText(text).counts.messages },
    'drachtio-sip': { of: count, run: () => understood(messages, (message) => new SipMessage(message)) },
    sip: { of: count, run: () => understood(messages, (message) => sip.parse(message)) },
    jssip: { of: few.length, run: () => understood(few, (message) => jssip.parseMessage(message, {})) },
  };
  const rates = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, { of, run }] of Object.entries(subjects)) {
      const { ms, result } = await timed(run);
      if (result !== of) throw new Error(`${name} understood ${result} of ${of} messages`);
      if (round >= 0) rates[name].push((of / ms) * 1000);
    }
  }
  return rates;
}

function understood(messages, parse) {
  let count = 0;
  for (const message of messages) if (parse(message) !== undefined) count++;
  return count;
}
