import type { JsonSchema, QualityRule } from '@mesh/product';

/** A rule of a dataset as ODCS writes it: a metric of its library and one operator. */
export const qualityOf = (rule: QualityRule): object => ({
  id: rule.id,
  type: 'library',
  metric: rule.metric,
  description: rule.because,
  dimension: rule.dimension,
  severity: rule.severity,
  unit: rule.unit,
  arguments: rule.validValues === undefined ? undefined : { validValues: [...rule.validValues] },
  ...rule.bound,
});

/** An enumeration as a rule: ODCS 3.1 has no other place for it. */
export function enumerationRule(field: string, schema: JsonSchema): QualityRule | undefined {
  const values = (Array.isArray(schema['enum']) ? (schema['enum'] as unknown[]) : []).filter(
    (value): value is string | number => typeof value === 'string' || typeof value === 'number',
  );
  if (values.length === 0) return undefined;
  return {
    id: `invalidValues-${field}`,
    metric: 'invalidValues',
    field,
    validValues: values,
    unit: 'rows',
    bound: { mustBe: 0 },
    dimension: 'conformity',
    severity: 'error',
    because: 'The declared values are all that there are.',
  };
}
