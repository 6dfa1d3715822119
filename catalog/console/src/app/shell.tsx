import { Burger, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { ColourScheme } from './colour-scheme.js';
import { Navigation } from './navigation.js';
import { ReaderMenu } from './reader-menu.js';
import classes from './shell.module.css';

/** The frame of every page: skip link, header, navigation, main. */
export function Shell() {
  const { t } = useTranslation('shell');
  const [open, drawer] = useDisclosure(false);
  const { pathname } = useLocation();
  useEffect(drawer.close, [pathname]);
  return (
    <>
      <a className={classes.skip} href="#main">
        {t('skip')}
      </a>
      <header className={classes.header}>
        <Burger className={classes.burger} opened={open} onClick={drawer.toggle} size="sm" aria-label={t('menu')} />
        <Link to="/" className={classes.brand}>
          <img src="/console/icon.svg" width={28} height={28} alt="" />
          <span className={classes.brandName}>{t('name')}</span>
        </Link>
        <span style={{ flex: 1 }} />
        <ColourScheme />
        <ReaderMenu />
      </header>
      <Drawer.Root opened={open} onClose={drawer.close} size={280}>
        <Drawer.Overlay />
        <Drawer.Content aria-label={t('menu')}>
          <Drawer.Body>
            <Drawer.CloseButton aria-label={t('close')} mb="sm" />
            <Navigation />
          </Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
      <div className={classes.frame}>
        <div className={classes.side}>
          <Navigation />
        </div>
        <main id="main" tabIndex={-1} className={classes.main}>
          <Outlet />
        </main>
      </div>
      <ScrollRestoration />
    </>
  );
}
