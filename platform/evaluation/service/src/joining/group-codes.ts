import type { DescribedWatch } from '@mesh/events';
import { byBand, byCode } from '@mesh/training';

const BITS = 8;
const MASK = 255;

type Fields = Readonly<Record<string, unknown>>;

/** The groups of a person as one whole number: eight bits an attribute, 0 where a field does not tell. */
export class GroupCodes {
  /** By attribute, the values in the order of their codes from 1 on. */
  readonly attributes: readonly { readonly attribute: string; readonly values: readonly string[] }[];
  private readonly rules: readonly {
    readonly field: string;
    readonly valueOf: (feature: number) => string | undefined;
  }[];

  constructor(subgroups: DescribedWatch['subgroups']) {
    const made = subgroups.map(({ attribute, field, names = {}, starts }) => {
      if (starts === undefined)
        return { attribute, field, values: Object.values(names), valueOf: byCode(field, names, attribute).valueOf };
      const { valueOf } = byBand(attribute, field, starts);
      const values = [starts[0]! - 1, ...starts].map((inBand) => valueOf(inBand)!);
      return { attribute, field, values, valueOf };
    });
    this.attributes = made;
    this.rules = made;
  }

  of(fields: Fields): number {
    let codes = 0;
    this.rules.forEach(({ field, valueOf }, nth) => {
      const feature = fields[field];
      const value = typeof feature === 'number' ? valueOf(feature) : undefined;
      const code = value === undefined ? 0 : this.attributes[nth]!.values.indexOf(value) + 1;
      codes |= (code & MASK) << (nth * BITS);
    });
    return codes;
  }
}

/** The code of one attribute in the codes of all. */
export const codeOf = (groups: number, attribute: number): number => (groups >>> (attribute * BITS)) & MASK;
