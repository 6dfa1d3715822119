import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CartesianGrid, ErrorBar, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useRead } from '../../../api/queries.js';
import { countText, EmptyState, QueryView, When } from '../../../design/index.js';
import { decimals, measureText } from '../../../design/measure-text.js';
import { ChartFrame } from '../charts/chart-frame.js';
import { LOOK, SHARE_TICKS, shareTick } from '../charts/look.js';
import { evaluationPath, MEASURES, pastOf, type MeasureName, type PastFigures } from './evaluation.js';

const EVERY_MS = 60_000;
const LINES = 100;
const TIME = new Intl.DateTimeFormat(undefined, { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit' });

/** One measure over time, with its intervals. */
export function PastChart({ model }: { model: string }) {
  const { t } = useTranslation('evaluation');
  const [measure, choose] = useState<MeasureName>('rocAuc');
  const read = useRead<{ readonly lines: readonly PastFigures[] }>(`${evaluationPath(model)}/history`, {
    query: { limit: LINES },
    everyMs: EVERY_MS,
  });
  return (
    <>
      <NativeSelect
        label={t('measure')}
        mb="sm"
        maw={360}
        value={measure}
        onChange={({ currentTarget }) => choose(currentTarget.value as MeasureName)}
        data={MEASURES.map((value) => ({ value, label: t(`measures.${value}`) }))}
      />
      <QueryView read={read} ask={false}>
        {({ lines }) => <Drawn points={pastOf(lines, measure)} name={t(`measures.${measure}`)} />}
      </QueryView>
    </>
  );
}

function Drawn({ points, name }: { points: ReturnType<typeof pastOf>; name: string }) {
  const { t } = useTranslation('evaluation');
  if (points.length === 0) return <EmptyState title={t('past.none')} />;
  return (
    <ChartFrame
      title={name}
      lead={t('past.lead')}
      height={240}
      rows={points.toReversed()}
      columns={[
        { key: 'at', heading: t('actions.at'), head: true, cell: ({ at }) => <When at={at} /> },
        { key: 'version', heading: t('version'), cell: ({ version }) => version },
        { key: 'value', heading: t('interval'), cell: (point) => measureText(point) },
        { key: 'n', heading: t('cases'), numeric: true, cell: ({ n }) => countText(n) },
      ]}
    >
      <ResponsiveContainer>
        <LineChart accessibilityLayer={false} data={points} margin={LOOK.margin}>
          <CartesianGrid {...LOOK.grid} vertical={false} />
          <XAxis
            dataKey="at"
            {...LOOK.axis}
            padding={{ left: 24, right: 24 }}
            minTickGap={24}
            tickFormatter={(at: string) => TIME.format(new Date(at))}
          />
          <YAxis
            type="number"
            domain={[0, 1]}
            ticks={SHARE_TICKS}
            tickFormatter={shareTick}
            width={40}
            {...LOOK.axis}
          />
          <Tooltip
            {...LOOK.tooltip}
            formatter={(value) => decimals(Number(value))}
            labelFormatter={(at) => TIME.format(new Date(String(at)))}
          />
          <Line
            dataKey="value"
            name={name}
            type="linear"
            strokeWidth={2}
            dot={{ r: 3 }}
            isAnimationActive={false}
            {...LOOK.lines[0]}
          >
            <ErrorBar
              dataKey="reach"
              direction="y"
              width={4}
              strokeWidth={1}
              stroke="var(--mantine-color-dimmed)"
              isAnimationActive={false}
            />
          </Line>
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
