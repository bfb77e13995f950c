/**
 * A whole deployment: preflight, contracts, roles, record. Every step looks first whether it is done,
 * so that a second run changes nothing and an interrupted one is taken up where it stopped.
 */
import { getCreateAddress, ZeroAddress } from 'ethers';
import type { Signer } from 'ethers';
import { LOCAL_CHAIN_ID } from './connect.ts';
import type { RpcProvider } from './connect.ts';
import { contractNames, creationCode, deployContracts } from './contracts.ts';
import type { ContractName, Created, DeployOptions } from './contracts.ts';
import { DeploymentError } from './errors.ts';
import { joinRoles } from './offices.ts';
import type { Roles } from './offices.ts';
import type { Parameters } from './parameters.ts';
import { checkBalance, checkChain, checkRules, checkTokens } from './preflight.ts';
import { timed } from './progress.ts';
import type { Output } from './progress.ts';
import {
  forgetRecords,
  readPartial,
  readRecord,
  recordPath,
  writePartial,
  writeRecord,
} from './record.ts';
import type { CreatedSoFar, DeploymentRecord } from './record.ts';
import { mined } from './mined.ts';

export interface Deployment {
  readonly provider: RpcProvider;
  readonly signer: Signer;
  readonly parameters: Parameters;
  /** Folder of the records. */
  readonly folder: string;
  readonly output: Output;
  /** The commit of the sources, when known. */
  readonly commit?: string | undefined;
  /** Deploys from the beginning, whatever stands already. */
  readonly anew?: boolean;
  /** Whether the record goes on naming holders that the parameters do not: others appointed them since. */
  readonly keepsHolders?: boolean;
}

export interface Deployed {
  readonly record: DeploymentRecord;
  /** How many transactions it took; zero when everything stood already. */
  readonly transactions: number;
}

/** Transactions of the set-up: powers, calling back, acting registrar, every office and its end. */
const SET_UP_TRANSACTIONS = 10;
/** Of those, what each custody token adds: its power, calling back, its custodian. */
const PER_CUSTODY_TOKEN = 4;

/**
 * Deploys what does not stand yet, and writes the record.
 * @throws PreflightError, ParameterError or DeploymentError, each in one line
 */
export async function deploy(deployment: Deployment): Promise<Deployed> {
  const { provider, signer, parameters, folder, output } = deployment;
  const { chainId } = parameters;
  await checkChain(provider, chainId);
  if (deployment.anew) await forgetRecords(folder, chainId);

  const finished = await finishedRecord(deployment);
  const standing: CreatedSoFar = finished?.contracts ?? (await readPartial(folder, chainId));
  const options = optionsFrom(parameters);
  await checkTokens(provider, options.recognise?.token ?? []);
  await preflight(deployment, standing, options);

  let transactions = 0;
  const create = async (name: ContractName, code: string): Promise<Created> => {
    const known = standing[name];
    const found = known && (await find(deployment, name, known, code, finished !== undefined));
    if (found) return found;
    transactions += 1;
    return timed(
      output,
      `create ${name}`,
      () => createContract(deployment, standing, name, code),
      at,
    );
  };
  const { created, roles } = await deployContracts(signer, options, create, async (step) => {
    transactions += 1;
    await timed(output, step.label, step.run);
  });
  const record = await recordOf(deployment, created, roles, finished);
  if (JSON.stringify(record) !== JSON.stringify(finished)) await writeRecord(folder, record);
  return { record, transactions };
}

/** The finished deployment, unless it stood on a local chain that has been begun anew since. */
async function finishedRecord(deployment: Deployment): Promise<DeploymentRecord | undefined> {
  const { provider, parameters, folder, output } = deployment;
  const record = await readRecord(folder, parameters.chainId);
  if (record === undefined || record.chainId !== LOCAL_CHAIN_ID) return record;
  const block = await provider.getBlock(record.block);
  if (block?.hash === record.blockHash) return record;
  output.write('  the local chain was begun anew since the last deployment\n');
  await forgetRecords(folder, record.chainId);
  return undefined;
}

async function preflight(
  { provider, signer, output }: Deployment,
  standing: CreatedSoFar,
  options: DeployOptions,
): Promise<void> {
  const deployer = await signer.getAddress();
  const missing = contractNames(options).filter((name) => standing[name] === undefined);
  if (missing.length === 0) return;
  await timed(
    output,
    'check the chain',
    () => checkRules(provider),
    ({ passkeys, delegatedAccounts }) =>
      [
        'Cancun rules',
        passkeys
          ? 'P-256 precompile'
          : 'no P-256 precompile (passkeys would cost 420,000 gas each)',
        delegatedAccounts ? 'delegated accounts' : 'no delegated accounts (EIP-7702)',
      ].join(', '),
  );
  await timed(output, 'check the balance', async () => {
    const codes = await Promise.all(
      missing.map((name) => creationCode(name, deployer, standing, options)),
    );
    const recognitions = Object.values(options.recognise ?? {}).flat().length + 2;
    const custody = PER_CUSTODY_TOKEN * (options.custodyTokens ?? []).length;
    const others = SET_UP_TRANSACTIONS + recognitions + custody + furtherHolders(options);
    await checkBalance(signer, provider, codes, others);
  });
}

