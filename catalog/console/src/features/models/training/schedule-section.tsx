import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead } from '../../../api/queries.js';
import { EmptyState, Facts, QueryView, Section, Sheet, Tag, useDuration, When } from '../../../design/index.js';
import { runPage } from '../model-version.js';
import { ScheduleButtons } from './schedule-buttons.js';
import { lastRunOf, nextOf, schedulePath, SCHEDULES_PATH, type Schedule, type SchedulesPage } from './schedule.js';

const MOST = 100;

/** When a model is trained by the clock, and what the reader may do about it. */
export function ScheduleSection({ model }: { model: string }) {
  const { t } = useTranslation('training');
  const all = useRead<SchedulesPage>(SCHEDULES_PATH, { query: { limit: MOST } });
  const found = all.data?.schedules.find((schedule) => schedule.model === model);
  const isElsewhere = found === undefined && all.data?.nextCursor !== undefined;
  const alone = useRead<Schedule>(schedulePath(model), { when: isElsewhere });
  const none = <EmptyState title={t('schedule.none')} hint={t('schedule.noneHint')} />;
  return (
    <Section title={t('schedule.title')}>
      {isElsewhere ? (
        <QueryView read={alone} ask={false} missing={none}>
          {(schedule) => <Shown schedule={schedule} />}
        </QueryView>
      ) : (
        <QueryView read={all} ask={false}>
          {() => (found === undefined ? none : <Shown schedule={found} />)}
        </QueryView>
      )}
    </Section>
  );
}

function Shown({ schedule: found }: { schedule: Schedule }) {
  const { t } = useTranslation('training');
  const duration = useDuration();
  const { schedule, state, origin, pausedBy, failures, lastStartedAt, changedBy } = found;
  const { every, at, days, workingHours, timeZone } = schedule;
  const next = nextOf(found, Date.now());
  const last = lastRunOf(found);
  return (
    <Sheet>
      <Group gap="xs" mb="sm" role="status">
        <Tag tone={state === 'paused' ? 'warn' : 'good'}>{t(`schedule.states.${state}`)}</Tag>
      </Group>
      <Facts
        of={[
          [t('schedule.next'), next ? <When at={next} /> : t(state === 'paused' ? 'schedule.held' : 'schedule.waits')],
          [t('schedule.every'), every && duration(every)],
          [t('schedule.at'), at?.join(', ')],
          [t('schedule.days'), days?.map((day) => t(`schedule.weekdays.${day}`)).join(', ')],
          [t('schedule.hours'), workingHours && t('schedule.fromTo', workingHours)],
          [t('schedule.zone'), timeZone],
          [t('schedule.pausedBy'), pausedBy],
          [t('schedule.failures'), failures > 0 && failures],
          [
            t('schedule.last'),
            last && lastStartedAt && (
              <Link to={runPage(last)}>
                <When at={lastStartedAt} />
              </Link>
            ),
          ],
          [t('schedule.origin'), t(`schedule.origins.${origin}`, { by: changedBy })],
        ]}
      />
      <ScheduleButtons schedule={found} />
    </Sheet>
  );
}
