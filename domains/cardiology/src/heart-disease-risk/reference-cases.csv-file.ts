import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import type { HeartCase } from '@mesh/heart-disease-risk';
import type { ReferenceCases } from './reference-cases.port.js';

/** When the study was given to the public. */
const RECORDED_AT = '1988-07-01T00:00:00Z';

/** The cases of a study from its CSV file; an empty cell was not measured. */
export class CsvFileReferenceCases implements ReferenceCases {
  constructor(
    private readonly file: URL,
    private readonly study: string,
  ) {}

  async *from(position: number): AsyncIterable<HeartCase> {
    const records = createReadStream(this.file).pipe(parse({ columns: true, fromLine: 1 }));
    let index = 0;
    for await (const record of records) {
      if (index >= position) yield this.caseOf(record as Readonly<Record<string, string>>, index);
      index += 1;
    }
  }

  private caseOf({ disease, num, ...features }: Readonly<Record<string, string>>, index: number): HeartCase {
    const measured = Object.fromEntries(
      Object.entries(features).map(([name, text]) => [name, text === '' ? null : Number(text)]),
    );
    return {
      ...(measured as unknown as HeartCase),
      caseId: `${this.study}-${index + 1}`,
      disease: Number(disease ?? num) > 0 ? 1 : 0,
      recordedAt: RECORDED_AT,
    };
  }
}
