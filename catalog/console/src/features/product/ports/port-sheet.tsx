import { Button, Code, Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { productPage, type Port, type Product } from '../../../api/product.js';
import { accessRequestPath, Facts, KindBadge, useDuration } from '../../../design/index.js';
import { DeprecationNotice } from '../deprecation-notice.js';
import classes from '../product.module.css';
import { Fields } from './fields.js';

/** One port: what it is, where it is, what its documents carry. */
export function PortSheet({ product, port }: { product: Product; port: Port }) {
  const { t } = useTranslation('product');
  const duration = useDuration();
  const { name, kind } = port;
  return (
    <li className={classes.port} id={`port-${name}`}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Group gap="sm">
          <Title order={3} size="h5">
            {name}
          </Title>
          <KindBadge kind={kind} />
        </Group>
        <Group gap="xs">
          {(kind === 'rest' || kind === 'dataset') && (
            <Button
              size="compact-sm"
              variant="default"
              component={Link}
              to={`${productPage(product.id, 'try')}?port=${encodeURIComponent(name)}`}
              aria-label={t('tryPort', { port: name })}
            >
              {t('try')}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            component={Link}
            to={accessRequestPath({ product: product.id, port: name })}
            aria-label={t('askPort', { port: name })}
          >
            {t('ask')}
          </Button>
        </Group>
      </Group>
      <Text size="sm" my="xs">
        {port.summary}
      </Text>
      {port.deprecation !== undefined && <DeprecationNotice of={t('thisPort')} deprecation={port.deprecation} />}
      <Facts
        of={[
          [t('address'), port.url !== undefined && <Code>{[port.method, port.url].filter(Boolean).join(' ')}</Code>],
          [t('topic'), port.topic !== undefined && <Code>{port.topic}</Code>],
          [t('gives'), port.gives?.map((name) => <Code key={name}>{name}</Code>)],
          [t('replies'), port.replies !== undefined && <Code>{port.replies}</Code>],
          [t('urn'), <Code key="urn">{port.urn}</Code>],
          [t('refresh'), port.refresh && duration(port.refresh)],
          [t('raises'), port.raises?.map((code) => <Code key={code}>{code}</Code>)],
        ]}
      />
      <Fields
        title={t(kind === 'rest' || kind === 'stream' ? 'takes' : 'fields', { count: port.fields.length })}
        fields={port.fields}
      />
      {port.answers !== undefined && port.answers.length > 0 && (
        <Fields title={t('answers', { count: port.answers.length })} fields={port.answers} />
      )}
    </li>
  );
}
