/** `35 ms`, `2.4 s`, `1 min 5 s` from milliseconds. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 999.95) return `${Math.round(milliseconds * 10) / 10} ms`;
  // Rounded before it is divided: there is no `60 s`.
  const tenths = Math.round(milliseconds / 100);
  if (tenths < 600) return `${tenths / 10} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
