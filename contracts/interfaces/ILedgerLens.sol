// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IDeskTypes} from "./IDeskTypes.sol";
import {ILedger} from "./ILedger.sol";
import {SumTreeLib} from "../libraries/SumTreeLib.sol";

/// @title ILedgerLens
/// @notice Reads over a ledger and one desk, in pages, for whoever has a node and no index. It keeps nothing and decides
/// nothing. Amounts in the token's smallest unit, times in Unix seconds.
/// @dev Pages have at most 256 items, however many are asked for.
interface ILedgerLens is IDeskTypes {
    /// @notice What can stop a payment, in the order in which desk and ledger look. `1 << uint8(reason)` is its bit.
    enum Reason {
        /// Never requested, vetoed or paid already.
        NotRequested,
        /// The auditors in office have not approved it by their threshold.
        NotApproved,
        /// The challenge window is not over.
        Challenge,
        /// Its deadline has passed.
        Lapsed,
        /// A guardian paused the campaign.
        Paused,
        /// The charity owes a report.
        ReportOverdue,
        /// A delivery is marked as late.
        DeliveryOverdue,
        /// A dispute is open.
        Disputed,
        /// A payment: more would be unproven than the exposure cap allows (law 7).
        Exposure,
        /// A payment for management: its share would exceed the management cap (law 8).
        Management,
        /// A transfer: the target's desk is not recognised, or its management cap is looser.
        TargetDesk,
        /// The campaign is closed or cancelled.
        Ended,
        /// A transfer: the ledger does not take it into the target (unknown, ended, other token, below its minimum, full).
        Target,
        /// There is not that much in escrow.
        Escrow
    }

    /// @notice What stops a payment, and the figures it is decided by.
    struct Obstacles {
        /// Bits as in {Reason}; zero: nothing of what desk and ledger look at. The token may still refuse.
        uint16 reasons;
        /// Zero while the auditors in office have not approved it.
        uint32 payableFrom;
        uint256 deadline;
        uint32 pausedUntil;
        uint32 reportDue;
        /// Deliveries marked as late, disputes open.
        uint16 overdue;
        uint16 disputes;
        /// What the exposure cap leaves, and what is in escrow.
        uint96 room;
        uint96 escrow;
        /// Management cost and all payments as they would be after this one.
        uint256 management;
        uint256 paid;
    }

    /// @notice One campaign as ledger and desk have it.
    struct CampaignView {
        bytes32 id;
        /// Whether the ledger knows it; if not, all else is zero.
        bool known;
        /// Whether it is this lens's desk's; if not, `standing` is zero.
        bool atDesk;
        ILedger.Campaign line;
        Standing standing;
    }

    /// @notice The part of a range that one disbursement spent.
    struct Slice {
        /// The disbursement's number on the line.
        uint32 index;
        /// Who was paid; zero for a transfer to another campaign.
        address payee;
        uint96 start;
        uint96 end;
        /// How much of this part the payee gave back.
        uint96 returned;
    }

    /// @notice What an operator anchored with a batch, besides the number of its gifts.
    struct BatchAnchor {
        /// Root of the gifts' sum tree.
        bytes32 root;
        /// Digest of the published file.
        bytes32 data;
    }

    /// @notice This entry is not in the campaign's accumulator as it stands.
    error Lens_NotAnEntry(bytes32 campaign, uint32 index);
    /// @notice The entry is no batch, or not the one with this root, this digest and that many gifts.
    error Lens_NotTheBatch(bytes32 campaign, uint32 index);

    /// @notice The campaigns with these ids, in their order.
    function campaignsOf(bytes32[] calldata ids) external view returns (CampaignView[] memory campaigns);

    /// @notice The disbursements of a campaign from number `from` on, at most `limit` of them. Reverts with
    /// Ledger_UnknownCampaign.
    function disbursementsOf(
        bytes32 campaign,
        uint32 from,
        uint32 limit
    ) external view returns (ILedger.Disbursement[] memory page);

    /// @notice What became of `[start, end)` of a campaign's line: the slices that disbursements spent of it, at most
    /// `limit`. What lies at or after the line's `disbursed` is not spent. Reverts with Ledger_UnknownCampaign.
    /// @dev Finds the first by interpolation, halving where that does not get on: a handful of looks as a rule, never more
    /// than five and twice those of a binary search.
    /// @return slices in order, without gaps
    /// @return next where the next page begins; zero when there is none
    function slicesOf(
        bytes32 campaign,
        uint96 start,
        uint96 end,
        uint32 limit
    ) external view returns (Slice[] memory slices, uint96 next);

    /// @notice Whether this entry is in the campaign's accumulator as it stands. Reverts with Ledger_UnknownCampaign.
    /// @param proof the 32 siblings of the entry's leaf, from the leaf up
    function isEntry(
        bytes32 campaign,
        ILedger.Entry calldata entry,
        bytes32[32] calldata proof
    ) external view returns (bool);

    /// @notice Which units of the campaign's line a gift in a batch gave. Two gifts of one batch never overlap, and
    /// none reaches beyond its entry, whatever the operator did (law 6). Reverts with Ledger_UnknownCampaign,
    /// Lens_NotAnEntry, Lens_NotTheBatch, or the error of {SumTreeLib} that says why the gift is not in the batch.
    /// @param entry the batch as it entered the line
    /// @param entryProof the 32 siblings of the entry's leaf, from the leaf up
    /// @param anchor what was anchored with it
    /// @param gift what stands for its giver, and its amount in the token's smallest unit
    /// @param giftProof the gift's number, the number of all gifts in the batch, and the siblings from the leaf up
    /// @return start the gift's first position on the line, counted in the token's smallest unit
    /// @return end the position behind its last one
    function giftOf(
        bytes32 campaign,
        ILedger.Entry calldata entry,
        bytes32[32] calldata entryProof,
        BatchAnchor calldata anchor,
        SumTreeLib.BatchGift calldata gift,
        SumTreeLib.SumProof calldata giftProof
    ) external view returns (uint96 start, uint96 end);

    /// @notice Everything that stops these terms from being paid now. Reverts with Desk_UnknownCampaign.
    function obstaclesOf(Terms calldata terms) external view returns (Obstacles memory);
}
