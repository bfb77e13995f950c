// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {BatchChecks} from "./BatchChecks.sol";
import {IDesk} from "../../../contracts/interfaces/IDesk.sol";
import {IDeskTypes} from "../../../contracts/interfaces/IDeskTypes.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ILedgerLens} from "../../../contracts/interfaces/ILedgerLens.sol";
import {NaiveTree} from "./NaiveTree.sol";

/// @notice The laws after every step: what the events told against what the ledger says and holds.
abstract contract Checks is BatchChecks {
    uint256 private constant MAX_HOPS = 64;
    uint256 private constant ALL_FIGURES_EVERY = 16;
    uint256 private constant A_BATCH_EVERY = 4;

    address[] internal _tokens;
    /// A token whose issuer takes from the ledger what it likes; once it has, law 1 is its own campaigns' loss.
    address internal _hostile;
    bool internal _robbed;

    /// @notice Reverts with the first law that is broken. `pick` chooses what is traced and hashed anew this time.
    /// @dev Of the figures those that the last action touched, and now and then all, since nothing but that would show
    /// that an action changed what it does not tell of.
    function check(uint256 pick) external view {
        if (_broken.length != 0) _revertWith(_broken);
        _checkSolvency();
        for (uint256 i = 0; i < _touched.length; ++i) _checkCampaign(_touched[i]);
        _checkTree(_touched[0]);
        bytes32 campaign = _ids[pick % _ids.length];
        _checkTree(campaign);
        uint256 entries = _ghosts[campaign].entries.length;
        if (entries != 0) _checkSlices(campaign, (pick >> 64) % entries, uint32(1 + ((pick >> 96) % 4)));
        uint256 batches = _batches.length;
        if (batches != 0 && (pick >> 160) % A_BATCH_EVERY == 0) {
            _checkBatch(_batches[(pick >> 192) % batches], pick >> 224);
        }
        if ((pick >> 128) % ALL_FIGURES_EVERY == 0) _checkAll();
    }

    /// @notice The figures of every campaign, and every batch.
    function checkAll() external view {
        _checkAll();
        for (uint256 i = 0; i < _batches.length; ++i) _checkBatch(_batches[i], i);
    }

    function _checkAll() private view {
        for (uint256 i = 0; i < _ids.length; ++i) _checkCampaign(_ids[i]);
    }

    function _checkCampaign(bytes32 campaign) private view {
        if (campaign == 0) return;
        _checkFigures(campaign);
        if (_dockets[campaign].desk != address(0)) _checkDesk(campaign);
    }

    /// @notice Law 1: what is owed in a token, by what the events told, lies here.
    function _checkSolvency() private view {
        uint256[] memory owed = new uint256[](_tokens.length);
        for (uint256 i = 0; i < _ids.length; ++i) {
            Book storage book = _ghosts[_ids[i]];
            uint256 which = 0;
            while (_tokens[which] != book.token) ++which;
            owed[which] += book.raised - book.disbursed - book.settled;
        }
        for (uint256 i = 0; i < _tokens.length; ++i) {
            address token = _tokens[i];
            if (_robbed && token == _hostile) continue;
            bool isCoin = token == address(0);
            uint256 held = isCoin ? address(_ledger).balance : IERC20(token).balanceOf(address(_ledger));
            if (held < owed[i]) revert Law1_Insolvent(token, held, owed[i]);
        }
    }

    /// @notice Law 9 for the figures of a line and its journal.
    function _checkFigures(bytes32 campaign) private view {
        Book storage book = _ghosts[campaign];
        ILedger.Campaign memory line = _ledger.campaignOf(campaign);
        _same(campaign, "raised", line.raised, book.raised);
        _same(campaign, "disbursed", line.disbursed, book.disbursed);
        _same(campaign, "settled", line.settled, book.settled);
        _same(campaign, "entries", line.entries, book.entries.length);
        _same(campaign, "disbursements", line.disbursements, book.paid.length);
        _same(campaign, "state", uint256(line.state), uint256(book.state));
        _same(campaign, "aliveAt", line.aliveAt, book.aliveAt);
        _same(campaign, "endedAt", line.endedAt, book.endedAt);
        if (_ledger.journalOf(campaign) != book.journal) revert Law9_JournalDiffers(campaign);
        for (uint32 i = 0; i < book.paid.length; ++i) _checkPaid(campaign, i);
    }

    /// @notice Law 9 for a desk's counters and its journal: what it keeps is the sum over the payments it told of.
    function _checkDesk(bytes32 campaign) private view {
        Docket storage docket = _dockets[campaign];
        IDeskTypes.Standing memory standing = IDesk(docket.desk).standingOf(campaign);
        (uint256 exposed, uint256 management, uint256 transferred, uint256 disputes, uint256 overdue) = _sums(
            campaign
        );
        _same(campaign, "room", standing.room + exposed, docket.exposureCap);
        _same(campaign, "management", standing.management, management);
        _same(campaign, "transferred", standing.transferred, transferred);
        _same(campaign, "disputes", standing.disputes, disputes);
        _same(campaign, "overdue", standing.overdue, overdue);
        _same(campaign, "requests", standing.requests, docket.payments.length);
        _same(campaign, "reportDue", standing.reportDue, docket.reportDue);
        _same(campaign, "pausedUntil", standing.pausedUntil, docket.pausedUntil);
        _same(campaign, "epoch", standing.epoch, _councils[campaign].epoch);
        _same(campaign, "threshold", standing.threshold, _councils[campaign].threshold);
        if (standing.journal != docket.journal) revert Law9_JournalDiffers(campaign);
    }

    function _checkPaid(bytes32 campaign, uint32 index) private view {
        Paid storage paid = _ghosts[campaign].paid[index];
        ILedger.Disbursement memory found = _ledger.disbursementOf(campaign, index);
        bool same = found.payee == paid.payee && found.start == paid.start && found.end == paid.end;
        if (!same || found.returned != paid.returned || found.timesReturned != paid.times) {
            revert Law3_DisbursementGap(campaign, index, found.start, found.end);
        }
    }

    function _checkTree(bytes32 campaign) private view {
        if (campaign == 0) return;
        bytes32 expected = NaiveTree.root(_ghosts[campaign].leaves);
        if (_ledger.rootOf(campaign) != expected) revert Law9_RootDiffers(campaign);
    }

    /// @notice Laws 5 and 10: every unit of an entry is traced to escrow, a payee or a giver, and they add up. What the
    /// lens says was spent of it, page by page, is what the events told.
    function _checkSlices(bytes32 campaign, uint256 index, uint32 limit) private view {
        Entry storage entry = _ghosts[campaign].entries[index];
        uint96 traced = _trace(campaign, entry.start, entry.end, 0);
        if (traced != entry.end - entry.start) {
            revert Law5_SlicesDiffer(campaign, entry.start, entry.end, traced);
        }
        uint96 spent = _ghosts[campaign].disbursed;
        if (spent > entry.end) spent = entry.end;
        (uint96 position, uint96 next) = (entry.start, entry.start);
        do {
            ILedgerLens.Slice[] memory slices;
            (slices, next) = _lens.slicesOf(campaign, next, entry.end, limit);
            for (uint256 i = 0; i < slices.length; ++i) {
                if (!_isTold(campaign, slices[i], position, entry.end)) {
                    revert Law5_SlicesDiffer(campaign, entry.start, entry.end, slices[i].start);
                }
                position = slices[i].end;
            }
            if (next != 0 && (slices.length == 0 || next != position)) break;
        } while (next != 0);
        if (next != 0 || position != (spent > entry.start ? spent : entry.start)) {
            revert Law5_SlicesDiffer(campaign, entry.start, entry.end, position);
        }
    }

    /// @dev Whether a slice of the lens begins here, and is all that the payment it names took of the rest.
    function _isTold(
        bytes32 campaign,
        ILedgerLens.Slice memory slice,
        uint96 start,
        uint96 end
    ) private view returns (bool) {
        if (slice.index >= _ghosts[campaign].paid.length) return false;
        Paid storage paid = _ghosts[campaign].paid[slice.index];
        bool here = slice.start == start && slice.end > start && slice.payee == paid.payee;
        if (!here || slice.end - start != _common(start, end, paid.start, paid.end)) return false;
        return slice.returned == _common(start, end, paid.end - paid.returned, paid.end);
    }

    /// @dev How many units of `[start, end)` are found at an end of their path.
    function _trace(
        bytes32 campaign,
        uint96 start,
        uint96 end,
        uint256 hops
    ) private view returns (uint96 found) {
        if (hops == MAX_HOPS) revert Law10_EndlessPath(campaign, start);
        Book storage book = _ghosts[campaign];
        for (uint256 i = 0; i < book.paid.length; ++i) {
            Paid storage paid = book.paid[i];
            if (paid.payee == address(0)) continue;
            found += _common(start, end, paid.start, paid.end - paid.returned);
        }
        found += _traceMoved(book.moved, start, end, hops);
        found += _traceMoved(book.settlements, start, end, hops);
        if (end > book.disbursed) {
            uint96 waiting = end - (start > book.disbursed ? start : book.disbursed);
            for (uint256 i = 0; i < book.settlements.length; ++i) {
                waiting -= _common(start, end, book.settlements[i].start, book.settlements[i].end);
            }
            found += waiting;
        }
    }

    function _traceMoved(
        Moved[] storage moved,
        uint96 start,
        uint96 end,
        uint256 hops
    ) private view returns (uint96 found) {
        for (uint256 i = 0; i < moved.length; ++i) {
            Moved memory part = moved[i];
            uint96 length = _common(start, end, part.start, part.end);
            if (length == 0) continue;
            if (part.target == 0) {
                found += length;
                continue;
            }
            uint96 from = _ghosts[part.target].entries[part.entry].start;
            if (start > part.start) from += start - part.start;
            found += _trace(part.target, from, from + length, hops + 1);
        }
    }

    function _common(uint96 aStart, uint96 aEnd, uint96 bStart, uint96 bEnd) private pure returns (uint96) {
        uint96 start = aStart > bStart ? aStart : bStart;
        uint96 end = aEnd < bEnd ? aEnd : bEnd;
        return start < end ? end - start : 0;
    }

    function _same(bytes32 campaign, string memory figure, uint256 chain, uint256 replayed) private pure {
        if (chain != replayed) revert Law9_FigureDiffers(campaign, figure, chain, replayed);
    }

    function _revertWith(bytes memory reason) private pure {
        assembly ("memory-safe") {
            revert(add(reason, 0x20), mload(reason))
        }
    }
}
