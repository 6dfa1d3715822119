import { useTranslation } from 'react-i18next';
import { DataTable, Tag, type Column } from '../../../design/index.js';
import { kindOf, nameOf, type LineageNode } from '../graph/lineage-node.js';
import type { VisiblePart } from '../graph/visible-part.js';
import classes from './explorer.module.css';

/** The same graph in words: each node with what it was made from and what was made from it. */
export function NodeList({
  part,
  start,
  selected,
  onSelect,
}: {
  part: VisiblePart;
  start: string;
  selected: string | undefined;
  onSelect: (id: string) => void;
}) {
  const { t } = useTranslation('lineage');
  const byId = new Map(part.nodes.map((node) => [node.id, node]));
  const name = (node: LineageNode) => (
    <button
      type="button"
      className={classes.link}
      aria-pressed={node.id === selected}
      onClick={() => onSelect(node.id)}
    >
      {nameOf(node)}
    </button>
  );
  const names = (ids: readonly string[]) => (
    <ul className={classes.list}>
      {ids.flatMap((id) => {
        const node = byId.get(id);
        return node === undefined ? [] : [<li key={id}>{name(node)}</li>];
      })}
    </ul>
  );
  const columns: readonly Column<LineageNode>[] = [
    { key: 'name', heading: t('list.name'), head: true, cell: name },
    {
      key: 'kind',
      heading: t('list.kind'),
      cell: (node) => (
        <>
          {t(`kinds.${kindOf(node)}`)} {node.id === start && <Tag tone="info">{t('list.start')}</Tag>}
        </>
      ),
    },
    {
      key: 'from',
      heading: t('list.from'),
      cell: ({ id }) => names(part.edges.filter(({ destination }) => destination === id).map(({ origin }) => origin)),
    },
    {
      key: 'into',
      heading: t('list.into'),
      cell: ({ id }) => names(part.edges.filter(({ origin }) => origin === id).map(({ destination }) => destination)),
    },
    { key: 'hidden', heading: t('list.hidden'), numeric: true, cell: ({ id }) => part.hidden.get(id) ?? 0 },
  ];
  return <DataTable caption={t('list.caption')} columns={columns} rows={part.nodes} keyOf={({ id }) => id} />;
}
