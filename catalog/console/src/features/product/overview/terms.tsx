import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Term } from '../../../api/product.js';
import { Section, Sheet } from '../../../design/index.js';
import { termPage } from '../../glossary/index.js';
import classes from '../product.module.css';

/** The words of the shared glossary that the fields of the product stand for. */
export function Terms({ terms }: { terms: readonly Term[] }) {
  const { t } = useTranslation('product');
  if (terms.length === 0) return null;
  return (
    <Section title={t('terms')}>
      <Sheet>
        <ul className={classes.terms}>
          {terms.map(({ id, title, definition }) => (
            <li key={id}>
              <Link to={termPage(id)} title={definition}>
                {title}
              </Link>
            </li>
          ))}
        </ul>
      </Sheet>
    </Section>
  );
}
