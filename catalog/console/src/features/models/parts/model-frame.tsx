import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader, PageParts } from '../../../design/index.js';
import { modelPage } from '../model-version.js';

const PARTS = ['versions', 'evaluation', 'rollout'] as const;

/** The heading of a model's pages and the ways between them. */
export function ModelFrame({ model, aside, children }: { model: string; aside?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation('models');
  const parts = PARTS.map((part) => ({
    key: part,
    to: part === 'versions' ? modelPage(model) : `${modelPage(model)}/${part}`,
    text: t(`parts.${part}`),
  }));
  return (
    <>
      <PageHeader title={model} lead={t('modelLead')} aside={aside} />
      <PageParts label={t('parts.label')} parts={parts} />
      {children}
    </>
  );
}
