import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

const files = import.meta.glob<Record<string, unknown>>('./en/*.json', { eager: true, import: 'default' });
const english = Object.fromEntries(
  Object.entries(files).map(([path, texts]) => [path.replace('./en/', '').replace('.json', ''), texts]),
);

void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: english },
  ns: Object.keys(english),
  defaultNS: 'shell',
  interpolation: { escapeValue: false },
  initAsync: false,
});
