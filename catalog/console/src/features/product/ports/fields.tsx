import { Anchor } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../../api/product.js';
import { DataTable, readableUnit, Tag } from '../../../design/index.js';

const FEW = 4;

/** The fields of a document, with what they mean; folded where there are many. */
export function Fields({ title, fields }: { title: string; fields: readonly Field[] }) {
  const { t } = useTranslation(['product', 'design']);
  const [open, { toggle }] = useDisclosure(fields.length <= FEW);
  const id = useId();
  if (fields.length === 0) return null;
  return (
    <div style={{ marginTop: 12 }}>
      <Anchor
        component="button"
        type="button"
        size="sm"
        aria-expanded={open}
        aria-controls={id}
        onClick={toggle}
        mb={6}
      >
        {title}
      </Anchor>
      <div id={id}>
        {open && (
          <DataTable
            caption={title}
            rows={fields}
            keyOf={({ name }) => name}
            columns={[
              { key: 'name', heading: t('field'), head: true, cell: ({ name }) => name },
              { key: 'type', heading: t('type'), cell: ({ type }) => type },
              {
                key: 'unit',
                heading: t('unit'),
                cell: ({ unit }) =>
                  unit === undefined ? '' : readableUnit(unit, (key, other) => t(`design:units.${key}`, other)),
              },
              {
                key: 'meaning',
                heading: t('meaning'),
                cell: ({ description, codes = [], phi, required }) => (
                  <>
                    {description}{' '}
                    {codes.map(({ system, code }) => (
                      <Tag key={`${system} ${code}`}>
                        {system} {code}
                      </Tag>
                    ))}{' '}
                    {required === true && <Tag tone="info">{t('required')}</Tag>}{' '}
                    {phi && <Tag tone="warn">{t('personal')}</Tag>}
                  </>
                ),
              },
            ]}
          />
        )}
      </div>
    </div>
  );
}
