/** The message of `packet` as it was sent. */
export const messageText = ({ startLine, headers, body }) => `${startLine}\r\n${headers}\r\n\r\n${body}`;

/** `2026-01-12T08:00:00.000000`, of microseconds since 1970-01-01. */
export function isoTime(time) {
  const iso = new Date(Math.floor(time / 1000)).toISOString();
  return iso.slice(0, 23) + String(time % 1000).padStart(3, '0');
}
