import { NONE } from '../../store';
import type { Trace } from '../../trace';

/** Transactions that are looked at, and answers in front of their requests that are no chance. */
const LOOKED_AT = 200;
const ENOUGH = 2;

const known = new WeakMap<Trace, boolean>();

/**
 * Guard `turned`: whether the log has its newest entries in front, as some viewers export them: most answers stand in front of their
 * requests. What comes behind a message in such a log came before it.
 */
export function isTurned(trace: Trace): boolean {
  let answer = known.get(trace);
  if (answer === undefined) {
    answer = looksTurned(trace);
    known.set(trace, answer);
  }
  return answer;
}

function looksTurned({ store, transactionTables: tables }: Trace): boolean {
  const { status } = store.messages;
  let turned = 0;
  let others = 0;
  for (let index = 0; index < tables.count && turned + others < LOOKED_AT; index++) {
    const first = tables.firstOf(index);
    const next = tables.nextOf(first);
    if (next === NONE || status.at(first) > 0 === status.at(next) > 0) continue;
    if (status.at(first) > 0) turned++;
    else others++;
  }
  return turned >= ENOUGH && turned > others;
}
