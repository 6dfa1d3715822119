import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { productPage } from '../../api/product.js';
import { KindBadge, LifecycleBadge, PresenceBadge, SensitivityBadge } from '../../design/index.js';
import { groupedFields, type FoundProduct } from './found.js';
import { MarkedText } from './marked-text.js';
import { RESULT_LINK } from './result-focus.js';
import classes from './search.module.css';

/** A product that was found: what it is, and where the question meets it. */
export function ResultItem({ product }: { product: FoundProduct }) {
  const { t } = useTranslation('search');
  const kinds = [...new Set(product.ports.map(({ kind }) => kind))];
  const link = { [RESULT_LINK]: '' };
  return (
    <li className={classes.result}>
      <Group gap="xs" align="baseline">
        <Link to={productPage(product.id)} className={classes.title} {...link}>
          <MarkedText parts={product.marked.title} />
        </Link>
        <Text size="sm" c="dimmed">
          {t('by', { domain: product.domain, version: product.version })}
        </Text>
      </Group>
      <Text size="sm">
        <MarkedText parts={product.marked.passage} />
      </Text>
      {product.fields.length > 0 && (
        <ul className={classes.fields} aria-label={t('fields')}>
          {groupedFields(product.fields).map(({ ports, field, parts }) => (
            <li key={`${field} ${ports.join(' ')}`}>
              <Text size="sm" component="span">
                <MarkedText parts={parts} />
              </Text>{' '}
              <Text size="sm" component="span" c="dimmed">
                {t('inPorts', { ports: ports.join(', ') })}
              </Text>
            </li>
          ))}
        </ul>
      )}
      <Group gap={6} mt={8}>
        <LifecycleBadge lifecycle={product.lifecycle} />
        {product.status === 'away' && <PresenceBadge status={product.status} />}
        <SensitivityBadge sensitivity={product.sensitivity} />
        {kinds.map((kind) => (
          <KindBadge key={kind} kind={kind} />
        ))}
        {product.use !== undefined && product.use.consumers > 0 && (
          <Text size="xs" c="dimmed">
            {t('used', { count: product.use.consumers, calls: product.use.calls })}
          </Text>
        )}
      </Group>
    </li>
  );
}
