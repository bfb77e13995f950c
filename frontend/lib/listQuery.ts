/** How a visitor wants the list of campaigns; all of it stands in the page's address. */
export interface ListWish {
  readonly q: string;
  readonly state: '' | 'active' | 'closed' | 'cancelled';
  readonly token: string;
  readonly charity: string;
  readonly recognised: '1' | '0';
  readonly sort: (typeof SORTS)[number];
  /** From 1. */
  readonly page: number;
}

export const SORTS = ['newest', 'oldest', 'closing', 'given', 'escrow'] as const;
export const STATES = ['active', 'closed', 'cancelled'] as const;

/** Orders by amount make sense in one currency only. */
export const isByAmount = (sort: ListWish['sort']): boolean =>
  sort === 'given' || sort === 'escrow';

/** Campaigns on a page, and how many descriptions are searched at most. */
export const PAGE = 12;
export const SEARCHED = 500;

/** Reads the address; what makes no sense counts as not said. */
export function readWish(params: URLSearchParams): ListWish {
  const address = (name: string) => {
    const text = (params.get(name) ?? '').toLowerCase();
    return /^0x[0-9a-f]{40}$/.test(text) ? text : '';
  };
  const oneOf = <T extends string>(name: string, allowed: readonly T[]): T | undefined =>
    allowed.find((one) => one === params.get(name));
  const token = address('token');
  const sort = oneOf('sort', SORTS) ?? 'newest';
  const page = Number(params.get('page') ?? '1');
  return {
    q: (params.get('q') ?? '').slice(0, 100),
    state: oneOf('state', STATES) ?? '',
    token,
    charity: address('charity'),
    recognised: oneOf('recognised', ['0', '1']) ?? '1',
    sort: isByAmount(sort) && token === '' ? 'newest' : sort,
    page: Number.isInteger(page) && page >= 1 && page <= 1_000_000 ? page : 1,
  };
}

/** What the index is asked for; with words to look for, everything that the filters let through. */
export function directoryPath(wish: ListWish): string {
  const { q, state, token, charity, recognised, sort, page } = wish;
  const isSearch = q.trim() !== '';
  const wanted = { state, token, charity, recognised, sort };
  const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== ''));
  query.set('limit', String(isSearch ? SEARCHED : PAGE));
  if (!isSearch && page > 1) query.set('page', String(page - 1));
  return query.toString();
}
