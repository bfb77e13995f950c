// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {DeskRules} from "./DeskRules.sol";
import {IDeskAnnex} from "../../../contracts/interfaces/IDeskAnnex.sol";
import {IDeskTypes} from "../../../contracts/interfaces/IDeskTypes.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";

/// @notice What charities and auditors decide about a campaign as a whole.
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
        _move(_findOf(seed, true, false), seed, IDeskTypes.Motion.Extend, _isLazy(seed));
    }

    function _closeAtDesk(bytes32 campaign) internal {
        (uint256 exposed, , , uint256 disputes, ) = _sums(campaign);
        bytes memory data = abi.encodeCall(
            IDeskAnnex.support,
            (campaign, _rules[campaign], IDeskTypes.Motion.Close)
        );
        if (exposed == 0 && disputes == 0) _move(campaign, steps, IDeskTypes.Motion.Close, false);
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

    function _move(bytes32 campaign, uint256 seed, IDeskTypes.Motion motion, bool lazy) internal {
        bytes memory data = abi.encodeCall(IDeskAnnex.support, (campaign, _rules[campaign], motion));
        _poll(campaign, _motion(campaign, motion), seed, lazy, data);
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
        _poll(campaign, _ruling(id, ruling), seed, _isLazy(seed), data);
    }

    /// @dev Now and then a council is left halfway.
    function _isLazy(uint256 seed) internal pure returns (bool) {
        return (seed >> 200) % 8 == 0;
    }
}
