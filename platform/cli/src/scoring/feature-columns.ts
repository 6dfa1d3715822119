import { CliErrors } from '../cli.errors.js';

/** Where each feature of the model stands in a row of the file; undefined where the file lacks it by declaration. */
export type FeatureColumns = readonly { readonly feature: string; readonly column: number | undefined }[];

/** Matches a header line with the model's features; throws CLI.TABLE_WRONG with the names that are lacking or repeated. */
export function featureColumns(
  header: readonly string[],
  features: readonly string[],
  without: readonly string[],
): FeatureColumns {
  const repeated = header.filter((name, index) => header.indexOf(name) !== index);
  if (repeated.length > 0) throw CliErrors.TABLE_WRONG({ rule: 'a column name stands twice in the header' });
  const strange = without.filter((name) => !features.includes(name));
  if (strange.length > 0)
    throw CliErrors.OPTION_WRONG({ option: '--without', expected: `features of the model: ${features.join(', ')}` });
  const lacking = features.filter((feature) => !header.includes(feature) && !without.includes(feature));
  if (lacking.length > 0) throw CliErrors.TABLE_WRONG({ lacking: lacking.join(', ') });
  return features.map((feature) => {
    const column = header.indexOf(feature);
    return { feature, column: column < 0 ? undefined : column };
  });
}
