import type { Breakage, Change } from '@mesh/compatibility';
import { tableOf } from '../terminal/table.js';
import type { ContractCheck } from './check-contract.js';

/** Whether the version of a product is too small for what is different. */
export const isRefused = ({ verdict }: ContractCheck): boolean => verdict?.acceptable === false;

/** What people read of a check: the verdict first, then what hurts, then what else is different. */
export function reportOf(check: ContractCheck): string {
  const { changes, breakages, consumersFrom, notices } = check;
  const told = changes.filter(({ deserves }) => deserves !== 'patch').sort((one, other) => weight(one) - weight(other));
  const words = changes.length - told.length;
  return [
    headline(check),
    ...(told.length === 0 ? [] : [indented(tableOf(['HURTS', 'DESERVES', 'PORT', 'WHAT'], told.map(row)))]),
    ...(words === 0 ? [] : [`  and ${words} ${words === 1 ? 'change' : 'changes'} of words or examples (patch)`]),
    ...breakages.map((breakage) => `  would break ${consumerText(breakage)}`),
    ...(changes.some(({ hurts }) => hurts !== 'nobody')
      ? [`  consumers are known from ${consumersFrom.join(', and ')}`]
      : []),
    ...notices.map((notice) => `  note: ${notice}`),
  ].join('\n');
}

const weight = ({ deserves }: Change): number => (deserves === 'major' ? 0 : 1);
const row = ({ hurts, deserves, port, because }: Change): readonly string[] => [
  hurts,
  deserves,
  port ?? '(all)',
  because,
];
const indented = (text: string): string => text.replaceAll(/^/gm, '  ');

function headline({ product, declared, against, verdict }: ContractCheck): string {
  if (verdict === undefined) return `${product} ${declared}: new, nothing was released of it yet`;
  const { released, deserves, smallest, acceptable } = verdict;
  const since = `${product} ${released} → ${declared} (against ${against ?? ''})`;
  if (deserves === undefined)
    return acceptable ? `${since}: nothing is different` : `${since}: refused, ${smallest} is released already`;
  const step = `${deserves}, at least ${smallest}`;
  return acceptable ? `${since}: fine, the changes deserve ${step}` : `${since}: REFUSED, the changes deserve ${step}`;
}

function consumerText({ consumer, changes }: Breakage): string {
  const { id, kind, port, purpose, until, lastUsedAt } = consumer;
  const details = [
    port === undefined ? 'the whole product' : `port ${port}`,
    ...(purpose === undefined ? [] : [`for ${purpose}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
    ...(lastUsedAt === undefined ? [] : [`last seen ${lastUsedAt}`]),
  ];
  return `${id} (${kind}, ${details.join(', ')}): ${changes.length} breaking ${changes.length === 1 ? 'change' : 'changes'}`;
}
