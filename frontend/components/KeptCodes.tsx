import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { readSearchText } from '../lib/searchText.ts';
import { dropCode, keepCode, useKeptCodes } from '../lib/keptCodes.ts';
import { useFaultWords } from '../lib/useFaultWords.ts';
import { useFormat } from '../lib/useFormat.ts';

/** Receipt codes of small gifts that this browser keeps for its owner; none is ever sent. */
export function KeptCodes() {
  const { t } = useTranslation();
  const format = useFormat();
  const faultWords = useFaultWords();
  const codes = useKeptCodes();
  const [text, setText] = useState('');
  const [complaint, setComplaint] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    const read = readSearchText(text);
    if (read.kind === 'code') {
      keepCode(read.code);
      setText('');
      return;
    }
    const fault = read.kind === 'wrong' ? read.fault : null;
    setComplaint(fault === null ? t('giver.codes.none') : faultWords(fault));
  };
  return (
    <section className="card stack-s" aria-labelledby="giver-codes">
      <h2 id="giver-codes">{t('giver.codes.title')}</h2>
      <p className="soft small">{t('giver.codes.body')}</p>
      {codes.length > 0 && (
        <ul className="plain stack-s">
          {codes.map(({ code, at }) => (
            <li key={code} className="row row-apart">
              <Link to={{ pathname: '/receipt', hash: code }}>
                <code>{shortened(code)}</code>
              </Link>
              <span className="row">
                <span className="soft small">
                  {t('giver.codes.since', { date: format.date(at) })}
                </span>
                <Button variant="default" size="xs" onClick={() => dropCode(code)}>
                  {t('giver.codes.remove')}
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      <form className="giver-lookup" onSubmit={submit}>
        <TextInput
          label={t('giver.codes.add')}
          name="code"
          value={text}
          maxLength={60}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          error={complaint}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setComplaint(null);
          }}
        />
        <Button type="submit" variant="default">
          {t('giver.codes.keep')}
        </Button>
      </form>
    </section>
  );
}

/** Enough to tell codes apart, and not enough for whoever looks over a shoulder. */
function shortened(code: string): string {
  const groups = code.split('-');
  return `${groups[0]}-…-${groups.at(-1)}`;
}
