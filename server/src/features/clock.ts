import type { Message } from '../trace/message';
import { durationText } from '../trace/text/duration';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `1 h`, `1 h 30 min`, `90 days` from whole seconds; with the number of seconds behind it: `3600 seconds (1 h)`. */
export function secondsText(seconds: number): string {
  const plain = seconds === 1 ? '1 second' : `${seconds} seconds`;
  return seconds < MINUTE ? plain : `${plain} (${longText(seconds)})`;
}

/** `350 ms`, `2.4 s`, `1 h 5 min` from milliseconds. */
export const spanText = (milliseconds: number): string =>
  milliseconds < HOUR * 1000 ? durationText(milliseconds) : longText(Math.round(milliseconds / 1000));

/** The two largest units that are not zero. */
function longText(seconds: number): string {
  const units = [
    [Math.floor(seconds / DAY), seconds >= 2 * DAY ? 'days' : 'day'],
    [Math.floor((seconds % DAY) / HOUR), 'h'],
    [Math.floor((seconds % HOUR) / MINUTE), 'min'],
    [seconds % MINUTE, 's'],
  ] as const;
  const first = units.findIndex(([count]) => count > 0);
  return units
    .slice(Math.max(first, 0), first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** `2024-01-31 13:05:00 UTC`, without the clock at midnight; a time that no calendar has is given back as it is. */
export function utcText(iso: string): string {
  const [, day, clock] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(iso) ?? [];
  if (day === undefined || clock === undefined) return iso;
  return clock === '00:00:00' ? `${day} UTC` : `${day} ${clock} UTC`;
}

/**
 * The time `seconds` behind that of `message`, by the clock of the log: `15:05:11`, with the day where it is another one.
 * `undefined` when the log gives no time of day, or the time is not one that a calendar has.
 */
export function clockAfter(message: Message, seconds: number): string | undefined {
  const stamp = message.envelope.timeStamp;
  if (message.time === undefined || stamp === undefined) return undefined;
  const later = message.time + seconds * 1000;
  if (!(later < 8e14)) return undefined;
  const day = new Date(later).toISOString().slice(0, 10);
  const clock = new Date(later).toISOString().slice(11, 19);
  if (day === new Date(message.time).toISOString().slice(0, 10)) return clock;
  if (!stamp.hasDate) {
    const days = Math.floor(later / (DAY * 1000)) - Math.floor(message.time / (DAY * 1000));
    return `${clock} ${days === 1 ? 'on the next day' : `${days} days later`}`;
  }
  return stamp.hasYear ? `${clock} on ${day}` : `${clock} on ${day.slice(5)} (month-day)`;
}
