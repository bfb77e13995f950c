import { checkSolvency } from '../../domain/laws.ts';
import type { LawNumber } from '../../domain/findings.ts';
import type { Hex } from '../../domain/hex.ts';
import type { ReplayState } from '../../domain/state.ts';
import { checkTraces } from '../../domain/traceLaws.ts';
import type { Header } from '../chain/header.ts';
import type { Patience } from '../chain/patientRpc.ts';
import { checkBatches } from './batchFiles.ts';
import { canProve, readChainSide, type ChainSide } from './chainSide.ts';
import { Checkpoint } from './checkpoint.ts';
import { checkDocuments } from './documents.ts';
import { openSource } from './documentSource.ts';
import { AuditError, Reorganised } from './errors.ts';
import type { AuditFinding } from './findings.ts';
import { flagsIn } from './flags.ts';
import { AuditNode } from './node.ts';
import { findPlace, type Place, type Wish } from './place.ts';
import { readState } from './readState.ts';
import type { AuditReport, Limit } from './report.ts';
import { figuresIn } from './reportFigures.ts';
import { overdueOf } from './overdue.ts';
import { askSecond } from './secondNode.ts';
import { readSoftware } from './software.ts';
import { Coverage, lawRows } from './verdict.ts';

export interface AuditOptions extends Wish {
  readonly rpc: string;
  readonly secondRpc: string | undefined;
  /** Audits up to this block instead of the newest settled one. */
  readonly asOf: number | undefined;
  /** How many blocks behind the newest one is settled; left out, by the chain. */
  readonly confirmations: number | undefined;
  /** Only this campaign counts. */
  readonly campaign: Hex | undefined;
  /** Where documents are: a folder or an address. */
  readonly evidence: string | undefined;
  /** Where published files of batches are; left out, where the documents are. */
  readonly batches: string | undefined;
  readonly checkpoint: string | undefined;
  readonly withProofs: boolean;
  readonly patience?: Partial<Patience>;
}

/** Told what is being done, and how far it is. */
export interface Listener {
  /** A stage begins; `words` are English. */
  stage(words: string): void;
  /** How far the stage is. */
  progress(words: string): void;
  /** Something that whoever waits should know. */
  note(words: string): void;
}

const LOCAL_CHAIN_ID = 31337;
const CONFIRMATIONS = 12;
/** How often an audit begins again on a chain that changes under it. */
const STARTS = 6;
/** A head that is older, in seconds, is worth a word. */
const OLD = 3_600;

/**
 * Reads everything from the node and checks it. Whatever seems wrong is read a second time before
 * it is said: a chain that was re-organised meanwhile, or a node that was behind, is no finding.
 * @throws AuditError when the audit cannot be carried out
 */
export async function audit(options: AuditOptions, listener: Listener): Promise<AuditReport> {
  const node = new AuditNode(options.rpc, options.patience);
  const chainId = await node.chainId();
  let isSecondReading = false;
  for (let start = 0; start < STARTS; start++) {
    try {
      const head = await pin(node, chainId, options);
      const report = await auditAt(node, chainId, head, options, isSecondReading, listener);
      await node.insistOn(head);
      if (isSecondReading || !report.findings.some(isOfTheNode)) return report;
      listener.note(
        `${report.findings.length} findings: everything is read a second time before anything is said`,
      );
      isSecondReading = true;
      await node.rest();
    } catch (error) {
      if (!(error instanceof Reorganised)) throw error;
      listener.note(`the chain was re-organised (${error.message}): reading again`);
      await node.rest();
    }
  }
  throw new Reorganised(`${node.host}: the chain changed under the audit ${STARTS} times`);
}

/** What another reading could show in another light; documents and code are what they are. */
function isOfTheNode({ code }: AuditReport['findings'][number]): boolean {
  return code !== 'codeDiffers' && !/^(document|file|batch)(Missing|Altered)$/.test(code);
}

async function pin(
  node: AuditNode,
  chainId: number,
  { asOf, confirmations }: AuditOptions,
): Promise<Header> {
  const latest = await node.latest();
  const usual = chainId === LOCAL_CHAIN_ID ? 0 : CONFIRMATIONS;
  const number = asOf ?? Math.max(0, latest - (confirmations ?? usual));
  if (number > latest)
    throw new AuditError(`block ${number} is not there yet: the latest is ${latest}`);
  return node.headerOf(number);
}

