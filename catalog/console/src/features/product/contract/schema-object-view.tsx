import { Anchor, List, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable, Section, Tag } from '../../../design/index.js';
import { boundOf, type SchemaObject, type SchemaProperty } from './odcs.js';

/** One schema object of the contract: its properties and its rules. */
export function SchemaObjectView({ object }: { object: SchemaObject }) {
  const { t } = useTranslation('product');
  const { name = '', physicalName, physicalType, description, properties = [], quality = [] } = object;
  const [open, { toggle }] = useDisclosure(false);
  const id = useId();
  const rules = [
    ...quality.map((check) => ({ check, of: name })),
    ...properties.flatMap((property) => (property.quality ?? []).map((check) => ({ check, of: property.name ?? '' }))),
  ];
  return (
    <Section
      title={t('schemaObject', { name })}
      aside={
        <Anchor component="button" type="button" size="sm" aria-expanded={open} aria-controls={id} onClick={toggle}>
          {t('properties', { count: properties.length, name })}
        </Anchor>
      }
    >
      <Text size="sm" mb="xs">
        {[description, physicalType, physicalName].filter((word) => word !== undefined && word !== '').join(' · ')}
      </Text>
      <div id={id}>
        {open && (
          <>
            <DataTable
              caption={t('schemaObject', { name })}
              rows={properties}
              keyOf={(property, index) => property.name ?? String(index)}
              columns={[
                { key: 'name', heading: t('field'), head: true, cell: (property) => property.name },
                {
                  key: 'type',
                  heading: t('type'),
                  cell: ({ logicalType, physicalType: physical }) =>
                    [logicalType, physical].filter(Boolean).join(' / '),
                },
                { key: 'marks', heading: t('marks'), cell: (property) => <Marks property={property} /> },
                { key: 'meaning', heading: t('meaning'), cell: (property) => property.description },
              ]}
            />
            {rules.length > 0 && (
              <List size="sm" mt="sm">
                {rules.map(({ check, of }, index) => (
                  <List.Item key={check.id ?? index}>
                    <strong>{of}</strong>{' '}
                    {[check.description ?? check.name ?? check.metric, boundOf(check), check.severity]
                      .filter(Boolean)
                      .join(' · ')}
                  </List.Item>
                ))}
              </List>
            )}
          </>
        )}
      </div>
    </Section>
  );
}

function Marks({ property }: { property: SchemaProperty }) {
  const { t } = useTranslation('product');
  return (
    <span style={{ display: 'inline-flex', gap: 4, flexWrap: 'wrap' }}>
      {property.primaryKey === true && <Tag tone="info">{t('key')}</Tag>}
      {property.required === true && <Tag>{t('required')}</Tag>}
      {property.unique === true && <Tag>{t('unique')}</Tag>}
      {property.classification !== undefined && <Tag tone="warn">{property.classification}</Tag>}
    </span>
  );
}
