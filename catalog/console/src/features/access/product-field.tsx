import { Autocomplete, Loader } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/queries.js';

interface Found {
  readonly results?: readonly { readonly id?: string; readonly product?: { readonly id: string } }[];
  readonly products?: readonly { readonly id: string }[];
}

const LIMIT = 8;
const WAIT_MS = 200;

/** The id of a product, with those of the catalog to choose from. */
export function ProductField({
  value,
  error,
  onChange,
}: {
  value: string;
  error: string | undefined;
  onChange: (id: string) => void;
}) {
  const { t } = useTranslation('access');
  const [q] = useDebouncedValue(value.trim(), WAIT_MS);
  const found = useRead<Found>(q === '' ? '/catalog/products' : '/catalog/search', {
    query: { q, limit: LIMIT },
    keep: true,
  });
  return (
    <Autocomplete
      label={t('product')}
      description={t('ask.productHint')}
      required
      value={value}
      error={error}
      onChange={onChange}
      data={[...new Set(idsIn(found.data))]}
      filter={({ options }) => options}
      rightSection={found.isFetching ? <Loader size="xs" /> : undefined}
      autoComplete="off"
      spellCheck={false}
    />
  );
}

const idsIn = (found: Found | undefined): readonly string[] => [
  ...(found?.products ?? []).map(({ id }) => id),
  ...(found?.results ?? []).flatMap(({ id, product }) => [id ?? product?.id ?? []].flat()),
];
