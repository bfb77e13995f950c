// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {DeskRules} from "./DeskRules.sol";
import {IDeskAnnex} from "../../../contracts/interfaces/IDeskAnnex.sol";
import {IDeskTypes} from "../../../contracts/interfaces/IDeskTypes.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {VM} from "./IVm.sol";

/// @notice What charities and auditors decide about a campaign as a whole, and who its auditors are.
abstract contract CouncilActions is DeskRules {
    // ---------------------------------------------------------------- reports, motions, rulings

    function deskReport(uint256 seed) external {
        _report(_findOf(seed, true, false), seed);
    }

    function _report(bytes32 campaign, uint256 seed) internal {
        bytes memory data = abi.encodeCall(
            IDeskAnnex.publishReport,
            (campaign, _rules[campaign], bytes32(seed | 1))
        );
        _doAtDesk(campaign, _rules[campaign].charity, data);
    }

    function deskExtend(uint256 seed) external {
        _move(_findOf(seed, true, false), seed, IDeskTypes.Motion.Extend);
    }

    function _closeAtDesk(bytes32 campaign) internal {
        (uint256 exposed, , , uint256 disputes, ) = _sums(campaign);
        bytes memory data = abi.encodeCall(
            IDeskAnnex.support,
            (campaign, _rules[campaign], IDeskTypes.Motion.Close)
        );
        if (exposed == 0 && disputes == 0) _move(campaign, steps, IDeskTypes.Motion.Close);
        else _refuseAtDesk(campaign, _officer(campaign, steps), data);
    }

    /// @dev By whoever may: the charity, or the plain account that is the desk.
    function _cancel(bytes32 campaign) internal {
        if (_isManaged(campaign)) {
            address charity = _rules[campaign].charity;
            _doAtDesk(campaign, charity, abi.encodeCall(IDeskAnnex.cancel, (campaign)));
        } else {
            _do(campaign, _ghosts[campaign].desk, 0, abi.encodeCall(ILedger.cancel, (campaign)));
        }
    }

    function _move(bytes32 campaign, uint256 seed, IDeskTypes.Motion motion) private {
        bytes memory data = abi.encodeCall(IDeskAnnex.support, (campaign, _rules[campaign], motion));
        _poll(campaign, _motion(campaign, motion), seed, (seed >> 200) % 8 == 0, data);
    }

    /// @notice The auditors rule on what is disputed or late.
    function deskRule(uint256 seed) external {
        (bytes32 campaign, bytes32 id) = _findTroubled(seed);
        if (id != 0) _judge(campaign, id, seed);
    }

    function _judge(bytes32 campaign, bytes32 id, uint256 seed) internal {
        Payment storage payment = _payments[id];
        bool open_ = !payment.freed && payment.noted != payment.amount;
        bool writeOff = open_ && (!payment.disputed || (seed >> 8) % 2 == 0);
        if (!writeOff && !payment.disputed) return;
        IDeskTypes.Ruling ruling = writeOff ? IDeskTypes.Ruling.WriteOff : IDeskTypes.Ruling.Resolve;
        bytes memory data = abi.encodeCall(IDeskAnnex.rule, (_rules[campaign], _terms[id], ruling));
        _poll(campaign, _ruling(id, ruling), seed, (seed >> 200) % 8 == 0, data);
    }

    // ---------------------------------------------------------------- who the auditors are

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
        if (!_doAtDesk(campaign, _person(seed), data)) return;
        (_rules[campaign].auditors, _rules[campaign].threshold) = (council.auditors, council.threshold);
        // Once more, and with the former rules.
        _refuseAtDesk(campaign, _person(seed), data);
        _silenceFormer(campaign, former, seed);
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
