import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, type IRawGrammar, Registry } from 'vscode-textmate';

/** The tokens of one line. */
export interface LineTokens {
  /** Scopes of the character at this offset, the outermost first, with blanks between them. */
  scopesAt(offset: number): string;
}

/** Colours lines with the engine of VS Code. Each line is the first of its text: the grammar keeps no state. */
export async function tokenizer(path: string): Promise<(line: string) => LineTokens> {
  const main = createRequire(`${process.cwd()}/package.json`).resolve('vscode-oniguruma');
  await loadWASM(Uint8Array.from(readFileSync(main.replace(/main\.js$/, 'onig.wasm'))).buffer);
  const raw: IRawGrammar = JSON.parse(readFileSync(path, 'utf8'));
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async (scope) => (scope === raw.scopeName ? raw : null),
  });
  const grammar = await registry.loadGrammar(raw.scopeName);
  if (grammar === null) throw new Error(`no grammar: ${path}`);
  return (line) => {
    const { tokens } = grammar.tokenizeLine(line, INITIAL);
    return {
      scopesAt: (offset) =>
        tokens.find(({ startIndex, endIndex }) => startIndex <= offset && offset < endIndex)?.scopes.join(' ') ?? '',
    };
  };
}
