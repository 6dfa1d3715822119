import { Button, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { withQuery } from '../../api/http.js';
import classes from './home.module.css';

/** The way into the search. */
export function SearchDoor() {
  const { t } = useTranslation('home');
  const navigate = useNavigate();
  const [q, setQ] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => field.current?.focus()]]);
  return (
    <search>
      <form
        className={classes.door}
        onSubmit={(event) => {
          event.preventDefault();
          void navigate(withQuery('/search', { q: q.trim() }));
        }}
      >
        <TextInput
          ref={field}
          style={{ flex: 1 }}
          size="md"
          type="search"
          aria-label={t('search')}
          placeholder={t('placeholder')}
          maxLength={200}
          value={q}
          onChange={({ currentTarget }) => setQ(currentTarget.value)}
          leftSection={<IconSearch size={18} aria-hidden />}
        />
        <Button type="submit" size="md">
          {t('find')}
        </Button>
      </form>
    </search>
  );
}
