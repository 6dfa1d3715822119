/** A window as it is kept: the rows as 32-bit floats, little-endian, one after another, in base64. */
export interface LessonWindowState {
  readonly labels: readonly (0 | 1)[];
  readonly rows: string;
}

/** The latest labelled rows, at most so many, oldest first. */
export class LessonWindow {
  private readonly kept: { readonly row: Float32Array; readonly label: 0 | 1 }[] = [];

  constructor(
    private readonly most: number,
    { labels, rows }: LessonWindowState = { labels: [], rows: '' },
  ) {
    const bytes = Buffer.from(rows, 'base64');
    const width = labels.length === 0 ? 0 : bytes.length / 4 / labels.length;
    labels.forEach((label, i) => {
      this.kept.push({
        label,
        row: Float32Array.from({ length: width }, (_, j) => bytes.readFloatLE((i * width + j) * 4)),
      });
    });
  }

  get labels(): readonly (0 | 1)[] {
    return this.kept.map(({ label }) => label);
  }

  /** The rows as a model is asked them; what is no finite 32-bit float was not measured. */
  get rows(): readonly Float64Array[] {
    return this.kept.map(({ row }) => Float64Array.from(row));
  }

  add(row: Float64Array, label: 0 | 1): void {
    this.kept.push({
      row: Float32Array.from(row, (value) => (Number.isFinite(Math.fround(value)) ? value : NaN)),
      label,
    });
    if (this.kept.length > this.most) this.kept.shift();
  }

  state(): LessonWindowState {
    const width = this.kept[0]?.row.length ?? 0;
    const bytes = Buffer.alloc(this.kept.length * width * 4);
    this.kept.forEach(({ row }, i) => row.forEach((value, j) => bytes.writeFloatLE(value, (i * width + j) * 4)));
    return { labels: this.labels, rows: bytes.toString('base64') };
  }
}
