import { Button, Group, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callJson, withQuery } from '../../api/http.js';
import { problemOf } from '../../api/problem.js';
import { saveAsFile } from '../../design/index.js';
import { useSession } from '../../session/use-session.js';
import { AUDIT_PATH, type Decision, type DecisionsPage } from './decision.js';
import { decisionsCsv } from './decisions-csv.js';

const A_PAGE = 500;
const MOST = 10_000;
const ICON = 16;

/** Saves what the filter finds as a file, the newest 10,000 decisions at most. */
export function ExportButton({ query }: { query: Readonly<Record<string, string>> }) {
  const { t } = useTranslation('audit');
  const { token } = useSession();
  const [count, setCount] = useState(0);
  const save = useMutation({
    mutationFn: async () => {
      const decisions: Decision[] = [];
      let cursor: string | undefined;
      do {
        const page = await callJson<DecisionsPage>(withQuery(AUDIT_PATH, { ...query, limit: A_PAGE, cursor }), {
          token,
        });
        decisions.push(...page.decisions);
        setCount(decisions.length);
        cursor = page.nextCursor;
      } while (cursor !== undefined && decisions.length < MOST);
      const at = new Date().toISOString().slice(0, 19).replaceAll(':', '');
      saveAsFile(decisionsCsv(decisions), { name: `audit-${at}.csv`, type: 'text/csv' });
      return { isWhole: cursor === undefined, count: decisions.length };
    },
  });
  return (
    <Group gap="sm">
      <Text size="sm" c={save.isError ? 'red' : 'dimmed'} role="status">
        {save.isPending && t('export.under', { count })}
        {save.isSuccess && t(save.data.isWhole ? 'export.done' : 'export.cut', { count: save.data.count })}
        {save.isError && t('export.failed', { why: problemOf(save.error).title })}
      </Text>
      <Button
        variant="default"
        size="compact-sm"
        loading={save.isPending}
        leftSection={<IconDownload size={ICON} aria-hidden />}
        onClick={() => save.mutate()}
      >
        {t('export.action')}
      </Button>
    </Group>
  );
}
