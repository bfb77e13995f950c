import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { SearchIcon } from './icons.tsx';
import './SearchBox.css';

/** One box for whatever a visitor holds: a transaction, an address, a campaign or an entry. */
export function SearchBox({ initial = '' }: { initial?: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState(initial);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const q = text.trim();
    if (q !== '') void navigate(`/search?q=${encodeURIComponent(q)}`);
  };
  return (
    <form role="search" onSubmit={submit} className="searchbox">
      <TextInput
        type="search"
        size="md"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        aria-label={t('home.search.label')}
        placeholder={t('home.search.placeholder')}
        leftSection={<SearchIcon />}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={140}
      />
      <Button type="submit" size="md" variant="default">
        {t('home.search.submit')}
      </Button>
    </form>
  );
}
