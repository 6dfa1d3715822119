import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { callJson } from '../../api/http.js';
import { problemOf } from '../../api/problem.js';
import { useRead } from '../../api/queries.js';
import { ProblemState } from '../../design/index.js';
import { useSession } from '../../session/use-session.js';
import type { FoundPage } from '../search/index.js';
import { ERASURES_PATH, erasurePage, type Erasure } from './erasure.js';

const LONGEST_REASON = 500;

/** Asks for an erasure. Whom it is about is sent in the body alone and held by this form alone. */
export function EraseForm({ reach, onClose }: { reach: 'everywhere' | readonly string[]; onClose: () => void }) {
  const { t } = useTranslation('erasures');
  const { token } = useSession();
  const queries = useQueryClient();
  const go = useNavigate();
  const everywhere = reach === 'everywhere';
  const found = useRead<FoundPage>('/catalog/search', { query: { limit: 1 }, when: everywhere });
  const domains = everywhere ? (found.data?.facets['domain'] ?? []).map(({ value }) => value) : reach;
  const [subject, setSubject] = useState('');
  const [reason, setReason] = useState('');
  const [chosen, choose] = useState(everywhere ? '' : reach[0]);
  const [isAsked, setAsked] = useState(false);
  const send = useMutation({
    // A mutation that took the person as its variable would stand in a cache after the form is gone.
    mutationFn: () => {
      const body = { subject, reason: reason.trim(), ...(chosen !== '' && { domain: chosen }) };
      return callJson<Erasure>(ERASURES_PATH, { method: 'POST', token, body });
    },
    gcTime: 0,
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ predicate: ({ queryKey: [path] }) => String(path).startsWith(ERASURES_PATH) });
      onClose();
      await go(erasurePage(id));
    },
  });
  const wrong = (name: string) =>
    send.isError ? problemOf(send.error).errors?.find(({ pointer }) => pointer === `/${name}`)?.message : undefined;
  const missing = { subject: subject === '', reason: reason.trim() === '' };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!missing.subject && !missing.reason) send.mutate();
  };
  return (
    <form onSubmit={submit} noValidate autoComplete="off">
      <Stack>
        <Text size="sm">{t('ask.means')}</Text>
        <TextInput
          label={t('ask.subject')}
          description={t('ask.subjectHint')}
          required
          data-autofocus
          autoComplete="off"
          // Some browsers send what they check elsewhere.
          spellCheck={false}
          value={subject}
          error={wrong('subject') ?? (isAsked && missing.subject && t('ask.subjectMissing'))}
          onChange={({ currentTarget }) => setSubject(currentTarget.value)}
        />
        <NativeSelect
          label={t('ask.domain')}
          value={chosen}
          error={wrong('domain')}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
          data={[
            ...(everywhere ? [{ value: '', label: t('ask.everywhere') }] : []),
            ...domains.map((value) => ({ value, label: value })),
          ]}
        />
        <TextInput
          label={t('ask.reason')}
          description={t('ask.reasonHint')}
          required
          autoComplete="off"
          maxLength={LONGEST_REASON}
          value={reason}
          error={wrong('reason') ?? (isAsked && missing.reason && t('ask.reasonMissing'))}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        {send.isError && <ProblemState error={send.error} ask={false} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('ask.cancel')}
          </Button>
          <Button type="submit" color="red.9" loading={send.isPending}>
            {t('ask.action')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
