import { topicOf, type EventName } from '../../../../domain/events.ts';
import { logsAltered, type Doctor, type RawLog } from './doctoredNode.ts';

/** Number of the word with the end in a Donated event's data. */
const END = 3;

const isOf =
  (name: EventName) =>
  ({ topics }: RawLog): boolean =>
    topics[0] === topicOf(name);

/** A log of that event in the middle, changed or left out. */
const oneOf = (name: EventName, change: (log: RawLog) => RawLog[]): Doctor =>
  logsAltered((logs) => {
    const places = logs.flatMap((log, i) => (isOf(name)(log) ? i : []));
    const place = places[Math.floor(places.length / 2)];
    return place === undefined ? logs : logs.toSpliced(place, 1, ...change(logs[place]!));
  });

/** The last log of that event, changed or left out. */
export const lastOf = (name: EventName, change: (log: RawLog) => RawLog[]): Doctor =>
  logsAltered((logs) => {
    const place = logs.findLastIndex(isOf(name));
    return place < 0 ? logs : logs.toSpliced(place, 1, ...change(logs[place]!));
  });

/** What a node may lie about, and the codes and laws that an audit then names at least. */
export const LIES: readonly [what: string, doctor: Doctor, codes: string[], broken: number[]][] = [
  [
    'leaves out a gift in the middle',
    oneOf('Donated', () => []),
    ['entryNumber', 'entryGap', 'rootDiffers'],
    [2, 9],
  ],
  ['leaves out the last gift', lastOf('Donated', () => []), ['figureDiffers', 'rootDiffers'], [9]],
  [
    'leaves out a payment',
    lastOf('Disbursed', () => []),
    ['unauthorised', 'ledgerJournalDiffers'],
    [9, 12],
  ],
  [
    'leaves out a piece of evidence',
    lastOf('EvidenceSubmitted', () => []),
    ['deskJournalDiffers'],
    [9],
  ],
  [
    'invents a gift',
    lastOf('Donated', (log) => [log, { ...log, logIndex: '0xffff' }]),
    ['entryNumber', 'rootDiffers'],
    [2, 9],
  ],
  [
    'names another giver',
    oneOf('Donated', (log) => [{ ...log, topics: log.topics.with(2, addressTopic('12')) }]),
    ['rootDiffers'],
    [9],
  ],
  [
    'names no account as the giver',
    oneOf('Donated', (log) => [{ ...log, topics: log.topics.with(2, `0x${'12'.repeat(32)}`) }]),
    ['senselessLog'],
    [9],
  ],
  [
    'adds a cent to a gift',
    oneOf('Donated', (log) => [{ ...log, data: withWord(log.data, END, 1n) }]),
    ['entryGap', 'rootDiffers'],
    [2, 9],
  ],
  [
    'turns two events round',
    logsAltered((logs) => (logs.length > 9 ? logs.toSpliced(4, 2, logs[5]!, logs[4]!) : logs)),
    ['outOfOrder'],
    [9],
  ],
  [
    'gives out a log of another contract',
    lastOf('Donated', (log) => [log, { ...log, address: `0x${'34'.repeat(20)}` }]),
    ['strangeLog'],
    [9],
  ],
  [
    'gives out a log that says nothing',
    lastOf('Donated', (log) => [{ ...log, data: '0x1234' }]),
    ['senselessLog'],
    [9],
  ],
  [
    'names another payee',
    oneOf('Disbursed', (log) => [{ ...log, topics: log.topics.with(2, addressTopic('12')) }]),
    ['ledgerJournalDiffers'],
    [9],
  ],
  [
    'makes a payment longer',
    lastOf('Disbursed', (log) => [{ ...log, data: withWord(log.data, 2, 1n) }]),
    ['ledgerJournalDiffers', 'figureDiffers'],
    [9],
  ],
  [
    'leaves out what a payee gave back',
    lastOf('FundsReturned', () => []),
    ['linkDiffers', 'ledgerJournalDiffers'],
    [9, 10],
  ],
  [
    'leaves out where it came in again',
    lastOf('ReturnReceived', () => []),
    ['linkExpected', 'rootDiffers'],
    [9, 10],
  ],
  [
    'leaves out a transfer',
    lastOf('Transferred', () => []),
    ['linkDiffers', 'ledgerJournalDiffers'],
    [9, 10],
  ],
  [
    'leaves out a refund',
    lastOf('Refunded', () => []),
    ['ledgerJournalDiffers', 'figureDiffers'],
    [9],
  ],
  [
    'refunds somebody else',
    lastOf('Refunded', (log) => [{ ...log, topics: log.topics.with(2, addressTopic('12')) }]),
    ['wrongGiver', 'ledgerJournalDiffers'],
    [4, 9],
  ],
  [
    'hides that a campaign was cancelled',
    lastOf('CampaignCancelled', () => []),
    ['ledgerJournalDiffers', 'figureDiffers'],
    [9],
  ],
  [
    'anchors a batch under another root',
    lastOf('BatchAnchored', (log) => [{ ...log, data: withWord(log.data, 4, 1n) }]),
    ['rootDiffers'],
    [9],
  ],
  ['leaves out an approval', oneOf('DisbursementApproved', () => []), ['deskJournalDiffers'], [9]],
  ['leaves out a dispute', lastOf('DisputeOpened', () => []), ['deskJournalDiffers'], [9]],
  [
    'lets a recipient confirm less',
    oneOf('DeliveryConfirmed', (log) => [{ ...log, data: withWord(log.data, 0, -1n) }]),
    ['deskJournalDiffers'],
    [9],
  ],
  ['leaves out an attestation', lastOf('DeliveryAttested', () => []), ['deskJournalDiffers'], [9]],
  ['leaves out a report', lastOf('ReportPublished', () => []), ['deskJournalDiffers'], [9]],
  [
    'names a looser cap of management cost',
    oneOf('RulesAdopted', (log) => [{ ...log, data: withWord(log.data, 6, 1n) }]),
    ['rulesDiffer'],
    [9],
  ],
  [
    'gives a log of another block',
    lastOf('Donated', (log) => [{ ...log, blockNumber: '0xffffff' }]),
    ['logOutOfRange'],
    [9],
  ],
  ['hides that somebody is recognised', lastOf('Recognised', () => []), ['storageUnknown'], [9]],
  [
    'invents that somebody is recognised',
    lastOf('Recognised', (log) => [
      log,
      { ...log, topics: log.topics.with(2, addressTopic('56')), logIndex: '0xfffe' },
    ]),
    ['storageDiffers'],
    [9],
  ],
];

/** Another answer to one method. */
export function altered<T>(method: string, change: (answer: T) => unknown): Doctor {
  return { alter: (call, result) => (call.method === method ? change(result as T) : result) };
}

/** Adds to a word of an event's data. */
export function withWord(data: string, word: number, more: bigint): string {
  const at = 2 + 64 * word;
  const changed = BigInt.asUintN(256, BigInt(`0x${data.slice(at, at + 64)}`) + more);
  return data.slice(0, at) + changed.toString(16).padStart(64, '0') + data.slice(at + 64);
}

/** A word of an event's data. */
export function wordOf(data: string, word: number): bigint {
  return BigInt(`0x${data.slice(2 + 64 * word, 66 + 64 * word)}`);
}

function addressTopic(byte: string): string {
  return `0x${'00'.repeat(12)}${byte.repeat(20)}`;
}
