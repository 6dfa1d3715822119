import type { Term } from '../../api/product.js';

/** A term with how far it is shared. */
export interface ListedTerm extends Term {
  readonly products: number;
  readonly fields: number;
}

/** A page of terms. */
export interface TermsPage {
  readonly terms: readonly ListedTerm[];
  readonly nextCursor?: string;
}

/** A term with the products whose fields stand for it. */
export interface UsedTerm extends ListedTerm {
  readonly uses: readonly {
    readonly product: string;
    readonly title: string;
    readonly fields: readonly { readonly port: string; readonly field: string }[];
  }[];
  readonly nextCursor?: string;
}

/** The page of a term. */
export const termPage = (id: string): string => `/glossary/${encodeURIComponent(id)}`;
