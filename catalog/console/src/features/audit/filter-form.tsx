import { Button, Group, NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { EVERYTHING, type AuditFilter } from './audit-filter.js';

const PURPOSES = ['TREAT', 'ETREAT', 'HRESCH', 'PUBHLTH', 'HOPERAT', 'HQUALIMP', 'PATRQT', 'HSYSADMIN'];
const COLUMNS = { base: 1, xs: 2, md: 4 };

/** What to look for. */
export function FilterForm({
  filter,
  busy,
  onAsk,
  onRefresh,
}: {
  filter: AuditFilter;
  busy: boolean;
  onAsk: (filter: AuditFilter) => void;
  onRefresh: () => void;
}) {
  const { t } = useTranslation('audit');
  const [asked, setAsked] = useState(filter);
  const change = (part: Partial<AuditFilter>) => setAsked({ ...asked, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (JSON.stringify(asked) === JSON.stringify(filter)) onRefresh();
    else onAsk(asked);
  };
  return (
    <form onSubmit={submit} role="search" aria-label={t('filter.label')}>
      <SimpleGrid cols={COLUMNS} mb="md">
        <TextInput
          type="datetime-local"
          label={t('filter.from')}
          value={asked.from}
          onChange={({ currentTarget }) => change({ from: currentTarget.value })}
        />
        <TextInput
          type="datetime-local"
          label={t('filter.to')}
          value={asked.to}
          onChange={({ currentTarget }) => change({ to: currentTarget.value })}
        />
        <TextInput
          label={t('filter.caller')}
          value={asked.caller}
          maxLength={200}
          onChange={({ currentTarget }) => change({ caller: currentTarget.value })}
        />
        <TextInput
          label={t('filter.port')}
          placeholder={t('filter.portExample')}
          value={asked.port}
          maxLength={200}
          onChange={({ currentTarget }) => change({ port: currentTarget.value })}
        />
        <NativeSelect
          label={t('filter.purpose')}
          value={asked.purpose}
          onChange={({ currentTarget }) => change({ purpose: currentTarget.value })}
          data={[
            { value: '', label: t('filter.any') },
            ...PURPOSES.map((code) => ({
              value: code,
              label: t('purposeOption', { code, name: t(`try-it:purposes.${code}`) }),
            })),
          ]}
        />
        <NativeSelect
          label={t('filter.permitted')}
          value={asked.permitted}
          onChange={({ currentTarget }) => change({ permitted: currentTarget.value as AuditFilter['permitted'] })}
          data={[
            { value: '', label: t('filter.any') },
            { value: 'true', label: t('permitted') },
            { value: 'false', label: t('denied') },
          ]}
        />
        <TextInput
          label={t('filter.traceId')}
          value={asked.traceId}
          maxLength={32}
          spellCheck={false}
          onChange={({ currentTarget }) => change({ traceId: currentTarget.value })}
        />
      </SimpleGrid>
      <Group mb="lg">
        <Button type="submit" loading={busy}>
          {t('filter.ask')}
        </Button>
        <Button
          variant="default"
          onClick={() => onAsk(EVERYTHING)}
          disabled={JSON.stringify(filter) === JSON.stringify(EVERYTHING)}
        >
          {t('filter.clear')}
        </Button>
      </Group>
    </form>
  );
}
