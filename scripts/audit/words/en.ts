import type { Words } from './words.ts';

const count = (number: number): string => number.toLocaleString('en');

/** The report in English. */
export const en: Words = {
  lang: 'en',
  locale: 'en',
  title: 'Audit report',
  clean: 'Clean',
  cleanMore: 'The chain, its events and the laws agree in everything that was checked.',
  findings: (count) => (count === 1 ? '1 finding' : `${count} findings`),
  findingsMore:
    'What is listed below breaks a law, is not what the chain proves, or is not the document that the chain names.',
  risks: (count) =>
    count === 1
      ? '1 risk to look at: no rule is broken, a question is open.'
      : `${count} risks to look at: no rule is broken, questions are open.`,
  what: 'What was audited',
  rows: {
    block: 'Block',
    blockHash: 'Hash of the block',
    time: 'Its time',
    chain: 'Chain',
    ledger: 'Ledger',
    registry: 'Registry',
    desks: 'Recognised desks',
    campaign: 'Only this campaign',
    node: 'Node asked',
    secondNode: 'Second node',
    read: 'Read',
    proven: 'Proven',
    software: 'Audited with',
    build: 'Digest of the code compared',
    signer: 'Signed by',
    digest: 'Digest of the report (SHA-256)',
    signature: 'Signature (EIP-712)',
  },
  agrees: 'names the same hash',
  disagrees: 'names another hash',
  unsigned: 'not signed',
  readMore: (events, campaigns, entries) =>
    `${count(events)} events; ${count(campaigns)} campaigns with ${count(entries)} entries`,
  proven: ({ isStateProven, isLedgerComplete, isRegistryComplete, areDesksComplete }) => {
    if (!isStateProven) return 'nothing: what the contracts hold is the node’s word';
    const isWhole = isLedgerComplete && isRegistryComplete && areDesksComplete;
    return isWhole
      ? 'every word of the ledger, the registry and the desks, under the hash of the block'
      : 'figures, roots and journals, under the hash of the block; not that nothing is missing';
  },
  laws: 'The laws',
  law: 'Law',
  verdict: { holds: 'holds', broken: 'broken', notChecked: 'not checked' },
  lawText: {
    solvency: 'The ledger holds at least what its campaigns have in escrow, for every token.',
    entries: 'Money that came in lies end to end on each line, without gap or overlap.',
    disbursements: 'Payments lie end to end on each line; settlements lie behind them, apart.',
    settlements: 'An entry is settled at most once, for exactly what was not spent of it.',
    slices: 'The parts of every gift add up to the gift, to the cent.',
    batches: 'Small gifts of a batch never overlap; with the published file at hand they fill it.',
    exposure:
      'Whenever a payment was made, money paid and not yet proven stayed under the campaign’s cap.',
    management:
      'Whenever running costs were paid, they stayed under their share of all that was paid out.',
    replay:
      'The events alone give the whole state: roots, journals, rules and figures equal the contracts’ storage.',
    links:
      'Money passed on arrives in full, and every unit ends in escrow, at a payee or at a giver.',
    return: 'Whatever anybody does or fails to do, money not paid out comes back.',
    authority: 'Nobody but a campaign’s own desk moves its money.',
  },
  findingsTitle: 'Findings',
  noFindings: 'None.',
  expected: 'should be',
  found: 'is',
  seen: { missing: 'missing', altered: 'altered' },
  restListed: (count) => `And ${count} more: the report for programs (JSON) lists all of them.`,
  own: {
    strangeLog: 'The node gave a log of a contract that was not asked for.',
    senselessLog: 'A log says nothing that its contract can say.',
    logOutOfRange: 'A log lies outside the blocks that were asked for.',
    proofFails: 'What the node offers as proof does not lead to the block.',
    storageDiffers: 'A word of a contract’s storage is another than the events make it.',
    storageUnknown: 'A contract’s storage holds something that no event tells of.',
    codeDiffers: 'A contract’s code is not the one that is built from the sources.',
    nodesDisagree: 'Two nodes name different blocks.',
    documentMissing: 'A document whose digest is on chain is missing.',
    documentAltered: 'A document is not the one whose digest is on chain.',
    fileMissing: 'A file of a bundle is missing.',
    fileAltered: 'A file of a bundle is not the one that the bundle names.',
    batchMissing: 'The published file of a batch is missing.',
    batchAltered: 'The published file of a batch is not the one that was anchored.',
  },
  breach: (law) => `Law ${law} does not hold.`,
  flagsTitle: 'Risks',
  flagsMore: 'A flag breaks no rule. It is a question to ask, with what it rests on.',
  noFlags: 'None was raised.',
  flag: {
    evidenceReused: ({ uses, document }) =>
      `One document stands for ${uses} payments or reports: ${document}.`,
    payeeConcentration: ({ payee, share, paid, total, payments }) =>
      `${share} of what was paid went to one payee (${payee}): ${paid} of ${total}, in ${payments} payments.`,
    circularMoney: ({ account, paid, given, cameBack }) =>
      `A payee also gives: ${account} was paid ${paid} and gave ${given}${cameBack ? ', some of it after being paid' : ''}.`,
    batchRepeated: ({ root, entries }) =>
      `The same small gifts were anchored ${entries} times, under the root ${root}.`,
    lateProof: ({ amount, days, shown }) =>
      shown
        ? `A delivery of ${amount} was shown ${days} days late.`
        : `A delivery of ${amount} is ${days} days late and not shown yet.`,
    lateReport: ({ days, published }) =>
      published
        ? `A report was published ${days} days late.`
        : `A report is ${days} days late and not there yet.`,
    twoRoles: ({ account, roles }) => `${account} is ${roles}.`,
  },
  severity: { serious: 'serious', notable: 'notable' },
  role: {
    charity: 'the charity',
    auditor: 'an auditor',
    operator: 'an operator',
    payee: 'a payee',
    recipient: 'the recipient',
    giver: 'a giver',
  },
  and: ' and ',
  restsOn: 'Rests on',
  evidence: {
    payment: 'payment',
    gift: 'gift, entry',
    bundle: { request: 'documents of a request', evidence: 'evidence', report: 'report' },
    role: 'role',
  },
  overdueTitle: 'Overdue now',
  overdue: { proof: 'proof of delivery', report: 'report' },
  overdueMarked: 'marked: payments stop',
  due: 'due',
  noOverdue: 'Nothing is.',
  booksTitle: 'Campaigns: where the money came from, went to and is',
  booksMore:
    'Each row adds up: given and come in otherwise is paid, passed on, settled, and in escrow.',
  bookColumns: {
    campaign: 'Campaign',
    given: 'Given by donors',
    received: 'Come back or from other campaigns',
    paid: 'Paid to payees',
    passedOn: 'Passed on to other campaigns',
    settled: 'Refunded or moved on at the end',
    escrow: 'In escrow',
  },
  proofTitle: 'Campaigns: how far payments are proven',
  proofMore:
    'Each row adds up: what was paid is what was given back, and the rest at the highest proof it has.',
  proofColumns: {
    campaign: 'Campaign',
    paid: 'Paid to payees',
    returned: 'Given back by payees',
    attested: 'Attested by an auditor',
    confirmed: 'Confirmed by the recipient',
    unproven: 'Not proven yet',
    disputed: 'Disputed',
    writtenOff: 'Written off',
  },
  total: (campaigns) => `Total of ${campaigns} campaigns`,
  units: 'smallest units',
  state: { active: 'active', closed: 'closed', cancelled: 'cancelled' },
  apart: {
    desk: 'apart: its desk is not recognised',
    token: 'apart: its token is not recognised',
    notAsked: 'not asked for',
  },
  apartMore: (count) =>
    `${count} further findings are about campaigns that the verdict does not cover; the JSON report lists them.`,
  rootsTitle: 'Roots and journals, for whoever audits by hand',
  root: 'root of entries',
  ledgerJournal: 'ledger’s journal',
  deskJournal: 'desk’s journal',
  tokensTitle: 'Tokens',
  tokenColumns: { token: 'Token', held: 'The ledger holds', owed: 'Escrow', proven: 'Proven' },
  yes: 'yes',
  no: 'no',
  codeTitle: 'Code',
  codeOurs: 'as built from the sources',
  codeOther: 'other code',
  papersTitle: 'Documents and published files',
  documents: ({ digests, files, intact, missing, altered }) =>
    `${digests} digests on chain and ${files} files in their bundles: ${intact} intact, ${missing} missing, ${altered} altered.`,
  unpublished: (count) =>
    `Reasons of vetoes and disputes of which only the digest is known, as nobody has to publish them: ${count}.`,
  batches: ({ batches, intact, gifts }) =>
    `${intact} of ${batches} published files of batches give the root on chain: ${count(gifts)} small gifts.`,
  papersNotChecked: 'They were not at hand and were not checked.',
  limitsTitle: 'What this audit did not see',
  limit: {
    nothingProven:
      'The node’s word was taken for what the contracts hold: it proves nothing (--without-proofs).',
    stateNotThere:
      'The node no longer has the state of this block. Events were replayed and the laws checked, but nothing was compared with the contracts.',
    documentsNotChecked: 'Documents: say where they are with --evidence.',
    batchesNotChecked: 'Published files of batches: say where they are with --batches.',
    oneNode:
      'Only one node was asked. Everything here stands and falls with the block’s hash: compare it with another source, or use --second-rpc.',
    blockTimes:
      'The times of steps are the node’s word, as far as neither events nor storage tell them.',
    balancesSaid: 'The balance of a token is its contract’s word, without a proof.',
    headIsOld: 'The newest block is more than an hour old: the node may be behind.',
  },
  neverTitle: 'What no chain can prove',
  never: [
    'That goods were handed over. There is the recipient’s signature and an auditor’s word.',
    'That an invoice is honest, a photograph recent, a price fair.',
    'That two keys belong to two people, or a name to a key.',
    'That money is in a bank. A custody token is its custodian’s word.',
  ],
  againTitle: 'How to check this report',
  again: [
    'Run the same command with the same version against a node of your own, with --as-of and the block above. You must arrive at the same figures, roots and journals.',
    'Compare the hash of the block with another source: an explorer, a second node.',
    'Check the signature of the JSON report with npm run audit -- --verify FILE.',
  ],
};
