import { Stack, Text } from '@mantine/core';
import { IconCircleDashed } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import classes from './states.module.css';

/** Nothing to show: what that means, and what to do. */
export function EmptyState({
  title,
  hint,
  icon: Icon = IconCircleDashed,
  children,
}: {
  title: string;
  hint?: ReactNode;
  icon?: ComponentType<{ size?: number; 'aria-hidden'?: boolean }>;
  children?: ReactNode;
}) {
  return (
    <Stack align="center" gap={6} className={classes.state}>
      <Icon size={32} aria-hidden />
      <Text fw={600}>{title}</Text>
      {hint !== undefined && (
        <Text c="dimmed" size="sm" maw={480} component="div">
          {hint}
        </Text>
      )}
      {children}
    </Stack>
  );
}
