/** An SQL expression of type tsquery with its parameters. */
export interface TextQuery {
  readonly sql: string;
  readonly values: readonly string[];
}

/**
 * A question in web search syntax (words, "phrases", or, -not); its last word also stands for all that begin with it,
 * because who types is not done yet. `first` is the number of the first free parameter.
 */
export function textQuery(q: string, first: number): TextQuery {
  const web = `websearch_to_tsquery('english', $${first})`;
  const typing = /^(.*?)(?<=^|\s)([\p{L}\p{N}]{2,})$/su.exec(q.trim());
  const [, before = '', last = ''] = typing ?? [];
  const insideQuotes = (before.split('"').length - 1) % 2 === 1;
  if (typing === null || insideQuotes || last.toLowerCase() === 'or' || /(^|\s)or\s*$/i.test(before))
    return { sql: web, values: [q] };
  return {
    sql: `(${web} && (websearch_to_tsquery('english', $${first + 1}) || to_tsquery('english', $${first + 1} || ':*')))`,
    values: [before, last],
  };
}
