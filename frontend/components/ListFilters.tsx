import { NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ReceiptCodeError } from '../../domain/receiptCode.ts';
import type { CampaignView } from '../../domain/views.ts';
import { shortHex } from '../../domain/shortHex.ts';
import { isWide } from '../lib/isWide.ts';
import { isByAmount, SORTS, STATES, type ListWish } from '../lib/listQuery.ts';
import { readSearchText } from '../lib/searchText.ts';
import { useDescribed } from '../lib/useDescribed.ts';
import { useFaultWords } from '../lib/useFaultWords.ts';
import { symbolOf, useFormat } from '../lib/useFormat.ts';
import { useParties } from '../queries/reads.ts';
import { useTokens } from '../queries/shown.ts';
import { SearchIcon } from './icons.tsx';
import { Unfold } from './Unfold.tsx';

/** How long nothing must be typed before it is looked for. */
const PAUSE_MS = 350;

interface Props {
  readonly wish: ListWish;
  readonly change: (next: Partial<ListWish>) => void;
  /** Those on the page, from which charities' names are taken. */
  readonly campaigns: readonly CampaignView[];
}

/** What the list of campaigns can be narrowed to and sorted by. */
export function ListFilters({ wish, change, campaigns }: Props) {
  const { t } = useTranslation();
  return (
    <form
      role="search"
      className="card list-form"
      aria-label={t('shown.list.filters')}
      onSubmit={(event) => event.preventDefault()}
    >
      <Words wish={wish} change={change} />
      <Unfold summary={t('shown.list.filters')} open={isWide() || isNarrowed(wish)}>
        <div className="list-filters">
          <NativeSelect
            label={t('shown.list.state')}
            value={wish.state}
            onChange={(event) =>
              change({ state: STATES.find((one) => one === event.currentTarget.value) ?? '' })
            }
            data={[
              { value: '', label: t('shown.list.anyState') },
              ...STATES.map((state) => ({ value: state, label: t(`common.state.${state}`) })),
            ]}
          />
          <Currency wish={wish} change={change} />
          <Charity wish={wish} change={change} campaigns={campaigns} />
          <NativeSelect
            label={t('shown.list.recognised')}
            value={wish.recognised}
            onChange={(event) =>
              change({ recognised: event.currentTarget.value === '0' ? '0' : '1' })
            }
            data={[
              { value: '1', label: t('shown.list.recognisedOnly') },
              { value: '0', label: t('shown.list.unrecognisedOnly') },
            ]}
          />
          <NativeSelect
            label={t('shown.list.sort')}
            value={wish.sort}
            onChange={(event) =>
              change({ sort: SORTS.find((one) => one === event.currentTarget.value) ?? 'newest' })
            }
            data={SORTS.map((sort) => ({
              value: sort,
              label: t(`shown.list.sorts.${sort}`),
              disabled: isByAmount(sort) && wish.token === '',
            }))}
          />
        </div>
        {wish.token === '' && <p className="soft small">{t('shown.list.sortNote')}</p>}
      </Unfold>
    </form>
  );
}

const isNarrowed = ({ state, token, charity, recognised, sort }: ListWish): boolean =>
  state + token + charity !== '' || recognised === '0' || sort !== 'newest';

type FilterProps = Pick<Props, 'wish' | 'change'>;

function Words({ wish, change }: FilterProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const faultWords = useFaultWords();
  const [text, setText] = useState(wish.q);
  const [complaint, setComplaint] = useState<ReceiptCodeError | null>(null);
  useEffect(() => {
    if (text === wish.q) return;
    const timer = setTimeout(() => {
      const read = readSearchText(text);
      // A receipt code is a secret: it never becomes part of the address, as words do.
      if (read.kind === 'code') void navigate({ pathname: '/receipt', hash: read.code });
      else if (read.kind === 'wrong' && read.fault !== null) setComplaint(read.fault);
      else change({ q: text });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, wish.q, change, navigate]);
  return (
    <TextInput
      type="search"
      label={t('shown.list.words')}
      description={t('shown.list.wordsHint')}
      leftSection={<SearchIcon />}
      value={text}
      maxLength={100}
      autoComplete="off"
      error={complaint === null ? null : faultWords(complaint)}
      onChange={(event) => {
        setText(event.currentTarget.value);
        setComplaint(null);
      }}
    />
  );
}

/** A symbol alone proves nothing: currencies of the same symbol are told apart by their address. */
function Currency({ wish, change }: FilterProps) {
  const { t } = useTranslation();
  const { data: tokens } = useTokens();
  return (
    <NativeSelect
      label={t('shown.list.token')}
      value={wish.token}
      onChange={(event) => {
        const token = event.currentTarget.value;
        change(token === '' && isByAmount(wish.sort) ? { token, sort: 'newest' } : { token });
      }}
      data={[
        { value: '', label: t('shown.list.anyToken') },
        ...(tokens ?? []).map((token) => ({
          value: token.address,
          label: `${symbolOf(token)} · ${shortHex(token.address)}${
            token.recognised ? '' : ` · ${t('campaign.who.notRecognised')}`
          }`,
        })),
      ]}
    />
  );
}

function Charity({ wish, change, campaigns }: Props) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { data: parties } = useParties();
  const { described } = useDescribed(campaigns);
  const names = new Map(
    described.flatMap(({ campaign, words }) =>
      words === undefined ? [] : [[campaign.charity, words.charity.name[language]] as const],
    ),
  );
  const charities = (parties ?? []).filter(({ roles }) => roles.includes('charity'));
  return (
    <NativeSelect
      label={t('shown.list.charity')}
      value={wish.charity}
      onChange={(event) => change({ charity: event.currentTarget.value })}
      data={[
        { value: '', label: t('shown.list.anyCharity') },
        ...charities.map(({ address }) => ({
          value: address,
          label: names.get(address) ?? shortHex(address),
        })),
      ]}
    />
  );
}
