/** Threads that V8 compiles on and collects garbage with, unless it is told otherwise. https://nodejs.org/docs/latest-v20.x/api/cli.html#--v8-pool-sizenum */
const USUAL_THREADS = 4;

/**
 * Options of Node for the server on a machine with so many `processors` (1 or more). What a process has just begun to do is compiled while
 * it is done; where there are more threads for that than processors, they take away the one that reads the log. None in Electron, which
 * compiles on threads of Chromium that no option of Node concerns (`shell/app/node_main.cc`).
 */
export function nodeOptions(processors: number, isElectron: boolean): string[] {
  const threads = Math.max(processors - 1, 1);
  return threads < USUAL_THREADS && !isElectron ? [`--v8-pool-size=${threads}`] : [];
}
