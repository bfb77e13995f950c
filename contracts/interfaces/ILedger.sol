// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ILedgerEvents} from "./ILedgerEvents.sol";

/// @title ILedger
/// @notice The kernel's public language. A campaign is a line of units; money coming in (an *entry*) takes the
/// next range `[start, end)` of it, money going out (a *disbursement*) takes the next range at the moment it is paid.
/// The unit at position x was given by the entry that covers x and spent by the disbursement that covers x.
/// @dev All amounts and positions are in the token's smallest unit, all times are Unix seconds.
/// Tokens must move exactly what they are told: fees on transfer and rebasing tokens are refused or harm only
/// the campaigns held in them. `token == address(0)` is the chain's own coin.
interface ILedger is ILedgerEvents {
    /// @notice How money came in.
    enum Kind {
        Gift,
        Batch,
        Transfer,
        Return
    }

    /// @notice A campaign's life: `None → Active → Closed | Cancelled`.
    enum State {
        None,
        Active,
        Closed,
        Cancelled
    }

    /// @notice What a campaign is opened with; its hash is part of the campaign's id.
    struct CampaignConfig {
        /// ERC-20 token of every amount of this campaign; zero for the chain's own coin.
        address token;
        /// Donations are taken while `opens ≤ now < closes`.
        uint32 opens;
        uint32 closes;
        /// Smallest entry, at least 1; up to 134,217,727 followed by any number of decimal zeros.
        uint96 minimum;
        /// Campaign that inherits what is left; zero makes a terminal fund (never closed, never cancelled).
        bytes32 successor;
        /// How long after a cancellation a giver may claim, ≥ 30 days; zero for a terminal fund.
        uint32 claimWindow;
        /// Without a payment or extension for this long anyone may cancel, 30–365 days; zero for a terminal fund.
        uint32 silence;
        /// Past this second anyone may cancel, at most 5 years after `opens`; zero for a terminal fund.
        uint32 hardEnd;
        /// Who may anchor batches of small gifts.
        address[] operators;
    }

    /// @notice One leaf of a campaign's accumulator.
    struct Entry {
        Kind kind;
        uint32 index;
        /// Whose money it was; zero where the money never left the ledger.
        address payer;
        /// Whose gift it is, and who is refunded; the operator for a batch; zero as above.
        address giver;
        uint96 start;
        uint96 end;
        /// Gift: zero. Batch: hash of (root, count, dataDigest). Transfer, Return: hash of (source campaign, source start).
        bytes32 link;
    }

    /// @notice Where the money of a Transfer or Return entry came from; all zero for the other kinds.
    struct Source {
        bytes32 campaign;
        uint96 start;
    }

    /// @notice A campaign's line and standing, as read in one call.
    struct Campaign {
        address desk;
        State state;
        address token;
        uint32 opens;
        uint32 closes;
        uint96 minimum;
        uint96 raised;
        uint96 disbursed;
        uint96 settled;
        /// Given back by payees so far, wherever it went.
        uint96 returned;
        uint32 entries;
        uint32 disbursements;
        uint32 aliveAt;
        uint32 endedAt;
        uint32 silence;
        uint32 claimWindow;
        uint32 hardEnd;
        bytes32 successor;
    }

    /// @notice A paid disbursement's range; `payee` is zero for a transfer to another campaign.
    struct Disbursement {
        address payee;
        uint96 start;
        uint96 end;
        uint96 returned;
        uint8 timesReturned;
    }

    // ---------------------------------------------------------------- errors

