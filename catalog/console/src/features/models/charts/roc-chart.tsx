import { useTranslation } from 'react-i18next';
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { EmptyState } from '../../../design/index.js';
import { decimals } from '../../../design/measure-text.js';
import type { ProbabilityMetrics } from '../metrics.js';
import { ChartFrame } from './chart-frame.js';
import { rocLine } from './curve-points.js';
import { Legend } from './legend.js';
import { LOOK, SHARE_TICKS, shareTick } from './look.js';

const DIAGONAL = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
] as const;

/** What each threshold finds and what it costs, for one version or two. */
export function RocChart({
  curves,
}: {
  curves: readonly { readonly name: string; readonly points: ProbabilityMetrics['rocCurve'] }[];
}) {
  const { t } = useTranslation('models');
  const drawn = curves.filter(({ points }) => points !== undefined && points.length > 0);
  if (drawn.length === 0) return <EmptyState title={t('charts.noRoc')} hint={t('charts.noRocHint')} />;
  const rows = drawn.flatMap(({ name, points = [] }) => points.map((point) => ({ name, ...point })));
  return (
    <ChartFrame
      title={t('charts.roc')}
      lead={t('charts.rocLead')}
      rows={rows}
      columns={[
        { key: 'version', heading: t('version'), cell: ({ name }) => name },
        {
          key: 'threshold',
          heading: t('charts.threshold'),
          numeric: true,
          cell: ({ threshold }) => decimals(threshold),
        },
        {
          key: 'tpr',
          heading: t('charts.tpr'),
          numeric: true,
          cell: ({ truePositiveRate }) => decimals(truePositiveRate),
        },
        {
          key: 'fpr',
          heading: t('charts.fpr'),
          numeric: true,
          cell: ({ falsePositiveRate }) => decimals(falsePositiveRate),
        },
      ]}
    >
      <Legend names={drawn.map(({ name }) => t('versionNamed', { version: name }))} />
      <ResponsiveContainer>
        <LineChart accessibilityLayer={false} margin={LOOK.margin}>
          <CartesianGrid {...LOOK.grid} />
          <XAxis
            type="number"
            dataKey="x"
            domain={[0, 1]}
            ticks={SHARE_TICKS}
            tickFormatter={shareTick}
            {...LOOK.axis}
            label={{ value: t('charts.fpr'), position: 'insideBottom', offset: -12 }}
          />
          <YAxis
            type="number"
            domain={[0, 1]}
            ticks={SHARE_TICKS}
            tickFormatter={shareTick}
            width={40}
            {...LOOK.axis}
          />
          <ReferenceLine segment={DIAGONAL} {...LOOK.reference} />
          <Tooltip
            {...LOOK.tooltip}
            formatter={(value) => decimals(Number(value))}
            labelFormatter={(x) => `${t('charts.fpr')} ${decimals(Number(x))}`}
          />
          {drawn.map(({ name, points }, place) => (
            <Line
              key={name}
              data={rocLine(points)}
              dataKey="y"
              name={`${t('charts.tpr')} (${name})`}
              type="linear"
              dot={false}
              strokeWidth={2}
              isAnimationActive={false}
              {...LOOK.lines[place]}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
