import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DataTable, Tag, type Tone } from '../../../design/index.js';
import type { ComparedEntry } from './differences.js';
import classes from './comparing.module.css';

const TONES: Readonly<Record<ComparedEntry['change'], Tone>> = {
  same: 'plain',
  changed: 'warn',
  added: 'good',
  removed: 'bad',
};

interface Names {
  readonly left: string;
  readonly right: string;
}

/** Named things on two sides: what differs first, what is the same behind a line that opens. */
export function EntryTable({
  caption,
  entries,
  names,
}: {
  caption: string;
  entries: readonly ComparedEntry[];
  names: Names;
}) {
  const { t } = useTranslation('models');
  const differing = entries.filter(({ change }) => change !== 'same');
  const same = entries.filter(({ change }) => change === 'same');
  return (
    <>
      {differing.length > 0 ? (
        <Entries caption={caption} entries={differing} names={names} />
      ) : (
        <Text size="sm">{t('compare.allSame')}</Text>
      )}
      {same.length > 0 && (
        <details className={classes.same}>
          <summary>{t('compare.sameCount', { count: same.length })}</summary>
          <Entries caption={t('compare.sameOf', { caption })} entries={same} names={names} />
        </details>
      )}
    </>
  );
}

function Entries({ caption, entries, names }: { caption: string; entries: readonly ComparedEntry[]; names: Names }) {
  const { t } = useTranslation('models');
  return (
    <DataTable
      caption={caption}
      rows={entries}
      keyOf={({ name }) => name}
      columns={[
        { key: 'name', heading: t('compare.name'), head: true, cell: ({ name }) => name },
        { key: 'left', heading: names.left, cell: ({ left }) => <span className={classes.value}>{left}</span> },
        { key: 'right', heading: names.right, cell: ({ right }) => <span className={classes.value}>{right}</span> },
        {
          key: 'change',
          heading: t('compare.change'),
          cell: ({ change }) => <Tag tone={TONES[change]}>{t(`compare.changes.${change}`)}</Tag>,
        },
      ]}
    />
  );
}
