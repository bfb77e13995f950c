/**
 * A plugin of Hardhat: the code that tests in Solidity are made of is compiled with a part of the optimizer.
 * It has only to fit the stack, and the whole optimizer would spend as long on it as on the product. What the
 * tests deploy is the product as it was built, by its name, and stays as it is.
 */
import type { HardhatPlugin } from 'hardhat/types/plugins';

/** Ends the names of files that hold tests. */
const TEST = '.t.sol';

/** Steps of the optimizer in solc's own letters: expressions are split, shared values found, what is unused removed. */
const FEW_STEPS = 'dhfoDgvulfnTUtnIf:fDnTOcmu';

/** Hardhat compiles tests apart from contracts, so one test among the sources says that all are for tests. */
export const testCode: HardhatPlugin = {
  id: 'sunline-test-code',
  hookHandlers: {
    solidity: () =>
      Promise.resolve({
        default: () =>
          Promise.resolve({
            invokeSolc: (context, compiler, input, config, next) => {
              const isForTests = Object.keys(input.sources).some((name) => name.endsWith(TEST));
              if (!isForTests) return next(context, compiler, input, config);
              const details = { yulDetails: { optimizerSteps: FEW_STEPS } };
              const settings = { ...input.settings, optimizer: { enabled: true, details } };
              return next(context, compiler, { ...input, settings }, config);
            },
          }),
      }),
  },
};
