import type { ProductDescription } from '@mesh/events';

import { headsOf, lexemesOf } from './lexemes.js';
import { LITERAL_SIGN, literalLexemes } from './literals.js';
import { fieldsOf, fieldText, termsOf } from './searchable.js';

/** A field that may be what was asked for. */
export interface FieldInWords {
  readonly port: string;
  readonly field: string;
  readonly text: string;
  /** A code, a unit or its name is what was asked for, as it was written. */
  readonly isLiteral: boolean;
}

/** Fields of a product that are looked at closely. */
const MOST_FIELDS = 8;

/** Fields in which something of what was asked occurs, roughly: which of them do is for the database to say. */
export function likelyFields(product: ProductDescription, asked: string): readonly FieldInWords[] {
  const lexemes = lexemesOf(asked);
  const literals = new Set(lexemes.filter((lexeme) => lexeme.startsWith(LITERAL_SIGN)));
  const heads = headsOf(lexemes);
  const terms = termsOf(product);
  return product.ports
    .flatMap((port) =>
      fieldsOf(port).map((field) => {
        const text = fieldText(field, terms);
        const said = text.toLowerCase();
        const codes = [field.name, field.unit ?? '', ...(field.codes ?? []).map(({ code }) => code)];
        const isLiteral = literals.size > 0 && literalLexemes(codes).some((lexeme) => literals.has(lexeme));
        const likeness = heads.filter((head) => said.includes(head)).length + (isLiteral ? heads.length + 1 : 0);
        return { port: port.name, field: field.name, text, isLiteral, likeness };
      }),
    )
    .filter(({ likeness }) => likeness > 0)
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, MOST_FIELDS);
}
