import type { Format } from './format';
import { ocsSipstack } from './ocsSipstack';
import { plain } from './plain';

/** All formats, asked in this order: those with an envelope before the bare message. */
export const formats: readonly Format[] = [ocsSipstack, plain];
