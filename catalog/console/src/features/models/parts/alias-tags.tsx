import { useTranslation } from 'react-i18next';
import { Tag } from '../../../design/index.js';
import { aliasesOf, type Model, type ModelVersion } from '../model-version.js';

/** What a version stands for now: its aliases, or that it was withdrawn. */
export function AliasTags({
  of: { version, status },
  aliases,
}: {
  of: Pick<ModelVersion, 'version' | 'status'>;
  aliases: Model['aliases'];
}) {
  const { t } = useTranslation('models');
  return (
    <>
      {aliasesOf(aliases, version).map((alias) => (
        <Tag key={alias} tone={alias === 'champion' ? 'good' : 'info'}>
          {t(`aliases.${alias}`)}
        </Tag>
      ))}
      {status === 'withdrawn' && <Tag tone="bad">{t('withdrawn')}</Tag>}
    </>
  );
}
