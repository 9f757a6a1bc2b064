import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { findings } from '../../server/src/trace/findings';
import { readTrace } from '../../server/src/trace/trace';

/** What the Problems panel shows for a sample: `line:column severity code`, and `line message` for each related place. */
function problemsOf(name: string): { problems: string[]; messages: string[]; related: string[] } {
  const trace = readTrace(readFileSync(`samples/${name}`, 'utf8'));
  const all = findings(trace);
  const lineOf = (offset: number): number => trace.lineAt(offset) + 1;
  return {
    problems: all.map(({ severity, code, span }) => {
      const { line, character } = trace.placeAt(span.start);
      return `${line + 1}:${character + 1} ${severity} ${code} ${JSON.stringify(trace.slice(span))}`;
    }),
    messages: all.map(({ message }) => message),
    related: all.flatMap((finding) => finding.related.map(({ span, message }) => `${lineOf(span.start)} ${message}`)),
  };
}

/** The log as mail sends it on: lines that are too long are broken at a blank. */
const brokenByMail = (log: string): string =>
  log
    .split(/\r?\n/)
    .map((line) => line.replace(/(?=.{77}).{1,76} (?=\S)/g, (piece) => `${piece.trimEnd()}\n`))
    .join('\n');

describe('samples', () => {
  for (const name of ['1-enhanced-presence-421', '2-unknown-user-404', '3-signed-in-200']) {
    it(`${name}: tells the same when mail has broken its lines`, () => {
      const log = readFileSync(`samples/${name}.sip.log`, 'utf8');
      const messagesOf = (text: string): string[] => findings(readTrace(text)).map(({ message }) => message);
      assert.notEqual(brokenByMail(log), log);
      assert.deepEqual(messagesOf(brokenByMail(log)), messagesOf(log));
    });
  }

  it('1: an old client and an account in enhanced-presence mode', () => {
    const { problems, messages, related } = problemsOf('1-enhanced-presence-421.sip.log');
    assert.deepEqual(problems, ['231:13 error ms-enhanced-presence-required "SIP/2.0 421 Extension required"']);
    assert.deepEqual(messages, [
      'alice@contoso.com cannot sign in with Messenger for Mac 6.0.3: the account is in enhanced-presence mode and the ' +
        'server demands msrtc-event-categories, which this client does not offer (421, ms-diagnostics 2013). The password ' +
        'was accepted. The log shows 2 attempts with this result. Use Communicator 2007 or newer (on a Mac: Messenger for ' +
        'Mac 7), or an account that has never signed in with one of them. Clearing "Enable enhanced presence" does not ' +
        'help: the mode stays once the account has used a newer client.',
    ]);
    assert.deepEqual(related, [
      '42 Step 1: REGISTER without credentials',
      '63 Step 2: 401: the server asks for credentials (NTLM, Kerberos)',
      '118 Step 3: REGISTER opens the NTLM handshake',
      '162 Step 4: 401: the server sends its NTLM challenge',
      '173 The server logged: Authentication not completed; challenge sent to the client',
      '209 Step 5: REGISTER with the NTLM credentials',
      '245 The server logged: Routed a locally generated response',
      '638 The same answer to a repeated attempt (CSeq 6)',
    ]);
  });

  it('2: an account that the pool does not know', () => {
    const { problems, messages, related } = problemsOf('2-unknown-user-404.sip.log');
    assert.deepEqual(problems, ['269:13 error ms-user-not-found-4005 "SIP/2.0 404 Not Found"']);
    assert.deepEqual(messages, [
      'bob@contoso.com cannot sign in with Messenger for Mac 6.0.3: the server knows no SIP user with this address (404, ' +
        'ms-diagnostics 4005). The password was accepted. Check that bob@contoso.com equals the SIP URI in the directory, ' +
        'that the user is enabled on this pool, and for a new account that User Replicator has copied it to the pool; then ' +
        'sign in again. Reported to work for Messenger for Mac 6: create the user on the pool first, then enable it for ' +
        'enhanced presence, then sign in.',
    ]);
    assert.deepEqual(related, [
      '80 Step 1: REGISTER without credentials',
      '101 Step 2: 401: the server asks for credentials (NTLM, Kerberos)',
      '156 Step 3: REGISTER opens the NTLM handshake',
      '178 Step 4: 401: the server sends its NTLM challenge',
      '189 The server logged: Authentication not completed; challenge sent to the client',
      '247 Step 5: REGISTER with the NTLM credentials',
      '282 The server logged: Routed a locally generated response',
    ]);
  });

  it('3: a sign-in that succeeds', () => {
    assert.deepEqual(problemsOf('3-signed-in-200.sip.log').problems, []);
  });
});
