import { isHex, type Hex } from '../../domain/hex.ts';
import { readArguments } from '../ground/arguments.ts';
import { QuestionError } from '../trace/question.ts';
import { localRpcUrl } from '../trace/source.ts';

export const USAGE = `usage: npm run export -- WHAT [options]
  iati              activities file of IATI 2.03      [--out FILE.xml] [--organisation ADDRESS=REF …]
                    [--country CC] [--sector CODE]
  csv               entries, payments, books          [--out FOLDER]
  donor ADDRESS|CODE  a giver's own records           [--out FILE.json]
  check FILE.json   checks a giver's records; with --rpc against the chain too
  leaves --campaign ID  a campaign's leaves, and their CID [--out FILE.txt] [--ledger ADDRESS]
                    [--registry ADDRESS]; with --gateway stored there
  proof --leaves FILE --entry INDEX  how to settle an entry, without a node
each: [--rpc URL] [--deployment FILE] [--gateway URL]; iati and csv: [--campaign ID …]`;

export interface ExportOptions {
  readonly what: (typeof KINDS)[number];
  /** Whom a donor's bundle is about, or which file is checked. */
  readonly subject: string;
  readonly rpcUrl: string;
  /** Whether the address of the node was named. */
  readonly isRpcGiven: boolean;
  readonly deployment: string | undefined;
  readonly gateway: string | undefined;
  readonly out: string | undefined;
  /** First digits of campaigns' ids; all campaigns where there are none. */
  readonly campaigns: readonly string[];
  /** Where leaves are read from, if not from the contracts of a deployment's record. */
  readonly ledger: Hex | undefined;
  readonly registry: Hex | undefined;
  /** The file of leaves and the number of the entry that a proof is wanted of. */
  readonly leaves: string | undefined;
  readonly entry: number | undefined;
  readonly organisations: ReadonlyMap<Hex, string>;
  readonly country: string | undefined;
  readonly sector: string | undefined;
}

const KINDS = ['iati', 'csv', 'donor', 'check', 'leaves', 'proof'] as const;
/** How many words besides options each takes. */
const WORDS = { iati: 0, csv: 0, donor: 1, check: 1, leaves: 0, proof: 0 } as const;

/** @throws UsageError for options that there are not, QuestionError with the usage or what is wrong */
export function readOptions(args: readonly string[]): ExportOptions {
  const { values, positionals } = parsed(args);
  const [kind, ...subject] = positionals;
  const what = KINDS.find((known) => known === kind);
  if (what === undefined) throw new QuestionError(USAGE);
  const isCode = what === 'donor' && subject.length > 1;
  if (!isCode && subject.length !== WORDS[what]) throw new QuestionError(USAGE);
  for (const url of [values.rpc, values.gateway]) {
    if (url !== undefined && !URL.canParse(url)) {
      throw new QuestionError(`${url} is no address of a server`);
    }
  }
  return {
    what,
    // A code may be typed in groups.
    subject: subject.join(' '),
    rpcUrl: values.rpc ?? localRpcUrl(),
    isRpcGiven: values.rpc !== undefined,
    deployment: values.deployment,
    gateway: values.gateway,
    out: values.out,
    campaigns: (values.campaign ?? []).map(readCampaign),
    ledger: readAddress(values.ledger, '--ledger'),
    registry: readAddress(values.registry, '--registry'),
    leaves: values.leaves,
    entry: readEntry(values.entry),
    organisations: new Map((values.organisation ?? []).map(readOrganisation)),
    country: matching(values.country, /^[A-Z]{2}$/, '--country: two capital letters, such as CN'),
    sector: matching(
      values.sector,
      /^\d{5}$/,
      '--sector: five digits of the DAC list, such as 72010',
    ),
  };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const list = { type: 'string', multiple: true } as const;
  const options = {
    rpc: text,
    deployment: text,
    gateway: text,
    out: text,
    country: text,
    sector: text,
    ledger: text,
    registry: text,
    leaves: text,
    entry: text,
    campaign: list,
    organisation: list,
  };
  return readArguments(args, { options, positionals: true });
}

function readCampaign(text: string): string {
  const plain = text.toLowerCase();
  if (/^0x[0-9a-f]{4,64}$/.test(plain)) return plain;
  throw new QuestionError(`--campaign ${text}: 0x and at least four digits of its id`);
}

function readAddress(text: string | undefined, name: string): Hex | undefined {
  if (text === undefined) return undefined;
  if (isHex(text, 20)) return text.toLowerCase() as Hex;
  throw new QuestionError(`${name} ${text}: 0x and 40 hexadecimal digits`);
}

function readEntry(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new QuestionError(`--entry ${text}: the number of an entry, the first of which is 0`);
}

function readOrganisation(text: string): [Hex, string] {
  const [address = '', ref = ''] = text.split('=');
  // The characters that IATI keeps out of identifiers are those that would break them apart.
  if (!isHex(address, 20) || !/^[^\s/&|?]+$/.test(ref)) {
    throw new QuestionError(
      `--organisation ${text}: a charity's ADDRESS=REF, such as 0x…=CN-SCIO-53`,
    );
  }
  return [address.toLowerCase() as Hex, ref];
}

function matching(text: string | undefined, shape: RegExp, wanted: string): string | undefined {
  if (text === undefined || shape.test(text)) return text;
  throw new QuestionError(wanted);
}
