const MOST = 32;
const LONGEST = 256;

/**
 * Texts that come again and again in messages, often in the same order, such as the names of headers: each is made from
 * its bytes once.
 */
export class KeptTexts {
  private readonly known: { readonly bytes: Buffer; readonly text: string }[] = [];
  private guess = 0;

  textOf(bytes: Buffer, from: number, to: number): string {
    const { known } = this;
    if (to - from > LONGEST) return bytes.toString('utf8', from, to);
    for (let tried = 0; tried < known.length; tried += 1) {
      const { bytes: kept, text } = known[this.guess]!;
      const isSame = kept.length === to - from && areSame(kept, bytes, from);
      this.guess = (this.guess + 1) % known.length;
      if (isSame) return text;
    }
    if (known.length === MOST) known.shift();
    const text = bytes.toString('utf8', from, to);
    known.push({ bytes: Buffer.from(bytes.subarray(from, to)), text });
    this.guess = 0;
    return text;
  }
}

/** For so few bytes a loop is faster than a call of `Buffer.compare`. */
function areSame(kept: Buffer, bytes: Buffer, from: number): boolean {
  for (let at = 0; at < kept.length; at += 1) if (kept[at] !== bytes[from + at]) return false;
  return true;
}
