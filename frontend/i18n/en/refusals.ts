import type { ContractErrorName } from 'viem';
import type { deskAbi } from '../../../abi/Desk.ts';

/** Every reason for which a desk can refuse: each needs a sentence. */
type DeskError = Extract<ContractErrorName<typeof deskAbi>, `Desk_${string}`>;

/** What the contracts' errors mean, by their names. */
export const refusals = {
  Ledger_UnknownCampaign: 'There is no such campaign on this ledger.',
  Ledger_NotActive: 'The campaign is not running any more.',
  Ledger_NotCancelled: 'The campaign was not given up, so there is nothing to claim.',
  Ledger_NotOpen: 'The campaign does not take gifts at this time.',
  Ledger_BelowMinimum: 'The amount is below the smallest gift that this campaign takes.',
  Ledger_LineFull: 'The campaign cannot take an amount as large as this.',
  Ledger_NotEnoughEscrow: 'There is not enough in escrow for this payment.',
  Ledger_BadAccount: 'This address cannot be used here.',
  Ledger_WrongToken: 'The campaign takes another currency.',
  Ledger_AmountMismatch:
    'The token moved another amount than it was told to, so the ledger refused it.',
  Ledger_SendFailed: 'The receiving account refused the money.',
  Ledger_BadTarget: 'The receiving campaign cannot take this money.',
  Ledger_Terminal: 'A permanent fund can be neither closed nor given up.',
  Ledger_StillAlive: 'The campaign has not been silent for long enough.',
  Ledger_BadProof: 'The proof does not fit this entry.',
  Ledger_AlreadySettled: 'This has been claimed already.',
  Ledger_NothingToSettle: 'Everything of this gift had been spent, so nothing is left to claim.',
  Ledger_TokenUnreadable: 'The token does not answer as a token should, so the ledger refused it.',
  Ledger_WrongValue: 'The coin sent does not match the amount.',
  Ledger_Expired: 'The signature is too old. Please try again.',
  SafeERC20FailedOperation: 'The token refused to move.',
  Desk_NotRecognised: 'The registry does not recognise one of the parties.',
  Desk_BadTerms: 'The contract does not accept these terms: {{detail}}.',
  Desk_WrongRules: 'These are not the rules that the campaign was opened with.',
  Desk_NotCharity: 'Only the campaign’s charity can do this.',
  Desk_NotAuditor: 'Only one of the campaign’s auditors can do this.',
  Desk_TwoRoles:
    'One account would have two roles that must be apart, for example auditor and payee.',
  Desk_WrongNumber: 'Another request came first. Please try again.',
  Desk_WrongStage: 'This payment has moved on in the meantime.',
  Desk_AlreadyDone: 'This has been done already.',
  Desk_NotYetPayable:
    'It cannot be paid yet: approvals are missing, or the objection time still runs.',
  Desk_Lapsed: 'Its delivery date has passed, so the approvals have lapsed.',
  Desk_BadEvidence:
    'This evidence is not registered for this payment, or was used for another one.',
  Desk_BadSignature: 'The signature is not the recipient’s.',
  Desk_NoRecipient: 'Nobody was named who could confirm this.',
  Desk_ReceivedDiffers: 'The confirmed amount differs from the amount paid.',
  Desk_Unproven: 'Some deliveries are not proven yet, so the campaign cannot be finished.',
  Desk_BadTarget: 'The receiving campaign belongs to a desk that is not recognised.',
  Desk_UnknownCampaign: 'This desk does not know the campaign.',
  Desk_BadRules: 'The contract does not accept these rules: {{detail}}.',
  Desk_NotWitness:
    'Only an auditor of the campaign or a recognised witness can vouch for a recipient.',
  Desk_Paused: 'A guardian has stopped this campaign’s payments for a few days.',
  Desk_Resting: 'Another pause is possible only 30 days after the last one ended.',
  Desk_BadPause: 'A pause lasts at most 7 days.',
  Desk_ReportOverdue: 'The charity’s report is overdue. Nothing is paid until it is published.',
  Desk_DeliveryOverdue:
    'An earlier delivery is late. Nothing is paid until it is proven or written off.',
  Desk_Disputed: 'A dispute is open. The auditors must rule on it first.',
  Desk_AboveCap: 'The amount is above what this campaign may have unproven at all.',
  Desk_ExposureExceeded:
    'Too much of what was paid is not proven yet. Earlier deliveries must be proven first.',
  Desk_ManagementExceeded: 'Running costs would exceed their share of what was paid out.',
  Desk_BadReport: 'This report is empty, or was published before.',
  Desk_BadShare: 'This share is not on the list of recipients.',
  Desk_NotEnrolled: 'Nobody has vouched for this recipient in this campaign yet.',
  Desk_BadKey: 'This is neither an account nor a passkey that the desk can check.',
  Desk_NothingToNote: 'Nothing was given back that the desk does not know of.',
  Desk_NotOverdue: 'The delivery is not late yet.',
  Desk_Proven: 'Nothing of this payment is left to prove.',
  Desk_NotDisputed: 'No dispute about this payment is open.',
  Desk_LooserCap: 'The receiving campaign allows a larger share for running costs.',
  Desk_NoProposal: 'This proposal is not the one before the campaign any more.',
  Desk_NotReady: 'The auditors cannot change before the waiting time is over.',
  Desk_NotCarried: 'Not enough auditors support the change.',
  ERC3009UsedAuthorization: 'This gift was made already: you find it among your gifts.',
  ERC3009InvalidAuthorizationTime: 'What was signed has lapsed. Nothing was taken.',
  ERC20InsufficientBalance: 'The account does not hold enough of this token.',
  ERC20InsufficientAllowance: 'The amount was not released to the ledger.',
  other: 'The contract refused it ({{name}}). Nothing was moved.',
} satisfies Record<DeskError, string> & Record<string, string>;
