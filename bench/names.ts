/** What is measured, under the names that the JSON has. */

/** Gas of whole transactions; `traceCall100000` of a call. */
export const GAS = [
  'donate',
  'donateUsdc',
  'donatePermit',
  'donateAuthorizationUsdc',
  'donateNative',
  'donateAt1000',
  'donateAt100000',
  'anchorBatch',
  'pay',
  'payOver10000',
  'request',
  'approve',
  'submitEvidence',
  'confirmEcdsa',
  'confirmPasskey',
  'attest',
  'settle',
  'createCampaign',
  'traceCall100000',
] as const;

/** Gas of contracts that do next to nothing. */
export const FLOORS = [
  'transfer',
  'eventOnly',
  'eventWithCounters',
  'nativeEventWithCounters',
] as const;

/** Seconds. */
export const SPEED = [
  'sumTree1e6',
  'bareHashing1e6',
  'replay1e6',
  'trace1e6',
  'replayWithRoot1e6',
  'bareRootHashing1e6',
  'index',
  'indexBare',
] as const;

export type GasName = (typeof GAS)[number];
export type FloorName = (typeof FLOORS)[number];
export type SpeedName = (typeof SPEED)[number];

export type GasFigures = Partial<Record<GasName, number>>;
export type FloorFigures = Partial<Record<FloorName, number>>;
export type SpeedFigures = Partial<Record<SpeedName, number>>;
/** Gas per operation of each peer. */
export type PeerFigures = Record<string, Record<string, number>>;

/** One figure beside the size of what it was measured on. */
export interface GrowthPoint {
  readonly what: string;
  /** Entries or payments of the campaign, or gifts behind the payment. */
  readonly size: number;
  readonly figure: number;
  readonly unit: 'gas' | 'µs';
}

/** The two halves of a run, each of which can be had alone. */
export const PARTS = ['gas', 'speed'] as const;
/** What is measured only where it is asked for: with a million gifts it takes minutes. */
export const ALONE = 'batch';
export type Part = (typeof PARTS)[number] | typeof ALONE;

/** The programs that a batch of small gifts goes through, in the order in which they begin. */
export const PROGRAMS = ['gateway', 'batch', 'trace'] as const;
export type Program = (typeof PROGRAMS)[number];

/** What one program took until it ended. */
export interface Usage {
  /** Of the processor, by the program itself and by the system for it, all threads. */
  readonly cpuSeconds: number;
  /** On the clock, from its start to its end. */
  readonly wallSeconds: number;
  /** The most of the machine's memory that it held, in bytes. */
  readonly peakBytes: number;
}

/** From a file of small gifts to the anchored batch and one code's path. */
export interface BatchFigures {
  readonly gifts: number;
  /** On the clock, from the start of the command to the end of the trace. */
  readonly wallSeconds: number;
  readonly programs: Readonly<Record<Program, Usage>>;
}

/** Everything that one run measured. */
export interface Figures {
  readonly gas: GasFigures;
  readonly floors: FloorFigures;
  readonly peers: PeerFigures;
  readonly speed: SpeedFigures;
  readonly growth: readonly GrowthPoint[];
  /** Absent where it was not asked for. */
  readonly batch?: BatchFigures;
}

/** How much is measured. */
export interface Sizes {
  /** Entries over which gifts are averaged; a power of two, so that merges of the tree fall alike. */
  readonly span: number;
  /** Rounds over which all other operations are averaged. */
  readonly rounds: number;
  /** How many gifts the largest campaign has, and how many of them one payment spends. */
  readonly entries: number;
  readonly spent: number;
  /** Payments of the campaign in which gifts are looked up. */
  readonly payments: number;
  /** Gifts of a batch; entries that are replayed and traced. */
  readonly leaves: number;
  /** Gifts that are indexed; none leaves the indexer out. */
  readonly events: number;
  /** Gifts of the file that becomes a batch. */
  readonly gifts: number;
}

export const FULL: Sizes = {
  span: 512,
  rounds: 8,
  entries: 100_000,
  spent: 10_000,
  payments: 100_000,
  leaves: 1_000_000,
  events: 20_000,
  gifts: 1_000_000,
};

/** Gets one line per thing that is under way. */
export type Progress = (line: string) => void;
