import { useTranslation } from 'react-i18next';
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { EmptyState } from '../../../design/index.js';
import { decimals } from '../../../design/measure-text.js';
import type { Metrics } from '../metrics.js';
import { ChartFrame } from './chart-frame.js';
import { Legend } from './legend.js';
import { LOOK, SHARE_TICKS, shareTick } from './look.js';

/** What was foreseen beside what happened, for one version or two. */
export function CalibrationChart({
  curves,
}: {
  curves: readonly { readonly name: string; readonly bins: Metrics['calibration']['bins'] }[];
}) {
  const { t } = useTranslation('models');
  const drawn = curves.flatMap(({ name, bins }) => {
    const own = bins.map((bin) => ({ ...bin, observed: 'observedRate' in bin ? bin.observedRate : bin.meanObserved }));
    return own.length === 0 ? [] : [{ name, bins: own }];
  });
  const isOfCounts = curves.some(({ bins }) => bins.some((bin) => 'meanObserved' in bin));
  if (drawn.length === 0) return <EmptyState title={t('charts.noCalibration')} />;
  const largest = Math.max(...drawn.flatMap(({ bins }) => bins.flatMap((bin) => [bin.meanPredicted, bin.observed])));
  const axis = isOfCounts
    ? { domain: [0, 'auto'] as const }
    : { domain: [0, 1] as const, ticks: SHARE_TICKS, tickFormatter: shareTick };
  const diagonal = [{ x: 0, y: 0 }, isOfCounts ? { x: largest, y: largest } : { x: 1, y: 1 }] as const;
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
          cell: ({ observed }) => decimals(observed),
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
            {...axis}
            {...LOOK.axis}
            label={{ value: t('charts.predicted'), position: 'insideBottom', offset: -12 }}
          />
          <YAxis type="number" {...axis} width={40} {...LOOK.axis} />
          <ReferenceLine segment={diagonal} {...LOOK.reference} />
          <Tooltip
            {...LOOK.tooltip}
            formatter={(value) => decimals(Number(value))}
            labelFormatter={(x) => `${t('charts.predicted')} ${decimals(Number(x))}`}
          />
          {drawn.map(({ name, bins }, place) => (
            <Line
              key={name}
              data={bins}
              dataKey="observed"
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