async function auditAt(
  node: AuditNode,
  chainId: number,
  head: Header,
  options: AuditOptions,
  isSecondReading: boolean,
  listener: Listener,
): Promise<AuditReport> {
  listener.stage(`block ${head.number} (${head.hash})`);
  const second = await askSecond(options.secondRpc, options.patience, chainId, head);
  const place = await findPlace(node, chainId, options, head.number);
  const proving = options.withProofs ? await canProve(node, head, place.ledger) : 'says';
  if (proving === 'forgot' && options.asOf === undefined) {
    throw new AuditError(`${node.host} does not have the state of block ${head.number}`);
  }

  const checkpoint = options.checkpoint ? new Checkpoint(options.checkpoint, place) : null;
  if (isSecondReading) await checkpoint?.forget();
  listener.stage(`events of ledger ${place.ledger}`);
  const reading = await readState(node, place, head, checkpoint, (done, total, events) =>
    listener.progress(`${done} of ${total} blocks, ${events} events`),
  );
  const { state } = reading;
  const chain =
    proving === 'forgot'
      ? NOTHING_READ
      : await chainSide(node, head, place, state, proving === 'proves', listener);

  const coverage = new Coverage(state, options.campaign ?? null);
  checkAsked(state, options.campaign);
  listener.stage('laws');
  const law = lawFindings(state, chain);
  const covered = [...state.campaigns.values()].filter(({ id }) => coverage.of(id) === null);
  const papers = await checkPapers(options, state, covered, listener);
  const all = [
    ...second.findings,
    ...reading.findings,
    ...chain.findings,
    ...law.findings,
    ...papers.findings,
  ];
  const findings = all.filter((finding) => coverage.counts(finding));
  if (papers.batches === null && covered.some(hasBatches)) law.unchecked.add(6);
  return {
    format: 'sunline-audit',
    version: 1,
    verdict: findings.length === 0 ? 'clean' : 'findings',
    chain: {
      chainId,
      block: head.number,
      blockHash: head.hash,
      timestamp: head.timestamp,
      from: place.from,
      node: node.host,
      secondNode: second.said,
    },
    software: await readSoftware(),
    read: {
      events: state.events,
      entries: covered.reduce((sum, { entries }) => sum + entries.length, 0),
      campaigns: covered.length,
    },
    proven: {
      isStateProven: chain.isProven,
      isLedgerComplete: chain.isLedgerComplete,
      isRegistryComplete: chain.isRegistryComplete,
      areDesksComplete: chain.areDesksComplete,
    },
    laws: lawRows(findings, law.unchecked),
    findings,
    flags: flagsIn(state, head.timestamp, coverage, papers.manifests ?? new Map()),
    overdue: overdueOf(covered, head.timestamp),
    apartFindings: all.filter((finding) => !coverage.counts(finding)),
    ...figuresIn(state, place, coverage, chain, papers.metadata, options.campaign ?? null),
    documents: papers.documents,
    batches: papers.batches,
    limits: limitsOf(
      options,
      head,
      proving,
      chain,
      papers,
      second.said !== null,
      chainId === LOCAL_CHAIN_ID,
    ),
  };
}

const NOTHING_READ: ChainSide = {
  findings: [],
  tokens: [],
  code: [],
  isProven: false,
  isLedgerComplete: false,
  isRegistryComplete: false,
  areDesksComplete: false,
};

async function chainSide(
  node: AuditNode,
  head: Header,
  place: Place,
  state: ReplayState,
  withProofs: boolean,
  listener: Listener,
): Promise<ChainSide> {
  listener.stage(withProofs ? 'storage, proven under the block' : 'what the contracts say');
  return readChainSide(node, head, place, state, withProofs);
}

/** The laws that follow from the events and the tokens' balances; law 9 is the chain side's. */
function lawFindings(
  state: ReplayState,
  { tokens, code }: ChainSide,
): { readonly findings: AuditFinding[]; readonly unchecked: Set<LawNumber> } {
  const findings: AuditFinding[] = [...state.findings, ...checkTraces(state)];
  const unchecked = new Set<LawNumber>();
  const wasRead = code.length > 0;
  if (!wasRead) {
    unchecked.add(1);
    unchecked.add(9);
    return { findings, unchecked };
  }
  const balances = new Map(tokens.map(({ address, held }) => [address, held ?? 0n]));
  findings.push(...checkSolvency(state, balances));
  return { findings, unchecked };
}

function checkAsked(state: ReplayState, campaign: Hex | undefined): void {
  if (campaign === undefined || state.campaigns.has(campaign)) return;
  throw new AuditError(`there is no campaign ${campaign} on this ledger`);
}

type Covered = Parameters<typeof checkDocuments>[2];

async function checkPapers(
  { evidence, batches = evidence }: AuditOptions,
  state: ReplayState,
  covered: Covered,
  listener: Listener,
) {
  const findings: AuditFinding[] = [];
  if (evidence !== undefined) listener.stage('documents');
  const documents =
    evidence === undefined
      ? null
      : await checkDocuments(await openSource(evidence), state, covered);
  if (batches !== undefined) listener.stage('published files of batches');
  const files =
    batches === undefined
      ? null
      : await checkBatches(await openSource(batches), state, covered, (done) =>
          listener.progress(`batch ${done}`),
        );
  findings.push(...(documents?.findings ?? []), ...(files?.findings ?? []));
  return {
    findings,
    documents: documents?.counts ?? null,
    batches: files?.counts ?? null,
    manifests: documents?.manifests ?? null,
    metadata: documents?.metadata ?? new Map<Hex, never>(),
  };
}

function limitsOf(
  options: AuditOptions,
  head: Header,
  proving: string,
  { tokens }: ChainSide,
  papers: { readonly documents: unknown; readonly batches: unknown },
  hasSecond: boolean,
  isLocal: boolean,
): Limit[] {
  const limits: Limit[] = ['blockTimes'];
  if (!hasSecond) limits.push('oneNode');
  if (proving === 'says') limits.push('nothingProven');
  if (proving === 'forgot') limits.push('stateNotThere');
  if (papers.documents === null) limits.push('documentsNotChecked');
  if (papers.batches === null) limits.push('batchesNotChecked');
  if (tokens.some(({ isProven, held }) => !isProven && held !== 0n)) limits.push('balancesSaid');
  const age = Date.now() / 1000 - head.timestamp;
  // A development chain makes blocks when somebody does something.
  if (options.asOf === undefined && age > OLD && !isLocal) limits.push('headIsOld');
  return limits;
}

function hasBatches({ entries }: Covered[number]): boolean {
  return entries.some(({ kind }) => kind === 'batch');
}
