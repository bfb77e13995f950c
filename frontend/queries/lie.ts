import { queryOptions, useQuery } from '@tanstack/react-query';
import * as v from 'valibot';
import { appConfig } from '../app/config.ts';
import { getJson } from '../lib/http.ts';

const lieSchema = v.pipe(
  v.object({ on: v.boolean() }),
  v.transform(({ on }) => on),
);

const address = () => `${appConfig().indexerUrl}/api/demo/lie`;

/** Whether the local index is made to be wrong by a cent. */
export const lieQuery = () =>
  queryOptions({
    queryKey: ['lie'],
    queryFn: ({ signal }) => getJson(address(), lieSchema, { signal }),
    retry: false,
  });
export const useLie = () => useQuery(lieQuery());

/** Throws the switch; answers how it stands now. */
export const setLie = (on: boolean): Promise<boolean> =>
  getJson(address(), lieSchema, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ on }),
  });
