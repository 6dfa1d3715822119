import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { schemaFindings } from './published-schema.js';

const PUBLISHED = {
  'odcs-json-schema-v3.1.0.json': '1a35de14c688b400fef306564f66e2af3304f057cd5cd6e7b847c1a8bf252c5b',
  'odps-bitol-json-schema-v1.0.0.json': '1724c7a1bba8cbf5da971f2b16a354a5daa79b888b4ef4aeeefd8d3cd7a6d34f',
};

describe('given the schemas of the standards', () => {
  it.each(Object.entries(PUBLISHED))('finds %s byte for byte as it was published', (file, sha256) => {
    const bytes = readFileSync(new URL(`../../schemas/${file}`, import.meta.url));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  });

  it.each([
    ['odcs', { apiVersion: 'v3.1.0', kind: 'DataContract', id: 'x', version: '1.0.0', status: 'active' }],
    ['odps', { apiVersion: 'v1.0.0', kind: 'DataProduct', id: 'x', status: 'active' }],
  ] as const)('accepts the least document of %s, and names what is missing of less', (standard, least) => {
    expect(schemaFindings(standard, least)).toEqual([]);
    const { id: _id, ...less } = least;
    expect(schemaFindings(standard, less)).toMatchObject([{ pointer: '', rule: 'required' }]);
  });
});
