import type { Direction } from '../store';

/**
 * What is known of an ordinary record with a message in it, as `RecordFacts` says it. One object is filled anew for each record, so that
 * what V8 compiles for objects of this kind lasts as long as that one.
 */
export class OrdinaryFacts {
  start = 0;
  end = 0;
  time = Number.NaN;
  isDated = false;
  direction: Direction = 'unknown';
  isDuplicate = false;
}
