import assert from 'node:assert/strict';
import { findings, rules } from '../../server/src/trace/findings';
import { configured, defaultFindingSettings } from '../../server/src/trace/findings/configuration';
import { readTrace } from '../../server/src/trace/trace';

describe('the page of each rule', () => {
  for (const rule of rules) {
    describe(rule.code, () => {
      const { title, meaning, advice, example } = rule.page;

      it('has an example that gives this finding, and nothing else above information', () => {
        const found = configured(findings(readTrace(example)), {
          ...defaultFindingSettings,
          profile: rule.profile ?? 'troubleshoot',
        });
        const worth = found.filter(({ code, severity }) => code === rule.code || /error|warning/.test(severity));
        assert.deepEqual(
          worth.map(({ code, severity }) => `${severity} ${code}`),
          [`${rule.severity} ${rule.code}`],
        );
      });

      it('has an example of one screen, with reserved names only', () => {
        const lines = example.split('\n');
        assert.ok(lines.length <= 60, `${lines.length} lines`);
        assert.equal(lines.at(-1), '', 'it ends with a line end');
        assert.doesNotMatch(example, /\t|\r|[^\n]{200}/);
        const hosts = [...example.matchAll(/@([\w.-]+\.[a-z]{2,})/gi)].map(([, host]) => host ?? '');
        const foreign = hosts.filter((host) => !/(^|\.)(example\.(com|net|org)|contoso\.com)$/i.test(host));
        assert.deepEqual(foreign, []);
      });

      it('has a title in a few words, and whole sentences', () => {
        assert.match(title, /^[A-Z"].{8,78}[^.!?]$/);
        for (const text of [meaning, advice]) assert.match(text, /^[A-Z"][^\n]{40,}\.$/);
        assert.doesNotMatch([title, meaning, advice].join(' '), /\*\*|`|<[a-z]|\s\s/i, 'it is plain text');
      });
    });
  }

  it('has a title of its own', () => {
    assert.equal(new Set(rules.map(({ page }) => page.title)).size, rules.length);
  });
});
