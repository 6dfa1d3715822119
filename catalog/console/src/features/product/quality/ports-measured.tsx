import { useTranslation } from 'react-i18next';
import { countText, DataTable, durationText, KindBadge, Section, shareText } from '../../../design/index.js';
import type { PortMeasures } from './measures.js';

const NOTHING = '–';

/** How each port did. */
export function PortsMeasured({ ports, window }: { ports: readonly PortMeasures[]; window: string }) {
  const { t } = useTranslation('product');
  const rows = ports.map((port) => ({ port, did: port.windows.find((one) => one.window === window) }));
  return (
    <Section title={t('portsMeasured')}>
      <DataTable
        caption={t('portsMeasured')}
        rows={rows}
        keyOf={({ port }) => port.name}
        columns={[
          { key: 'port', heading: t('port'), head: true, cell: ({ port }) => port.name },
          { key: 'kind', heading: t('kind'), cell: ({ port }) => <KindBadge kind={port.kind} /> },
          {
            key: 'calls',
            heading: t('callsOrEvents'),
            numeric: true,
            cell: ({ did }) => (did === undefined ? NOTHING : countText(did.calls ?? did.events ?? 0)),
          },
          {
            key: 'availability',
            heading: t('promise.availability'),
            numeric: true,
            cell: ({ did }) => (did?.availability === undefined ? NOTHING : shareText(did.availability)),
          },
          {
            key: 'latency',
            heading: t('latencies'),
            numeric: true,
            cell: ({ did }) =>
              did?.latencyMs === undefined
                ? NOTHING
                : [did.latencyMs.p50, did.latencyMs.p95, did.latencyMs.p99].map(durationText).join(' / '),
          },
          {
            key: 'rows',
            heading: t('rows'),
            numeric: true,
            cell: ({ port }) => (port.rows === undefined ? NOTHING : countText(port.rows)),
          },
          {
            key: 'lag',
            heading: t('lag'),
            numeric: true,
            cell: ({ port }) => (port.lagMs === undefined ? NOTHING : durationText(port.lagMs)),
          },
        ]}
      />
    </Section>
  );
}