/** How many hold offices beside the first holder of each. */
function furtherHolders({ admin, registrar, guardian, custodyTokens = [] }: DeployOptions): number {
  const lists = [admin, registrar, guardian, ...custodyTokens.map(({ custodian }) => custodian)];
  return lists.reduce((sum, list) => sum + Math.max(0, (list ?? []).length - 1), 0);
}

/** Sends a creation and notes it at once, so that a run stopped while it waits finds it again. */
async function createContract(
  { signer, parameters, folder }: Deployment,
  standing: CreatedSoFar,
  name: ContractName,
  code: string,
): Promise<Created> {
  const sent = await signer.sendTransaction({ data: code });
  const address = getCreateAddress({ from: sent.from, nonce: sent.nonce });
  const note = async (block: number): Promise<Created> => {
    const created = { address, block, tx: sent.hash };
    standing[name] = created;
    await writePartial(folder, parameters.chainId, standing);
    return created;
  };
  await note(0);
  return note((await mined(sent)).blockNumber);
}

/**
 * A contract that was created before, after making sure that it is what these sources would create.
 * Undefined when an unfinished deployment's creation never reached the chain.
 */
async function find(
  { provider, parameters, folder }: Deployment,
  name: ContractName,
  known: Created,
  code: string,
  isFinished: boolean,
): Promise<Created | undefined> {
  const where = `${recordPath(folder, parameters.chainId)} has ${name} at ${known.address}`;
  const sent = await provider.getTransaction(known.tx);
  if (sent === null) {
    if (!isFinished) return undefined;
    throw new DeploymentError(
      `${where}, but this chain does not know the transaction that created it; --anew deploys everything anew`,
    );
  }
  if (sent.data !== code) {
    throw new DeploymentError(
      `${where}, built from other sources or parameters than these; --anew deploys everything anew`,
    );
  }
  const receipt = await mined(sent);
  const address = receipt.contractAddress;
  if (!address || (await provider.getCode(address)) === '0x') {
    throw new DeploymentError(`${where}, but no contract stands there`);
  }
  return { address, block: receipt.blockNumber, tx: known.tx };
}

async function recordOf(
  { provider, parameters, commit, keepsHolders }: Deployment,
  created: CreatedSoFar,
  roles: Roles,
  finished: DeploymentRecord | undefined,
): Promise<DeploymentRecord> {
  const { Authority, Ledger, Registry, DeskAnnex, Desk, LedgerLens, ...tokens } = created;
  if (!Authority || !Ledger || !Registry || !DeskAnnex || !Desk || !LedgerLens) {
    throw new DeploymentError('nothing was created');
  }
  const needed = { Authority, Ledger, Registry, DeskAnnex, Desk, LedgerLens };
  const block = Math.min(...Object.values(needed).map((contract) => contract.block));
  const first = await provider.getBlock(block);
  if (!first?.hash)
    throw new DeploymentError(`the chain lost block ${block}; run the command again`);
  const sources = finished?.commit ?? commit;
  return {
    chainId: parameters.chainId,
    name: parameters.name,
    block,
    blockHash: first.hash,
    contracts: { ...needed, ...present(tokens) },
    roles: keepsHolders && finished ? joinRoles(roles, finished.roles) : roles,
    ...(sources === undefined ? {} : { commit: sources }),
  };
}

function present(created: CreatedSoFar): Record<string, Created> {
  return Object.fromEntries(
    Object.entries(created).flatMap(([name, contract]) => (contract ? [[name, contract]] : [])),
  );
}

function optionsFrom(parameters: Parameters): DeployOptions {
  const { admin, registrar, guardian, delays, recognise, tokens, ownCoin } = parameters;
  const { demoToken, custodyTokens } = parameters;
  const token = [...Object.values(tokens), ...(ownCoin ? [ZeroAddress] : [])];
  return {
    ...(admin && { admin }),
    ...(registrar && { registrar }),
    ...(guardian && { guardian }),
    delays,
    recognise: { ...recognise, token },
    ...(demoToken && { token: demoToken }),
    custodyTokens,
  };
}

function at({ address, block }: Created): string {
  return `${address} in block ${block}`;
}
