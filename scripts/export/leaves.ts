import { createReadStream, openAsBlob } from 'node:fs';
import { compare } from '../../domain/compare.ts';
import { describeFinding } from '../../domain/findings.ts';
import { leavesFile, proofFromLeaves, type LeavesHead } from '../../domain/leavesFile.ts';
import type { CampaignState } from '../../domain/state.ts';
import { cidOfStream } from '../../gateway/unixfs.ts';
import { AuditNode } from '../audit/node.ts';
import { findPlace } from '../audit/place.ts';
import { readState } from '../audit/readState.ts';
import { ledgerInterface } from '../chain/interfaces.ts';
import { readCampaigns } from '../chain/readings.ts';
import { writeAtomically } from '../deployment/atomicFile.ts';
import { storeText } from '../deployment/storeText.ts';
import { QuestionError, TraceError } from '../trace/question.ts';
import { campaignOf } from './books.ts';
import { USAGE, type ExportOptions } from './options.ts';

/** Bytes read at once of a file that may have a hundred million. */
const PIECE = 1 << 20;

/**
 * Writes the leaves of one campaign and tells the file's CID; with a gateway named, has it kept there.
 * The events are read as the audit reads them. Where they do not end in the root that the ledger
 * holds nothing is written. Returns the exit code: 0, or 1 for such events.
 * @throws TraceError, AuditError, DeploymentError
 */
export async function exportLeaves(options: ExportOptions): Promise<number> {
  const [digits, ...more] = options.campaigns;
  if (digits === undefined || more.length > 0) {
    throw new QuestionError('leaves are one campaign’s: name it with --campaign ID');
  }
  const { head, campaign, findings } = await read(options, digits);
  if (findings.length > 0) {
    for (const finding of findings) process.stderr.write(`${finding}\n`);
    process.stderr.write('The events that this node gives are not what the ledger recorded.\n');
    return 1;
  }
  const path = options.out ?? `sunline-leaves-${head.campaign.slice(2, 10)}.txt`;
  await writeAtomically(path, leavesFile(head, campaign.entries));
  const cid = await cidOfStream(piecesOf(path));
  if (options.gateway !== undefined) {
    await storeText(options.gateway, 'leaves.txt', await openAsBlob(path), cid);
  }
  process.stdout.write(`${path}\n${cid}\n`);
  if (options.gateway !== undefined) process.stdout.write(`Stored at ${options.gateway}.\n`);
  process.stdout.write(
    `Of block ${head.block}: ${head.count} entries under the root ${head.root}, as the ledger has it.\n`,
  );
  return 0;
}

/**
 * Prints what settles an entry of a cancelled campaign: the arguments of `Ledger.settle` and the same
 * as calldata. Only the file is read.
 * @throws ShapeError, AccumulatorError, TraceError
 */
export async function tellProof({ leaves, entry }: ExportOptions): Promise<number> {
  if (leaves === undefined || entry === undefined) throw new QuestionError(USAGE);
  const { head, settle } = await proofFromLeaves(piecesOf(leaves), entry);
  const { chainId, ledger, campaign, block, root } = head;
  const { entry: fields, source, proof } = settle;
  const data = ledgerInterface.encodeFunctionData('settle', [campaign, fields, source, [...proof]]);
  const told = { chainId, to: ledger, root, block, campaign, entry: fields, source, proof, data };
  const plain = (_: string, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value;
  process.stdout.write(`${JSON.stringify(told, plain, 2)}\n`);
  return 0;
}

interface Leaves {
  readonly head: LeavesHead;
  readonly campaign: CampaignState;
  /** What the ledger says otherwise than its events. */
  readonly findings: readonly string[];
}

async function read(
  { rpcUrl, ledger, registry, deployment }: ExportOptions,
  digits: string,
): Promise<Leaves> {
  const node = new AuditNode(rpcUrl);
  const chainId = await node.chainId();
  const { number, hash, ...header } = await node.headerOf(await node.latest());
  const wish = { ledger, registry, deployment, from: undefined };
  const place = await findPlace(node, chainId, wish, number);
  const reading = await readState(node, place, { number, hash, ...header }, null, () => undefined);
  const campaign = campaignOf(reading.state, digits);
  const only = { ...reading.state, campaigns: new Map([[campaign.id, campaign]]) };
  const said = await readCampaigns(node.rpc, only, place.desks, number).catch((error: unknown) => {
    throw node.nodeError(error);
  });
  await node.insistOn({ number, hash });
  const root = said.get(campaign.id)?.root;
  if (root === undefined) throw new TraceError(`the ledger does not know campaign ${campaign.id}`);
  return {
    head: {
      chainId,
      ledger: place.ledger,
      campaign: campaign.id,
      block: number,
      blockHash: hash,
      root,
      count: campaign.entries.length,
    },
    campaign,
    findings: compare(only, { campaigns: said }).map(describeFinding),
  };
}

async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of createReadStream(path, { highWaterMark: PIECE })) {
      yield piece as Uint8Array;
    }
  } catch {
    throw new TraceError(`${path} cannot be read`);
  }
}
