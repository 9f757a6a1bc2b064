/**
 * The value of `record` under a word of a log; `undefined` where it has none. A plain look-up would find `constructor` and
 * `__proto__` in every record.
 */
export const ownValue = <Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
