import { demoPeople } from '../demo/people.ts';
import { short } from './facts.ts';
import type { NameOf } from './facts.ts';

const LOCAL_CHAIN_ID = 31337;

/** On the local chain the people of the demo story go by their names. */
export function namesOn(chainId: number): NameOf {
  const people = chainId === LOCAL_CHAIN_ID ? demoPeople() : [];
  const names = new Map(people.map(({ address, name }) => [address, name.en]));
  return (address) => {
    const name = names.get(address);
    return name === undefined ? address : `${name} (${short(address)})`;
  };
}
