/** What Asterisk writes in front of the text of an entry: in a file, and what syslog makes of it. */
export const ASTERISK_ENTRY = String.raw`(?:[A-Z]{4,7}\[(?<thread>\d{1,9})\](?:\[[\w-]{1,20}\])?:? \w{1,40}\.c(?::\d{1,6} in \w{1,60})?: )?`;

/** How an entry begins in a file. */
export const ASTERISK_ENTRY_BEGIN = /^\[[A-Z\d][\w:. -]{8,40}\] [A-Z]{4,7}\[\d{1,9}\]/;
