/** A span of event time: milliseconds since 1970, the end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How long windows are, and how far apart they begin; both in milliseconds. */
export interface WindowShape {
  readonly sizeMs: number;
  readonly everyMs: number;
}

/** The windows that a time falls in, the earliest first: they begin at the multiples of `everyMs` since 1970. */
export function windowsOf(at: number, { sizeMs, everyMs }: WindowShape): readonly Span[] {
  const spans: Span[] = [];
  const last = Math.floor(at / everyMs) * everyMs;
  for (let start = last; start > at - sizeMs; start -= everyMs) spans.push({ start, end: start + sizeMs });
  return spans.reverse();
}
