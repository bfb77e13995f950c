import type { Page } from 'playwright-core';
import type { Person } from './places.ts';

/** One picture: an address, who looks at it, and what was done before it is taken. */
export interface Scene {
  /** Name of the file, without its ending. */
  readonly name: string;
  /** Path below the product's address. */
  readonly path: string;
  readonly person?: Person | undefined;
  /** A part of the product that the browser cannot reach. */
  readonly without?: 'indexer' | 'gateway' | 'rpc';
  /** What the gateway is made to say of whatever gift it is asked for. */
  readonly gifts?: unknown;
  /** The index is made to lie by a cent while the picture is taken. */
  readonly lie?: boolean;
  readonly act?: (page: Page) => Promise<void>;
  /** Only what is on the screen; a dialog belongs to it, not to the whole page. */
  readonly screenOnly?: boolean;
}