    error Ledger_UnknownCampaign(bytes32 campaign);
    error Ledger_AlreadyOpened(bytes32 campaign);
    error Ledger_BadConfig(string field);
    error Ledger_NotActive(bytes32 campaign, State state);
    error Ledger_NotCancelled(bytes32 campaign, State state);
    error Ledger_NotOpen(bytes32 campaign, uint32 opens, uint32 closes);
    error Ledger_NotDesk(bytes32 campaign, address caller);
    error Ledger_NotOperator(bytes32 campaign, address caller);
    error Ledger_BelowMinimum(bytes32 campaign, uint256 amount, uint256 minimum);
    error Ledger_LineFull(bytes32 campaign, uint256 raised, uint256 amount);
    error Ledger_NotEnoughEscrow(bytes32 campaign, uint256 requested, uint256 available);
    error Ledger_BadAccount(address account);
    error Ledger_BadBatch(uint32 count, bytes32 root);
    error Ledger_WrongToken(bytes32 campaign, address token);
    error Ledger_WrongValue(uint256 stated, uint256 sent);
    error Ledger_AmountMismatch(address token, uint256 stated, uint256 moved);
    error Ledger_TokenUnreadable(address token);
    error Ledger_SendFailed(address payee, uint256 amount);
    error Ledger_BadTarget(bytes32 campaign, bytes32 target);
    error Ledger_Terminal(bytes32 campaign);
    error Ledger_NotPayee(bytes32 campaign, uint32 index, address caller);
    error Ledger_NotReturnable(bytes32 campaign, uint32 index, uint256 requested, uint256 available);
    error Ledger_Expired(uint256 deadline);
    error Ledger_StillAlive(bytes32 campaign, uint256 until);
    error Ledger_BadHalt(uint32 until);
    error Ledger_BadProof(bytes32 campaign, uint32 index);
    error Ledger_AlreadySettled(bytes32 campaign, uint32 index);
    error Ledger_NothingToSettle(bytes32 campaign, uint32 index);

    // ---------------------------------------------------------------- opening

    /// @notice Opens a campaign; the caller is its desk for good.
    /// @dev Reverts with `Ledger_BadConfig(field)`, `Ledger_AlreadyOpened`, `Ledger_UnknownCampaign` (successor).
    /// @param config see {CampaignConfig}
    /// @param salt any value; makes otherwise equal campaigns differ
    /// @return campaign hash of (chain, this ledger, caller, config, salt)
    function open(CampaignConfig calldata config, bytes32 salt) external returns (bytes32 campaign);

    /// @notice The id that `desk` would get for `config` and `salt` on this chain and ledger.
    function campaignId(
        address desk,
        CampaignConfig calldata config,
        bytes32 salt
    ) external view returns (bytes32);

    // ---------------------------------------------------------------- giving

    /// @notice Gives `amount` in the caller's name, after an approval to this contract.
    /// @dev Reverts with `Ledger_NotOpen`, `Ledger_NotActive`, `Ledger_UnknownCampaign`, `Ledger_BelowMinimum`,
    /// `Ledger_LineFull`, `Ledger_WrongValue` (a campaign in the chain's own coin), `Ledger_AmountMismatch`, or the token's
    /// own error.
    function donate(bytes32 campaign, uint96 amount) external;

    /// @notice As {donate}, in another's name: the caller pays, `giver` is shown and refunded.
    function donateFor(bytes32 campaign, address giver, uint96 amount) external;

