import type { DescribedProcessing } from '@mesh/events';
import type { DataProduct, Joined, Processing, Windowed } from '@mesh/product';
import { describeFlow } from '../processing/processing-flow.js';

/** The declared processing of a product, with what each does in words. */
export const describeProcessing = (declared: DataProduct): readonly DescribedProcessing[] =>
  Object.entries(declared.processing ?? {}).map(([name, processing]) => {
    const { from, to } = describeFlow(declared, processing);
    return {
      name,
      kind: processing.kind,
      from: from.map(({ topic }) => topic),
      gives: to.topic,
      port: processing.gives,
      summary: inWords(processing),
    };
  });

const inWords = (processing: Processing): string =>
  processing.kind === 'windowed' ? windowInWords(processing) : joinInWords(processing);

function windowInWords({ from, key, size, every, lateness, aggregate }: Windowed): string {
  const windows = size === every ? `Windows of ${size}` : `Windows of ${size} every ${every}`;
  const figures = Object.entries(aggregate).map(([name, { function: of, field }]) =>
    field === undefined ? `${name} (${of})` : `${name} (${of} of ${field})`,
  );
  return `${windows} over ${from}, for each ${key}: ${figures.join(', ')}; corrected for ${lateness}`;
}

function joinInWords({ left, right, on, within, unmatched, lateness }: Joined): string {
  const alone = unmatched === 'left' ? ', or alone when none came' : '';
  return `Each ${left} with what came of ${right} within ${within}${alone}, by ${on.join(' or ')}; waits ${lateness} for the late`;
}
