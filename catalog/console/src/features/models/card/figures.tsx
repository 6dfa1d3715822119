import { useTranslation } from 'react-i18next';
import { countText, DataTable, type Column } from '../../../design/index.js';
import { decimals, measureText } from '../../../design/measure-text.js';
import { figureNames, type CardFigure, type FigureRow } from './card.js';

/** A figure with its interval, where it has one. */
function figureText({ value, low, high }: CardFigure): string {
  if (low !== undefined && high !== undefined) return measureText({ value, low, high });
  return Number.isInteger(value) ? countText(value) : decimals(value);
}

/** Figures, the cases that they rest on, and where each is stored. */
export function FigureTable({ caption, figures }: { caption: string; figures: readonly CardFigure[] }) {
  const { t } = useTranslation('card');
  if (figures.length === 0) return null;
  const columns: readonly Column<CardFigure>[] = [
    { key: 'name', heading: t('figure'), head: true, cell: ({ name }) => name },
    { key: 'value', heading: t('value'), cell: figureText },
    { key: 'n', heading: t('cases'), numeric: true, cell: ({ n }) => n !== undefined && countText(n) },
    { key: 'from', heading: t('storedAt'), cell: ({ from }) => from },
  ];
  return <DataTable caption={caption} rows={figures} keyOf={({ from }) => from} columns={columns} />;
}

/** The figures of groups or columns, a row each. */
export function FigureRows({ caption, rows }: { caption: string; rows: readonly FigureRow[] }) {
  const { t } = useTranslation('card');
  if (rows.length === 0) return null;
  const columns: readonly Column<FigureRow>[] = [
    { key: 'name', heading: t('of'), head: true, cell: ({ name }) => name },
    ...figureNames(rows).map((wanted) => ({
      key: wanted,
      heading: wanted,
      cell: ({ figures }: FigureRow) => {
        const figure = figures.find(({ name }) => name === wanted);
        return figure === undefined ? t('notMeasured') : figureText(figure);
      },
    })),
  ];
  return <DataTable caption={caption} rows={rows} keyOf={({ name }) => name} columns={columns} />;
}
