import { Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../../api/me.js';
import { Tag, When } from '../../../../design/index.js';
import { useMay } from '../../may-change.js';
import type { ModelVersion } from '../../model-version.js';
import { ApproveButton } from './approve-button.js';
import { cannotApprove, type GateOverride } from './gate-standing.js';
import classes from './gates.module.css';
import { RequestOverride } from './request-override.js';

/** The way around the gates: who asked for it and why, who agreed, and what the reader may do about it. */
export function Overrides({
  version,
  overrides,
  isOpen,
}: {
  version: ModelVersion;
  overrides: readonly GateOverride[];
  /** Whether an override would change anything. */
  isOpen: boolean;
}) {
  const { t } = useTranslation('gates');
  const mayAsk = useMay('change');
  return (
    <>
      <Group justify="space-between" mt="lg" gap="sm">
        <Title order={3} size="h5">
          {t('override.title')}
        </Title>
        {isOpen && mayAsk && <RequestOverride version={version} />}
      </Group>
      <Text size="sm" c="dimmed" mt={4} maw={760}>
        {t('override.rules')}
      </Text>
      {overrides.length > 0 && (
        <ul className={classes.overrides}>
          {overrides.map((override) => (
            <li key={override.id} className={classes.override}>
              <Override override={override} version={version} isOpen={isOpen} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Override({ override, version, isOpen }: { override: GateOverride; version: ModelVersion; isOpen: boolean }) {
  const { t } = useTranslation('gates');
  const me = useMe();
  const { state, reason, requestedBy, requestedAt, approvedBy, approvedAt } = override;
  const why = cannotApprove(me, override, version);
  return (
    <>
      <Group gap="xs">
        <Tag tone={state === 'approved' ? 'good' : 'warn'}>{t(`override.states.${state}`)}</Tag>
        <Text size="sm">
          {t('override.askedBy', { by: requestedBy })} <When at={requestedAt} />
        </Text>
      </Group>
      <Text mt={6}>{reason}</Text>
      {approvedBy !== undefined && (
        <Text size="sm" mt={6}>
          {t('override.approvedBy', { by: approvedBy })} {approvedAt !== undefined && <When at={approvedAt} />}
        </Text>
      )}
      {state === 'requested' && isOpen && (
        <Group mt="sm">
          {why === undefined ? (
            <ApproveButton override={override} version={version} />
          ) : (
            <Text size="sm" c="dimmed">
              {t(`override.cannot.${why}`)}
            </Text>
          )}
        </Group>
      )}
    </>
  );
}
