import { useTranslation } from 'react-i18next';
import { CartesianGrid, ErrorBar, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { Tag } from '../../../design/index.js';
import { decimals, measureText } from '../../../design/measure-text.js';
import type { ModelVersion } from '../model-version.js';
import { ChartFrame } from './chart-frame.js';
import { axisStart, axisTicks, historyPoints } from './curve-points.js';
import { LOOK } from './look.js';

const finerTick = (share: number): string => share.toFixed(2);

/** How well each version did on cases that it never saw, with the 95 % interval. */
export function HistoryChart({ versions }: { versions: readonly ModelVersion[] }) {
  const { t } = useTranslation('models');
  const points = historyPoints(versions);
  const start = axisStart(versions.map(({ metrics }) => metrics.rocAuc.low));
  return (
    <ChartFrame
      title={t('charts.historyTitle')}
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
        { key: 'rocAuc', heading: t('measures.rocAuc'), cell: ({ metrics }) => measureText(metrics.rocAuc) },
        { key: 'n', heading: t('charts.cases'), numeric: true, cell: ({ metrics }) => metrics.rocAuc.n },
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
          <YAxis
            type="number"
            domain={[start, 1]}
            ticks={[...axisTicks(start)]}
            tickFormatter={finerTick}
            width={40}
            {...LOOK.axis}
          />
          <Tooltip
            {...LOOK.tooltip}
            formatter={(value) => decimals(Number(value))}
            labelFormatter={(version) => t('versionNamed', { version })}
          />
          <Line
            dataKey="value"
            name={t('measures.rocAuc')}
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
