import { parameterIn } from '../sip/parameters';
import { type Span, trimmed } from '../text/span';

/** A media type with what is needed of its parameters. RFC 3261 20.15, RFC 2045 5.1. */
export interface MediaType {
  /** `application/sdp`, in lower case; empty when there is none. */
  readonly name: string;
  /** Of multipart types; empty when absent. */
  readonly boundary: string;
}

/** Longest boundary. RFC 2046 5.1.1. */
const LONGEST_BOUNDARY = 70;

/** Reads the value of a Content-Type in `span`. */
export function readMediaType(text: string, span: Span): MediaType {
  const semicolon = text.slice(span.start, span.end).indexOf(';');
  const end = semicolon === -1 ? span.end : span.start + semicolon;
  const name = text
    .slice(...bounds(trimmed(text, { start: span.start, end })))
    .slice(0, 200)
    .toLowerCase()
    .replace(/\s/g, '');
  const boundary = parameterIn(text, { start: end, end: span.end }, 'boundary');
  return {
    name,
    boundary:
      boundary === undefined
        ? ''
        : text.slice(boundary.start, Math.min(boundary.end, boundary.start + LONGEST_BOUNDARY)),
  };
}

const bounds = ({ start, end }: Span): [number, number] => [start, end];
