import { commands, type Uri, window } from 'vscode';

/** Shows a Markdown document rendered, or as text where VS Code has no preview for it. */
export async function showRendered(uri: Uri, beside: boolean): Promise<void> {
  try {
    await commands.executeCommand(beside ? 'markdown.showPreviewToSide' : 'markdown.showPreview', uri);
  } catch {
    await window.showTextDocument(uri);
  }
}
