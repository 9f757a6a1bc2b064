import { readFileSync } from 'node:fs';
import { takeTurns } from '../measure.mjs';
import { naiveParser } from '../subjects/naiveParser.mjs';
import { sipTrace } from './subject.mjs';

/** Reads a string, in turn with the naive parser. */
export default async function naive({ file, rounds }) {
  const { text } = JSON.parse(JSON.stringify({ text: readFileSync(file, 'utf8') }));
  const times = await takeTurns({ ours: () => sipTrace.readTraceOfText(text), naive: () => naiveParser(text) }, rounds);
  return { ...times, messages: naiveParser(text).messages };
}
