import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useMe } from '../api/me.js';
import { features } from './features.js';
import classes from './shell.module.css';

const ICON = 18;

/** The ways into the console that are open to this reader. */
export function Navigation() {
  const { t } = useTranslation('shell');
  const me = useMe();
  const entries = features
    .flatMap(({ navigation = [] }) => navigation)
    .filter(({ roles }) => roles === undefined || roles.some((role) => me?.roles.includes(role)))
    .toSorted((one, other) => one.order - other.order);
  return (
    <nav aria-label={t('navigation')}>
      <ul className={classes.list}>
        {entries.map(({ to, text, icon: Icon }) => (
          <li key={to}>
            <NavLink to={to} end={to === '/'} className={classes.entry}>
              <Icon size={ICON} aria-hidden />
              {t(text)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
