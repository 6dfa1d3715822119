import { Button, Code, Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AcceptedInput, Product } from '../../../api/product.js';
import { accessRequestPath, CodeBlock, Facts, Tag } from '../../../design/index.js';
import { DeprecationNotice } from '../deprecation-notice.js';
import classes from '../product.module.css';
import { Fields } from './fields.js';

/** One input port: what it takes, and how messages and files are sent to it. */
export function InputSheet({ product, input }: { product: Product; input: AcceptedInput }) {
  const { t } = useTranslation('product');
  const { name, method, path, topic, urn, summary, fields, deprecation } = input;
  const url = product.address === undefined ? path : new URL(path, product.address).href;
  const command = `npx mesh ingest ${product.id} ${name} --file readings.csv --rejects rejects.csv`;
  return (
    <li className={classes.port} id={`port-${name}`}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <Group gap="sm">
          <Title order={3} size="h5">
            {name}
          </Title>
          <Tag tone="info">{t('input')}</Tag>
        </Group>
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
      <Text size="sm" my="xs">
        {summary}
      </Text>
      {deprecation !== undefined && <DeprecationNotice of={t('thisPort')} deprecation={deprecation} />}
      <Facts
        of={[
          [t('address'), <Code key="address">{`${method} ${url}`}</Code>],
          [t('topic'), <Code key="topic">{topic}</Code>],
          [t('urn'), <Code key="urn">{urn}</Code>],
          [t('sendAs'), t('sendAsFormats')],
        ]}
      />
      <Text size="sm" my="xs">
        {t('sendFile')}
      </Text>
      <CodeBlock label={t('sendFile')} text={command} />
      <Fields title={t('takes', { count: fields.length })} fields={fields} />
    </li>
  );
}
