import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './data-table.module.css';

/** A column: its heading and the cell of a row. */
export interface Column<Row> {
  readonly key: string;
  readonly heading: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand to the right. */
  readonly numeric?: boolean;
  /** Heads its row. */
  readonly head?: boolean;
}

/** Rows under headings; scrolls sideways where the screen is narrow. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
}: {
  /** Read by screen readers; not shown. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row, index: number) => string;
}) {
  const { t } = useTranslation('design');
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('table.scroll', { caption })}>
      <Table className={classes.table} verticalSpacing={8}>
        <caption className={classes.caption}>{caption}</caption>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ key, heading, numeric }) => (
              <Table.Th key={key} scope="col" data-numeric={numeric}>
                {heading}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, index) => (
            <Table.Tr key={keyOf(row, index)}>
              {columns.map(({ key, cell, numeric, head }) =>
                head === true ? (
                  <Table.Th key={key} scope="row" data-numeric={numeric}>
                    {cell(row)}
                  </Table.Th>
                ) : (
                  <Table.Td key={key} data-numeric={numeric}>
                    {cell(row)}
                  </Table.Td>
                ),
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
