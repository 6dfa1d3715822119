import { Button, List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Port, Product } from '../../../../api/product.js';
import { accessRequestPath } from '../../../../design/index.js';

/** Says to whom asking is open, and how to ask for it. */
export function WhoMayAsk({ product, port }: { product: Product; port: Port }) {
  const { t } = useTranslation('why');
  const open = product.grants.filter(({ ports }) => ports.includes(port.name));
  return (
    <Stack gap="sm" align="flex-start">
      <Text maw={760}>{t('closed')}</Text>
      <List size="sm">
        {open.map(({ role, purposes }) => (
          <List.Item key={role}>
            {t('openTo', {
              role,
              purposes: purposes.map((code) => t(`try-it:purposes.${code}`, { defaultValue: code })).join(', '),
            })}
          </List.Item>
        ))}
      </List>
      <Button
        size="compact-sm"
        variant="default"
        component={Link}
        to={accessRequestPath({ product: product.id, port: port.name })}
      >
        {t('design:forbidden.ask')}
      </Button>
    </Stack>
  );
}
