import { useTranslation } from 'react-i18next';
import { CartesianGrid, ErrorBar, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { Tag } from '../../../design/index.js';
import { decimals, measureText } from '../../../design/measure-text.js';
import { mainMeasure } from '../metrics.js';
import type { ModelVersion } from '../model-version.js';
import { ChartFrame } from './chart-frame.js';
import { axisStart, axisTicks, historyPoints } from './curve-points.js';
import { LOOK } from './look.js';

const finerTick = (share: number): string => share.toFixed(2);

/** How well each version did on cases that it never saw, with the 95 % interval. */
export function HistoryChart({ versions: all }: { versions: readonly ModelVersion[] }) {
  const { t } = useTranslation('models');
  // Of a model that once foresaw something else, those are drawn that foresee what the newest does.
  const key = all[0] === undefined ? 'rocAuc' : mainMeasure(all[0].metrics).key;
  const versions = all.filter(({ metrics }) => mainMeasure(metrics).key === key);
  const points = historyPoints(versions);
  const start = axisStart(versions.map(({ metrics }) => mainMeasure(metrics).measure.low));
  // What is explained may lie far below 0: there the chart finds its marks itself.
  const axis =
    key === 'rocAuc' ? { domain: [start, 1], ticks: [...axisTicks(start)] } : { domain: ['auto', 1] as const };
  return (
    <ChartFrame
      title={t(`charts.historyOf.${key}`)}
      lead={t('charts.historyLead')}
      height={240}
      rows={versions}
      columns={[
        {
          key: 'version',
          heading: t('version'),
          head: true,
          cell: ({ version, status }) => (
            <>
              {version} {status === 'withdrawn' && <Tag tone="bad">{t('withdrawn')}</Tag>}
            </>
          ),
        },
        { key, heading: t(`measures.${key}`), cell: ({ metrics }) => measureText(mainMeasure(metrics).measure) },
        { key: 'n', heading: t('charts.cases'), numeric: true, cell: ({ metrics }) => mainMeasure(metrics).measure.n },
      ]}
    >
      <ResponsiveContainer>
        <LineChart accessibilityLayer={false} data={points} margin={LOOK.margin}>
          <CartesianGrid {...LOOK.grid} vertical={false} />
          <XAxis
            dataKey="version"
            {...LOOK.axis}
            padding={{ left: 24, right: 24 }}
            label={{ value: t('version'), position: 'insideBottom', offset: -12 }}
          />
          <YAxis type="number" {...axis} tickFormatter={finerTick} width={40} {...LOOK.axis} />
          <Tooltip
            {...LOOK.tooltip}
            formatter={(value) => decimals(Number(value))}
            labelFormatter={(version) => t('versionNamed', { version })}
          />
          <Line
            dataKey="value"
            name={t(`measures.${key}`)}
            type="linear"
            strokeWidth={2}
            dot={{ r: 4 }}
            isAnimationActive={false}
            {...LOOK.lines[0]}
          >
            <ErrorBar
              dataKey="reach"
              direction="y"
              width={6}
              strokeWidth={1.5}
              stroke="var(--mantine-color-dimmed)"
              isAnimationActive={false}
            />
          </Line>
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
