/**
 * What a log writes in front of every line changes only in its numbers: `[Mar 30 13:35:51] `, `2016-11-04 08:07:41.306
 * [.INFO] `, `<135>Jan  1 01:06:02 phone[1028:1150]: `, `> ` of a quoted mail. So one line's prefix tells how to find the
 * end of another's: words with a digit in them match any word, months and days of the week match each other, all else
 * must be equal.
 */

/**
 * Offset in the line `at..end` behind a prefix that is like `from..to`; -1 when the line begins otherwise. A line that
 * ends within the blanks at the end of the prefix is empty behind it.
 */
export function behindPrefix(text: string, from: number, to: number, at: number, end: number): number {
  let sample = from;
  let here = at;
  while (sample < to) {
    const code = text.charCodeAt(sample);
    if (here >= end) return isBlankUntil(text, sample, to) ? here : -1;
    if (isBlank(code)) {
      const sampleEnd = endOfBlanks(text, sample, to);
      const hereEnd = endOfBlanks(text, here, end);
      if (hereEnd === here) return -1;
      // Blanks that end the prefix are counted: what is beyond them belongs to the line.
      here = sampleEnd === to ? Math.min(hereEnd, here + sampleEnd - sample) : hereEnd;
      sample = sampleEnd;
    } else if (code === ESCAPE) {
      const colour = colourAt(text, sample, to);
      if (!text.startsWith(colour, here)) return -1;
      sample += colour.length;
      here += colour.length;
    } else if (isWord(code)) {
      const sampleEnd = endOfWord(text, sample, to);
      const hereEnd = endOfWord(text, here, end);
      if (hereEnd === here || !areAlike(text, sample, sampleEnd, here, hereEnd)) return -1;
      sample = sampleEnd;
      here = hereEnd;
    } else {
      if (text.charCodeAt(here) !== code && !areMarksOfGrep(text, sample, here)) return -1;
      sample++;
      here++;
    }
  }
  return here;
}

/**
 * How far the lines that begin at `from` and at `at` have one prefix: the two offsets behind the last piece (word, blanks,
 * other character) in which they are alike.
 */
export function commonPrefix(
  text: string,
  from: number,
  to: number,
  at: number,
  end: number,
): { sample: number; here: number } {
  let sample = from;
  let here = at;
  while (sample < to && here < end) {
    const code = text.charCodeAt(sample);
    if (isBlank(code)) {
      const sampleEnd = endOfBlanks(text, sample, to);
      const hereEnd = endOfBlanks(text, here, end);
      if (hereEnd === here) break;
      if (hereEnd - here !== sampleEnd - sample) {
        // The shorter run may be where the prefix ends and an indented line begins.
        const inNumbers = sampleEnd < to && isDigit(text.charCodeAt(sampleEnd)) && isDigit(text.charCodeAt(hereEnd));
        if (!inNumbers) {
          const common = Math.min(hereEnd - here, sampleEnd - sample);
          return { sample: sample + common, here: here + common };
        }
      }
      sample = sampleEnd;
      here = hereEnd;
    } else if (code === ESCAPE) {
      const colour = colourAt(text, sample, to);
      if (!text.startsWith(colour, here)) break;
      sample += colour.length;
      here += colour.length;
    } else if (isWord(code)) {
      const sampleEnd = endOfWord(text, sample, to);
      const hereEnd = endOfWord(text, here, end);
      if (hereEnd === here || !areAlike(text, sample, sampleEnd, here, hereEnd)) break;
      sample = sampleEnd;
      here = hereEnd;
    } else {
      if (text.charCodeAt(here) !== code && !areMarksOfGrep(text, sample, here)) break;
      sample++;
      here++;
    }
  }
  return { sample, here };
}

/** grep writes a colon behind name and number of a line that it was asked for, and a dash in the lines around it. */
function areMarksOfGrep(text: string, at: number, other: number): boolean {
  const marks = text.slice(at, at + 1) + text.slice(other, other + 1);
  return (marks === ':-' || marks === '-:') && NAME_OR_NUMBER.test(text.slice(Math.max(0, at - 12), at));
}
const NAME_OR_NUMBER = /\d$|\.\w{1,10}$/;

/** The code of a terminal, up to the letter that ends it, so that it does not run into the word behind it. */
function colourAt(text: string, from: number, to: number): string {
  let at = from + 1;
  while (at < to && !isLetter(text.charCodeAt(at))) at++;
  return text.slice(from, Math.min(at + 1, to));
}

function areAlike(text: string, start: number, end: number, otherStart: number, otherEnd: number): boolean {
  for (let at = start; at < end; at++) if (isDigit(text.charCodeAt(at))) return hasDigit(text, otherStart, otherEnd);
  const length = end - start;
  if (length !== otherEnd - otherStart) return false;
  let equal = true;
  for (let at = 0; at < length && equal; at++) {
    equal = text.charCodeAt(start + at) === text.charCodeAt(otherStart + at);
  }
  if (equal) return true;
  return length === 3 && isCalendarWord(text, start) && isCalendarWord(text, otherStart);
}

function hasDigit(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (isDigit(text.charCodeAt(at))) return true;
  // Hexadecimal ids: one of them may have no digit.
  for (let at = start; at < end; at++) if (!isHexLetter(text.charCodeAt(at))) return false;
  return true;
}

const CALENDAR = 'JanFebMarAprMayJunJulAugSepOctNovDecMonTueWedThuFriSatSun';
function isCalendarWord(text: string, start: number): boolean {
  const found = CALENDAR.indexOf(text.slice(start, start + 3));
  return found !== -1 && found % 3 === 0;
}

function endOfBlanks(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  return at;
}

function endOfWord(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isWord(text.charCodeAt(at))) at++;
  return at;
}

const isBlankUntil = (text: string, from: number, to: number): boolean => endOfBlanks(text, from, to) === to;
const ESCAPE = 27;
const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;
const isBlank = (code: number): boolean => code === 32 || code === 9;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isHexLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 102;
const isWord = (code: number): boolean => isDigit(code) || ((code | 32) >= 97 && (code | 32) <= 122);
