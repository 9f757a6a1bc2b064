import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** Where one line about a failure goes. */
export interface Log {
  error(message: string): void;
}

/** Lets everything that waits in the event loop run first: messages from the client, a cancellation among them. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** A request that its document has overtaken; the client asks again. */
export const contentModified = (): ResponseError<never> =>
  new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed');

/**
 * Answers one request: lets a waiting cancellation in before it computes, and says `RequestCancelled` when asked to. A
 * feature that throws answers `empty` and writes one line with `what` it was doing, so that one request fails alone.
 */
export async function answer<T>(
  log: Log,
  what: string,
  token: CancellationToken,
  empty: T,
  compute: () => Promise<T>,
): Promise<T | ResponseError<never>> {
  await nextTurn();
  if (token.isCancellationRequested) return cancelled();
  try {
    const result = await compute();
    return token.isCancellationRequested ? cancelled() : result;
  } catch (error) {
    if (error instanceof ResponseError) return new ResponseError<never>(error.code, error.message);
    log.error(
      `SIP Trace failed at ${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    return empty;
  }
}

const cancelled = (): ResponseError<never> => new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled');
