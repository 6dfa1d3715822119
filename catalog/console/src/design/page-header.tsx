import { Group, Text, Title } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';

/** The navigation for which a heading took the focus; a page whose data arrive later does not take it again. */
let focusedFor = 'default';

/** The heading of a page: names the document, and takes the focus when the reader comes from another page. */
export function PageHeader({
  title,
  lead,
  aside,
  takesFocus = true,
}: {
  title: string;
  lead?: ReactNode;
  /** Buttons beside the title. */
  aside?: ReactNode;
  /** False where a field takes it. */
  takesFocus?: boolean;
}) {
  const { t } = useTranslation('shell');
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  useEffect(() => {
    document.title = `${title} · ${t('name')}`;
  }, [title, t]);
  useEffect(() => {
    // The first page of a visit keeps the browser's own focus: its key is `default`.
    // One that replaces another heading of the same page takes over the focus that went with it.
    const lost = document.activeElement === document.body;
    if (key === 'default' || (key === focusedFor && !lost)) return;
    focusedFor = key;
    if (takesFocus) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <Group justify="space-between" align="flex-start" mb="lg" gap="md">
      <div style={{ flex: '1 1 300px', minWidth: 0 }}>
        <Title order={1} size="h2" ref={heading} tabIndex={-1} style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Title>
        {lead !== undefined && (
          <Text c="dimmed" mt={4} maw={760} component="div">
            {lead}
          </Text>
        )}
      </div>
      {aside}
    </Group>
  );
}
