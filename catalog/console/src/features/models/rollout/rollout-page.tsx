import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useRead } from '../../../api/queries.js';
import { EmptyState, LoadingState, QueryView, Section } from '../../../design/index.js';
import { useMay } from '../may-change.js';
import { modelPath, type Model } from '../model-version.js';
import { ModelFrame } from '../parts/model-frame.js';
import { ArmsTable } from './arms-table.js';
import { ChangesTable } from './changes-table.js';
import { Comparison } from './comparison.js';
import { rolloutPath, standsOpen, type Rollout } from './rollout.js';
import { StandingRollout } from './standing-rollout.js';
import { StartButton } from './start-button.js';

const EVERY_MS = 5_000;

/** Who answers besides the champion, how both do, and what may be done about it. */
export function RolloutPage() {
  const { t } = useTranslation('rollout');
  const { model = '' } = useParams();
  const known = useRead<Model>(modelPath(model));
  const read = useRead<Rollout>(rolloutPath(model), { everyMs: EVERY_MS });
  const mayChange = useMay('change');
  const isOpen = read.data !== undefined && standsOpen(read.data);
  const start = mayChange && !isOpen && known.data && <StartButton model={known.data} />;
  return (
    <ModelFrame model={model} aside={start}>
      <QueryView
        read={read}
        ask={false}
        loading={<LoadingState lines={6} />}
        missing={<EmptyState title={t('none')} hint={t(mayChange ? 'noneHint' : 'noneClosed')} />}
      >
        {(rollout) => (
          <>
            <StandingRollout model={model} rollout={rollout} />
            <Section title={t('arms.title')}>
              <ArmsTable model={model} rollout={rollout} />
            </Section>
            <Section title={t('comparison.title')}>
              <Comparison rollout={rollout} />
            </Section>
            <Section title={t('changes.title')}>
              <ChangesTable model={model} />
            </Section>
          </>
        )}
      </QueryView>
    </ModelFrame>
  );
}
