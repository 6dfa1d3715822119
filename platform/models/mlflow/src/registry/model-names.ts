import type { RequestFields } from '../http/request-fields.js';
import { invalid } from '../mlflow.errors.js';

const LONGEST_NAME = 250;
const LONGEST_ALIAS = 255;

/** The name of a registered model; raises INVALID_PARAMETER_VALUE for one that could be taken for a path. */
export function modelName(fields: RequestFields, field = 'name'): string {
  const name = fields.text(field, { max: LONGEST_NAME });
  if (name.trim() === '' || /[/:]/.test(name) || name === '.' || name === '..')
    throw invalid(`Invalid value for parameter '${field}': names cannot contain '/' or ':' or be a folder.`);
  return name;
}

/** The number of a version, or 0, which none has; raises INVALID_PARAMETER_VALUE. */
export function versionNumber(fields: RequestFields): number {
  const text = fields.text('version', { max: 50 });
  if (!/^-?\d+$/.test(text)) throw invalid("Parameter 'version' must be an integer.");
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0;
}

const STAGES = ['None', 'Staging', 'Production', 'Archived'];

/** A stage in MLflow's spelling; raises INVALID_PARAMETER_VALUE. */
export function stageNamed(text: string): string {
  const stage = STAGES.find((one) => one.toLowerCase() === text.toLowerCase());
  if (stage === undefined) throw invalid(`Invalid Model Version stage. Value must be one of ${STAGES.join(', ')}.`);
  return stage;
}

/** An alias, to be looked up. */
export function aliasAsked(fields: RequestFields): string {
  const alias = fields.text('alias', { max: LONGEST_ALIAS });
  if (!/^[\w-]+$/.test(alias)) throw invalid("'alias' may only contain alphanumerics, underscores and dashes.");
  return alias;
}

/** An alias, to be set; raises INVALID_PARAMETER_VALUE for `latest` and for what looks like the number of a version. */
export function aliasName(fields: RequestFields): string {
  const alias = aliasAsked(fields);
  if (alias.toLowerCase() === 'latest' || /^v\d+$/i.test(alias)) throw invalid('This alias name is reserved.');
  return alias;
}
