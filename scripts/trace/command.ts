import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { LawBroken } from '../../domain/findings.ts';
import type { Hex } from '../../domain/hex.ts';
import type { CampaignState, Entry, ReplayState } from '../../domain/state.ts';
import { traceEntry } from '../../domain/traceState.ts';
import { RpcError } from '../chain/rpc.ts';
import { parseQuestion, QuestionError, TraceError, USAGE } from './question.ts';
import type { Question } from './question.ts';
import { tellCode } from './code.ts';
import { localGatewayUrl, localRpcUrl, readSource } from './source.ts';
import { short } from './facts.ts';
import { namesOn } from './names.ts';
import { Teller } from './tell.ts';

/** Characters of a line that are read: a code with its payment and a link around it has fewer. */
const LINE_LIMIT = 1_000;

interface Found {
  readonly campaign: CampaignState;
  readonly entry: Entry;
}

/**
 * The command's whole course; returns its exit code: 0, 1 when there is no such donation or the
 * chain's events are not complete, 2 when the question makes no sense.
 */
export async function trace(args: readonly string[]): Promise<number> {
  try {
    const { text, rpcUrl, deployment, gateway } = readArguments(args);
    const question = parseQuestion(text === '-' ? await readLine() : text);
    const source = await readSource(rpcUrl, deployment);
    const nameOf = namesOn(source.chainId);
    if (question.kind === 'code') {
      const text = await tellCode(source, question, gateway ?? (await localGatewayUrl()), nameOf);
      process.stdout.write(`${text}\n`);
      return conclude(source.findings, source.state, source.block);
    }
    for (const { campaign, entry } of find(source.state, question)) {
      const token = await source.tokenOf(campaign.config.token);
      const slices = traceEntry(source.state, campaign.id, entry.index);
      process.stdout.write(
        `${new Teller(source.state, token, nameOf).tell(campaign, entry, slices)}\n`,
      );
    }
    return conclude(source.findings, source.state, source.block);
  } catch (error) {
    if (!isForPeople(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error instanceof QuestionError ? 2 : 1;
  }
}

function conclude(findings: readonly string[], state: ReplayState, block: number): number {
  if (findings.length === 0) {
    process.stdout.write(
      `Checked at block ${block}: ${state.events} events rebuild every root and journal of the contracts.\n`,
    );
    return 0;
  }
  for (const finding of findings) process.stderr.write(`${finding}\n`);
  process.stderr.write('The events that this node gives are not what the contracts recorded.\n');
  return 1;
}

function readArguments(args: readonly string[]) {
  const options = {
    rpc: { type: 'string' },
    deployment: { type: 'string' },
    gateway: { type: 'string' },
  } as const;
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    throw new QuestionError(USAGE);
  }
  const { values, positionals } = parsed;
  if (positionals.length === 0) throw new QuestionError(USAGE);
  return {
    // A code may be typed in groups.
    text: positionals.join(' '),
    rpcUrl: values.rpc ?? localRpcUrl(),
    deployment: values.deployment,
    gateway: values.gateway,
  };
}

/**
 * The first line of standard input that says anything. What is given as an argument every user of
 * the machine can read in its list of processes.
 */
async function readLine(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Receipt code: ');
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const line of lines) if (line.trim() !== '') return line.slice(0, LINE_LIMIT);
  } finally {
    lines.close();
    process.stdin.destroy();
  }
  throw new QuestionError('nothing to trace stands on standard input');
}

function find(state: ReplayState, question: Exclude<Question, { kind: 'code' }>): Found[] {
  const found =
    question.kind === 'entry' ? byEntry(state, question) : byTransaction(state, question.tx);
  if (found.length > 0) return found;
  const what = question.kind === 'entry' ? 'such entry' : 'donation in that transaction';
  throw new TraceError(`there is no ${what} on this chain`);
}

function byEntry(state: ReplayState, { campaign: prefix, index }: Question & { kind: 'entry' }) {
  const campaigns = [...state.campaigns.values()].filter(({ id }) => id.startsWith(prefix));
  if (campaigns.length > 1) {
    const ids = campaigns.map(({ id }) => short(id)).join(', ');
    throw new QuestionError(`${prefix} may be any of ${ids}: give more digits`);
  }
  return campaigns.flatMap((campaign) => {
    const entry = campaign.entries[index];
    return entry === undefined ? [] : [{ campaign, entry }];
  });
}

function byTransaction(state: ReplayState, tx: Hex): Found[] {
  return [...state.campaigns.values()].flatMap((campaign) =>
    campaign.entries.filter(({ at }) => at.tx === tx).map((entry) => ({ campaign, entry })),
  );
}

function isForPeople(error: unknown): error is Error {
  return error instanceof TraceError || error instanceof RpcError || error instanceof LawBroken;
}
