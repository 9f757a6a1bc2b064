import { createRequire } from 'node:module';

/** SIP Trace as the bundles hold it; `bench/prepare.mjs` writes this one. */
export const sipTrace = createRequire(import.meta.url)('../../out/bench/sipTrace.js');
