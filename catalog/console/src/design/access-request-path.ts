import { withQuery } from '../api/http.js';

/** Where access is asked for, with what is known filled in. */
export const accessRequestPath = ({ product, port }: { product?: string; port?: string } = {}): string =>
  withQuery('/access/ask', { product, port });
