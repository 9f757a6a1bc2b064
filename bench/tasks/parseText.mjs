import { readFileSync } from 'node:fs';
import { takeTurns } from '../measure.mjs';
import { yardstick } from '../subjects/yardstick.mjs';
import { sipTrace } from './subject.mjs';

/** Reads a string as `textDocument/didOpen` brings it, in turn with the yardstick. */
export default function parseText({ file, rounds }) {
  const { text } = JSON.parse(JSON.stringify({ text: readFileSync(file, 'utf8') }));
  return takeTurns({ yardstick: () => yardstick(file), text: () => sipTrace.readTraceOfText(text) }, rounds);
}
