/** One bug for every law: a change of the product that breaks it, and the error by which the invariant must say so. */
export interface Bug {
  readonly law: number;
  readonly file: string;
  /** Stands in the file once. */
  readonly text: string;
  /** Empty where the statement is left out. */
  readonly changed: string;
  /** A statement is chosen by `if`, an expression by `?:`. */
  readonly form: 'expression' | 'statement';
  /** Of `ILaws.sol`. */
  readonly error: string;
  readonly what: string;
}

export const BUGS: readonly Bug[] = [
  {
    law: 1,
    file: 'contracts/ledger/LedgerReturns.sol',
    text: 'TokenLib.pull(book.gate.token, payee, amount);',
    changed: '',
    form: 'statement',
    error: 'Law1_Insolvent',
    what: '`LedgerReturns.returnFunds` does not fetch the money',
  },
  {
    law: 2,
    file: 'contracts/ledger/LedgerLine.sol',
    text: '(index, start) = (line.entries, line.raised);',
    changed:
      '(index, start) = (line.entries, line.raised == 0 ? uint96(0) : uint96(line.raised - 1));',
    form: 'statement',
    error: 'Law2_EntryGap',
    what: '`LedgerLine._append` begins one unit before the end of the last entry',
  },
  {
    law: 3,
    file: 'contracts/ledger/LedgerLine.sol',
    text: '(index, start) = (line.disbursements, line.disbursed);',
    changed:
      '(index, start) = (line.disbursements, line.disbursed == 0 ? uint96(0) : uint96(line.disbursed - 1));',
    form: 'statement',
    error: 'Law3_DisbursementGap',
    what: '`LedgerLine._spend` begins one unit before the end of the last payment',
  },
  {
    law: 4,
    file: 'contracts/ledger/LedgerEnding.sol',
    text: 'if (word & bit != 0) revert Ledger_AlreadySettled(campaign, index);',
    changed: '',
    form: 'statement',
    error: 'Law4_SettledTwice',
    what: '`LedgerEnding._markSettled` does not look at the bit',
  },
  {
    law: 5,
    file: 'contracts/LedgerLens.sol',
    text: 'LineLib.overlap(start, end, paid.end - paid.returned, paid.end)',
    changed: 'LineLib.overlap(start, end, paid.end, paid.end)',
    form: 'expression',
    error: 'Law5_SlicesDiffer',
    what: '`LedgerLens._slice` forgets what was given back',
  },
  {
    law: 6,
    file: 'contracts/libraries/SumTreeLib.sol',
    text: 'start += sibling.sum;',
    changed: 'start = sibling.sum;',
    form: 'statement',
    error: 'Law6_GiftsDiffer',
    what: '`SumTreeLib.verifyGift` counts the last left sibling only',
  },
  {
    law: 7,
    file: 'contracts/desk/DeskPayments.sol',
    text: 'if (amount > watch.room) revert Desk_ExposureExceeded(terms.campaign, amount, watch.room);',
    changed: '',
    form: 'statement',
    error: 'Law7_ExposureExceeded',
    what: '`DeskPayments._payOut` does not compare with the room',
  },
  {
    law: 8,
    file: 'contracts/desk/DeskPayments.sol',
    text: 'management * ALL_BPS > paid * c.managementCapBps',
    changed: 'false',
    form: 'expression',
    error: 'Law8_ManagementExceeded',
    what: '`DeskPayments._countManagement` does not compare with the cap',
  },
  {
    law: 9,
    file: 'contracts/ledger/LedgerSpending.sol',
    text: '_record(book, abi.encode(_journal(book, campaign), LifeExtended.selector, campaign));',
    changed: '',
    form: 'statement',
    error: 'Law9_JournalDiffers',
    what: '`LedgerSpending.extend` does not write its journal',
  },
  {
    law: 10,
    file: 'contracts/ledger/LedgerEnding.sol',
    text: 'if (kind == Kind.Return) return (Kind.Transfer, _terminal(campaign));',
    changed: 'if (kind == Kind.Return) return (Kind.Transfer, _heir(book));',
    form: 'statement',
    error: 'Law10_WrongDestination',
    what: '`LedgerEnding._destination` sends a Return to the heir instead of the terminal fund',
  },
  {
    law: 11,
    file: 'contracts/ledger/LedgerEnding.sol',
    text: 'if (book.standing.hardEnd < until) until = book.standing.hardEnd;',
    changed: '',
    form: 'statement',
    error: 'Law11_NotCancellable',
    what: '`LedgerEnding._checkSilent` forgets the hard end',
  },
  {
    law: 12,
    file: 'contracts/ledger/LedgerStorage.sol',
    text: 'if (msg.sender != book.standing.desk) revert Ledger_NotDesk(campaign, msg.sender);',
    changed: '',
    form: 'statement',
    error: 'Law12_MovedByAnother',
    what: '`LedgerStorage._bookForDesk` does not ask who calls',
  },
];
