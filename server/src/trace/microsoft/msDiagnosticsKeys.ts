/** Header fields that hold an ErrorId, the most telling first. [MS-OCER] 2.2.1. */
export const MS_DIAGNOSTICS_KEYS = ['ms-diagnostics', 'ms-diagnostics-public', 'ms-client-diagnostics'] as const;
