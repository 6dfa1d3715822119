import { IconVocabulary } from '@tabler/icons-react';
import type { Feature } from '../../app/feature.js';

export { termPage } from './listed-term.js';

/** The words that products share. */
export const glossary: Feature = {
  name: 'glossary',
  routes: [
    { path: '/glossary', lazy: async () => ({ Component: (await import('./glossary-page.js')).GlossaryPage }) },
    { path: '/glossary/:term', lazy: async () => ({ Component: (await import('./term-page.js')).TermPage }) },
  ],
  navigation: [{ to: '/glossary', text: 'glossary:navigation', icon: IconVocabulary, order: 30 }],
};
