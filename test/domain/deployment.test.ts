import { expect } from 'chai';
import { contractOf, parseDeployment } from '../../domain/deployment.ts';
import { ShapeError } from '../../domain/shape.ts';

const LEDGER = '0x5FbDB2315678afecb367f032d93F642f64180aa3';
const RECORD = {
  chainId: 31337,
  name: 'local',
  block: 3,
  blockHash: `0x${'Ab'.repeat(32)}`,
  commit: 'b99c30e',
  contracts: { Ledger: { address: LEDGER, block: 4 }, Desk: { address: LEDGER } },
};

describe('domain: deployment record', () => {
  it('given a record, when read, addresses are small and blocks are complete', () => {
    const deployment = parseDeployment({ ...RECORD, later: {} });
    expect(deployment).to.deep.equal({
      ...RECORD,
      blockHash: `0x${'ab'.repeat(32)}`,
      contracts: {
        Ledger: { address: LEDGER.toLowerCase(), block: 4 },
        Desk: { address: LEDGER.toLowerCase(), block: 3 },
      },
    });
    expect(contractOf(deployment, 'Ledger').block).to.equal(4);
    expect(() => contractOf(deployment, 'Registry')).to.throw(ShapeError, /Registry: is missing/);
  });

  for (const [what, change, path] of [
    ['no chain id', { chainId: undefined }, 'chainId'],
    ['a chain id as text', { chainId: '31337' }, 'chainId'],
    ['a negative block', { block: -1 }, 'block'],
    ['a short hash', { blockHash: '0x12' }, 'blockHash'],
    ['no contracts', { contracts: null }, 'contracts'],
    ['a contract without address', { contracts: { Ledger: {} } }, 'contracts.Ledger.address'],
    ['a name that is no text', { name: 7 }, 'name'],
  ] as const) {
    it(`given ${what}, when read, the field ${path} is named`, () => {
      expect(() => parseDeployment({ ...RECORD, ...change }))
        .to.throw(ShapeError)
        .with.property('path', path);
    });
  }
});
