/**
 * Schemes under which VS Code and its extensions show texts of their own: outputs, old versions in a comparison, input
 * fields, settings. All others are taken as file systems, those of remote and virtual workspaces among them.
 */
const OWN_SCHEMES: ReadonlySet<string> = new Set([
  'chat-editing-text-model',
  'command',
  'comment',
  'data',
  'debug',
  'extension-output',
  'git',
  'gitfs',
  'gitlens',
  'http',
  'https',
  'inmemory',
  'internal',
  'interactive',
  'merge-conflict.conflict-diff',
  'output',
  'pr',
  'private',
  'review',
  'search-editor',
  'svn',
  'trustedDomains',
  'walkThrough',
  'walkThroughSnippet',
  'webview-panel',
]);

/** `vscode-settings`, `vscode-scm`, `vscode-userdata`, `vscode-terminal`, …, but for the file systems of other machines. */
const VSCODE_SCHEME = /^vscode(?:$|-(?!remote$|vfs$|test-web$))/;

/** Whether a document with this URI scheme is a file, or an untitled one, and not a text that VS Code itself shows. */
export const isOfPerson = (scheme: string): boolean => !OWN_SCHEMES.has(scheme) && !VSCODE_SCHEME.test(scheme);
