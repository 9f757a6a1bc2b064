import type { Connection } from 'vscode-languageserver';
import {
  type CompilePattern,
  type FormatProblem,
  problemText,
  readCustomFormats,
  withCustomFormats,
} from '../trace/formats/customFormat';
import type { Format } from '../trace/formats/format';
import type { FramedFormat } from '../trace/formats/framedFormat';

/** The formats that one value of the setting `sipTrace.formats` describes. */
export interface KnownCustomFormats {
  readonly custom: readonly FramedFormat[];
  /** With the built-in ones; the same list for the same value. */
  readonly all: readonly Format[];
  readonly problems: readonly FormatProblem[];
}

const NONE: KnownCustomFormats = { custom: [], all: withCustomFormats([]), problems: [] };

/** Values of the setting that are kept at hand: folders of a workspace may have one each. */
const KEPT = 20;

/** Reads the setting `sipTrace.formats`, each value once, and tells a person once what is wrong in it. */
export class CustomFormatReader {
  readonly #known = new Map<string, Promise<KnownCustomFormats>>();
  readonly #told = new Set<string>();

  constructor(readonly connection: Connection) {}

  for(value: unknown): Promise<KnownCustomFormats> {
    if (Array.isArray(value) && value.length === 0) return Promise.resolve(NONE);
    const key = JSON.stringify(value);
    let known = this.#known.get(key);
    if (known === undefined) {
      known = this.#read(value);
      if (this.#known.size >= KEPT) this.#known.clear();
      this.#known.set(key, known);
    }
    return known;
  }

  async #read(value: unknown): Promise<KnownCustomFormats> {
    const compile = await compiler();
    const { formats: custom, problems } = readCustomFormats(value, compile);
    this.#tell(problems);
    return { custom, all: withCustomFormats(custom), problems };
  }

  #tell(problems: readonly FormatProblem[]): void {
    const [first, ...others] = problems.map(problemText);
    if (first === undefined) return;
    const all = [first, ...others].join('\n');
    if (this.#told.has(all)) return;
    this.#told.add(all);
    this.connection.console.warn(`What is wrong in the setting sipTrace.formats:\n${all}`);
    const rest =
      others.length === 0 ? '' : ` (and ${others.length} more: see the command "SIP Trace: Show Server Log")`;
    void this.connection.window.showWarningMessage(
      `SIP Trace does not use a format of the setting "sipTrace.formats". ${first}${rest}`,
    );
  }
}

/** The engine for expressions is loaded when the first of them is needed: most people have none. */
export async function compiler(): Promise<CompilePattern> {
  const { linearPattern } = await import('./linearPattern.js');
  return linearPattern;
}
