/**
 * A node of a chain that is made up while it is asked for: one campaign with as many gifts as wanted,
 * ten to a block, each log as long as a real one. It has no state to prove, so it is audited by its
 * word. Run as a process of its own: `node bench/auditing/syntheticNode.ts ENTRIES`; says its port.
 */
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { append, createAccumulator, hashEntry, rootHex } from '../../domain/accumulator.ts';
import { topicOf } from '../../domain/events.ts';
import { encodeWords, toHex, ZERO_BYTES32, type Hex } from '../../domain/hex.ts';
import { campaignId } from '../../domain/ids.ts';
import { Ledger__factory } from '../../typechain-types/factories/contracts/Ledger__factory.ts';
import { wordOf } from '../speed/hashing.ts';

const entries = Number(process.argv[2]);
const PER_BLOCK = 10;
const GIFT = 1_000n;
const GIVERS = 50_000;
const CHAIN_ID = 77_777;
const START = 1_700_000_000;
const LEDGER = wordOf(1, 20);
const DESK = wordOf(2, 20);
const REGISTRY = wordOf(3, 20);
const TOKEN = wordOf(4, 20);
const CONFIG = {
  ...{ token: TOKEN, opens: START, closes: 2 ** 32 - 1, minimum: 1n, operators: [] },
  ...{ successor: ZERO_BYTES32, claimWindow: 0, silence: 0, hardEnd: 0 },
};
const CAMPAIGN = campaignId(CHAIN_ID, LEDGER, DESK, CONFIG, ZERO_BYTES32);
const FIRST = 1;
const HEAD = FIRST + Math.ceil(entries / PER_BLOCK);

const calls = Ledger__factory.createInterface();
const donated = topicOf('Donated');
const recognised = topicOf('Recognised');
const givers = Array.from({ length: GIVERS }, (_, i) => wordOf(1_000 + i, 20));

/** What the contract would say of itself. */
const answers = contractOf();

const server = createServer((request, response) => {
  void text(request).then((body) => {
    const { id, method, params } = JSON.parse(body) as {
      id: number;
      method: string;
      params: unknown[];
    };
    response.setHeader('content-type', 'application/json');
    response.end(`{"jsonrpc":"2.0","id":${id},"result":${answer(method, params)}}`);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  console.log(JSON.stringify({ port: address.port, ledger: LEDGER, registry: REGISTRY }));
});

function answer(method: string, params: readonly unknown[]): string {
  switch (method) {
    case 'eth_chainId':
      return JSON.stringify(quantity(CHAIN_ID));
    case 'eth_blockNumber':
      return JSON.stringify(quantity(HEAD));
    case 'eth_getBlockByNumber':
      return JSON.stringify(blockOf(Number(params[0])));
    case 'eth_getCode':
      return '"0x60"';
    case 'eth_call': {
      const { to, data } = params[0] as { to: Hex; data: Hex };
      const own = to === LEDGER ? answers.get(data.slice(0, 10)) : undefined;
      return JSON.stringify(own ?? toHex(encodeWords([GIFT * BigInt(entries)])));
    }
    case 'eth_getLogs':
      return logsOf(params[0] as { address: Hex[]; fromBlock: Hex; toBlock: Hex });
    default:
      throw new Error(`not made for ${method}`);
  }
}

function logsOf({ address, fromBlock, toBlock }: { address: Hex[]; fromBlock: Hex; toBlock: Hex }) {
  const [from, to] = [Number(fromBlock), Number(toBlock)];
  const logs: string[] = [];
  if (from <= FIRST) {
    const role = (number: number, account: Hex, index: number): string =>
      logOf(FIRST, index, REGISTRY, [recognised, word(number), word(account)], ZERO_BYTES32);
    logs.push(role(4, DESK, 0), role(3, TOKEN, 1));
  }
  if (!address.includes(LEDGER)) return `[${logs.join(',')}]`;
  if (from <= FIRST) logs.push(openedLog());
  for (let block = Math.max(from, FIRST + 1); block <= to; block++) {
    const begin = (block - FIRST - 1) * PER_BLOCK;
    for (let index = begin; index < Math.min(begin + PER_BLOCK, entries); index++) {
      const giver = word(givers[index % GIVERS]!);
      const start = GIFT * BigInt(index);
      const data = `0x${hex(index)}${giver.slice(2)}${hex(start)}${hex(start + GIFT)}`;
      logs.push(logOf(block, index - begin, LEDGER, [donated, CAMPAIGN, giver], data));
    }
  }
  return `[${logs.join(',')}]`;
}

function openedLog(): string {
  const salt = ZERO_BYTES32;
  const values = { ...CONFIG, operators: [] as string[] };
  const { data, topics } = calls.encodeEventLog('CampaignOpened', [
    ...[CAMPAIGN, DESK, TOKEN, values.opens, values.closes, values.minimum, values.successor],
    ...[values.claimWindow, values.silence, values.hardEnd, values.operators, salt],
  ]);
  return logOf(FIRST, 2, LEDGER, topics, data);
}

function logOf(
  block: number,
  index: number,
  address: string,
  topics: readonly string[],
  data: string,
): string {
  const tx = word(block * PER_BLOCK + index);
  return `{"address":"${address}","topics":["${topics.join('","')}"],"data":"${data}","blockNumber":"${quantity(block)}","blockHash":"${word(block)}","blockTimestamp":"${quantity(START + block)}","transactionHash":"${tx}","transactionIndex":"${quantity(index)}","logIndex":"${quantity(index)}","removed":false}`;
}

function blockOf(number: number) {
  const none = ZERO_BYTES32;
  return {
    ...{ number: quantity(number), hash: word(number), timestamp: quantity(START + number) },
    ...{ parentHash: none, sha3Uncles: none, miner: TOKEN, stateRoot: none, logsBloom: '0x' },
    ...{ transactionsRoot: none, receiptsRoot: none, difficulty: '0x0', gasLimit: '0x1' },
    ...{ gasUsed: '0x0', extraData: '0x', mixHash: none, nonce: '0x0000000000000000' },
  };
}

function contractOf(): Map<string, string> {
  const tree = createAccumulator();
  for (let index = 0; index < entries; index++) {
    const giver = givers[index % GIVERS]!;
    const start = GIFT * BigInt(index);
    const gift = { kind: 'gift', index, payer: giver, giver, start, end: start + GIFT } as const;
    append(tree, hashEntry(gift, ZERO_BYTES32));
  }
  const said = new Map<string, string>();
  const line = {
    ...{ desk: DESK, state: 1, token: TOKEN, opens: START, closes: CONFIG.closes, minimum: 1n },
    ...{ raised: GIFT * BigInt(entries), disbursed: 0n, settled: 0n, returned: 0n, entries },
    ...{ disbursements: 0, aliveAt: START, endedAt: 0, silence: 0, claimWindow: 0, hardEnd: 0 },
    ...{ successor: ZERO_BYTES32 },
  };
  const tell = (name: 'campaignOf' | 'rootOf' | 'journalOf', value: unknown): void => {
    const { selector } = calls.getFunction(name);
    said.set(selector, calls.encodeFunctionResult(name, [value]));
  };
  tell('campaignOf', line);
  tell('rootOf', rootHex(tree));
  tell('journalOf', CAMPAIGN);
  return said;
}

function quantity(number: number): Hex {
  return `0x${number.toString(16)}`;
}

function hex(number: number | bigint): string {
  return number.toString(16).padStart(64, '0');
}

function word(value: number | string): Hex {
  return typeof value === 'number' ? `0x${hex(value)}` : `0x${value.slice(2).padStart(64, '0')}`;
}
