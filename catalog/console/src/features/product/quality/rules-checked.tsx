import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { countText, DataTable, EmptyState, Section, Tag, When, type Tone } from '../../../design/index.js';
import type { CheckedRule, PortMeasures } from './measures.js';

const TONES: Readonly<Record<CheckedRule['result'], Tone>> = {
  pass: 'good',
  fail: 'bad',
  error: 'warn',
  unchecked: 'plain',
};

/** The rules about the data, with what the last check found. */
export function RulesChecked({ ports }: { ports: readonly PortMeasures[] }) {
  const { t } = useTranslation('product');
  const rules = ports.flatMap(({ name, quality = [] }) => quality.map((rule) => ({ port: name, rule })));
  return (
    <Section title={t('rules')}>
      {rules.length === 0 ? (
        <EmptyState title={t('noRules')} hint={t('noRulesHint')} />
      ) : (
        <DataTable
          caption={t('rules')}
          rows={rules}
          keyOf={({ port, rule }) => `${port} ${rule.id}`}
          columns={[
            { key: 'port', heading: t('port'), cell: ({ port }) => port },
            {
              key: 'rule',
              heading: t('rule'),
              head: true,
              cell: ({ rule }) => (
                <>
                  {[rule.field, rule.because].filter(Boolean).join(': ')}
                  <Text size="xs" c="dimmed" fw={400}>
                    {[rule.metric, rule.bound, t(`severity.${rule.severity}`)].join(' · ')}
                  </Text>
                </>
              ),
            },
            {
              key: 'result',
              heading: t('result'),
              cell: ({ rule }) => <Tag tone={TONES[rule.result]}>{t(`results.${rule.result}`)}</Tag>,
            },
            {
              key: 'observed',
              heading: t('observed'),
              numeric: true,
              cell: ({ rule }) => (rule.observed === undefined ? '–' : countText(rule.observed)),
            },
            { key: 'at', heading: t('checkedAt'), cell: ({ rule }) => rule.checkedAt && <When at={rule.checkedAt} /> },
          ]}
        />
      )}
    </Section>
  );
}
