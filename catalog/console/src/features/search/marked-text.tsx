import type { TextPart } from './found.js';

/** A text with what was asked for marked. */
export function MarkedText({ parts }: { parts: readonly TextPart[] }) {
  return parts.map(({ text, match }, index) =>
    match === true ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
  );
}
