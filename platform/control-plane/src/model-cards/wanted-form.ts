/** Whether an Accept header (RFC 9110, section 12.5.1) prefers Markdown to JSON; what names neither gets JSON. */
export function wantsMarkdown(accept = ''): boolean {
  const weights = new Map(
    accept
      .toLowerCase()
      .split(',')
      .map((range) => {
        const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
        const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
        return [type, Number(weight)] as const;
      }),
  );
  const weightOf = (...types: readonly string[]): number => {
    const named = types.find((type) => weights.has(type));
    return named === undefined ? 0 : (weights.get(named) ?? 0);
  };
  const json = weightOf('application/json', 'application/*', '*/*');
  return weightOf('text/markdown', 'text/*') > json;
}
