import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DataTable, Tag } from '../../../../design/index.js';
import { failedFirst, splitFigures, type Figure, type GateVerdict } from './gate-standing.js';
import classes from './gates.module.css';

const NUMBER = new Intl.NumberFormat(undefined, { maximumFractionDigits: 4 });
/** Names that the gates themselves give; others are names of groups, cases and features, which stand as they are. */
const NAMED = [
  ...['value', 'low', 'high', 'rows', 'min', 'max', 'difference', 'by', 'champion', 'margin', 'bytes', 'maxBytes'],
  ...[
    'medianMs',
    'p95Ms',
    'runs',
    'rounds',
    'maxMs',
    'groups',
    'judged',
    'leastCases',
    'cases',
    'wrong',
    'features',
    'inputs',
    'leastRows',
  ],
  ...['maxUncovered', 'asked', 'answered'],
];

/** Each gate with its verdict, what was measured and what was asked. */
export function VerdictsTable({ verdicts }: { verdicts: readonly GateVerdict[] }) {
  const { t } = useTranslation('gates');
  return (
    <DataTable
      caption={t('caption')}
      rows={failedFirst(verdicts)}
      keyOf={({ gate }) => gate}
      columns={[
        {
          key: 'gate',
          heading: t('gate'),
          head: true,
          cell: ({ gate }) => t(`names.${gate}`, { defaultValue: gate }),
        },
        {
          key: 'verdict',
          heading: t('verdict'),
          cell: ({ passed }) => (
            <Tag tone={passed ? 'good' : 'bad'}>{t(passed ? 'verdicts.passed' : 'verdicts.failed')}</Tag>
          ),
        },
        {
          key: 'measured',
          heading: t('measured'),
          cell: ({ figures }) => <Figures of={splitFigures(figures).measured} />,
        },
        { key: 'asked', heading: t('asked'), cell: ({ figures }) => <Figures of={splitFigures(figures).asked} /> },
        {
          key: 'reason',
          heading: t('said'),
          cell: ({ reason }) => (
            <Text size="sm" miw={220} maw={420}>
              {reason}
            </Text>
          ),
        },
      ]}
    />
  );
}

function Figures({ of }: { of: readonly Figure[] }) {
  const { t } = useTranslation('gates');
  if (of.length === 0) return null;
  return (
    <ul className={classes.figures}>
      {of.map(([name, value]) => (
        <li key={name}>
          <span className={classes.name}>{NAMED.includes(name) ? t(`figures.${name}`) : name}</span>{' '}
          {typeof value === 'number' ? NUMBER.format(value) : value}
        </li>
      ))}
    </ul>
  );
}
