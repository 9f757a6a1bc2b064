// Writes calls/verdicts.csv: what a person should be told about each call of calls.sh, and on which line. What went wrong is
// known, since the calls were made so; the line is found by plain searching for the start line under the call's Call-ID.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(
  path.resolve(process.env.OUT ?? path.join(import.meta.dirname, '../../test/traces/recorded')),
  'calls',
);

/**
 * Of each call: severity and rule, status of the message that it is about, its start line, and which of those in the log. In
 * the capture (`all`), and in the logs of both sides; nothing where all is well, or where the log cannot tell: that of Alice
 * ends right behind a redirect that she does not follow.
 */
const VERDICTS = {
  wrongPassword: { all: 'error auth-rejected 401 2', uac: 'error auth-rejected 401 2' },
  register: {},
  answered: {},
  busy: {},
  notFound: { all: 'warning not-found 404 1', uac: 'warning not-found 404 1' },
  noCodec: {
    all: 'error not-acceptable-sdp 488 1',
    uac: 'error not-acceptable-sdp 488 1',
    uas: 'error not-acceptable-sdp 488 1',
  },
  cancelled: {},
  declined: {},
  redirected: {},
  notFollowed: { all: 'warning redirect-not-followed 302 1' },
  // In the capture the silent telephone is the cause: the first INVITE to it is the second of the call.
  calleeDead: { all: 'error no-response INVITE 2', uac: 'warning request-timeout-408 408 1' },
  serverDead: { all: 'error no-response INVITE 1', uac: 'error no-response INVITE 1' },
  // The callee hangs up: that says more than the ACK that is missing, which is why.
  noAck: { all: 'error call-dropped-32s BYE 1', uac: 'error call-dropped-32s BYE 1' },
};

const textOf = (log) => readFileSync(path.join(folder, log), 'latin1');
const callIdOf = (call) => /^Call-ID: *(\S+)/m.exec(textOf(`${call}.uac.log`))[1];

/** Line of the start line `nth` of this kind under `callId`; from 1. */
function lineOf(log, callId, kind, nth) {
  const start = /^\d/.test(kind) ? `SIP/2.0 ${kind} ` : `${kind} sip:`;
  const lines = textOf(log).split('\n');
  let seen = 0;
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith(start)) continue;
    const id = lines.slice(index).find((other) => other.startsWith('Call-ID:'));
    if (id?.replace(/\.?\r?$/, '').endsWith(` ${callId}`) && ++seen === nth) return index + 1;
  }
  throw new Error(`${log}: no ${start}of ${callId}`);
}

const rows = ['log,call,callId,severity,rule,status,line'];
for (const [call, verdicts] of Object.entries(VERDICTS)) {
  const callId = callIdOf(call);
  const logs = [
    ['all', 'ngrep.log'],
    ['uac', `${call}.uac.log`],
    ['uas', `${call}.uas.log`],
  ].filter(([, log]) => existsSync(path.join(folder, log)));
  for (const [side, log] of logs) {
    const [severity = '', rule = '', kind = '', nth = ''] = verdicts[side]?.split(' ') ?? [];
    const status = /^\d/.test(kind) ? kind : '';
    rows.push(
      [log, call, callId, severity, rule, status, kind === '' ? '' : lineOf(log, callId, kind, Number(nth))].join(','),
    );
  }
}
writeFileSync(path.join(folder, 'verdicts.csv'), `${rows.join('\n')}\n`);
console.log(`${rows.length - 1} verdicts`);
