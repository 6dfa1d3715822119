import type { DescribedField } from '@mesh/events';

/**
 * The fields of a message that are known and not personal. The control plane never shows the others: who may see them
 * reads the port itself. Fields of a document within the message are described as `field.inner`.
 */
export function openFields(message: unknown, fields: readonly DescribedField[]): unknown {
  const phi = new Map(fields.map((field) => [field.name, field.phi]));
  const open = (value: unknown, within: string): unknown => {
    if (Array.isArray(value)) return value.map((member) => open(member, within));
    if (typeof value !== 'object' || value === null) return value;
    const kept = Object.entries(value).filter(([name]) => phi.get(`${within}${name}`) === false);
    return Object.fromEntries(kept.map(([name, inner]) => [name, open(inner, `${within}${name}.`)]));
  };
  return typeof message === 'object' && message !== null && !Array.isArray(message) ? open(message, '') : undefined;
}
