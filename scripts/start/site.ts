import type { Ports } from './ports.ts';
import type { State } from './state.ts';

/** Where the parts answer. */
export interface Urls {
  readonly app: string;
  readonly rpc: string;
  readonly indexer: string;
  readonly gateway: string;
}

/** What every part is told: where the checkout is, what is kept, and where all the others answer. */
export interface Site {
  readonly root: string;
  readonly state: State;
  readonly ports: Ports;
  readonly urls: Urls;
}

export function urlsOf(ports: Ports): Urls {
  return {
    app: `http://localhost:${ports.app}`,
    rpc: `http://127.0.0.1:${ports.rpc}`,
    indexer: `http://127.0.0.1:${ports.indexer}`,
    gateway: `http://127.0.0.1:${ports.gateway}`,
  };
}
