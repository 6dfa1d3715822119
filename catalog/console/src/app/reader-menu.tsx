import { Button, Menu } from '@mantine/core';
import { IconLogin2, IconLogout, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me.js';
import { useSession } from '../session/use-session.js';
import classes from './shell.module.css';

const ICON = 16;

/** Who reads, with the way in or out. */
export function ReaderMenu() {
  const { t } = useTranslation('shell');
  const { signedIn, name, signIn, signOut } = useSession();
  const me = useMe();
  if (!signedIn) {
    return (
      <Button size="sm" h={36} onClick={signIn} leftSection={<IconLogin2 size={ICON} aria-hidden />}>
        {t('signIn')}
      </Button>
    );
  }
  return (
    <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false} width={240}>
      <Menu.Target>
        <Button variant="default" size="sm" h={36} px="sm" leftSection={<IconUser size={ICON} aria-hidden />}>
          <span className={classes.readerName}>{name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('reader')}>
        <Menu.Label>{t('roles', { roles: me?.roles.join(', ') || t('noRoles') })}</Menu.Label>
        <Menu.Item leftSection={<IconLogout size={ICON} aria-hidden />} onClick={signOut}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
