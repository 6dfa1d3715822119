import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable, Tag } from '../../../design/index.js';
import { groupRows, type Card, type Measured } from './card.js';
import { FigureRows, FigureTable } from './figures.js';

/** What was measured of a version, and what was not. */
export function Analyses({
  of: { heldOut, groups, gates, practice, estimate, drift },
  showsGates,
}: {
  of: Card['analyses'];
  showsGates: boolean;
}) {
  const { t } = useTranslation('card');
  return (
    <>
      <Part title={t('heldOut')}>
        <FigureTable caption={t('heldOut')} figures={heldOut} />
        <FigureRows caption={t('byGroup', { of: t('heldOut') })} rows={groupRows(groups)} />
      </Part>
      {showsGates && (
        <Part title={t('gates')}>
          <Found of={gates} caption={t('gates')}>
            {({ verdicts }) => (
              <DataTable
                caption={t('gates')}
                rows={verdicts}
                keyOf={({ gate }) => gate}
                columns={[
                  { key: 'gate', heading: t('gate'), head: true, cell: ({ gate }) => gate },
                  {
                    key: 'passed',
                    heading: t('verdict'),
                    cell: ({ passed }) => (
                      <Tag tone={passed ? 'good' : 'bad'}>{passed ? t('passed') : t('failed')}</Tag>
                    ),
                  },
                  { key: 'reason', heading: t('because'), cell: ({ reason }) => reason },
                ]}
              />
            )}
          </Found>
        </Part>
      )}
      <Part title={t('practice')}>
        <Found of={practice} caption={t('practice')}>
          {({ serving, raised, figures, groups: inPractice }) => (
            <>
              <Text mb="sm">{t('standing', { serving, raised: raised.join(', ') || t('none') })}</Text>
              <FigureTable caption={t('practice')} figures={figures} />
              <FigureRows caption={t('byGroup', { of: t('practice') })} rows={groupRows(inPractice)} />
            </>
          )}
        </Found>
      </Part>
      <Part title={t('estimate')}>
        <Found of={estimate} caption={t('estimate')}>
          {({ figures }) => <FigureTable caption={t('estimate')} figures={figures} />}
        </Found>
      </Part>
      <Part title={t('drift')}>
        <Found of={drift} caption={t('drift')}>
          {({ columns, figures }) => (
            <>
              <Text mb="sm">
                {t('drifted', {
                  columns: columns.flatMap(({ drifted, name }) => (drifted ? [name] : [])).join(', ') || t('none'),
                })}
              </Text>
              <FigureTable caption={t('drift')} figures={figures} />
              <FigureRows caption={t('byColumn', { of: t('drift') })} rows={columns} />
            </>
          )}
        </Found>
      </Part>
    </>
  );
}

/** What was measured, or why it was not and what is missing. */
function Found<Part>({
  of,
  caption,
  children,
}: {
  of: Measured<Part>;
  caption: string;
  children: (part: Part) => ReactNode;
}) {
  const { t } = useTranslation('card');
  if (of.measured) return children(of);
  return (
    <>
      <Text c="dimmed" mb="sm">
        {t('notMeasuredBecause', { because: of.because })}
      </Text>
      <FigureTable caption={caption} figures={of.figures} />
    </>
  );
}

/** A part of a card below its heading. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <Text component="h3" fw={650} mt="lg" mb="sm">
        {title}
      </Text>
      {children}
    </>
  );
}
