import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useFaultWords } from '../lib/useFaultWords.ts';
import { SearchIcon } from './icons.tsx';
import './SearchBox.css';

/** What tells codes from names is asked for when somebody is about to type: few who come to a page are. */
const reading = () => import('../lib/searchText.ts');

/** One box for whatever a visitor holds: a receipt code, a transaction, an address, an entry or a name. */
export function SearchBox({ initial = '' }: { initial?: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const faultWords = useFaultWords();
  const [text, setText] = useState(initial);
  const [complaint, setComplaint] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    const { readSearchText } = await reading();
    const read = readSearchText(text);
    switch (read.kind) {
      case 'name':
        void navigate(`/search?q=${encodeURIComponent(read.q)}`);
        return;
      case 'words':
        void navigate(`/campaigns?q=${encodeURIComponent(read.q)}`);
        return;
      case 'code':
        // Behind the #, which browsers send to nobody.
        void navigate({ pathname: '/receipt', hash: read.code });
        return;
      case 'wrong':
        setComplaint(read.fault === null ? t('home.search.code.neither') : faultWords(read.fault));
    }
  };
  return (
    <form role="search" onSubmit={submit} className="searchbox">
      <TextInput
        type="search"
        size="md"
        value={text}
        onFocus={() => void reading()}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setComplaint(null);
        }}
        error={complaint}
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
