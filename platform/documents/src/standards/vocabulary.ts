import { foundIf, oneOf, type Finding, type Node } from './finding.js';

const STATUSES = ['proposed', 'draft', 'active', 'deprecated', 'retired'];
const SEMANTIC_VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

/** Whether a text is a semantic version without a label. */
export const isVersion = (text: unknown): boolean => typeof text === 'string' && SEMANTIC_VERSION.test(text);

/** What both Bitol standards leave to words: the status, the version, who owns it. */
export const headFindings = ({ status, version, name, domain }: Node): readonly Finding[] => [
  ...oneOf(status, STATUSES, '/status'),
  ...foundIf(!isVersion(version), '/version', 'version', 'must be a semantic version'),
  ...foundIf(!name, '/name', 'named', 'must be named'),
  ...foundIf(!domain, '/domain', 'named', 'must name its domain'),
];
