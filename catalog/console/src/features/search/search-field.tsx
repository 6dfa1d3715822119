import { CloseButton, Kbd, Loader, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusResult, FIRST } from './result-focus.js';

const PAUSE_MS = 150;
const ICON = 18;

/** Where the reader types; asks after a short pause. `/` comes here, arrow down goes to the results. */
export function SearchField({
  value,
  busy,
  onChange,
}: {
  value: string;
  busy: boolean;
  onChange: (q: string) => void;
}) {
  const { t } = useTranslation('search');
  const [text, setText] = useState(value);
  const told = useRef(value);
  const field = useRef<HTMLInputElement>(null);
  const tell = useDebouncedCallback((q: string) => {
    told.current = q;
    onChange(q);
  }, PAUSE_MS);
  useEffect(() => {
    // The address changed by other means: a link, or the way back.
    if (value !== told.current) setText((told.current = value));
  }, [value]);
  useEffect(() => field.current?.focus(), []);
  useHotkeys([['/', () => field.current?.focus()]]);
  const enter = (q: string) => {
    setText(q);
    tell(q.trim());
  };
  return (
    <search>
      <TextInput
        ref={field}
        id="search-field"
        size="md"
        type="search"
        aria-label={t('field')}
        placeholder={t('placeholder')}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={text}
        onChange={({ currentTarget }) => enter(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' && focusResult(FIRST)) event.preventDefault();
          if (event.key === 'Escape') enter('');
        }}
        leftSection={<IconSearch size={ICON} aria-hidden />}
        rightSection={
          busy && text !== '' ? (
            <Loader size="xs" aria-hidden />
          ) : text === '' ? (
            <Kbd aria-hidden>/</Kbd>
          ) : (
            <CloseButton aria-label={t('clear')} onClick={() => enter('')} />
          )
        }
      />
    </search>
  );
}
