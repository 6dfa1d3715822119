import { useTranslation } from 'react-i18next';
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { EmptyState } from '../../../design/index.js';
import { decimals } from '../../../design/measure-text.js';
import type { Metrics } from '../model-version.js';
import { ChartFrame } from './chart-frame.js';
import { Legend } from './legend.js';
import { LOOK, SHARE_TICKS, shareTick } from './look.js';

const DIAGONAL = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
] as const;

/** What was foreseen beside what happened, for one version or two. */
export function CalibrationChart({
  curves,
}: {
  curves: readonly { readonly name: string; readonly bins: Metrics['calibration']['bins'] }[];
}) {
  const { t } = useTranslation('models');
  const drawn = curves.filter(({ bins }) => bins.length > 0);
  if (drawn.length === 0) return <EmptyState title={t('charts.noCalibration')} />;
  const rows = drawn.flatMap(({ name, bins }) => bins.map((bin) => ({ name, ...bin })));
  return (
    <ChartFrame
      title={t('charts.calibration')}
      lead={t('charts.calibrationLead')}
      rows={rows}
      columns={[
        { key: 'version', heading: t('version'), cell: ({ name }) => name },
        {
          key: 'predicted',
          heading: t('charts.predicted'),
          numeric: true,
          cell: ({ meanPredicted }) => decimals(meanPredicted),
        },
        {
          key: 'observed',
          heading: t('charts.observed'),
          numeric: true,
          cell: ({ observedRate }) => decimals(observedRate),
        },
        { key: 'n', heading: t('charts.cases'), numeric: true, cell: ({ n }) => n },
      ]}
    >
      <Legend names={drawn.map(({ name }) => t('versionNamed', { version: name }))} />
      <ResponsiveContainer>
        <LineChart accessibilityLayer={false} margin={LOOK.margin}>
          <CartesianGrid {...LOOK.grid} />
          <XAxis
            type="number"
            dataKey="meanPredicted"
            domain={[0, 1]}
            ticks={SHARE_TICKS}
            tickFormatter={shareTick}
            {...LOOK.axis}
            label={{ value: t('charts.predicted'), position: 'insideBottom', offset: -12 }}
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
            labelFormatter={(x) => `${t('charts.predicted')} ${decimals(Number(x))}`}
          />
          {drawn.map(({ name, bins }, place) => (
            <Line
              key={name}
              data={bins}
              dataKey="observedRate"
              name={`${t('charts.observed')} (${name})`}
              type="linear"
              dot={{ r: 4, strokeDasharray: '0' }}
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
