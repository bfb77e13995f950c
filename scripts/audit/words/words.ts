import type { FlagKind, FlagRole, Severity, BundlePurpose } from '../../../domain/flags/flag.ts';
import type { OwnCode } from '../findings.ts';
import type {
  Apart,
  AuditReport,
  Limit,
  ReportBatches,
  ReportCampaign,
  ReportDocuments,
} from '../report.ts';

type Verdict = AuditReport['laws'][number]['verdict'];
type Row =
  | 'block'
  | 'blockHash'
  | 'time'
  | 'chain'
  | 'ledger'
  | 'registry'
  | 'desks'
  | 'campaign'
  | 'node'
  | 'secondNode'
  | 'read'
  | 'proven'
  | 'software'
  | 'build'
  | 'signer'
  | 'digest'
  | 'signature';

/** What a flag's sentence is made of; amounts and shares are written out already. */
export interface FlagValues {
  evidenceReused: { readonly uses: number; readonly document: string };
  payeeConcentration: {
    readonly payee: string;
    readonly share: string;
    readonly paid: string;
    readonly total: string;
    readonly payments: number;
  };
  circularMoney: {
    readonly account: string;
    readonly paid: string;
    readonly given: string;
    readonly cameBack: boolean;
  };
  batchRepeated: { readonly root: string; readonly entries: number };
  lateProof: { readonly amount: string; readonly days: number; readonly shown: boolean };
  lateReport: { readonly days: number; readonly published: boolean };
  twoRoles: { readonly account: string; readonly roles: string };
}

/** Every word of the report in one language. */
export interface Words {
  readonly lang: string;
  /** BCP 47, for numbers. */
  readonly locale: string;
  readonly title: string;
  readonly clean: string;
  readonly cleanMore: string;
  readonly findings: (count: number) => string;
  readonly findingsMore: string;
  readonly risks: (count: number) => string;
  readonly what: string;
  readonly rows: Readonly<Record<Row, string>>;
  readonly agrees: string;
  readonly disagrees: string;
  readonly unsigned: string;
  readonly readMore: (events: number, campaigns: number, entries: number) => string;
  readonly proven: (proven: AuditReport['proven']) => string;
  readonly laws: string;
  readonly law: string;
  readonly verdict: Readonly<Record<Verdict, string>>;
  readonly lawText: Readonly<Record<string, string>>;
  readonly findingsTitle: string;
  readonly noFindings: string;
  readonly expected: string;
  readonly found: string;
  /** What was found of a document that is not as it should be. */
  readonly seen: Readonly<Record<'missing' | 'altered', string>>;
  /** Findings, flags and dates that are not written out. */
  readonly restListed: (count: number) => string;
  readonly own: Readonly<Record<OwnCode, string>>;
  readonly breach: (law: number) => string;
  readonly flagsTitle: string;
  readonly flagsMore: string;
  readonly noFlags: string;
  readonly flag: { readonly [K in FlagKind]: (values: FlagValues[K]) => string };
  readonly severity: Readonly<Record<Severity, string>>;
  readonly role: Readonly<Record<FlagRole, string>>;
  readonly and: string;
  readonly restsOn: string;
  readonly evidence: {
    readonly payment: string;
    readonly gift: string;
    readonly bundle: Readonly<Record<BundlePurpose, string>>;
    readonly role: string;
  };
  readonly overdueTitle: string;
  readonly overdue: { readonly proof: string; readonly report: string };
  readonly overdueMarked: string;
  readonly due: string;
  readonly noOverdue: string;
  readonly booksTitle: string;
  readonly booksMore: string;
  readonly bookColumns: Readonly<
    Record<'campaign' | 'given' | 'received' | 'paid' | 'passedOn' | 'settled' | 'escrow', string>
  >;
  readonly proofTitle: string;
  readonly proofMore: string;
  readonly proofColumns: Readonly<
    Record<
      | 'campaign'
      | 'paid'
      | 'returned'
      | 'attested'
      | 'confirmed'
      | 'unproven'
      | 'disputed'
      | 'writtenOff',
      string
    >
  >;
  readonly total: (campaigns: number) => string;
  /** What amounts are in where the token was not asked. */
  readonly units: string;
  readonly state: Readonly<Record<ReportCampaign['state'], string>>;
  readonly apart: Readonly<Record<Apart, string>>;
  readonly apartMore: (count: number) => string;
  readonly rootsTitle: string;
  readonly root: string;
  readonly ledgerJournal: string;
  readonly deskJournal: string;
  readonly tokensTitle: string;
  readonly tokenColumns: Readonly<Record<'token' | 'held' | 'owed' | 'proven', string>>;
  readonly yes: string;
  readonly no: string;
  readonly codeTitle: string;
  readonly codeOurs: string;
  readonly codeOther: string;
  readonly papersTitle: string;
  readonly documents: (counts: ReportDocuments) => string;
  readonly unpublished: (count: number) => string;
  readonly batches: (counts: ReportBatches) => string;
  readonly papersNotChecked: string;
  readonly limitsTitle: string;
  readonly limit: Readonly<Record<Limit, string>>;
  readonly neverTitle: string;
  readonly never: readonly string[];
  readonly againTitle: string;
  readonly again: readonly string[];
}
