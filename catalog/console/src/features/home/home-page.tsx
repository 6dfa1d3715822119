import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../design/index.js';
import { NeedsYou } from './needs-you.js';
import { SearchDoor } from './search-door.js';
import { WhatChanged } from './what-changed.js';
import { WhatIsHere } from './what-is-here.js';
import classes from './home.module.css';

/** What is here, what changed, what needs the reader. */
export function HomePage() {
  const { t } = useTranslation('home');
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Stack gap={32}>
        <SearchDoor />
        <div className={classes.columns}>
          <WhatIsHere />
          <Stack gap={0}>
            <NeedsYou />
            <WhatChanged />
          </Stack>
        </div>
      </Stack>
    </>
  );
}
