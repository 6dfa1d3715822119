import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSend } from '../../../api/queries.js';
import { countText, Facts, Sheet, Tag, When } from '../../../design/index.js';
import { useMay } from '../may-change.js';
import { versionPage } from '../model-version.js';
import { ConfirmDialog } from '../parts/confirm-dialog.js';
import { evaluationPath, type Evaluation } from './evaluation.js';

/** Whether the champion answers, on what its figures rest, and which rules are set off. */
export function StandingSheet({ model, evaluation }: { model: string; evaluation: Evaluation }) {
  const { t } = useTranslation('evaluation');
  const { version, serving, at, judged, raised } = evaluation;
  const mayResume = useMay('resume');
  return (
    <Sheet>
      <Group gap="xs" mb="sm">
        <Tag tone={serving === 'stopped' ? 'bad' : 'good'}>{t(`serving.${serving}`)}</Tag>
        {raised.map((rule) => (
          <Tag key={rule} tone="warn">
            {t('setOff', { rule })}
          </Tag>
        ))}
      </Group>
      <Facts
        of={[
          [t('version'), version && <Link to={versionPage(model, version)}>{version}</Link>],
          [
            t('judged'),
            judged && t('judgedOf', { n: countText(judged.n), window: countText(judged.window), least: judged.least }),
          ],
          [t('measuredAt'), at && <When at={at} />],
        ]}
      />
      {serving === 'stopped' && (
        <Group mt="sm">
          {mayResume ? (
            <ResumeButton model={model} />
          ) : (
            <Text size="sm" c="dimmed">
              {t('resume.cannot')}
            </Text>
          )}
        </Group>
      )}
    </Sheet>
  );
}

function ResumeButton({ model }: { model: string }) {
  const { t } = useTranslation('evaluation');
  const [opened, dialog] = useDisclosure(false);
  const resume = useSend<Evaluation, void>(() => ({ path: `${evaluationPath(model)}/resume` }), ['/evaluation']);
  return (
    <>
      <Button size="compact-sm" onClick={dialog.open}>
        {t('resume.open')}
      </Button>
      <ConfirmDialog
        opened={opened}
        dangerous
        title={t('resume.title', { model })}
        action={t('resume.action')}
        busy={resume.isPending}
        error={resume.error}
        onConfirm={() => resume.mutate(undefined, { onSuccess: dialog.close })}
        onClose={dialog.close}
      >
        <Text size="sm">{t('resume.means')}</Text>
      </ConfirmDialog>
    </>
  );
}
