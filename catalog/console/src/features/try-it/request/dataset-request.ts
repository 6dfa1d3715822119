import { withQuery } from '../../../api/http.js';

/** What a reader asks of a dataset. */
export interface DatasetAsking {
  readonly from?: string;
  readonly to?: string;
  /** Empty for every column. */
  readonly columns: readonly string[];
  readonly limit: string;
  readonly cursor?: string;
}

/** The address of one page of a dataset. */
export const datasetUrl = (url: string, { from, to, columns, limit, cursor }: DatasetAsking): string =>
  withQuery(url, { from, to, columns: columns.join(','), limit, cursor });
