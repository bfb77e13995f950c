import { expect } from 'chai';

import { deskAbi } from '../../abi/Desk.ts';
import { ledgerAbi } from '../../abi/Ledger.ts';
import { registryAbi } from '../../abi/Registry.ts';
import {
  EventArgumentError,
  parseEvent,
  signatureOf,
  UnknownEventError,
  type DecodedLog,
  type EventName,
} from '../../domain/events.ts';
import { ENUMS, type EventShape } from '../../domain/eventShape.ts';
import { EVENTS } from '../../domain/eventTable.ts';

interface AbiEvent {
  readonly type: string;
  readonly name?: string;
  readonly inputs?: readonly {
    readonly name?: string;
    readonly type: string;
    readonly internalType?: string;
  }[];
}

/** Events that a contract inherits and that say nothing about campaigns. */
const INHERITED = ['EIP712DomainChanged', 'AuthorityUpdated'];

const log: DecodedLog = {
  address: '0xAbCdEf0000000000000000000000000000000001',
  eventName: 'DisbursementRequested',
  args: {
    campaign: `0x${'C0'.repeat(32)}`,
    disbursement: `0x${'d1'.repeat(32)}`,
    payee: `0x${'Aa'.repeat(20)}`,
    number: 3,
    target: `0x${'00'.repeat(32)}`,
    amount: 1050n,
    category: 0,
    deliverBy: 1_700_000_000,
    documents: `0x${'0d'.repeat(32)}`,
    recipient: '0xBEEF',
  },
  blockNumber: 17n,
  logIndex: 4,
  transactionHash: `0x${'Ee'.repeat(32)}`,
  timestamp: 1_690_000_000n,
};

function withArgs(args: object): DecodedLog {
  return { ...log, args: { ...(log.args as object), ...args } };
}

describe('events', () => {
  for (const [by, abi] of [
    ['ledger', ledgerAbi],
    ['desk', deskAbi],
    ['registry', registryAbi],
  ] as const) {
    it(`given the ${by}'s ABI, when it is compared with the table, it has the same events and arguments`, () => {
      const events = (abi as readonly AbiEvent[]).filter(({ type }) => type === 'event');
      const inAbi = events
        .filter(({ name }) => !INHERITED.includes(name!))
        .map(({ name, inputs }) => ({
          signature: `${name}(${inputs!.map(({ type }) => type).join(',')})`,
          fields: inputs!.map((input) => input.name),
        }));
      const inTable = Object.entries(EVENTS)
        .filter(([, shape]) => shape.by === by)
        .map(([name, shape]) => ({
          signature: signatureOf(name as EventName),
          fields: Object.keys(shape.fields),
        }));
      expect(inTable).to.have.deep.members(inAbi);
    });
  }

  it('given the ABIs, when an argument is an enum, the table names that enum', () => {
    for (const event of [...ledgerAbi, ...deskAbi, ...registryAbi] as readonly AbiEvent[]) {
      if (event.type !== 'event' || INHERITED.includes(event.name!)) continue;
      const { fields }: EventShape = EVENTS[event.name as EventName];
      for (const { name, type, internalType } of event.inputs!) {
        const word = /^enum I\w+\.(\w+)$/.exec(internalType ?? '')?.[1];
        const expected = word === undefined ? type : word[0]!.toLowerCase() + word.slice(1);
        expect(fields[name!], `${event.name}.${name}`).to.equal(expected);
      }
    }
  });

  it('given a decoded log, when it is parsed, it lies flat with lower-case hex and words for enums', () => {
    expect(parseEvent(log)).to.deep.equal({
      name: 'DisbursementRequested',
      contract: '0xabcdef0000000000000000000000000000000001',
      at: { block: 17, logIndex: 4, tx: `0x${'ee'.repeat(32)}`, timestamp: 1_690_000_000 },
      campaign: `0x${'c0'.repeat(32)}`,
      disbursement: `0x${'d1'.repeat(32)}`,
      payee: `0x${'aa'.repeat(20)}`,
      number: 3,
      target: `0x${'00'.repeat(32)}`,
      amount: 1050n,
      category: 'goods',
      deliverBy: 1_700_000_000,
      documents: `0x${'0d'.repeat(32)}`,
      recipient: '0xbeef',
    });
  });

  it('given a decoder that hands out bigints only, when it is parsed, it says the same', () => {
    const bigints = withArgs({ number: 3n, category: 0n, deliverBy: 1_700_000_000n });
    expect(parseEvent({ ...bigints, logIndex: 4n, timestamp: 1_690_000_000 })).to.deep.equal(
      parseEvent(log),
    );
  });

  it('given a log of another kind, when it is parsed, it is refused as unknown', () => {
    for (const eventName of ['Transfer', 'toString', '']) {
      expect(() => parseEvent({ ...log, eventName })).to.throw(UnknownEventError);
    }
  });

  for (const [wrong, args] of [
    ['a missing argument', { amount: undefined }],
    ['an amount that is a number', { amount: 5 }],
    ['an amount of 2^96', { amount: 1n << 96n }],
    ['a negative amount', { amount: -1n }],
    ['a category that does not exist', { category: ENUMS.category.length }],
    ['a number above 32 bits', { number: 2 ** 32 }],
    ['a fraction', { number: 1.5 }],
    ['a short address', { payee: '0xaa' }],
    ['hex that is not hex', { documents: `0x${'zz'.repeat(32)}` }],
    ['half a byte', { recipient: '0xabc' }],
  ] as const) {
    it(`given ${wrong}, when it is parsed, it is refused naming the field`, () => {
      const [field] = Object.keys(args);
      expect(() => parseEvent(withArgs(args)))
        .to.throw(EventArgumentError)
        .with.property('field', field);
    });
  }

  it('given a place in the chain that is none, when it is parsed, it is refused', () => {
    expect(() => parseEvent({ ...log, blockNumber: -1 })).to.throw(EventArgumentError);
    expect(() => parseEvent({ ...log, transactionHash: '0x' })).to.throw(EventArgumentError);
    expect(() => parseEvent({ ...log, args: null })).to.throw(EventArgumentError);
  });
});
