/** What a script may trust. */
export const ExitStatus = { ok: 0, failed: 1, usage: 2, partly: 3, incompatible: 4 } as const;

/** One of the five statuses. */
export type ExitStatus = (typeof ExitStatus)[keyof typeof ExitStatus];
