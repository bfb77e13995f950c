import {
  BaseError,
  ContractFunctionRevertedError,
  createPublicClient,
  erc20Abi,
  http,
  keccak256,
  parseAbi,
  serializeTransaction,
  type Abi,
} from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { demoTokenAbi } from '../../abi/DemoToken.ts';
import { deskAbi } from '../../abi/Desk.ts';
import { ledgerAbi } from '../../abi/Ledger.ts';
import { registryAbi } from '../../abi/Registry.ts';
import type { Hex } from '../../domain/hex.ts';
import type { RelayConfig } from '../config.ts';
import { readDeployment } from '../deployment.ts';
import { ChainUnavailable, GatewayError } from '../errors.ts';
import { ContractRefused, type ContractWord } from './errors.ts';
import { callOf, calldataOf, type RelayRequest } from './requests.ts';

/** Where the product stands on the chain that the relay sends to. */
export interface Place {
  readonly chainId: number;
  readonly Ledger: Hex;
  readonly Desk: Hex;
  readonly Registry: Hex;
}

/** What the chain asks per gas: what every transaction of a block pays, and what its maker gets. */
export interface GasPrice {
  readonly base: bigint;
  readonly tip: bigint;
}

/** What a transaction pays per gas at most, and of it to whoever makes the block. */
export interface Fees {
  readonly maxFee: bigint;
  readonly tip: bigint;
}

export interface SignedTransaction extends Fees, Cost {
  readonly nonce: number;
  readonly hash: Hex;
  readonly raw: Hex;
}

/** What one call takes. */
export interface Cost {
  /** The limit to send it with. */
  readonly gas: number;
  /**
   * What the chain charges for its data beside gas, as that much gas at the highest price that is
   * paid: so budgets in gas hold all that it costs.
   */
  readonly dataGas: number;
}

/** What a campaign says of the money that it takes. */
export interface CampaignMoney {
  readonly desk: Hex;
  readonly token: Hex;
  readonly isRecognised: boolean;
  readonly decimals: number;
}

/** The registry's number for recognised tokens. */
const TOKEN_ROLE = 3;
const TIMEOUT = 10_000;
/** An estimate is made for this second; what it reads can cost more in the next. */
const MARGIN = 5n;

/**
 * Where a rollup of the OP stack says what it charges for a transaction's data; it adds the signature
 * itself. Others have no such charge, or, as Arbitrum, count it as gas.
 */
const GAS_PRICE_ORACLE: Hex = '0x420000000000000000000000000000000000000f';
const oracleAbi = parseAbi(['function getL1Fee(bytes data) view returns (uint256)']);
/** Its bytes count, not its value: as many as any nonce of ours will have. */
const LONG_NONCE = 2 ** 32;

/** Ledger and token speak through the contract in front of them: any of their errors may come. */
const errors: Abi = [...ledgerAbi, ...deskAbi, ...demoTokenAbi].filter(
  ({ type }) => type === 'error',
);

/** The node, as the relay needs it, and the account that sends. */
export class RelayChain {
  readonly #config: RelayConfig;
  readonly #client;
  readonly #account;
  #hasOracle: boolean | undefined;

