import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { rules } from '../../server/src/trace/findings';
import {
  CHOICES,
  PROFILES,
  readFindingSettings,
  SUPPRESSION_KEYS,
} from '../../server/src/trace/findings/configuration';
import { module } from '../support/script';

interface Schema {
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly default?: unknown;
  readonly markdownDescription?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly pattern?: string;
}

const json = (name: string) => JSON.parse(readFileSync(name, 'utf8'));
const codes = rules.map(({ code }) => code);

describe('what is written from the rules', () => {
  it('is what npm run tables writes', async () => {
    const { findingFiles } = await module('scripts/findings');
    const files: { name: string; is: string; shouldBe: string }[] = findingFiles();
    assert.deepEqual(
      files.map(({ name }) => name),
      ['package.json', 'schemas/sip-trace.schema.json', 'docs/findings.md', 'README.md'],
    );
    assert.deepEqual(
      files.filter(({ is, shouldBe }) => is !== shouldBe).map(({ name }) => name),
      [],
      'stale: run npm run tables',
    );
  });

  it('is a setting for each rule, that begins with its default and says what the rule is about', () => {
    const [, part] = json('package.json').contributes.configuration;
    const settings: Readonly<Record<string, Schema>> = part.properties;
    assert.deepEqual(Object.keys(settings).sort(), [
      ...[...codes].sort().map((code) => `sipTrace.findings.${code}`),
      'sipTrace.profile',
      'sipTrace.suppress',
    ]);
    for (const { code, page } of rules) {
      const setting = settings[`sipTrace.findings.${code}`];
      assert.deepEqual([setting?.default, setting?.enum], ['default', CHOICES]);
      assert.ok(setting?.markdownDescription?.includes(page.title.split('*')[0] ?? ''), code);
    }
  });

  it('is a schema of .sip-trace.json with the same keys and choices', () => {
    const { properties } = json('schemas/sip-trace.schema.json') as { properties: Record<string, Schema> };
    assert.deepEqual(Object.keys(properties), ['$schema', 'profile', 'findings', 'suppress']);
    assert.deepEqual(properties.profile?.enum, PROFILES);
    assert.deepEqual(Object.keys(properties.findings?.properties ?? {}), [...codes].sort());
    assert.deepEqual(Object.keys(properties.suppress?.items?.properties ?? {}), SUPPRESSION_KEYS);
    for (const choice of Object.values(properties.findings?.properties ?? {})) assert.deepEqual(choice.enum, CHOICES);
  });

  it('completes the ids of rules to suppress, and takes patterns of them and capital letters', () => {
    const { properties } = json('schemas/sip-trace.schema.json') as { properties: Record<string, Schema> };
    const [ids, patterns] = properties.suppress?.items?.properties?.rule?.anyOf ?? [];
    assert.deepEqual(ids?.enum, [...codes].sort());
    const isPattern = (text: string): boolean => new RegExp(patterns?.pattern ?? '').test(text);
    assert.deepEqual(['ms-*', '*-408', 'Not-Found', 'not-foun'].map(isPattern), [true, true, true, false]);
  });

  it('gives settings that the reader takes, as they are by default', () => {
    const [, part] = json('package.json').contributes.configuration;
    const findings = Object.fromEntries(
      codes.map((code) => [code, part.properties[`sipTrace.findings.${code}`].default]),
    );
    const value = {
      findings,
      profile: part.properties['sipTrace.profile'].default,
      suppress: part.properties['sipTrace.suppress'].default,
    };
    const { settings, problems } = readFindingSettings(value);
    assert.deepEqual(problems, []);
    assert.deepEqual([settings.profile, settings.findings.size, settings.suppress.length], ['troubleshoot', 0, 0]);
  });

  it('is a page under a heading that is the id of the rule, with its example as it is', () => {
    const document = readFileSync('docs/findings.md', 'utf8');
    const headings = [...document.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    assert.deepEqual(headings, [...codes].sort());
    for (const { page } of rules) assert.ok(document.includes(page.example.trimEnd()), page.title);
  });
});
