import { Button, VisuallyHidden } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './code-block.module.css';

/** Text for machines, with a button that copies it. */
export function CodeBlock({ label, text, maxHeight }: { label: string; text: string; maxHeight?: number }) {
  const { t } = useTranslation('design');
  const clipboard = useClipboard({ timeout: 2_000 });
  const Icon = clipboard.copied ? IconCheck : IconCopy;
  return (
    <div className={classes.block}>
      <Button
        className={classes.copy}
        size="compact-xs"
        variant="default"
        leftSection={<Icon size={14} aria-hidden />}
        aria-label={`${t('copy')}: ${label}`}
        onClick={() => clipboard.copy(text)}
      >
        {t(clipboard.copied ? 'copied' : 'copy')}
      </Button>
      <VisuallyHidden role="status">{clipboard.copied ? t('copied') : ''}</VisuallyHidden>
      <pre className={classes.text} style={{ maxHeight }} tabIndex={0} role="region" aria-label={label}>
        <code>{text}</code>
      </pre>
    </div>
  );
}
