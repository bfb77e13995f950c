import { computeAddress } from 'ethers';
import { bundleJson, bundleOf, EmptyBundle, type Subject } from '../../domain/donorBundle.ts';
import type { FoundGift } from '../../domain/giftAnswer.ts';
import { isHex, type Hex } from '../../domain/hex.ts';
import { receiptPrivateKey } from '../../domain/receipt.ts';
import { writeAtomically } from '../deployment/atomicFile.ts';
import { askGateway } from '../trace/code.ts';
import { parseQuestion, QuestionError, TraceError } from '../trace/question.ts';
import { localGatewayUrl, type Source } from '../trace/source.ts';
import { USAGE, type ExportOptions } from './options.ts';

/** Writes all that concerns one giver into a file that can be checked offline; answers with its path. */
export async function exportDonor(options: ExportOptions, source: Source): Promise<string[]> {
  const { about, gifts } = await readSubject(options);
  const { chainId, ledger, block, blockHash, time, state, events } = source;
  const place = { chainId, ledger, registry: state.scope.registry, block, blockHash, time };
  try {
    const bundle = bundleOf(place, about, state, events, gifts);
    const path = options.out ?? 'sunline-gifts.json';
    await writeAtomically(path, `${JSON.stringify(bundleJson(bundle))}\n`);
    return [path];
  } catch (error) {
    if (error instanceof EmptyBundle) throw new TraceError(error.message);
    throw error;
  }
}

/** A code's gifts come from the gateway with their proofs, which the bundle then holds. */
async function readSubject({
  subject,
  gateway,
}: ExportOptions): Promise<{ readonly about: Subject; readonly gifts: readonly FoundGift[] }> {
  if (isHex(subject, 20)) return { about: { giver: subject.toLowerCase() as Hex }, gifts: [] };
  const question = parseQuestion(subject);
  if (question.kind !== 'code') throw new QuestionError(USAGE);
  const receipt = computeAddress(receiptPrivateKey(question.secret)).toLowerCase() as Hex;
  const { gifts } = await askGateway(gateway ?? (await localGatewayUrl()), receipt);
  return { about: { receipt }, gifts };
}
