import { privateKeyToAddress } from 'viem/accounts';
import { batchFileBytes, batchManifest } from '../../../domain/batchFile.ts';
import { cidFromDigest, RAW_LIMIT, sha256Hex } from '../../../domain/cid.ts';
import { toBytes, toHex, type Hex } from '../../../domain/hex.ts';
import { manifestDigest } from '../../../domain/manifest.ts';
import {
  ADDRESS_BYTES,
  assemble,
  groupGifts,
  KEY_BYTES,
  type Assembled,
  type CodeMaker,
} from '../../../domain/provider/assemble.ts';
import { digestsOf } from '../../../domain/provider/orders.ts';
import {
  codeOf,
  privateHeading,
  privateLines,
  type MoreColumns,
} from '../../../domain/provider/privateFile.ts';
import { receiptFragment } from '../../../domain/receiptFragment.ts';
import type { TokenView } from '../../../domain/views.ts';
import type { ProviderReport } from './readProvider.ts';
import type { Run, RunBatch, RunGift } from './run.ts';

/**
 * Most gifts that the page takes on; the command takes a million. So many codes take about four seconds
 * of a server's processor, a minute of a slow phone's, and their files 3 MB of the browser's store.
 */
export const MOST_GIFTS = 10_000;

/** What an import is made of. */
export interface RunContents {
  readonly report: ProviderReport;
  readonly fileName: string;
  readonly chainId: number;
  readonly ledger: Hex;
  readonly operator: Hex;
  readonly token: TokenView;
  /** The chain's newest block. */
  readonly fromBlock: number;
}

/**
 * Makes the receipt codes, trees and files of an import on this device; nothing is kept or sent here.
 * @param onProgress hears the share done, 0 to 1
 */
export async function makeRun(
  contents: RunContents,
  onProgress: (share: number) => void,
): Promise<Run> {
  const { report, fileName, chainId, ledger, operator, token, fromBlock } = contents;
  const groups = groupGifts(report.gifts, MOST_GIFTS);
  const all = report.gifts.length;
  const batches: RunBatch[] = [];
  const gifts: RunGift[] = [];
  const parts = [privateHeading(COLUMNS)];
  let done = 0;
  for (const group of groups) {
    const campaign = group[0]!.campaign;
    const scope = { chainId, ledger, campaign, operator };
    const batch = await assemble(scope, group, IN_SLICES, (made) =>
      onProgress((done + made) / all),
    );
    done += group.length;
    const own = new Set(group.map(({ order }) => order));
    const keys = report.netted.filter(({ order }) => own.has(order)).map(({ key }) => key);
    batches.push({
      ...(await filesOf(batch)),
      seen: { orders: bytesOf([...own]), refunds: bytesOf(keys) },
    });
    gifts.push(...giftsOf(batch));
    parts.push(...privateLines(batch, token.decimals, COLUMNS));
  }
  return {
    id: toHex(crypto.getRandomValues(new Uint8Array(16))),
    ...{ chainId, ledger, operator, fileName, fromBlock, token, batches },
    at: Math.floor(Date.now() / 1000),
    orders: bytesOf(report.orders),
    refunds: bytesOf(report.netted.map(({ key }) => key)),
    codes: { text: parts.join(''), gifts },
    isSaved: false,
  };
}

const bytesOf = (texts: readonly string[]) => new Uint8Array(digestsOf(texts));

const COLUMNS: MoreColumns = {
  names: ['link'],
  fieldsOf: (code, reference) => [
    code && `${location.origin}/receipt#${receiptFragment(code, reference)}`,
  ],
};

/** A slice is a few hundredths of a second: the page stays alive. */
const IN_SLICES: CodeMaker = {
  step: 32,
  pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
  addressesOf(keys) {
    const addresses = new Uint8Array((ADDRESS_BYTES * keys.length) / KEY_BYTES);
    for (let i = 0; KEY_BYTES * i < keys.length; i++) {
      const key = keys.subarray(KEY_BYTES * i, KEY_BYTES * (i + 1));
      addresses.set(toBytes(privateKeyToAddress(toHex(key))), ADDRESS_BYTES * i);
    }
    return Promise.resolve(addresses);
  },
};

async function filesOf({ scope, leaves, root, sum }: Assembled): Promise<RunBatch> {
  const file = batchFileBytes(scope, leaves);
  const sha256 = await sha256Hex(file);
  const cid = file.length <= RAW_LIMIT ? cidFromDigest(sha256) : await cidOfLarge(file);
  const manifest = batchManifest({ size: file.length, cid, sha256 });
  return {
    ...{ campaign: scope.campaign, count: leaves.length, sum, root, file, sha256, cid, manifest },
    dataDigest: await manifestDigest(manifest),
    ...{ isStored: false, sent: null, anchored: null },
  };
}

/** A file of several blocks has a tree for its name; what builds it is fetched only then. */
async function cidOfLarge(file: Uint8Array): Promise<string> {
  const { importBytes } = await import('ipfs-unixfs-importer');
  type Put = Parameters<typeof importBytes>[1]['put'];
  const nowhere = { put: (cid: Parameters<Put>[0]) => Promise.resolve(cid) };
  const { cid } = await importBytes(file, nowhere, { cidVersion: 1, rawLeaves: true });
  return cid.toString();
}

function giftsOf(batch: Assembled): RunGift[] {
  return batch.gifts.map(({ campaign, order, reference, amount }, i) => ({
    ...{ campaign, order, reference, amount },
    code: codeOf(batch, i),
  }));
}
