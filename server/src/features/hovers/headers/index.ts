import { addressHovers } from './addresses';
import { bodyHeaderHovers } from './bodies';
import { dialogIdHovers } from './dialogIds';
import { eventHovers } from './events';
import { generalHover } from './general';
import type { ValueHover, ValueHovers } from './headerValue';
import { productHovers } from './products';
import { reasonHovers } from './reasons';
import { timerHovers } from './timers';
import { tokenHovers } from './tokens';
import { transactionHovers } from './transaction';
import { viaHover } from './via';

const FAMILIES: readonly ValueHovers[] = [
  { via: viaHover },
  addressHovers,
  bodyHeaderHovers,
  dialogIdHovers,
  eventHovers,
  productHovers,
  reasonHovers,
  timerHovers,
  tokenHovers,
  transactionHovers,
];

/** A map, since a log may hold a header field of any name, `constructor` too. */
const BY_KEY: ReadonlyMap<string, ValueHover> = new Map(FAMILIES.flatMap((family) => Object.entries(family)));

/** What is known about a place in the value of a header field: by its own grammar where it has one, else in general. */
export const valueHover: ValueHover = (place) => BY_KEY.get(place.field.key)?.(place) ?? generalHover(place);
