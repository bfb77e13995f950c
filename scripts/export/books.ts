import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { iatiActivities } from '../../domain/iati/activities.ts';
import { booksCsv } from '../../domain/booksCsv.ts';
import { entriesCsv, paymentsCsv, type CsvNames } from '../../domain/ledgerCsv.ts';
import { booksOfState, reconcile } from '../../domain/reconcile.ts';
import type { Hex } from '../../domain/hex.ts';
import type { CampaignState, ReplayState } from '../../domain/state.ts';
import { writeAtomically } from '../deployment/atomicFile.ts';
import { namesOn } from '../trace/names.ts';
import { TraceError } from '../trace/question.ts';
import { localGatewayUrl, type Source } from '../trace/source.ts';
import type { ExportOptions } from './options.ts';
import { readWords, type Words } from './words.ts';

/** Writes an IATI activities file; answers with its path. */
export async function exportIati(options: ExportOptions, source: Source): Promise<string[]> {
  const campaigns = chosen(options, source);
  const gateway = options.gateway ?? (await localGatewayUrl());
  const words = await readWords(source, campaigns, gateway);
  tellMissing(words, gateway);
  const { country, sector, organisations } = options;
  const file = iatiActivities(source.state, campaigns, {
    ...words,
    nameOf: namesOn(source.chainId),
    organisationOf: (charity) => organisations.get(charity),
    documentsUrl: new URL('/documents', gateway).href,
    country,
    sector,
    time: source.time,
  });
  const path = options.out ?? 'sunline-iati.xml';
  await writeAtomically(path, file);
  return [path];
}

/** Writes three tables for spreadsheets into a folder; answers with their paths. */
export async function exportBooks(options: ExportOptions, source: Source): Promise<string[]> {
  const campaigns = chosen(options, source);
  const gateway = options.gateway ?? (await localGatewayUrl());
  const words = await readWords(source, campaigns, gateway);
  tellMissing(words, gateway);
  const names: CsvNames = {
    tokenOf: words.tokenOf,
    campaignName: ({ id, rules }) =>
      (rules === null ? null : words.metadataOf(rules.metadata)?.name.en) ?? id,
    nameOf: namesOn(source.chainId),
  };
  const { state } = source;
  const ids = new Set(campaigns.map(({ id }) => id));
  const books = reconcile(booksOfState(state)).campaigns.filter((row) => ids.has(row.campaign));
  const nameOfId = new Map(campaigns.map((one) => [one.id, names.campaignName(one)]));
  const bookNames = {
    tokenOf: names.tokenOf,
    campaignName: (id: Hex) => nameOfId.get(id) ?? id,
  };
  const tables = {
    'entries.csv': entriesCsv(campaigns, names),
    'payments.csv': paymentsCsv(state, campaigns, names),
    'books.csv': booksCsv(books, bookNames),
  };
  const folder = options.out ?? 'sunline-books';
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const [name, table] of Object.entries(tables)) {
    const path = join(folder, name);
    await writeAtomically(path, table);
    paths.push(path);
  }
  return paths;
}

/** The campaigns asked for; all of them where none was named. Throws {@link TraceError}. */
function chosen({ campaigns }: ExportOptions, { state }: Source): CampaignState[] {
  const all = [...state.campaigns.values()];
  if (all.length === 0) throw new TraceError('there is no campaign on this chain yet');
  if (campaigns.length === 0) return all;
  return campaigns.map((digits) => campaignOf(state, digits));
}

/** The one campaign whose id begins with some digits. Throws {@link TraceError}. */
export function campaignOf({ campaigns }: ReplayState, digits: string): CampaignState {
  const [found, ...more] = [...campaigns.values()].filter(({ id }) => id.startsWith(digits));
  if (found === undefined) throw new TraceError(`there is no campaign ${digits} on this chain`);
  if (more.length > 0) throw new TraceError(`${digits} may be several campaigns: give more digits`);
  return found;
}

function tellMissing({ missing }: Words, gateway: string): void {
  if (missing === 0) return;
  process.stderr.write(
    `${missing} campaigns’ descriptions are not to be had at ${gateway}: they go by their ids.\n`,
  );
}
