import type { Connection } from 'vscode-languageserver';
import {
  defaultFindingSettings,
  type FindingSettings,
  readFindingSettings,
  type SettingProblem,
} from '../trace/findings/configuration';

/** What a person can set, by the names under `sipTrace.` in `package.json`. */
export interface Settings {
  readonly inlayHints: { readonly transactions: boolean };
  /** Formats that the person has described, as sent; `CustomFormatReader` reads them. */
  readonly formats: unknown;
  /** `findings`, `profile` and `suppress`: which findings are shown, and how. */
  readonly findings: FindingSettings;
}

/** The defaults; a test compares them with those in `package.json`. */
export const defaultSettings: Settings = {
  inlayHints: { transactions: true },
  formats: [],
  findings: defaultFindingSettings,
};

/** Editor setting that says how many folds VS Code keeps. */
const FOLDING_LIMIT = 'editor.foldingMaximumRegions';

/** Asks the client for settings, where it can tell. */
export class SettingsReader {
  readonly #cache = new Map<string, Promise<Settings>>();
  readonly #told = new Set<string>();

  constructor(
    readonly connection: Connection,
    readonly canAsk: () => boolean,
  ) {}

  /** Settings that hold for the document `uri`. */
  for(uri: string): Promise<Settings> {
    let settings = this.#cache.get(uri);
    if (settings === undefined) {
      settings = this.#ask(uri, 'sipTrace').then((value) => {
        const { settings: read, problems } = readSettings(value);
        this.#tell(problems);
        return read;
      });
      this.#cache.set(uri, settings);
    }
    return settings;
  }

  /** How many folds the editor keeps for the document `uri`; `undefined` when it does not say. */
  async foldingLimit(uri: string): Promise<number | undefined> {
    const limit = await this.#ask(uri, FOLDING_LIMIT);
    return typeof limit === 'number' && limit > 0 ? limit : undefined;
  }

  /** Forgets what was asked for one document, or for all. */
  forget(uri?: string): void {
    if (uri === undefined) this.#cache.clear();
    else this.#cache.delete(uri);
  }

  /** Writes once what is wrong in settings: the editor underlines most of it where the person types. */
  #tell(problems: readonly SettingProblem[]): void {
    for (const { path, reason } of problems) {
      const line = `The setting sipTrace.${path.join('.')} is not used: ${reason}.`;
      if (!this.#told.has(line)) this.connection.console.warn(line);
      this.#told.add(line);
    }
  }

  async #ask(scopeUri: string, section: string): Promise<unknown> {
    if (!this.canAsk()) return undefined;
    try {
      return await this.connection.workspace.getConfiguration({ scopeUri, section });
    } catch {
      // A client that announces settings and cannot give them gets the defaults.
      return undefined;
    }
  }
}

/** Settings out of what a client sent; whatever is missing or of the wrong type has its default. */
export function readSettings(value: unknown): { settings: Settings; problems: readonly SettingProblem[] } {
  const findings = readFindingSettings(value);
  const transactions = property(property(value, 'inlayHints'), 'transactions');
  return {
    settings: {
      inlayHints: {
        transactions: typeof transactions === 'boolean' ? transactions : defaultSettings.inlayHints.transactions,
      },
      formats: property(value, 'formats') ?? defaultSettings.formats,
      findings: findings.settings,
    },
    problems: findings.problems,
  };
}

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
