/** `35 ms`, `2.4 s`, `1 min 5 s` from milliseconds. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 999.95) return `${Math.round(milliseconds * 10) / 10} ms`;
  // Rounded before it is divided: there is no `60 s`.
  const tenths = Math.round(milliseconds / 100);
  if (tenths < 600) return `${tenths / 10} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * The same as a sentence tells it: no parts of a millisecond, and `less than 10 ms` where the number would only be noise.
 */
export function roughDurationText(milliseconds: number): string {
  if (milliseconds < 10) return 'less than 10 ms';
  return durationText(milliseconds < 1000 ? Math.round(milliseconds) : milliseconds);
}
