import type { Me } from '../../../../api/me.js';
import type { Field, Port, Product } from '../../../../api/product.js';

/** A port that says why a score was what it was, and the field in which it takes the score's id. */
export interface ExplainingPort {
  readonly port: Port;
  readonly takes: string;
}

/** What every explanation answers with, whatever its features are. */
const SAID = ['scale', 'method', 'base', 'value', 'contributions'];
/** The term of the glossary that the id of a score stands for. */
const SCORE_TERM = 'score';

/**
 * The port of a product that explains answered scores, found by what it declares to take and to answer: one field that
 * means a score, and what an explanation consists of. Undefined where no port of it does.
 */
export function explainingPort({ ports }: Pick<Product, 'ports'>): ExplainingPort | undefined {
  for (const port of ports) {
    const [takes, ...others] = port.fields.filter(({ required }) => required === true);
    const answered = new Set(port.answers?.map(({ name }) => name));
    const isAsked = port.kind === 'rest' && port.method === 'POST' && takes?.term === SCORE_TERM && others.length === 0;
    if (isAsked && SAID.every((name) => answered.has(name))) return { port, takes: takes.name };
  }
  return undefined;
}

/** An agreement, as far as it opens a port. */
interface Opening {
  readonly product: string;
  readonly port: string;
}

/** Whether the port is open to a reader, by role or by an agreement of theirs; the product decides, this spares a refusal. */
export function mayAsk(
  { id, grants }: Pick<Product, 'id' | 'grants'>,
  { name }: Pick<Port, 'name'>,
  { roles, agreements = [] }: Pick<Me, 'roles'> & { readonly agreements?: readonly Opening[] | undefined },
): boolean {
  return (
    grants.some(({ role, ports }) => roles.includes(role) && ports.includes(name)) ||
    agreements.some(({ product, port }) => product === id && port === name)
  );
}

/** What the port says of a feature that an explanation tells of. */
export const declaredFeature = ({ answers = [] }: Pick<Port, 'answers'>, feature: string): Field | undefined =>
  answers.find(({ name }) => name === `features.${feature}`);