    /// @notice Gives by an ERC-3009 authorization that `payer` signed off chain; anyone may submit it.
    /// @dev The authorization's nonce must be `keccak256(abi.encode(campaign, giver, salt))`, which binds it to
    /// this campaign and giver: nobody can redirect it.
    function donateWithAuthorization(
        bytes32 campaign,
        address payer,
        address giver,
        uint96 amount,
        bytes32 salt,
        uint256 validAfter,
        uint256 validBefore,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice Gives the value sent, in the caller's name, to a campaign in the chain's own coin.
    function donateNative(bytes32 campaign) external payable;

    /// @notice As {donateNative}, in another's name.
    function donateNativeFor(bytes32 campaign, address giver) external payable;

    /// @notice Anchors many small gifts as one entry, paid from the operator's own balance.
    /// @param count number of gifts, > 0, at most `amount`
    /// @param root root of their sum tree, whose sum is `amount`
    /// @param dataDigest digest of the published file of commitments and amounts
    /// @dev Tokens only: a campaign in the chain's own coin takes no batches (`Ledger_WrongValue`).
    function donateBatch(
        bytes32 campaign,
        uint96 amount,
        uint32 count,
        bytes32 root,
        bytes32 dataDigest
    ) external;

    /// @notice Uses the caller's ERC-2612 permit; meant for {multicall} together with {donate}.
    /// @dev For a token contract it never reverts for a bad or used permit: somebody may have submitted it first, and {donate} fails by
    /// itself where the allowance is missing.
    function permit(address token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    // ---------------------------------------------------------------- the desk's part

    /// @notice Pays the next `amount` units of the line to `payee`. Desk only.
    /// @param ref the desk's name for this disbursement, carried in the event
    /// @return index the disbursement's number on this line, from 0
    function pay(bytes32 campaign, address payee, uint96 amount, bytes32 ref) external returns (uint32 index);

    /// @notice Passes the next `amount` units on to another active campaign of the same token. Desk only.
    function transfer(
        bytes32 campaign,
        bytes32 target,
        uint96 amount,
        bytes32 ref
    ) external returns (uint32 index);

    /// @notice Stops donations until `until`, at most 7 days ahead; the closing time moves along, within the hard end.
    /// @dev Desk only. Payments, settlements and the silence period go on as before.
    function halt(bytes32 campaign, uint32 until) external;

    /// @notice Begins the silence period anew, not before the opening. Desk only.
    function extend(bytes32 campaign) external;

    /// @notice Finishes a campaign; what is left goes to its first active successor. Desk only.
    function close(bytes32 campaign) external;

    /// @notice Gives a campaign up, so that every entry's unspent range can be claimed.
    /// @dev By the desk at any time; by anyone after the silence period or the hard end (else `Ledger_StillAlive`).
    function cancel(bytes32 campaign) external;

    // ---------------------------------------------------------------- money coming back

    /// @notice A payee gives back the last `amount` units of disbursement `index` that were not given back before.
    /// @dev `amount` must be at least the campaign's minimum or all the rest; at most 16 times per disbursement;
    /// never for a transfer. Enters the same campaign as a Return, or its heir as a Transfer once it has ended.
    /// In the chain's own coin the value is sent along. With an empty `signature` the caller must be the payee;
    /// otherwise `signature` is the payee's (EIP-712 `Return(bytes32 campaign,uint32 index,address payee,
    /// uint96 amount,uint96 returned,uint256 deadline)`, `returned` = given back so far) and, for tokens, the
    /// payee's allowance is used.
    function returnFunds(
        bytes32 campaign,
        uint32 index,
        uint96 amount,
        uint256 deadline,
        bytes calldata signature
    ) external payable;

    /// @notice Settles one entry of a cancelled campaign for exactly its unspent range, once. Anyone may call.
    /// @dev Within the claim window a Gift or Batch goes to its giver, afterwards to the first active successor.
    /// A Transfer goes back to its source campaign if that is active (as a Return), else to the source's first
    /// active successor. A Return goes to the terminal fund.
    /// @param proof the 32 siblings of the entry's leaf, from the leaf up
    function settle(
        bytes32 campaign,
        Entry calldata entry,
        Source calldata source,
        bytes32[32] calldata proof
    ) external;

    // ---------------------------------------------------------------- reading

    /// @notice Everything about a campaign but its entries; `Ledger_UnknownCampaign` if there is none.
    function campaignOf(bytes32 campaign) external view returns (Campaign memory);

    /// @notice Which desk a campaign belongs to; `Ledger_UnknownCampaign` if there is none.
    function deskOf(bytes32 campaign) external view returns (address);

    /// @notice One paid disbursement by its number on the line.
    function disbursementOf(bytes32 campaign, uint32 index) external view returns (Disbursement memory);

    /// @notice Where a disbursement begins on the line, in one read: what a search among many looks at.
    /// @dev Zero for one that does not exist.
    function disbursementStartOf(bytes32 campaign, uint32 index) external view returns (uint96);

    /// @notice How much of a disbursement its payee gave back; zero for one that does not exist.
    function returnedOf(bytes32 campaign, uint32 index) external view returns (uint96);

    /// @notice Root of the campaign's accumulator over all entries so far.
    function rootOf(bytes32 campaign) external view returns (bytes32);

    /// @notice Rolling hash of the campaign's money events other than entries.
    /// @dev Begins as the campaign's id (kept as zero until the first step); each step is `keccak256(abi.encode(journal, topic0, arguments in order))`.
    function journalOf(bytes32 campaign) external view returns (bytes32);

    /// @notice First campaign after `campaign`, along its successors, that is active.
    function heirOf(bytes32 campaign) external view returns (bytes32);

    /// @notice Whether the entry with this index has been settled.
    function isSettled(bytes32 campaign, uint32 index) external view returns (bool);

    /// @notice Whether `account` may anchor batches in the campaign.
    function isOperator(bytes32 campaign, address account) external view returns (bool);
}
