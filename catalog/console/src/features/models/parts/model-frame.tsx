import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { PageHeader } from '../../../design/index.js';
import { modelPage } from '../model-version.js';
import classes from './model-frame.module.css';

const PARTS = ['versions', 'evaluation', 'rollout'] as const;

/** The heading of a model's pages and the ways between them; each has an address of its own. */
export function ModelFrame({ model, aside, children }: { model: string; aside?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation('models');
  const ways = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the chosen part may be beyond the edge. Sideways alone, or a page that has been read down would jump.
    const { current: box } = ways;
    const chosen = box?.querySelector('[aria-current="page"]');
    if (box === null || chosen === null || chosen === undefined) return;
    box.scrollLeft += Math.max(0, chosen.getBoundingClientRect().right - box.getBoundingClientRect().right);
  }, []);
  return (
    <>
      <PageHeader title={model} lead={t('modelLead')} aside={aside} />
      <nav ref={ways} aria-label={t('parts.label')} className={classes.parts}>
        <ul>
          {PARTS.map((part) => (
            <li key={part}>
              <NavLink
                to={part === 'versions' ? modelPage(model) : `${modelPage(model)}/${part}`}
                end
                preventScrollReset
              >
                {t(`parts.${part}`)}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </>
  );
}
