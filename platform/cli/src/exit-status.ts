/** What a script may trust. */
export const ExitStatus = { ok: 0, failed: 1, usage: 2, partly: 3 } as const;

/** One of the four statuses. */
export type ExitStatus = (typeof ExitStatus)[keyof typeof ExitStatus];
