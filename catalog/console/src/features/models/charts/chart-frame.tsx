import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable, type Column } from '../../../design/index.js';
import classes from './charts.module.css';

/** A chart with its name, and the same numbers as a table. */
export function ChartFrame<Row>({
  title,
  lead,
  columns,
  rows,
  height = 280,
  children,
}: {
  title: string;
  lead?: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  height?: number;
  children: ReactNode;
}) {
  const { t } = useTranslation('models');
  return (
    <figure className={classes.frame}>
      <figcaption>
        <Text fw={600} size="sm">
          {title}
        </Text>
        {lead !== undefined && (
          <Text size="sm" c="dimmed">
            {lead}
          </Text>
        )}
      </figcaption>
      <div className={classes.chart} style={{ height }} aria-hidden>
        {children}
      </div>
      <details className={classes.table}>
        <summary>{t('charts.asTable')}</summary>
        <DataTable caption={title} columns={columns} rows={rows} keyOf={(_, place) => String(place)} />
      </details>
    </figure>
  );
}
