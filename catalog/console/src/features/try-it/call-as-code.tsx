import { Tabs, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CodeBlock } from '../../design/index.js';
import { asCurl } from './request/as-curl.js';
import { asPython } from './request/as-python.js';
import { asTypeScript } from './request/as-typescript.js';
import type { TryRequest } from './request/try-request.js';

const LANGUAGES = { curl: asCurl, python: asPython, typescript: asTypeScript } as const;

/** The same call for a program; the token is named and never shown. */
export function CallAsCode({ request }: { request: TryRequest }) {
  const { t } = useTranslation('try-it');
  return (
    <div>
      <Title order={3} size="h5" mb={4}>
        {t('asCode')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('tokenHint')}
      </Text>
      <Tabs defaultValue="curl" keepMounted={false}>
        <Tabs.List aria-label={t('asCode')}>
          {Object.keys(LANGUAGES).map((language) => (
            <Tabs.Tab key={language} value={language}>
              {t(`languages.${language}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {Object.entries(LANGUAGES).map(([language, render]) => (
          <Tabs.Panel key={language} value={language} pt="sm">
            <CodeBlock label={t(`languages.${language}`)} text={render(request)} maxHeight={420} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
}
