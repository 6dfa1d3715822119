import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnPlace } from '../graph/columns.js';
import { kindOf, nameOf } from '../graph/lineage-node.js';
import { KindIcon } from '../kind-icon.js';
import type { Direction } from '../graph/layout.js';
import type { StepKey } from '../graph/steps.js';
import type { DrawnNode } from './picture-model.js';
import classes from './picture.module.css';

/** What a drawn node shows and tells. */
export interface DrawnNodeData extends Record<string, unknown> {
  readonly drawn: DrawnNode;
  readonly isStart: boolean;
  readonly isSelected: boolean;
  readonly column: ColumnPlace | undefined;
  readonly columnsOpen: boolean;
  readonly direction: Direction;
  readonly onSelect: (id: string) => void;
  readonly onExpand: (id: string) => void;
  readonly onColumns: (id: string) => void;
  readonly onFollow: (column: ColumnPlace | undefined) => void;
  readonly onStep: (id: string, key: StepKey) => void;
  readonly onFocus: (id: string) => void;
}

/** A node of the canvas. */
export type CanvasNode = Node<DrawnNodeData, 'lineage'>;

/** The id of the part of a node that takes the focus. */
export const faceId = (node: string): string => `lineage-node ${node}`;

const ICON = 18;
const isStep = (key: string): key is StepKey => ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].includes(key);

/** One node: its name and kind, its columns when they are open, and what hides behind it. */
export const DrawnNodeView = memo(({ data }: NodeProps<CanvasNode>) => {
  const { t } = useTranslation('lineage');
  const { drawn, isStart, isSelected, column, columnsOpen, direction } = data;
  const [before, after] = direction === 'right' ? [Position.Left, Position.Right] : [Position.Top, Position.Bottom];
  const { id, node, columns, columnCount, hidden, dim } = drawn;
  const kind = kindOf(node);
  const name = nameOf(node);
  return (
    <div
      className={`${classes.node} nopan`}
      data-kind={kind}
      data-start={isStart}
      data-selected={isSelected}
      data-dim={dim}
    >
      <Handle type="target" position={before} isConnectable={false} className={classes.handle} />
      <button
        type="button"
        id={faceId(id)}
        className={classes.face}
        aria-pressed={isSelected}
        onClick={() => data.onSelect(id)}
        onFocus={() => data.onFocus(id)}
        onKeyDown={(event) => {
          if (!isStep(event.key)) return;
          event.preventDefault();
          data.onStep(id, event.key);
        }}
      >
        <KindIcon kind={kind} size={ICON} />
        <span className={classes.words}>
          <span className={classes.name} title={name}>
            {name}
          </span>
          <span className={classes.kind}>
            {isStart ? t('kindStart', { kind: t(`kinds.${kind}`) }) : t(`kinds.${kind}`)}
          </span>
        </span>
      </button>
      {columns.length > 0 && (
        <ul className={classes.columns} aria-label={t('columnsOf', { name })}>
          {columns.map(({ name: field, type }) => {
            const isFollowed = column?.node === id && column.column === field;
            return (
              <li key={field} className={classes.columnRow} data-followed={isFollowed}>
                <Handle
                  type="target"
                  position={Position.Left}
                  id={field}
                  isConnectable={false}
                  className={classes.columnHandle}
                />
                <button
                  type="button"
                  className={classes.field}
                  aria-pressed={isFollowed}
                  title={t('follow', { column: field })}
                  onClick={() => data.onFollow(isFollowed ? undefined : { node: id, column: field })}
                >
                  <span className={classes.fieldName}>{field}</span>
                  {type !== undefined && <span className={classes.type}>{type}</span>}
                </button>
                <Handle
                  type="source"
                  position={Position.Right}
                  id={field}
                  isConnectable={false}
                  className={classes.columnHandle}
                />
              </li>
            );
          })}
        </ul>
      )}
      {(hidden > 0 || columnCount > 0) && (
        <div className={classes.foot}>
          {columnCount > 0 ? (
            <button
              type="button"
              className={classes.small}
              aria-expanded={columnsOpen}
              aria-label={t('columnsButton', { count: columnCount, name })}
              onClick={() => data.onColumns(id)}
            >
              {t('columns', { count: columnCount })}
            </button>
          ) : (
            <span />
          )}
          {hidden > 0 && (
            <button
              type="button"
              className={classes.small}
              aria-label={t('expand', { count: hidden, name })}
              onClick={() => data.onExpand(id)}
            >
              {t('hidden', { count: hidden })}
            </button>
          )}
        </div>
      )}
      <Handle type="source" position={after} isConnectable={false} className={classes.handle} />
    </div>
  );
});
DrawnNodeView.displayName = 'DrawnNodeView';
