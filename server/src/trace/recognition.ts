import { hasMessages } from './recognition/messages';
import { hasRecordMark } from './recognition/recordMarks';

/** How much of a log is looked at, from its beginning: 256 kB, in UTF-16 units. The caller cuts. */
export const sniffedLength = 256 * 1024;

/**
 * Whether `text`, the beginning of a file whose name says nothing, is a log of SIP: it shows one mark of a known
 * program's records, or the start-lines of two messages. One message is not enough: mails and manuals quote one.
 * Linear in the text.
 *
 * The only part of the trace that the client imports too; it imports nothing but the files in `recognition/`.
 */
export function looksLikeSipTrace(text: string): boolean {
  return !isDocument(text) && (hasRecordMark(text) || hasMessages(text, 2));
}

/** Standards, mails and test scenarios hold many messages and are no logs. Their first lines tell. */
function isDocument(text: string): boolean {
  const head = text.slice(0, 2000);
  return DOCUMENT_HEADS.some((pattern) => pattern.test(head));
}

const DOCUMENT_HEADS = [
  /^(?:Request for Comments:[ \t]+\d|Internet[- ]Draft\b)/im,
  // The line between the mails of a mailbox.
  /^From \S+(?: at \S+)? +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) /m,
  /^(?:Return-Path|Delivered-To|Message-ID|List-Id):[ \t]*</im,
  /^[ \t]*<scenario[ \t>]/m,
];
