import { accessSync, constants } from 'node:fs';

/** Whether `file` is there and may be started. */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
