import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useRead } from '../../api/queries.js';
import { DataTable, EmptyState, QueryView, Sheet, When } from '../../design/index.js';
import { agreementPath, type AgreementUsage } from './agreement.js';
import { usageDays } from './usage-days.js';
import classes from './access.module.css';

/** How often an agreement was used, day by day. */
export function Usage({ id }: { id: string }) {
  const { t } = useTranslation('access');
  const read = useRead<AgreementUsage>(`${agreementPath(id)}/usage`);
  return (
    <QueryView read={read}>
      {(usage) => {
        const days = usageDays(usage);
        if (days.length === 0) return <EmptyState title={t('usage.none')} hint={t('usage.noneHint')} />;
        return (
          <Sheet>
            <Text size="sm" mb="sm">
              {t('usage.calls', { count: usage.calls })}{' '}
              {usage.lastUsedAt !== undefined && <When at={usage.lastUsedAt} />}
            </Text>
            <div className={classes.chart} aria-hidden>
              <ResponsiveContainer>
                <BarChart data={days.map((used) => ({ ...used }))} accessibilityLayer={false}>
                  <CartesianGrid vertical={false} stroke="var(--console-line)" strokeDasharray="3 3" />
                  <XAxis dataKey="day" stroke="var(--mantine-color-dimmed)" tickLine={false} />
                  <YAxis allowDecimals={false} width={40} stroke="var(--mantine-color-dimmed)" tickLine={false} />
                  <Tooltip
                    cursor={{ fill: 'var(--console-sunk)' }}
                    contentStyle={{ background: 'var(--console-surface)', borderColor: 'var(--console-line)' }}
                    itemStyle={{ color: 'var(--mantine-color-text)' }}
                    labelStyle={{ color: 'var(--mantine-color-text)' }}
                  />
                  <Bar
                    dataKey="calls"
                    name={t('usage.name')}
                    fill="var(--mantine-color-anchor)"
                    maxBarSize={36}
                    isAnimationActive={false}
                  />
                </BarChart>
              </ResponsiveContainer>
            </div>
            <details>
              <summary>{t('usage.asTable')}</summary>
              <DataTable
                caption={t('usage.title')}
                rows={days}
                keyOf={({ day }) => day}
                columns={[
                  { key: 'day', heading: t('usage.day'), head: true, cell: ({ day }) => <When at={day} dateOnly /> },
                  { key: 'calls', heading: t('usage.name'), numeric: true, cell: ({ calls }) => calls },
                ]}
              />
            </details>
          </Sheet>
        );
      }}
    </QueryView>
  );
}
