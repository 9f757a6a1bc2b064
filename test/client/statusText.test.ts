import assert from 'node:assert/strict';
import { readText, tooLargeText } from '../../client/src/statusText';

const SAMPLE = { messages: 33, transactions: 16, errors: 1, warnings: 0, hidden: 0, lines: 800, length: 38_000 };
const MB = 1024 * 1024;

describe('the status bar', () => {
  it('counts messages and failures', () => {
    assert.deepEqual(readText(SAMPLE, true), {
      text: '$(pulse) SIP: 33 messages, 1 failure',
      tooltip: '33 messages in 16 transactions; 1 error and no warnings in Problems.',
      spoken: 'SIP Trace: 33 messages, 1 failure. Show problems',
    });
    assert.equal(
      readText({ ...SAMPLE, messages: 1234, errors: 2, warnings: 3 }, true).text,
      '$(pulse) SIP: 1,234 messages, 5 failures',
    );
    assert.equal(readText({ ...SAMPLE, errors: 0 }, true).text, '$(pulse) SIP: 33 messages, no failures');
  });

  it('says when settings leave findings out, so that no log looks healthy by mistake', () => {
    const { text, tooltip, spoken } = readText({ ...SAMPLE, errors: 0, hidden: 3 }, true);
    assert.equal(text, '$(pulse) SIP: 33 messages, no failures');
    assert.match(tooltip, /no errors and no warnings in Problems\. 3 more findings left out by the settings\.$/);
    assert.equal(
      spoken,
      'SIP Trace: 33 messages, no failures. 3 more findings left out by the settings. Show problems',
    );
    assert.match(readText({ ...SAMPLE, hidden: 1 }, true).tooltip, / 1 more finding left out/);
  });

  it('does not call a log healthy in which it could read nothing', () => {
    const { text, tooltip, spoken } = readText({ ...SAMPLE, messages: 0, errors: 0 }, true);
    assert.equal(text, '$(question) SIP: no message read');
    for (const words of [tooltip, spoken])
      assert.match(words, /nothing can be said about it.*Test Format on Selection"\.$/);
  });

  it('says why VS Code shows no colours above 20 MB or 300,000 lines, and the way out', () => {
    const long = readText({ ...SAMPLE, lines: 300_001 }, true);
    assert.equal(long.text, '$(pulse) SIP: 33 messages, 1 failure (no colours)');
    for (const text of [long.tooltip, long.spoken]) {
      assert.match(text, /above 20 MB or 300,000 lines, and this log has 0\.0 MB and 300,001 lines/);
      assert.match(text, /turn off .* and open the log again\./);
    }
    assert.match(long.tooltip, /\[editor\.largeFileOptimizations\]\(command:workbench\.action\.openSettings\?/);
    assert.match(readText({ ...SAMPLE, length: 20 * MB + 1 }, true).text, /no colours/);
    assert.doesNotMatch(readText({ ...SAMPLE, length: 20 * MB, lines: 300_000 }, true).text, /no colours/);
  });

  it('says nothing of limits that are turned off', () => {
    assert.doesNotMatch(readText({ ...SAMPLE, length: 30 * MB }, false).text, /no colours/);
  });

  it('says why a log above 50 MB is not read, and the way out', () => {
    const { text, tooltip, spoken } = tooLargeText(61 * MB);
    assert.equal(text, '$(circle-slash) SIP: not available above 50 MB');
    for (const words of [tooltip, spoken]) {
      assert.match(words, /VS Code hands files above 50 MB to no extension, and this one has 61 MB/);
      assert.match(words, /Split it .* or read it with the command line: `?sip-trace check FILE/);
    }
  });
});
