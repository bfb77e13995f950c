// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Desk} from "./Desk.sol";
import {IDesk} from "./interfaces/IDesk.sol";
import {ILedger} from "./interfaces/ILedger.sol";
import {ILedgerLens} from "./interfaces/ILedgerLens.sol";
import {IRegistry} from "./interfaces/IRegistry.sol";
import {AccumulatorLib} from "./libraries/AccumulatorLib.sol";
import {LineLib} from "./libraries/LineLib.sol";
import {SumTreeLib} from "./libraries/SumTreeLib.sol";

/// @title LedgerLens
/// @notice See {ILedgerLens}.
contract LedgerLens is ILedgerLens {
    uint256 private constant MAX_PAGE = 256;
    uint256 private constant ALL_BPS = 10_000;
    uint256 private constant FREE_GUESSES = 5;

    /// @notice Which desk, ledger and registry it reads.
    Desk public immutable DESK;
    ILedger public immutable LEDGER;
    IRegistry public immutable REGISTRY;

    /// @notice A lens over this desk, its ledger and its registry.
    constructor(Desk desk) {
        (DESK, LEDGER, REGISTRY) = (desk, desk.LEDGER(), desk.REGISTRY());
    }

    // ---------------------------------------------------------------- campaigns and disbursements

    /// @inheritdoc ILedgerLens
    function campaignsOf(bytes32[] calldata ids) external view returns (CampaignView[] memory campaigns) {
        campaigns = new CampaignView[](_atMost(MAX_PAGE, ids.length));
        for (uint256 i = 0; i < campaigns.length; ++i) {
            CampaignView memory campaign = campaigns[i];
            campaign.id = ids[i];
            try LEDGER.campaignOf(ids[i]) returns (ILedger.Campaign memory line) {
                (campaign.known, campaign.line) = (true, line);
                campaign.atDesk = line.desk == address(DESK);
                if (campaign.atDesk) campaign.standing = DESK.standingOf(ids[i]);
            } catch {}
        }
    }

    /// @inheritdoc ILedgerLens
    function disbursementsOf(
        bytes32 campaign,
        uint32 from,
        uint32 limit
    ) external view returns (ILedger.Disbursement[] memory page) {
        uint256 count = LEDGER.campaignOf(campaign).disbursements;
        uint256 rest = from < count ? count - from : 0;
        page = new ILedger.Disbursement[](_atMost(rest, _atMost(MAX_PAGE, limit)));
        for (uint32 i = 0; i < page.length; ++i) page[i] = LEDGER.disbursementOf(campaign, from + i);
    }

    // ---------------------------------------------------------------- the line

    /// @inheritdoc ILedgerLens
    function slicesOf(
        bytes32 campaign,
        uint96 start,
        uint96 end,
        uint32 limit
    ) external view returns (Slice[] memory slices, uint96 next) {
        ILedger.Campaign memory line = LEDGER.campaignOf(campaign);
        if (end > line.disbursed) end = line.disbursed;
        if (start >= end || limit == 0) return (slices, 0);

        uint32 index = _find(campaign, line, start);
        ILedger.Disbursement memory paid = LEDGER.disbursementOf(campaign, index);
        slices = new Slice[](_atMost(line.disbursements - index, _atMost(MAX_PAGE, limit)));
        uint256 count = 0;
        for (next = start; count < slices.length; ++count) {
            slices[count] = _slice(index, paid, next, end);
            next = slices[count].end;
            if (next == end) {
                next = 0;
                ++count;
                break;
            }
            if (count + 1 < slices.length) paid = LEDGER.disbursementOf(campaign, ++index);
        }
        // There is room for as many as there might have been.
        assembly ("memory-safe") {
            mstore(slices, count)
        }
    }

    /// @inheritdoc ILedgerLens
    function isEntry(
        bytes32 campaign,
        ILedger.Entry calldata entry,
        bytes32[32] calldata proof
    ) external view returns (bool) {
        return _isEntry(campaign, entry, proof);
    }

    /// @inheritdoc ILedgerLens
    function giftOf(
        bytes32 campaign,
        ILedger.Entry calldata entry,
        bytes32[32] calldata entryProof,
        BatchAnchor calldata anchor,
        SumTreeLib.BatchGift calldata gift,
        SumTreeLib.SumProof calldata giftProof
    ) external view returns (uint96 start, uint96 end) {
        if (!_isEntry(campaign, entry, entryProof)) revert Lens_NotAnEntry(campaign, entry.index);
        bytes32 link = keccak256(abi.encode(anchor.root, giftProof.count, anchor.data));
        if (entry.kind != ILedger.Kind.Batch || entry.link != link) {
            revert Lens_NotTheBatch(campaign, entry.index);
        }
        SumTreeLib.BatchScope memory scope = SumTreeLib.BatchScope(
            block.chainid,
            address(LEDGER),
            campaign,
            entry.giver
        );
        uint96 amount = entry.end - entry.start;
        (uint256 from, uint256 to) = SumTreeLib.verifyGift(anchor.root, amount, scope, gift, giftProof);
        // Neither is more than `amount`.
        (start, end) = (entry.start + uint96(from), entry.start + uint96(to));
    }

    function _isEntry(
        bytes32 campaign,
        ILedger.Entry calldata entry,
        bytes32[32] calldata proof
    ) private view returns (bool) {
        bytes32 leaf = keccak256(abi.encode(entry));
        return AccumulatorLib.climb(leaf, entry.index, proof) == LEDGER.rootOf(campaign);
    }

    /// @dev Which disbursement spent `position`, which lies before the line's `disbursed`. Disbursements tile the line,
    /// so the position tells about which one it is, and nearer each time. Where payments are so unlike that a few guesses
    /// were not enough, each that leaves more than half of them is followed by one that halves.
    function _find(
        bytes32 campaign,
        ILedger.Campaign memory line,
        uint96 position
    ) private view returns (uint32) {
        // It is one of [low, high); low begins at `from`, high at `to`.
        (uint256 low, uint256 high) = (0, line.disbursements);
        (uint256 from, uint256 to) = (0, line.disbursed);
        bool halve = false;
        for (uint256 looks = 1; high - low > 1; ++looks) {
            uint256 size = high - low;
            // Which one the position seems to be in, but low, whose beginning is known.
            uint256 index = low + (halve ? size / 2 : (size * (position - from)) / (to - from));
            if (index == low) ++index;
            uint256 start = LEDGER.disbursementStartOf(campaign, uint32(index));
            if (position < start) (high, to) = (index, start);
            else (low, from) = (index, start);
            halve = looks >= FREE_GUESSES && (high - low) * 2 > size;
        }
        return uint32(low);
    }

    /// @dev The payee gave back the end of what it was paid.
    function _slice(
        uint32 index,
        ILedger.Disbursement memory paid,
        uint96 start,
        uint96 end
    ) private pure returns (Slice memory) {
        (start, end) = LineLib.overlap(start, end, paid.start, paid.end);
        (uint96 backStart, uint96 backEnd) = LineLib.overlap(start, end, paid.end - paid.returned, paid.end);
        return Slice(index, paid.payee, start, end, backEnd - backStart);
    }

    // ---------------------------------------------------------------- what stops a payment

    /// @inheritdoc ILedgerLens
    function obstaclesOf(Terms calldata terms) external view returns (Obstacles memory o) {
        Standing memory standing = DESK.standingOf(terms.campaign);
        Record memory record = DESK.recordOf(DESK.disbursementId(terms));
        ILedger.Campaign memory line = LEDGER.campaignOf(terms.campaign);
        o.payableFrom = record.epoch == standing.epoch ? record.payableFrom : 0;
        o.deadline = uint256(terms.deliverBy) + standing.pausedTotal - record.pausedBefore;
        (o.pausedUntil, o.reportDue) = (standing.pausedUntil, standing.reportDue);
        (o.overdue, o.disputes) = (standing.overdue, standing.disputes);
        (o.room, o.escrow) = (standing.room, line.raised - line.disbursed);
        o.management = standing.management;
        o.paid = uint256(line.disbursed) - standing.transferred - line.returned;

        _note(o, Reason.NotRequested, record.stage != Stage.Requested);
        _note(o, Reason.NotApproved, o.payableFrom == 0);
        _note(o, Reason.Challenge, block.timestamp < o.payableFrom);
        _note(o, Reason.Lapsed, block.timestamp > o.deadline);
        _note(o, Reason.Paused, block.timestamp < o.pausedUntil);
        _note(o, Reason.ReportOverdue, block.timestamp > o.reportDue);
        _note(o, Reason.DeliveryOverdue, o.overdue != 0);
        _note(o, Reason.Disputed, o.disputes != 0);
        if (terms.category == Category.Transfer) _noteTarget(o, terms, line.token, standing.managementCapBps);
        else _noteCaps(o, terms, standing.managementCapBps);
        _note(o, Reason.Ended, line.state != ILedger.State.Active);
        _note(o, Reason.Escrow, terms.amount > o.escrow);
    }

    function _noteCaps(Obstacles memory o, Terms calldata terms, uint16 capBps) private pure {
        o.paid += terms.amount;
        _note(o, Reason.Exposure, terms.amount > o.room);
        if (terms.category != Category.Management) return;
        o.management += terms.amount;
        _note(o, Reason.Management, o.management * ALL_BPS > o.paid * capBps);
    }

    function _noteTarget(
        Obstacles memory o,
        Terms calldata terms,
        address token,
        uint16 capBps
    ) private view {
        try LEDGER.campaignOf(terms.target) returns (ILedger.Campaign memory target) {
            bool takes =
                terms.target != terms.campaign &&
                    target.token == token &&
                    target.state == ILedger.State.Active &&
                    terms.amount >= target.minimum &&
                    uint256(target.raised) + terms.amount <= type(uint96).max;
            _note(o, Reason.Target, !takes);
            _note(o, Reason.TargetDesk, !_isTrusted(terms.target, target, capBps));
        } catch {
            _note(o, Reason.Target, true);
        }
    }

    function _isTrusted(
        bytes32 id,
        ILedger.Campaign memory target,
        uint16 capBps
    ) private view returns (bool) {
        if (!REGISTRY.isRecognised(IRegistry.Role.Desk, target.desk)) return false;
        bool terminal = target.successor == 0;
        if (terminal && (target.desk == address(DESK) || REGISTRY.generalFundOf(target.token) == id))
            return true;
        try IDesk(target.desk).stewardOf(id) returns (address, uint16 bps) {
            return bps <= capBps;
        } catch {
            return false;
        }
    }

    function _note(Obstacles memory o, Reason reason, bool stops) private pure {
        if (stops) o.reasons |= uint16(1 << uint8(reason));
    }

    function _atMost(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
