import { Interface, isError } from 'ethers';
import { Authority__factory } from '../../typechain-types/factories/contracts/Authority__factory.ts';
import { Desk__factory } from '../../typechain-types/factories/contracts/Desk__factory.ts';
import { Ledger__factory } from '../../typechain-types/factories/contracts/Ledger__factory.ts';
import { Registry__factory } from '../../typechain-types/factories/contracts/Registry__factory.ts';
import { oneLine } from './errors.ts';

const interfaces = [Desk__factory, Ledger__factory, Registry__factory, Authority__factory].map(
  (factory) => new Interface(factory.abi),
);

/**
 * A contract's refusal as `Name(argument, …)`, whichever of ours it came from: the desk passes the
 * ledger's errors on as they are. Anything else in one line.
 */
export function explainRejection(error: unknown): string {
  if (isError(error, 'CALL_EXCEPTION') && error.data) {
    for (const known of interfaces) {
      const parsed = known.parseError(error.data);
      if (parsed !== null) return `${parsed.name}(${parsed.args.map(String).join(', ')})`;
    }
  }
  return oneLine(error);
}
