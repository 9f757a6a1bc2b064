import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { defaultSettings, readSettings } from '../../server/src/lsp/settings';

/** What the client alone reads: what it logs of the protocol, and which logs it recognises. */
const CLIENT_SETTINGS = new Set(['sipTrace.trace.server', 'sipTrace.detect']);

describe('settings', () => {
  const { properties } = JSON.parse(readFileSync('package.json', 'utf8')).contributes.configuration as {
    properties: Record<string, { default: unknown }>;
  };

  it('have the same defaults in the manifest and in the server', () => {
    const inManifest = Object.entries(properties)
      .filter(([name]) => !CLIENT_SETTINGS.has(name))
      .map(([name, { default: value }]) => [name, value]);
    assert.deepEqual(inManifest, [
      ['sipTrace.formats', defaultSettings.formats],
      ['sipTrace.inlayHints.transactions', defaultSettings.inlayHints.transactions],
    ]);
  });

  it('keep their defaults where a client sends nothing or nonsense', () => {
    for (const value of [undefined, null, 'off', {}, { inlayHints: null }, { inlayHints: { transactions: 'no' } }]) {
      assert.deepEqual(readSettings(value), defaultSettings);
    }
  });

  it('keep formats of any type, so that what is wrong with them can be told', () => {
    assert.equal(readSettings({ formats: 'my-sbc' }).formats, 'my-sbc');
  });

  it('are taken over', () => {
    const formats = [{ name: 'my-sbc', head: 'RX' }];
    assert.deepEqual(readSettings({ inlayHints: { transactions: false }, formats }), {
      inlayHints: { transactions: false },
      formats,
    });
  });
});
