/** Who speaks in the events of the evaluation, and who acts by rule. */
export const EVENT_SOURCE = 'urn:mesh:platform:evaluation';
