/** What a run needs to know of the chain, and the accounts that can sign for it. */
import { Wallet, type Signer } from 'ethers';
import { contractOf, type Deployment } from '../../domain/deployment.ts';
import { ZERO_ADDRESS, type Hex } from '../../domain/hex.ts';
import { formatAmount } from '../../domain/money.ts';
import { DemoToken__factory } from '../../typechain-types/factories/contracts/demo/DemoToken__factory.ts';
import { Ledger__factory } from '../../typechain-types/factories/contracts/Ledger__factory.ts';
import type { DemoToken } from '../../typechain-types/contracts/demo/DemoToken.ts';
import type { Ledger } from '../../typechain-types/contracts/Ledger.ts';
import { demoPeople } from '../demo/people.ts';
import { LOCAL_CHAIN_ID, type Connection } from '../deployment/connect.ts';
import { AnchorError, InputError, isRefusal } from './errors.ts';
import { mined } from '../deployment/mined.ts';

/** The token that all gifts of a run are in. */
export interface RunToken {
  readonly address: Hex;
  readonly symbol: string;
  readonly decimals: number;
}

/** Gas money for an operator of the local chain. */
const PLAY_COINS = 10n ** 19n;

/** The chain as one run sees it. */
export class ChainSide {
  readonly connection: Connection;
  readonly deployment: Deployment;
  readonly #signers: readonly Signer[];

  constructor(connection: Connection, deployment: Deployment) {
    this.connection = connection;
    this.deployment = deployment;
    // The people of the demo story have public keys; their money is play money.
    const people =
      deployment.chainId === LOCAL_CHAIN_ID
        ? demoPeople().map(({ key }) => new Wallet(key, connection.provider))
        : [];
    this.#signers = [...connection.signers, ...people];
  }

  get ledgerAddress(): Hex {
    return contractOf(this.deployment, 'Ledger').address;
  }

  /** The ledger, with calls signed by `signer` if one is given. */
  ledger(signer?: Signer): Ledger {
    return Ledger__factory.connect(this.ledgerAddress, signer ?? this.connection.provider);
  }

  /** A token, of which only the standard's functions are used. */
  token(address: Hex, signer?: Signer): DemoToken {
    return DemoToken__factory.connect(address, signer ?? this.connection.provider);
  }

  /**
   * The one token of these campaigns.
   * @throws InputError for a campaign that is not there, takes no batches, or is in another token
   */
  async tokenOf(campaigns: readonly Hex[]): Promise<RunToken> {
    const tokens = new Map<Hex, Hex>();
    for (const id of campaigns) {
      const campaign = await this.#campaign(id);
      if (campaign === null) throw new InputError(`there is no campaign ${id} on this chain`);
      tokens.set(campaign.token.toLowerCase() as Hex, id);
    }
    const [[address, first] = [ZERO_ADDRESS, undefined], ...others] = tokens;
    if (first === undefined) throw new InputError('no campaign is named: use --campaign');
    const [other] = others;
    if (other !== undefined) {
      throw new InputError(`campaigns ${first} and ${other[1]} are in different tokens: two runs`);
    }
    if (address === ZERO_ADDRESS) {
      throw new InputError(`campaign ${first} is in the chain's own coin and takes no batches`);
    }
    const token = this.token(address);
    const [symbol, decimals] = await Promise.all([token.symbol(), token.decimals()]);
    // Symbols are anybody's words: nothing but letters and digits reaches the terminal.
    const clean = symbol.replace(/[^\p{L}\p{N}.-]/gu, '').slice(0, 12);
    return { address, symbol: clean, decimals: Number(decimals) };
  }

  /** Whether the ledger knows a campaign. */
  async hasCampaign(id: Hex): Promise<boolean> {
    return (await this.#campaign(id)) !== null;
  }

  /** Null where the ledger says that there is none; a node that does not answer says nothing. */
  async #campaign(id: Hex) {
    try {
      return await this.ledger().campaignOf(id);
    } catch (error) {
      if (isRefusal(error)) return null;
      throw error;
    }
  }

  /**
   * The account that may anchor in all these campaigns and can sign here.
   * @param wanted the operator's address, if somebody named it
   * @throws AnchorError when there is none
   */
  async operatorFor(campaigns: readonly Hex[], wanted: string | undefined): Promise<Signer> {
    const ledger = this.ledger();
    for (const signer of this.#signers) {
      const address = await signer.getAddress();
      if (wanted !== undefined && address.toLowerCase() !== wanted.toLowerCase()) continue;
      const allowed = await Promise.all(campaigns.map((id) => ledger.isOperator(id, address)));
      if (allowed.every(Boolean)) return signer;
    }
    const where = campaigns.length === 1 ? `campaign ${campaigns[0] ?? ''}` : 'all these campaigns';
    throw new AnchorError(
      wanted === undefined
        ? `no account that can sign here is an operator of ${where}`
        : `${wanted} is no operator of ${where}, or cannot sign here`,
    );
  }

  /** The account that signs for an address. Throws AnchorError. */
  async signerOf(address: Hex): Promise<Signer> {
    for (const signer of this.#signers) {
      if ((await signer.getAddress()).toLowerCase() === address) return signer;
    }
    throw new AnchorError(`${address}, who began this run, cannot sign here`);
  }

  /**
   * Makes sure that the operator holds `sum`. On the local chain, where the provider's money is play
   * money as well, what is missing is made.
   * @throws AnchorError elsewhere, saying how much is missing
   */
  async fund(signer: Signer, { address, symbol, decimals }: RunToken, sum: bigint): Promise<void> {
    const { provider } = this.connection;
    const operator = await signer.getAddress();
    const token = this.token(address);
    const isPlayMoney =
      this.deployment.chainId === LOCAL_CHAIN_ID &&
      this.deployment.contracts['DemoToken']?.address === address;
    const missing = sum - (await token.balanceOf(operator));
    if (missing > 0n && !isPlayMoney) {
      const money = `${formatAmount(missing, decimals)} ${symbol}`;
      throw new AnchorError(`the operator ${operator} lacks ${money} of what the batch holds`);
    }
    if (!isPlayMoney) return;
    if ((await provider.getBalance(operator)) < PLAY_COINS / 10n) {
      const [first] = this.connection.signers;
      if (first !== undefined) {
        await mined(await first.sendTransaction({ to: operator, value: PLAY_COINS }));
      }
    }
    if (missing > 0n) {
      const owner = await this.signerOf((await token.owner()).toLowerCase() as Hex);
      await mined(await this.token(address, owner).mint(operator, missing));
    }
  }
}