  constructor(config: RelayConfig) {
    this.#config = config;
    this.#client = createPublicClient({
      transport: http(config.rpcUrl, { timeout: TIMEOUT, retryCount: 1 }),
    });
    this.#account = privateKeyToAccount(config.key);
  }

  get account(): Hex {
    return this.#account.address.toLowerCase() as Hex;
  }

  /** @throws ChainUnavailable when node or deployment record say nothing, or not the same */
  async place(): Promise<Place> {
    const deployment = await readDeployment(this.#config.deploymentFile);
    const { Ledger, Desk, Registry } = deployment?.contracts ?? {};
    if (!deployment || !Ledger || !Desk || !Registry) {
      throw new ChainUnavailable('there is no deployment to relay to');
    }
    const chainId = await this.#reach(() => this.#client.getChainId());
    if (chainId !== deployment.chainId) {
      throw new ChainUnavailable('the node is of another chain than the deployment');
    }
    return {
      chainId,
      Ledger: Ledger.address,
      Desk: Desk.address,
      Registry: Registry.address,
    };
  }

  /** @throws ContractRefused for a campaign that is not known */
  async moneyOf({ Ledger, Registry }: Place, campaign: Hex): Promise<CampaignMoney> {
    const { desk, token } = await this.#reach(() =>
      this.#client.readContract({
        address: Ledger,
        abi: ledgerAbi,
        functionName: 'campaignOf',
        args: [campaign],
      }),
    );
    const isRecognised = await this.#reach(() =>
      this.#client.readContract({
        address: Registry,
        abi: registryAbi,
        functionName: 'isRecognised',
        args: [TOKEN_ROLE, token],
      }),
    );
    // Nothing is asked of a token that nobody vouches for.
    const decimals = isRecognised ? await this.#decimalsOf(token) : 0;
    return {
      desk: desk.toLowerCase() as Hex,
      token: token.toLowerCase() as Hex,
      isRecognised,
      decimals,
    };
  }

  /**
   * Tries a call at the newest block, as the relay's account.
   * @throws ContractRefused with the contract's own error
   */
  async simulate(request: RelayRequest): Promise<Cost> {
    const call = this.#callOf(request);
    const gas = await this.#reach(async () => {
      await this.#client.simulateContract(call);
      return withMargin(await this.#client.estimateContractGas(call));
    });
    return { gas: Number(gas), dataGas: await this.#dataGasOf(request, gas) };
  }

  async #dataGasOf(request: RelayRequest, gas: bigint): Promise<number> {
    const { maxFee } = this.#config;
    return this.#reach(async () => {
      this.#hasOracle ??= (await this.#client.getCode({ address: GAS_PRICE_ORACLE })) !== undefined;
      if (!this.#hasOracle) return 0;
      const unsigned = serializeTransaction({
        ...{ type: 'eip1559', chainId: request.chainId, nonce: LONG_NONCE, gas },
        ...{ to: request.contract, data: calldataOf(request) },
        ...{ maxFeePerGas: maxFee, maxPriorityFeePerGas: maxFee },
      });
      const fee = await this.#client.readContract({
        ...{ address: GAS_PRICE_ORACLE, abi: oracleAbi },
        ...{ functionName: 'getL1Fee', args: [unsigned] },
      });
      return inGas(withMargin(fee), maxFee);
    });
  }

  /** The contract's error at a block where the call failed; it may only be near the truth. */
  async whyReverted(request: RelayRequest, block: number): Promise<ContractWord> {
    const call = { ...this.#callOf(request), blockNumber: BigInt(block) };
    try {
      await this.#reach(() => this.#client.simulateContract(call));
    } catch (error) {
      if (error instanceof ContractRefused) return error.contract;
      throw error;
    }
    return { name: 'Reverted', args: [] };
  }

  price(): Promise<GasPrice> {
    return this.#reach(async () => {
      const [{ baseFeePerGas }, tip] = await Promise.all([
        this.#client.getBlock(),
        this.#client.estimateMaxPriorityFeePerGas(),
      ]);
      return { base: baseFeePerGas ?? 0n, tip };
    });
  }

  /** What the account holds of the chain's own coin. */
  balance(): Promise<bigint> {
    return this.#reach(() => this.#client.getBalance({ address: this.#account.address }));
  }

  /** How many of the account's transactions are in blocks: the first nonce that is free. */
  nonce(): Promise<number> {
    return this.#reach(() =>
      this.#client.getTransactionCount({ address: this.#account.address, blockTag: 'latest' }),
    );
  }

  async head(): Promise<number> {
    return Number(await this.#reach(() => this.#client.getBlockNumber({ cacheTime: 0 })));
  }

  async sign(
    request: RelayRequest,
    { gas, dataGas }: Cost,
    nonce: number,
    { maxFee, tip }: Fees,
  ): Promise<SignedTransaction> {
    const raw = await this.#account.signTransaction({
      type: 'eip1559',
      chainId: request.chainId,
      to: request.contract,
      data: calldataOf(request),
      gas: BigInt(gas),
      nonce,
      maxFeePerGas: maxFee,
      maxPriorityFeePerGas: tip,
    });
    return { nonce, gas, dataGas, raw, hash: keccak256(raw), maxFee, tip };
  }

  /** Hands a signed transaction to the node. What the node has already it need not take again. */
  async broadcast(raw: Hex): Promise<void> {
    await this.#reach(() => this.#client.sendRawTransaction({ serializedTransaction: raw }));
  }

  /** Null while the transaction is in no block. What its data cost counts as gas, see {@link Cost}. */
  async receipt(hash: Hex): Promise<{ block: number; gasUsed: number; succeeded: boolean } | null> {
    const receipt = await this.#reach(() =>
      this.#client.request({ method: 'eth_getTransactionReceipt', params: [hash] }),
    );
    if (receipt === null) return null;
    // Rollups of the OP stack add what they charged for the data.
    const { blockNumber, gasUsed, status, l1Fee } = receipt as typeof receipt & { l1Fee?: Hex };
    return {
      block: Number(blockNumber),
      gasUsed: Number(gasUsed) + inGas(BigInt(l1Fee ?? 0), this.#config.maxFee),
      succeeded: status === '0x1',
    };
  }

  #callOf(request: RelayRequest) {
    const call = callOf(request);
    return {
      address: call.address,
      abi: [...call.abi, ...errors] as Abi,
      functionName: call.functionName,
      args: call.args as readonly unknown[],
      account: this.#account.address,
      // Ends whatever a wallet's own code does while it judges a signature, above what is paid for.
      gas: 2n * BigInt(this.#config.gasPerCall),
    };
  }

  #decimalsOf(token: Hex): Promise<number> {
    return this.#reach(() =>
      this.#client.readContract({ address: token, abi: erc20Abi, functionName: 'decimals' }),
    );
  }

  async #reach<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof GatewayError) throw error;
      const word = wordOf(error);
      if (word !== null) throw new ContractRefused(word);
      throw new ChainUnavailable('the chain does not answer, or refused a transaction', {
        cause: error,
      });
    }
  }
}

const withMargin = (estimate: bigint): bigint => estimate + estimate / MARGIN;

/** A fee as gas at a price, rounded up. */
const inGas = (fee: bigint, price: bigint): number => Number((fee + price - 1n) / price);

/** The contract's error behind what viem threw; null where no contract spoke. */
function wordOf(error: unknown): ContractWord | null {
  if (!(error instanceof BaseError)) return null;
  const reverted = error.walk((cause) => cause instanceof ContractFunctionRevertedError);
  if (!(reverted instanceof ContractFunctionRevertedError)) return null;
  const { data, reason, signature } = reverted;
  if (data !== undefined) {
    return { name: data.errorName, args: (data.args ?? []).map((arg) => String(arg)) };
  }
  return { name: signature ?? 'Error', args: reason === undefined ? [] : [reason] };
}
