import { commands, type Hover, type Position, type TextDocument } from 'vscode';
import type { CancellationToken, ProvideHoverSignature } from 'vscode-languageclient';

let marked = false;

/** Lets a hover through, and marks the step of the walkthrough as done when the first one shows something. */
export async function markFirstHover(
  document: TextDocument,
  position: Position,
  token: CancellationToken,
  next: ProvideHoverSignature,
): Promise<Hover | null | undefined> {
  const hover = await next(document, position, token);
  if (hover && !marked) {
    marked = true;
    void commands.executeCommand('setContext', 'sipTrace.hoverSeen', true);
  }
  return hover;
}
