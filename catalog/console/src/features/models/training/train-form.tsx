import { ActionIcon, Button, FileInput, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSend } from '../../../api/queries.js';
import { ProblemState, Section, Sheet } from '../../../design/index.js';
import { runPage, type ModelVersion } from '../model-version.js';
import { parameterFaults, parametersOf, type ParameterEntry } from './parameters.js';
import type { TrainingRun } from './run.js';
import classes from './training.module.css';

interface Asked {
  readonly model: string;
  readonly reason?: string;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly csv?: string;
}

const MAX_CSV_BYTES = 1_000_000;
const ICON = 16;

/** The form for a training: why, with which parameters, and on which rows. */
export function TrainForm({ model, last }: { model: string; last: ModelVersion | undefined }) {
  const { t } = useTranslation('models');
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const [entries, setEntries] = useState<readonly ParameterEntry[]>([{ name: '', value: '' }]);
  const [file, setFile] = useState<File | null>(null);
  const train = useSend<TrainingRun, Asked>((body) => ({ path: '/training/runs', body }), ['/training/runs']);
  const faults = parameterFaults(entries);
  const isTooLarge = (file?.size ?? 0) > MAX_CSV_BYTES;
  const change = (place: number, entry: Partial<ParameterEntry>) =>
    setEntries(entries.map((before, at) => (at === place ? { ...before, ...entry } : before)));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isTooLarge || faults.some((fault) => fault !== undefined)) return;
    const csv = await file?.text();
    const asked = {
      model,
      parameters: parametersOf(entries),
      ...(reason.trim() !== '' && { reason: reason.trim() }),
      ...(csv !== undefined && { csv }),
    };
    train.mutate(asked, { onSuccess: ({ runId }) => void navigate(runPage(runId)) });
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Section title={t('train.why')}>
        <TextInput
          label={t('train.reason')}
          maxLength={500}
          maw={640}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </Section>
      <Section title={t('parameters')}>
        <Text size="sm" c="dimmed" mb="sm" maw={640}>
          {t('train.parametersHint')}
        </Text>
        {last !== undefined && (
          <LastParameters
            of={last}
            onTake={(name, value) =>
              setEntries([...entries.filter((entry) => entry.name !== name && entry.name !== ''), { name, value }])
            }
          />
        )}
        <Stack gap="sm" mt="sm">
          {entries.map(({ name, value }, place) => (
            <div key={place} role="group" aria-label={t('train.entry', { place: place + 1 })} className={classes.entry}>
              <TextInput
                label={t('parameter')}
                value={name}
                error={faults[place] !== undefined && faults[place] !== 'long' && t(`train.faults.${faults[place]}`)}
                onChange={({ currentTarget }) => change(place, { name: currentTarget.value })}
              />
              <TextInput
                label={t('value')}
                value={value}
                error={faults[place] === 'long' && t('train.faults.long')}
                onChange={({ currentTarget }) => change(place, { value: currentTarget.value })}
              />
              <ActionIcon
                variant="default"
                size={36}
                mt={25}
                aria-label={t('train.remove', { place: place + 1 })}
                onClick={() => setEntries(entries.filter((_, at) => at !== place))}
              >
                <IconX size={ICON} aria-hidden />
              </ActionIcon>
            </div>
          ))}
          <Group>
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconPlus size={ICON} aria-hidden />}
              onClick={() => setEntries([...entries, { name: '', value: '' }])}
            >
              {t('train.add')}
            </Button>
          </Group>
        </Stack>
      </Section>
      <Section title={t('train.rows')}>
        <FileInput
          label={t('train.csv')}
          description={t('train.csvHint')}
          accept="text/csv,.csv"
          clearable
          clearButtonProps={{ 'aria-label': t('train.clear') }}
          maw={480}
          value={file}
          error={isTooLarge && t('train.tooLarge')}
          onChange={setFile}
        />
      </Section>
      <Stack mt="xl" align="flex-start">
        {train.isError && <ProblemState error={train.error} />}
        <Button type="submit" loading={train.isPending}>
          {t('train.action')}
        </Button>
      </Stack>
    </form>
  );
}

/** What the version that serves was trained with, each ready to be taken over. */
function LastParameters({
  of: { version, hyperparameters },
  onTake,
}: {
  of: ModelVersion;
  onTake: (name: string, value: string) => void;
}) {
  const { t } = useTranslation('models');
  return (
    <Sheet>
      <Text size="sm" mb="xs">
        {t('train.last', { version })}
      </Text>
      <Group gap="xs">
        {Object.entries(hyperparameters)
          .filter(([, value]) => typeof value !== 'string')
          .map(([name, value]) => (
            <Button
              key={name}
              size="compact-sm"
              variant="default"
              aria-label={t('train.take', { name, value: String(value) })}
              onClick={() => onTake(name, String(value))}
            >
              {t('train.pair', { name, value: String(value) })}
            </Button>
          ))}
      </Group>
    </Sheet>
  );
}
