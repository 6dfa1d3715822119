import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.js';
import type { Port, Product } from '../../api/product.js';

/** The purposes for which the port is open to anybody. */
const purposesOf = ({ grants }: Product, { name }: Port): readonly string[] => [
  ...new Set(grants.filter(({ ports }) => ports.includes(name)).flatMap(({ purposes }) => purposes)),
];

/** The purpose of a call: the reader's choice, else the first that both the port and the reader know. */
export function usePurpose(product: Product, port: Port) {
  const me = useMe();
  const [chosen, choose] = useState<string>();
  const purposes = [...new Set([...purposesOf(product, port), ...(me?.purposes ?? [])])];
  const usual = purposes.find((purpose) => me?.purposes.includes(purpose)) ?? purposes[0];
  return { purpose: chosen ?? usual, choose, purposes };
}

/** Asks for what the call is made. */
export function PurposeSelect({ purpose, choose, purposes }: ReturnType<typeof usePurpose>) {
  const { t } = useTranslation('try-it');
  return (
    <NativeSelect
      label={t('purpose')}
      description={t('purposeHint')}
      maw={420}
      value={purpose}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
      data={purposes.map((code) => ({
        value: code,
        label: t('purposeOption', { code, name: t(`purposes.${code}`, { defaultValue: code }) }),
      }))}
    />
  );
}
