import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { scorePage } from './links.js';

/** Opens the trace of a score by its id. */
export function ScoreSearch() {
  const { t } = useTranslation('lineage');
  const navigate = useNavigate();
  const [id, setId] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (id.trim() !== '') void navigate(scorePage(id.trim()));
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t('scoreSearch.label')}
          description={t('scoreSearch.hint')}
          value={id}
          flex="1 1 280px"
          maw={520}
          autoComplete="off"
          spellCheck={false}
          onChange={({ currentTarget }) => setId(currentTarget.value)}
        />
        <Button type="submit" disabled={id.trim() === ''}>
          {t('scoreSearch.open')}
        </Button>
      </Group>
    </form>
  );
}
