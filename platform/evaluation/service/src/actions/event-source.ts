/** Who acts by rule, and who says so in the lineage. */
export const EVENT_SOURCE = 'urn:mesh:platform:evaluation';
