/** When an entry of a log was written, as far as the log says. */
export interface TimeStamp {
  /**
   * Milliseconds since 1970-01-01 by the clock of the log, read as UTC. Without a date, since midnight; without a year,
   * in 1972 (a leap year, so that every day of it exists).
   */
  readonly time: number;
  readonly hasDate: boolean;
  readonly hasYear: boolean;
  /** Minutes that the clock of the log is ahead of UTC; `undefined` when it does not say. */
  readonly zone: number | undefined;
}

/** Which number comes first in `07/11/2024`. A first number above 12 is a day in any case. */
export type DateOrder = 'day-first' | 'month-first';

const YEAR_UNKNOWN = 1972;
const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';
const CLOCK = String.raw`(\d\d?):(\d\d):(\d\d)(?:[.,:](\d{1,9}))?(?:\s?([AaPp])[Mm]\b)?`;
const ZONE = String.raw`(?:\s?(Z\b|(?:UTC|GMT)?[+-]\d\d:?\d\d|UTC|GMT))?`;

const YEAR_FIRST = new RegExp(String.raw`\b(\d{4})[-/.](\d\d?)[-/.](\d\d?)[T |,\t_-]{1,3}${CLOCK}${ZONE}`);
const YEAR_LAST = new RegExp(String.raw`\b(\d\d?)[-/.](\d\d?)[-/.](\d{4}|\d\d)[T |,\t_-]{1,3}${CLOCK}${ZONE}`);
const MONTH_NAME = new RegExp(
  String.raw`\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s{1,2}(\d\d?),?\s(?:(\d{4}),?\s)?${CLOCK}${ZONE}(?:\s(\d{4})\b)?`,
  'i',
);
const DAY_MONTH_NAME = new RegExp(
  String.raw`\b(\d\d?)[- ](Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}[- ](\d{4})[ :]${CLOCK}${ZONE}`,
  'i',
);
/** `19-12@12:44:54.873` */
const DAY_MONTH = new RegExp(String.raw`\b(\d\d)-(\d\d)@${CLOCK}${ZONE}`);
/** `12192016 083615.737177` */
const DIGITS = /\b(\d\d)(\d\d)(\d{4}) (\d\d)(\d\d)(\d\d)\.(\d{1,9})\b/;
const CLOCK_ALONE = new RegExp(String.raw`(?<![\d:.])${CLOCK}(?!\d|:\d)${ZONE}`);
const EPOCH = /^\s*(\d{10})(?:\.(\d{1,9})|(\d{3}))?\s*$/;

/** The first time stamp in `text`, a line or less; `undefined` when there is none. */
export function readTimeStamp(text: string, order: DateOrder = 'month-first'): TimeStamp | undefined {
  const usual = readUsual(text);
  if (usual !== undefined) return usual;
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) {
    const [, year, month, day, ...clock] = yearFirst;
    return dated(Number(year), Number(month), Number(day), clock);
  }
  const yearLast = YEAR_LAST.exec(text);
  if (yearLast !== null) {
    const [, first = '', second = '', digits = '', ...clock] = yearLast;
    const dayFirst = order === 'day-first' ? Number(second) <= 12 : Number(first) > 12;
    const year = digits.length === 2 ? 2000 + Number(digits) : Number(digits);
    const [month, day] = dayFirst ? [second, first] : [first, second];
    return dated(year, Number(month), Number(day), clock);
  }
  const named = MONTH_NAME.exec(text);
  if (named !== null) {
    const [, month = '', day, before, ...clock] = named;
    const year = before ?? clock[6];
    return dated(year === undefined ? undefined : Number(year), monthOf(month), Number(day), clock);
  }
  const dayNamed = DAY_MONTH_NAME.exec(text);
  if (dayNamed !== null) {
    const [, day, month = '', year, ...clock] = dayNamed;
    return dated(Number(year), monthOf(month), Number(day), clock);
  }
  const dayMonth = DAY_MONTH.exec(text);
  if (dayMonth !== null) {
    const [, day, month, ...clock] = dayMonth;
    return dated(undefined, Number(month), Number(day), clock);
  }
  const digits = DIGITS.exec(text);
  if (digits !== null) {
    const [, month, day, year, ...clock] = digits;
    return dated(Number(year), Number(month), Number(day), clock);
  }
  const alone = CLOCK_ALONE.exec(text);
  if (alone !== null) {
    const [, ...clock] = alone;
    const time = ofDay(clock);
    return time === undefined ? undefined : { time, hasDate: false, hasYear: false, zone: zoneOf(clock[5]) };
  }
  const epoch = EPOCH.exec(text);
  if (epoch === null) return undefined;
  const [, seconds, fraction = '', milliseconds] = epoch;
  const time = Number(seconds) * 1000 + (milliseconds === undefined ? fractionOf(fraction) : Number(milliseconds));
  return { time, hasDate: true, hasYear: true, zone: 0 };
}

