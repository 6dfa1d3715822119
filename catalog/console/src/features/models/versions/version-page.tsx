import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useRead } from '../../../api/queries.js';
import { EmptyState, LoadingState, PageHeader, QueryView } from '../../../design/index.js';
import { useMayChange } from '../may-change.js';
import { ModelCard } from '../card/model-card.js';
import { comparePage, modelPage, modelPath, type Model } from '../model-version.js';
import { AliasTags } from '../parts/alias-tags.js';
import { GatesSection } from './gates/gates-section.js';
import { PromoteButton } from './promote-button.js';
import { VersionHistory } from './version-history.js';
import { VersionStory } from './version-story.js';
import { WithdrawButton } from './withdraw-button.js';

/** One version: how good it is, what it was made of, and what may be done with it. */
export function VersionPage() {
  const { t } = useTranslation('models');
  const { model = '', version: number = '' } = useParams();
  const read = useRead<Model>(modelPath(model));
  const mayChange = useMayChange();
  const title = t('versionTitle', { model, version: number });
  const unknown = (
    <EmptyState title={t('unknownVersion')} hint={<Link to={modelPage(model)}>{t('allVersions', { model })}</Link>} />
  );
  return (
    <>
      <PageHeader title={title} lead={<Link to={modelPage(model)}>{t('allVersions', { model })}</Link>} />
      <QueryView read={read} ask={false} loading={<LoadingState lines={10} />} missing={unknown}>
        {({ versions, aliases }) => {
          const version = versions.find((known) => known.version === number);
          if (version === undefined) return unknown;
          const { champion } = aliases;
          return (
            <>
              <Group mb="lg" gap="sm">
                <AliasTags of={version} aliases={aliases} />
                {champion !== undefined && champion !== number && (
                  <Button
                    variant="default"
                    size="compact-sm"
                    component={Link}
                    to={comparePage(model, champion, number)}
                  >
                    {t('compare.withChampion')}
                  </Button>
                )}
                {mayChange && version.status === 'ready' && (
                  <>
                    <PromoteButton of={version} aliases={aliases} />
                    <WithdrawButton of={version} aliases={aliases} />
                  </>
                )}
              </Group>
              <GatesSection version={version} />
              <VersionStory version={version} />
              <ModelCard model={model} version={number} showsGates={false} />
              <VersionHistory of={version} />
            </>
          );
        }}
      </QueryView>
    </>
  );
}
