import type { DataProduct, Duration } from '@mesh/product';

const UNITS: Readonly<Record<string, string>> = {
  ms: 'milliseconds',
  s: 'seconds',
  m: 'minutes',
  h: 'hours',
  d: 'days',
  y: 'years',
};

/** A duration as value and unit; the unit is a whole word, since `m` is minutes to some tools and months to others. */
function amountOf(duration: Duration): { value: number; unit: string | undefined } {
  const [, amount, unit = ''] = /^([\d.]+)([a-z]+)$/.exec(duration) ?? [];
  return { value: Number(amount), unit: UNITS[unit] };
}

/**
 * What the product promises. Freshness and retention carry no element: with one, tools compare it with the age of the
 * newest and the oldest row, and would call a quiet clinic stale and a study of 1988 overdue.
 */
export function serviceLevelsOf({ promises, ports, deprecated }: DataProduct): readonly object[] {
  const { availability, latencyP99, freshness, retention } = promises;
  const refreshed = Object.entries(ports).flatMap(([name, port]) =>
    port.kind === 'dataset'
      ? [
          {
            id: `refresh-${name}`,
            property: 'latency',
            ...amountOf(port.refresh),
            element: `${name}.${port.partitionBy}`,
            driver: 'operational',
            description:
              port.lands === undefined
                ? 'How long after its source has it a row can be read, at most.'
                : 'How long after it became true a row can be read, at most.',
          },
        ]
      : [],
  );
  return [
    {
      id: 'availability',
      property: 'availability',
      value: percentOf(availability),
      unit: 'percent',
      driver: 'operational',
      description: 'Share of calls that are answered.',
    },
    ...(latencyP99 === undefined
      ? []
      : [
          {
            id: 'response-time',
            property: 'responseTimeP99',
            ...amountOf(latencyP99),
            driver: 'operational',
            description: '99 of 100 calls are answered in this time.',
          },
        ]),
    {
      id: 'freshness',
      property: 'freshness',
      ...amountOf(freshness),
      driver: 'analytics',
      description: 'How long after it became true a fact can be read, at most.',
    },
    {
      id: 'retention',
      property: 'retention',
      ...amountOf(retention),
      driver: 'regulatory',
      description: 'How long what was recorded stays readable, at least.',
    },
    ...refreshed,
    ...(deprecated === undefined
      ? []
      : [
          {
            id: 'end-of-life',
            property: 'endOfLife',
            value: deprecated.sunset,
            description: 'The first day on which the product may be gone, UTC.',
          },
        ]),
  ];
}

/** A share in percent, without the digits that binary fractions add. */
const percentOf = (share: number): number => Number((share * 100).toFixed(6));
