import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { EmptyState, PageHeader, QueryView } from '../../../design/index.js';
import { useRead } from '../../../api/queries.js';
import { useMayChange } from '../may-change.js';
import { modelPage, modelPath, type Model } from '../model-version.js';
import { TrainForm } from './train-form.js';

/** Asks for a training. */
export function TrainPage() {
  const { t } = useTranslation('models');
  const { model = '' } = useParams();
  const read = useRead<Model>(modelPath(model));
  const mayChange = useMayChange();
  return (
    <>
      <PageHeader
        title={t('train.title', { model })}
        lead={<Link to={modelPage(model)}>{t('allVersions', { model })}</Link>}
      />
      <QueryView read={read} ask={false} missing={<TrainForm model={model} last={undefined} />}>
        {({ versions, aliases }) =>
          mayChange ? (
            <TrainForm
              model={model}
              last={versions.find(({ version }) => version === aliases.champion) ?? versions[0]}
            />
          ) : (
            <EmptyState title={t('train.notOpen')} hint={t('train.notOpenHint')} />
          )
        }
      </QueryView>
    </>
  );
}
