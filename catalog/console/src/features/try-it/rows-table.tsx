import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../api/product.js';
import { DataTable, EmptyState, readableUnit } from '../../design/index.js';
import classes from './try-it.module.css';

/** One page of a dataset as the product answers it. */
export interface DatasetPage {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Begins what follows; absent on the last page. */
  readonly next?: string;
}

/** Rows of a dataset; what is unknown is a dash. */
export function RowsTable({
  page: { rows, next },
  fields,
  caption,
  busy,
  onNext,
}: {
  page: DatasetPage;
  fields: readonly Field[];
  caption: string;
  busy: boolean;
  onNext: (cursor: string) => void;
}) {
  const { t } = useTranslation(['try-it', 'design']);
  const [first] = rows;
  if (first === undefined) return <EmptyState title={t('noRows')} hint={t('noRowsHint')} />;
  const columns = Object.keys(first).map((name) => {
    const unit = fields.find((field) => field.name === name)?.unit;
    return {
      key: name,
      heading:
        unit === undefined ? name : `${name} (${readableUnit(unit, (key, other) => t(`design:units.${key}`, other))})`,
      numeric: typeof first[name] === 'number',
      cell: (row: DatasetPage['rows'][number]) => <span className={classes.cell}>{shown(row[name])}</span>,
    };
  });
  return (
    <Stack gap="sm">
      <DataTable caption={caption} columns={columns} rows={rows} keyOf={(_, index) => String(index)} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t('rowCount', { count: rows.length })}
        </Text>
        {next !== undefined && (
          <Button size="compact-sm" variant="default" loading={busy} onClick={() => onNext(next)}>
            {t('nextPage')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