/** `2026/11/22 18:47:27.086090` and the time alone, with nothing around them: what most logs have, and have at each message. */
function readUsual(text: string): TimeStamp | undefined {
  const hasDate = text.charCodeAt(2) !== COLON;
  const clock = hasDate ? 11 : 0;
  if (hasDate) {
    const mark = text.charCodeAt(4);
    const isDate = (mark === 45 || mark === 47) && mark === text.charCodeAt(7);
    if (!isDate || (text.charCodeAt(10) !== 32 && text.charCodeAt(10) !== 84)) return undefined;
  }
  if (text.charCodeAt(clock + 2) !== COLON || text.charCodeAt(clock + 5) !== COLON) return undefined;
  const hour = twoDigits(text, clock);
  const minute = twoDigits(text, clock + 3);
  const second = twoDigits(text, clock + 6);
  if (!(hour < 24 && minute < 60 && second < 61)) return undefined;
  let milliseconds = ((hour * 60 + minute) * 60 + second) * 1000;
  if (text.length > clock + 8) {
    if (text.charCodeAt(clock + 8) !== 46 || text.length > clock + 18 || text.length === clock + 9) return undefined;
    let fraction = 0;
    let unit = 1000;
    for (let at = clock + 9; at < text.length; at++, unit /= 10) {
      const digit = text.charCodeAt(at) - 48;
      if (digit < 0 || digit > 9) return undefined;
      fraction = fraction * 10 + digit;
    }
    milliseconds += unit < 1 ? fraction / Math.round(1 / unit) : fraction * unit;
  }
  if (!hasDate) return { time: milliseconds, hasDate: false, hasYear: false, zone: undefined };
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (!(year > 0 && month > 0 && month < 13 && day > 0 && day < 32)) return undefined;
  return { time: midnight(year, month, day) + milliseconds, hasDate: true, hasYear: true, zone: undefined };
}

/** Milliseconds since 1970-01-01 at the beginning of a day; `month` counts from 1. A log has many times of one day. */
export function midnight(year: number, month: number, day: number): number {
  const date = (year * 16 + month) * 32 + day;
  if (date !== lastDate) {
    lastDate = date;
    lastMidnight = Date.UTC(year, month - 1, day);
  }
  return lastMidnight;
}
let lastDate = -1;
let lastMidnight = 0;

const COLON = 58;

/** The number in two digits at `at`; NaN when others stand there. */
export function twoDigits(text: string, at: number): number {
  const one = text.charCodeAt(at) - 48;
  const other = text.charCodeAt(at + 1) - 48;
  return one >= 0 && one < 10 && other >= 0 && other < 10 ? one * 10 + other : Number.NaN;
}

function dated(
  year: number | undefined,
  month: number,
  day: number,
  clock: readonly (string | undefined)[],
): TimeStamp | undefined {
  const time = ofDay(clock);
  if (time === undefined || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  return {
    time: midnight(year ?? YEAR_UNKNOWN, month, day) + time,
    hasDate: true,
    hasYear: year !== undefined,
    zone: zoneOf(clock[5]),
  };
}

/** Milliseconds since midnight; `undefined` when the numbers are none of a clock. */
function ofDay([digits, minute, second, fraction = '', half]: readonly (string | undefined)[]): number | undefined {
  const hour = half === undefined ? Number(digits) : (Number(digits) % 12) + (/p/i.test(half) ? 12 : 0);
  if (hour > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  return ((hour * 60 + Number(minute)) * 60 + Number(second)) * 1000 + fractionOf(fraction);
}

const fractionOf = (digits: string): number => (digits === '' ? 0 : Number(`0.${digits}`) * 1000);
const monthOf = (name: string): number => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) / 3 + 1;

function zoneOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  if (!/\d/.test(zone)) return 0;
  const digits = zone.replace(/\D/g, '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return zone.includes('-') ? -minutes : minutes;
}
