/** The few forms of DER (ITU-T X.690) that a certificate is made of. */

const encode = (tag: number, content: Buffer): Buffer => Buffer.concat([Buffer.from([tag]), length(content), content]);

/** Short form below 128, else the number of bytes of the length and the length itself. */
function length({ length: count }: Buffer): Buffer {
  if (count < 0x80) return Buffer.from([count]);
  const hex = count.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

export const sequence = (...parts: readonly Buffer[]): Buffer => encode(0x30, Buffer.concat(parts));
export const set = (...parts: readonly Buffer[]): Buffer => encode(0x31, Buffer.concat(parts));
export const octets = (content: Buffer): Buffer => encode(0x04, content);
export const text = (content: string): Buffer => encode(0x0c, Buffer.from(content));
export const truth = (): Buffer => encode(0x01, Buffer.from([0xff]));
/** An explicit tag of the context around a part. */
export const tagged = (tag: number, part: Buffer): Buffer => encode(0xa0 | tag, part);
/** A primitive value under a tag of the context. */
export const named = (tag: number, content: Buffer): Buffer => encode(0x80 | tag, content);
/** Bits from the first on; `unused` of the last byte do not count. */
export const bits = (content: Buffer, unused = 0): Buffer =>
  encode(0x03, Buffer.concat([Buffer.from([unused]), content]));
/** A positive whole number: a zero goes before a first bit that would say minus. */
export const integer = (content: Buffer): Buffer =>
  encode(0x02, (content[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.from([0]), content]) : content);

/** GeneralizedTime, to the second. */
export const time = (at: Date): Buffer =>
  encode(0x18, Buffer.from(`${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`));

/** An object identifier from its dotted form: the first two arcs share a byte, the others are base 128. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split('.').map(Number);
  const bytes = others.flatMap((arc) => {
    const digits = [arc & 0x7f];
    for (let rest = arc >> 7; rest > 0; rest >>= 7) digits.unshift(0x80 | (rest & 0x7f));
    return digits;
  });
  return encode(0x06, Buffer.from([first * 40 + second, ...bytes]));
}
