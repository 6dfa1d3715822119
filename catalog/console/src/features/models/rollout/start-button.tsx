import { Button, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../../api/queries.js';
import { Dialog } from '../../../design/index.js';
import type { Model } from '../model-version.js';
import { SendRow } from '../parts/send-row.js';
import { RampFields } from './ramp-fields.js';
import { rolloutPath, type Rollout, type RolloutRequest } from './rollout.js';
import { FIRST_ENTRIES, startFaults, startRequest, type StartEntries } from './start-entries.js';

const WAYS: readonly StartEntries['way'][] = ['shadow', 'share', 'ramp'];
const LONGEST_REASON = 500;

/** Begins a rollout beside the champion; nothing where there is no other version, or where counts are foreseen: those are not compared. */
export function StartButton({ model: { model, versions, aliases } }: { model: Model }) {
  const { t } = useTranslation('rollout');
  const [opened, dialog] = useDisclosure(false);
  const candidates = versions.filter(
    ({ version, status, metrics }) => status === 'ready' && version !== aliases.champion && metrics.outcome !== 'count',
  );
  const [entries, setEntries] = useState<StartEntries>({ ...FIRST_ENTRIES, version: '' });
  const [isAsked, setAsked] = useState(false);
  const put = useSend<Rollout, RolloutRequest>(
    (body) => ({ method: 'PUT', path: rolloutPath(model), body }),
    ['/models'],
  );
  const first = candidates[0];
  if (aliases.champion === undefined || first === undefined) return null;
  const version = candidates.some((one) => one.version === entries.version) ? entries.version : first.version;
  const faults = startFaults(entries);
  const change = (part: Partial<StartEntries>) => setEntries({ ...entries, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (faults.length === 0) put.mutate(startRequest({ ...entries, version }), { onSuccess: dialog.close });
  };
  return (
    <>
      <Button onClick={dialog.open}>{t('start.open')}</Button>
      <Dialog opened={opened} onClose={dialog.close} title={t('start.title', { model })}>
        <form onSubmit={submit} noValidate>
          <Stack>
            <NativeSelect
              label={t('start.version')}
              data-autofocus
              value={version}
              onChange={({ currentTarget }) => change({ version: currentTarget.value })}
              data={candidates.map((one) => ({
                value: one.version,
                label: t('models:versionNamed', { version: one.version }),
              }))}
            />
            <NativeSelect
              label={t('start.way')}
              description={t(`start.means.${entries.way}`)}
              value={entries.way}
              onChange={({ currentTarget }) => change({ way: currentTarget.value as StartEntries['way'] })}
              data={WAYS.map((value) => ({ value, label: t(`start.ways.${value}`) }))}
            />
            {entries.way === 'share' && (
              <TextInput
                label={t('start.share')}
                inputMode="decimal"
                value={entries.share}
                error={isAsked && faults.includes('share') && t('start.faults.share')}
                onChange={({ currentTarget }) => change({ share: currentTarget.value })}
              />
            )}
            {entries.way === 'ramp' && (
              <RampFields entries={entries} faults={isAsked ? faults : []} onChange={change} />
            )}
            <TextInput
              label={t('start.reason')}
              maxLength={LONGEST_REASON}
              value={entries.reason}
              onChange={({ currentTarget }) => change({ reason: currentTarget.value })}
            />
            <SendRow action={t('start.action')} busy={put.isPending} error={put.error} onClose={dialog.close} />
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
