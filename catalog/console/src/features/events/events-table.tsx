import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CodeBlock, DataTable, Dialog, Facts, When } from '../../design/index.js';
import { scorePage } from '../lineage/index.js';
import { scoreIdIn, shortFields } from './event-summary.js';
import { keyOf, type LiveEvent } from './live-buffer.js';
import classes from './events.module.css';

const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** The latest events, each opening with all that it says. */
export function EventsTable({ events }: { events: readonly LiveEvent[] }) {
  const { t } = useTranslation('events');
  const [opened, open] = useState<LiveEvent>();
  const hasKeys = events.some(({ partitionkey }) => partitionkey !== undefined);
  return (
    <>
      <DataTable
        caption={t('caption')}
        rows={events}
        keyOf={keyOf}
        columns={[
          {
            key: 'time',
            heading: t('time'),
            head: true,
            cell: (event) => (
              <button
                type="button"
                className={classes.open}
                onClick={() => open(event)}
                aria-label={t('openEvent', { time: CLOCK.format(new Date(event.time)), id: event.id })}
              >
                <time dateTime={event.time}>{CLOCK.format(new Date(event.time))}</time>
              </button>
            ),
          },
          ...(hasKeys ? [{ key: 'key', heading: t('key'), cell: ({ partitionkey }: LiveEvent) => partitionkey }] : []),
          {
            key: 'data',
            heading: t('data'),
            cell: ({ data, id, partitionkey, time }) => (
              <span className={classes.fields}>
                {shortFields(data, [id, partitionkey, time]).map(({ name, value }) => (
                  <span key={name}>
                    <span className={classes.name}>{name}</span> {value}
                  </span>
                ))}
              </span>
            ),
          },
        ]}
      />
      <Dialog opened={opened !== undefined} onClose={() => open(undefined)} title={t('event')} size="lg">
        {opened !== undefined && <EventDetails event={opened} />}
      </Dialog>
    </>
  );
}

function EventDetails({ event }: { event: LiveEvent }) {
  const { t } = useTranslation('events');
  const scoreId = scoreIdIn(event.data);
  return (
    <>
      <Facts
        of={[
          [t('time'), <When at={event.time} />],
          [t('type'), event.type],
          [t('source'), event.source],
          [t('id'), event.id],
          [t('key'), event.partitionkey ?? t('withheld')],
          [t('score'), scoreId !== undefined && <Link to={scorePage(scoreId)}>{t('trace')}</Link>],
        ]}
      />
      <div className={classes.json}>
        <CodeBlock label={t('json')} text={JSON.stringify(event.data, null, 2)} maxHeight={420} />
      </div>
    </>
  );
}
