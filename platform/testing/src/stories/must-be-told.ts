/** Whether a story that lacks something fails instead of being left out: where everything is meant to be there. */
export const mustBeTold = (): boolean => process.env['CI'] === 'true';
