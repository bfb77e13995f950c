import { queryOptions, useQuery } from '@tanstack/react-query';
import { askRelay, type RelayHealth } from '../lib/relay.ts';

const POLL_MS = 20_000;
const AWAY: RelayHealth = { ready: false, reason: 'Unreachable' };

/** How the relay stands; one that does not answer is not ready. */
const relayQuery = () =>
  queryOptions({
    queryKey: ['relay'],
    queryFn: ({ signal }) =>
      askRelay(signal).catch((error: unknown) => {
        if (signal.aborted) throw error;
        return AWAY;
      }),
    refetchInterval: POLL_MS,
    retry: false,
  });

/** Undefined until it is known. */
export const useRelay = (): RelayHealth | undefined => useQuery(relayQuery()).data;
