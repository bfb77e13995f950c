import type { Page } from 'playwright-core';
import type { Person } from './places.ts';

/** What a part of the product is made to say instead of its own answer. */
export interface Answer {
  readonly part: 'indexer' | 'gateway';
  /** Path and query below the part's address, in which `*` stands for anything. */
  readonly path: string;
  readonly json?: unknown;
  readonly body?: Uint8Array;
}

/** One picture: an address, who looks at it, and what was done before it is taken. */
export interface Scene {
  /** Name of the file, without its ending. */
  readonly name: string;
  /** Path below the product's address. */
  readonly path: string;
  readonly person?: Person | undefined;
  /** A part of the product that the browser cannot reach. */
  readonly without?: 'indexer' | 'gateway' | 'rpc';
  /** The network is cut once the page has opened. */
  readonly offline?: boolean;
  /** What the gateway is made to say of whatever gift it is asked for. */
  readonly gifts?: unknown;
  /** The index is made to lie by a cent while the picture is taken. */
  readonly lie?: boolean;
  readonly answers?: readonly Answer[];
  /** Shows what other scenes show too, with other names: worth a picture, not worth a check. */
  readonly alike?: boolean;
  /** The page is meant to break, and its complaints are no remark. */
  readonly broken?: boolean;
  readonly act?: (page: Page) => Promise<void>;
  /** Only what is on the screen; a dialog belongs to it, not to the whole page. */
  readonly screenOnly?: boolean;
}

/** So many desks of one role, or gifts of wallets, show all that such a page can show. */
export const ENOUGH = 2;
