import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Port } from '../../../../api/product.js';
import { Facts, Notice, Sheet, shareText, Tag, When } from '../../../../design/index.js';
import { ContributionBars } from './contribution-bars.js';
import { ContributionTable } from './contribution-table.js';
import { isEstimate, probabilityOf, sharesOf, type Explanation } from './explanation.js';
import { signed } from './signed.js';

/** An explanation: what the version says on average, what each feature added, and how sure that is. */
export function ExplanationView({ of, port }: { of: Explanation; port: Port }) {
  const { t } = useTranslation('why');
  const [view, setView] = useState('bars');
  const shares = sharesOf(of);
  return (
    <Stack gap="md">
      <Notice tone="info">{t('noCause')}</Notice>
      <Sheet>
        <Summary of={of} />
      </Sheet>
      <Text size="sm" maw={760}>
        {t('howToRead')}
      </Text>
      <SegmentedControl
        size="sm"
        aria-label={t('view')}
        value={view}
        onChange={setView}
        data={[
          { value: 'bars', label: t('asBars') },
          { value: 'table', label: t('asTable') },
        ]}
        style={{ alignSelf: 'flex-start' }}
      />
      {view === 'bars' ? (
        <ContributionBars shares={shares} port={port} />
      ) : (
        <ContributionTable shares={shares} port={port} />
      )}
    </Stack>
  );
}

function Summary({ of }: { of: Explanation }) {
  const { t } = useTranslation('why');
  const { model, scale, method, base, value, probability, backgroundRows, scoredAt } = of;
  const versionPage = `/registry/${encodeURIComponent(model.name)}/versions/${encodeURIComponent(model.version)}`;
  const estimate = isEstimate(of);
  const inScale = (number: number) =>
    scale === 'log-odds'
      ? t('asProbability', { number: signed(number), share: shareText(probabilityOf(number)) })
      : signed(number);
  return (
    <Facts
      of={[
        [t('version'), <Link to={versionPage}>{t('versionOf', model)}</Link>],
        [t('answered'), probability !== undefined && shareText(probability)],
        [t('scoredAt'), scoredAt !== undefined && <When at={scoredAt} />],
        [t('base'), inScale(base)],
        [t('value'), inScale(value)],
        [t('scale'), t(`scales.${scale}`, { defaultValue: scale })],
        [
          t('method'),
          <>
            {t(`methods.${method}`, { defaultValue: method })}{' '}
            <Tag tone={estimate ? 'warn' : 'good'}>{t(estimate ? 'estimated' : 'exact')}</Tag>
          </>,
        ],
        [t('comparedWith'), backgroundRows !== undefined && t('cases', { count: backgroundRows })],
      ]}
    />
  );
}
