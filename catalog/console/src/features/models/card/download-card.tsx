import { Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { callText } from '../../../api/http.js';
import { problemOf } from '../../../api/problem.js';
import { saveAsFile } from '../../../design/index.js';
import { useSession } from '../../../session/use-session.js';
import { cardPath } from './card.js';

const ICON = 16;

/** Saves the card as Markdown, as a repository of models takes it. */
export function DownloadCard({ model, version }: { model: string; version: string }) {
  const { t } = useTranslation('card');
  const { token } = useSession();
  const save = useMutation({
    mutationFn: async () => {
      const text = await callText(cardPath(model, version), { token, headers: { accept: 'text/markdown' } });
      saveAsFile(text, { name: `${model}-${version}.md`, type: 'text/markdown' });
    },
  });
  return (
    <>
      {save.isError && (
        <Text size="sm" c="red" role="status">
          {t('downloadFailed', { why: problemOf(save.error).title })}
        </Text>
      )}
      <Button
        variant="default"
        size="compact-sm"
        loading={save.isPending}
        leftSection={<IconDownload size={ICON} aria-hidden />}
        onClick={() => save.mutate()}
      >
        {t('download')}
      </Button>
    </>
  );
}
