import type { Format } from './format';
import { freeswitchSofia } from './freeswitchSofia';
import { ngrep } from './ngrep';
import { ocsSipstack } from './ocsSipstack';
import { plain } from './plain';

/** All formats. Their order matters only where the heads of two are alike: the first one has the record. */
export const formats: readonly Format[] = [ocsSipstack, freeswitchSofia, ngrep, plain];
