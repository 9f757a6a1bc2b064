import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { defaultSettings, readSettings } from '../../server/src/lsp/settings';

/** What the client alone reads: what it logs of the protocol, and which logs it recognises. */
const CLIENT_SETTINGS = new Set(['sipTrace.trace.server', 'sipTrace.detect']);

describe('settings', () => {
  type Part = { readonly properties: Readonly<Record<string, { default: unknown }>> };
  const parts: readonly Part[] = JSON.parse(readFileSync('package.json', 'utf8')).contributes.configuration;

  it('have the same defaults in the manifest and in the server', () => {
    // Those of findings are written from the rules: see generated.test.ts.
    const inManifest = Object.entries(parts[0]?.properties ?? {})
      .filter(([name]) => !CLIENT_SETTINGS.has(name))
      .map(([name, { default: value }]) => [name, value]);
    assert.deepEqual(inManifest, [
      ['sipTrace.formats', defaultSettings.formats],
      ['sipTrace.inlayHints.transactions', defaultSettings.inlayHints.transactions],
    ]);
  });

  it('keep their defaults where a client sends nothing or nonsense', () => {
    for (const value of [undefined, null, 'off', {}, { inlayHints: null }, { inlayHints: { transactions: 'no' } }]) {
      assert.deepEqual(readSettings(value), { settings: defaultSettings, problems: [] });
    }
  });

  it('keep formats of any type, so that what is wrong with them can be told', () => {
    assert.equal(readSettings({ formats: 'my-sbc' }).settings.formats, 'my-sbc');
  });

  it('are taken over', () => {
    const formats = [{ name: 'my-sbc', head: 'RX' }];
    const { settings, problems } = readSettings({
      inlayHints: { transactions: false },
      formats,
      findings: { 'ms-diagnostics': 'off', 'final-error-response': 'default' },
      profile: 'conformance',
      suppress: [{ method: 'OPTIONS' }],
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(settings, {
      inlayHints: { transactions: false },
      formats,
      findings: {
        profile: 'conformance',
        findings: new Map([['ms-diagnostics', 'off']]),
        suppress: [{ method: 'OPTIONS' }],
      },
    });
  });
});
