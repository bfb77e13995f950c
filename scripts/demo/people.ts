import { computeAddress } from 'ethers';
import type { Bilingual } from '../../domain/words.ts';
import type { Hex } from '../../domain/hex.ts';
import { actorKey } from '../scenario/actors.ts';
import { readCast } from './cast.ts';

/** Somebody of the demo story whom a visitor of the local chain may be. The key is public. */
export interface DemoPerson {
  /** What the story's file calls them. */
  readonly id: string;
  readonly key: Hex;
  readonly address: Hex;
  readonly name: Bilingual;
  readonly role: string;
  readonly story: Bilingual;
}

/** Everybody of the story with a name, keys included: for the local chain only. */
export function demoPeople(): DemoPerson[] {
  return Object.entries(readCast().people).map(([id, { name, role, story }]) => {
    const key = actorKey(id) as Hex;
    return { id, key, address: computeAddress(key).toLowerCase() as Hex, name, role, story };
  });
}
