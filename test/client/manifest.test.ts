import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ActionArguments } from '../../server/src/features/codeActions';
import { linearPattern } from '../../server/src/lsp/linearPattern';
import { FORMAT_KEYS, GROUPS, HEAD_KEYS, readCustomFormats } from '../../server/src/trace/formats/customFormat';

interface Command {
  readonly command: string;
  readonly category: string;
  readonly title: string;
}

interface Step {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly media: { readonly image: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

interface Setting {
  readonly default?: unknown;
  readonly scope?: string;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly enum?: readonly unknown[];
  readonly enumDescriptions?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const { contributes } = manifest;
const commands: readonly Command[] = contributes.commands;
/** Every setting; those of findings are a part of their own. */
const properties: Readonly<Record<string, Setting>> = Object.assign(
  {},
  ...contributes.configuration.map((part: { properties: object }) => part.properties),
);
const steps: readonly Step[] = contributes.walkthroughs[0].steps;

/** Commands of the code actions; `ActionArguments` has the same. */
const ACTION_COMMANDS: (keyof ActionArguments)[] = [
  'sipTrace.explainFinding',
  'sipTrace.goToPlace',
  'sipTrace.setSeverity',
  'sipTrace.suppressFinding',
  'sipTrace.copySummary',
];

/** The source of the client. */
const client = readdirSync('client/src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(path.join('client/src', name), 'utf8'))
  .join('\n');

describe('the manifest and the client', () => {
  it('have the same commands', () => {
    const registered = [...client.matchAll(/registerCommand\(\s*'([^']+)'/g)].map(([, command]) => command);
    assert.deepEqual(registered.sort(), commands.map(({ command }) => command).sort());
  });

  it('show commands under the name of the extension', () => {
    for (const { command, category, title } of commands) {
      assert.match(command, /^sipTrace\./);
      assert.equal(category, 'SIP Trace');
      assert.match(title, /^[A-Z]/);
    }
  });

  it('show no command in the palette that only a problem can give its arguments', () => {
    const hidden = contributes.menus.commandPalette.filter(({ when }: { when: string }) => when === 'false');
    assert.deepEqual(
      hidden.map(({ command }: Command) => command),
      ACTION_COMMANDS,
    );
  });

  it('announce to the server the commands of its code actions', () => {
    const announced = /ACTION_COMMANDS[^=]*= \[([^\]]*)\]/.exec(client)?.[1] ?? '';
    assert.deepEqual(
      [...announced.matchAll(/'([^']+)'/g)].map(([, command]) => command),
      ACTION_COMMANDS,
    );
  });

  it('take keys and places in menus only where they make sense', () => {
    for (const binding of contributes.keybindings ?? []) assert.ok(binding.when, `${binding.key} is taken everywhere`);
    for (const entries of Object.values<{ command: string; when?: string }[]>(contributes.menus ?? {})) {
      for (const { command, when } of entries) {
        assert.ok(when, `${command} is in a menu everywhere`);
        assert.ok(
          commands.some((known) => known.command === command),
          `${command} is no command`,
        );
      }
    }
  });

  it('describe every setting, with a default and a scope', () => {
    for (const [name, setting] of Object.entries(properties)) {
      assert.match(name, /^sipTrace\./);
      const description = setting.markdownDescription ?? setting.description ?? '';
      assert.ok(description.length > 20, `${name} has no description`);
      assert.notEqual(setting.default, undefined, `${name} has no default`);
      assert.match(setting.scope ?? '', /^(?:application|machine|window|resource|language-overridable)$/, name);
      if (setting.enum === undefined) continue;
      const choices = setting.markdownEnumDescriptions ?? setting.enumDescriptions ?? [];
      assert.equal(choices.length, setting.enum.length, `${name}: each choice is described`);
    }
  });
});

describe('the schema of sipTrace.formats', () => {
  const schema = contributes.configuration[0].properties['sipTrace.formats'];
  const { properties, defaultSnippets } = schema.items;

  it('has the keys that the server knows, each described', () => {
    const [, head] = properties.head.anyOf;
    assert.deepEqual(Object.keys(properties).sort(), [...FORMAT_KEYS].sort());
    assert.deepEqual(Object.keys(head.properties).sort(), [...HEAD_KEYS].sort());
    const described: readonly Setting[] = [
      ...Object.values<Setting>(properties),
      ...Object.values<Setting>(head.properties),
    ];
    for (const { markdownDescription } of described) assert.ok((markdownDescription ?? '').length > 20);
  });

  it('names all groups', () => {
    for (const group of GROUPS) assert.ok(properties.head.markdownDescription.includes(`\`${group}\``), group);
  });

  it('offers snippets that are right as they are', () => {
    const whole = [
      ...schema.defaultSnippets.flatMap(({ body }: Snippet) => body),
      ...defaultSnippets.map(({ body }: Snippet) => body),
    ];
    const parts = Object.entries<{ defaultSnippets?: Snippet[] }>(properties)
      .filter(([key]) => key !== 'name' && key !== 'head')
      .flatMap(([key, { defaultSnippets: snippets = [] }]) =>
        snippets.map(({ body }) => ({ name: 'a', head: 'RX', [key]: body })),
      );
    for (const body of [...whole, ...parts]) {
      const { formats, problems } = readCustomFormats([inserted(body)], linearPattern);
      assert.deepEqual(problems, []);
      assert.equal(formats.length, 1);
    }
    assert.ok(whole.length >= 3 && parts.length >= 3);
  });

  it('is not read from a workspace that is not trusted', () => {
    const { untrustedWorkspaces } = manifest.capabilities;
    // VS Code restricts settings only of extensions whose support is limited.
    assert.equal(untrustedWorkspaces.supported, 'limited');
    assert.deepEqual(untrustedWorkspaces.restrictedConfigurations, ['sipTrace.formats']);
    assert.match(untrustedWorkspaces.description, /trust the workspace/);
  });
});

interface Snippet {
  readonly body: unknown;
}

/** The value that VS Code inserts for the body of a snippet: texts as JSON, or as they stand behind `^`; then the snippet. */
function inserted(body: unknown): unknown {
  const text = JSON.stringify(body, (_, value) => (typeof value === 'string' ? `${MARK}${value}` : value)).replace(
    new RegExp(`"${MARK}((?:[^"\\\\]|\\\\.)*)"`, 'g'),
    (whole, content: string) => {
      const value: string = JSON.parse(`"${content}"`);
      return value.startsWith('^') ? value.slice(1) : whole.replace(MARK, '');
    },
  );
  return JSON.parse(text.replace(/\\([\\$}])|\$\{\d:([^}]*)\}/g, '$1$2'));
}
const MARK = '§';

describe('the walkthrough', () => {
  it('has four steps, each with a picture in words and what completes it', () => {
    assert.deepEqual(
      steps.map(({ id }) => id),
      ['sample', 'problem', 'hover', 'fold'],
    );
    for (const { id, media, completionEvents } of steps) {
      assert.ok(existsSync(media.image), `${id}: there is no ${media.image}`);
      assert.ok(statSync(media.image).size < 100_000, `${media.image} is too large`);
      assert.ok(media.altText.length > 40, `${id}: the picture is not described`);
      assert.ok(completionEvents.length > 0, `${id} is never done`);
    }
  });

  it('offers only commands that exist', () => {
    const texts = steps.flatMap(({ description, completionEvents }) => [description, ...completionEvents]);
    const named = texts.flatMap((text) =>
      [...text.matchAll(/(?:command|onCommand):(sipTrace\.\w+)/g)].map(([, id]) => id),
    );
    assert.ok(named.length >= 5);
    for (const id of named)
      assert.ok(
        commands.some(({ command }) => command === id),
        `${id} is no command`,
      );
  });
});

describe('the icons', () => {
  it('are there and small', () => {
    const { light, dark } = contributes.languages[0].icon;
    for (const icon of [manifest.icon, light, dark]) assert.ok(statSync(icon).size < 10_000, icon);
  });
});
