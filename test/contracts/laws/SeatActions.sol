// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IDeskAnnex} from "../../../contracts/interfaces/IDeskAnnex.sol";
import {IDeskTypes} from "../../../contracts/interfaces/IDeskTypes.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {SpendingActions} from "./SpendingActions.sol";
import {VM} from "./IVm.sol";

/// @notice How a campaign's auditors change, and what becomes of what the former ones said.
abstract contract SeatActions is SpendingActions {
    /// @notice A charity proposes other auditors, and those in office vote; mostly for it.
    function deskPropose(uint256 seed) external {
        bytes32 campaign = _findOf(seed, true, false);
        uint256 count = 1 + ((seed >> 8) % 4);
        address[] memory seats = _someAuditors(seed >> 16, count);
        uint8 threshold = uint8(1 + ((seed >> 24) % count));
        bytes memory data = abi.encodeCall(
            IDeskAnnex.proposeAuditors,
            (campaign, _rules[campaign], seats, threshold)
        );
        if (!_doAtDesk(campaign, _rules[campaign].charity, data)) return;
        address[] memory auditors = _councils[campaign].auditors;
        for (uint256 i = 0; i < auditors.length; ++i) {
            if ((seed >> (32 + i)) % 8 == 0) continue;
            _vote(campaign, auditors[i], (seed >> (64 + 4 * i)) % 4 != 0);
            // The last word counts.
            if ((seed >> (128 + i)) % 8 == 0) _vote(campaign, auditors[i], true);
        }
    }

    function _vote(bytes32 campaign, address auditor, bool inFavour) private {
        bytes32 proposal = _councils[campaign].proposal;
        bytes memory data = abi.encodeCall(
            IDeskAnnex.voteOnAuditors,
            (campaign, _rules[campaign], proposal, inFavour)
        );
        _doAtDesk(campaign, auditor, data);
    }

    /// @notice Whoever was proposed takes office when the time has come, and not before; what the former auditors said
    /// counts no more, and they say nothing more.
    function deskSeat(uint256 seed) external {
        bytes32 campaign = _findProposed(seed);
        if (campaign == 0) return;
        Council storage council = _councils[campaign];
        IDeskTypes.Rules memory former = _rules[campaign];
        bytes memory data = abi.encodeCall(
            IDeskAnnex.changeAuditors,
            (campaign, former, council.seats, council.nextThreshold)
        );
        if (block.timestamp < council.readyAt) {
            _refuseAtDesk(campaign, _person(seed), data);
            if ((seed >> 8) % 2 == 0) return;
            VM.warp(council.readyAt);
        }
        if (!_isSeatable(campaign)) return _refuseAtDesk(campaign, _person(seed), data);
        // Approved by those who leave and not paid yet, and a motion that one of them supported.
        bytes32 id = _isSpending(campaign) ? _request(campaign, seed, uint96(seed >> 100)) : bytes32(0);
        if (id != 0) _seekApproval(campaign, id, seed, false);
        if (_ghosts[campaign].state == ILedger.State.Active) {
            _move(campaign, seed, IDeskTypes.Motion.Extend, true);
        }
        if (!_doAtDesk(campaign, _person(seed), data)) return;
        (_rules[campaign].auditors, _rules[campaign].threshold) = (council.auditors, council.threshold);
        // Once more, and with the former rules.
        _refuseAtDesk(campaign, _person(seed), data);
        _silenceFormer(campaign, former, seed);
        if (id != 0) _approveAnew(campaign, id, seed);
        if (_ghosts[campaign].state == ILedger.State.Active) {
            _move(campaign, seed, IDeskTypes.Motion.Extend, false);
        }
    }

    /// @dev Whatever the former auditors approved takes enough of those in office; some of them are not enough.
    function _approveAnew(bytes32 campaign, bytes32 id, uint256 seed) private {
        _payOrNot(campaign, id, seed);
        _seekApproval(campaign, id, seed, true);
        _payOrNot(campaign, id, seed);
        if (_payments[id].paid) return;
        _seekApproval(campaign, id, seed, false);
        _payOrNot(campaign, id, seed);
    }

    /// @dev Nobody speaks by the former rules, and nobody who left by the present ones.
    function _silenceFormer(bytes32 campaign, IDeskTypes.Rules memory former, uint256 seed) private {
        IDeskTypes.Rules memory present = _rules[campaign];
        address auditor = former.auditors[(seed >> 16) % former.auditors.length];
        IDeskTypes.Motion extend = IDeskTypes.Motion.Extend;
        bool same = keccak256(abi.encode(former)) == keccak256(abi.encode(present));
        if (!same) {
            _refuseAtDesk(campaign, auditor, abi.encodeCall(IDeskAnnex.support, (campaign, former, extend)));
        }
        if (!_has(_councils[campaign].auditors, auditor)) {
            _refuseAtDesk(campaign, auditor, abi.encodeCall(IDeskAnnex.support, (campaign, present, extend)));
        }
    }

    function _findProposed(uint256 seed) private view returns (bytes32) {
        for (uint256 i = 0; i < _ids.length; ++i) {
            bytes32 campaign = _ids[((seed % _ids.length) + i) % _ids.length];
            if (_councils[campaign].proposal != 0) return campaign;
        }
        return 0;
    }
}
