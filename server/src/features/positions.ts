import type { Range } from 'vscode-languageserver-types';
import type { Span } from '../trace/text/span';
import type { Trace } from '../trace/trace';

/** `span` as lines and UTF-16 columns from 0. */
export const toRange = (trace: Trace, span: Span): Range => ({
  start: trace.placeAt(span.start),
  end: trace.placeAt(span.end),
});
