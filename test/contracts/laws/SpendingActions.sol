// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {CouncilActions} from "./CouncilActions.sol";
import {IDesk} from "../../../contracts/interfaces/IDesk.sol";
import {IDeskAnnex} from "../../../contracts/interfaces/IDeskAnnex.sol";
import {IDeskProcess} from "../../../contracts/interfaces/IDeskProcess.sol";
import {IDeskTypes} from "../../../contracts/interfaces/IDeskTypes.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";

/// @notice From the request to the payment at the desks.
abstract contract SpendingActions is CouncilActions {
    uint256 private constant IN_A_ROW = 4;

    /// How often each reason stopped a payment.
    mapping(bytes32 reason => uint256) public stopped;

    /// @notice From the request to the payment; it must go through exactly when nothing stops it.
    function deskPay(uint256 seed, uint96 amount) external {
        bytes32 campaign = _findSpending(seed);
        if (campaign == 0) return;
        if ((seed >> 248) % 8 != 0) _clear(campaign, seed);
        _spend(campaign, seed, amount);
    }

    /// @notice One payment after the other and nothing proven between them, so that the caps are met.
    function deskFill(uint256 seed, uint96 amount) external {
        bytes32 campaign = _findSpending(seed);
        for (uint256 i = 0; i < IN_A_ROW && campaign != 0 && _isSpending(campaign); ++i) {
            uint256 chance = uint256(keccak256(abi.encode(seed, amount, i)));
            _clear(campaign, chance);
            _spend(campaign, chance, uint96(chance));
        }
    }

    function _spend(bytes32 campaign, uint256 seed, uint96 amount) internal {
        bytes32 id = _request(campaign, seed, amount);
        if (id == 0) return;
        _seekApproval(campaign, id, seed, _isLazy(seed));
        _payOrNot(campaign, id, seed);
    }

    /// @dev Zero if it had to be refused.
    function _request(bytes32 campaign, uint256 seed, uint96 amount) internal returns (bytes32 id) {
        IDeskTypes.Terms memory terms = _makeTerms(campaign, seed, amount);
        IDeskTypes.Rules memory rules = _rules[campaign];
        bytes memory data = abi.encodeCall(IDeskProcess.request, (rules, terms));
        if (!_isRequestable(campaign, terms)) {
            _refuseAtDesk(campaign, rules.charity, data);
            return 0;
        }
        IDesk desk = IDesk(_dockets[campaign].desk);
        bool toList = terms.recipient.length == 32;
        if (toList && !desk.isEnrolled(campaign, keccak256(terms.recipient))) {
            _refuseAtDesk(campaign, rules.charity, data);
            _enrol(campaign, terms.recipient, seed);
        }
        if (!_doAtDesk(campaign, rules.charity, data)) return 0;
        id = desk.disbursementId(terms);
        _terms[id] = terms;
        if (toList) _shapes[id] = _shape(seed);
    }

    /// @dev One more payment where nothing but the last step should stop it.
    function _trySpending(bytes32 campaign, uint256 seed, uint96 amount) internal {
        if (!_isSpending(campaign)) return;
        if (block.timestamp > _dockets[campaign].reportDue) _report(campaign, seed);
        _spend(campaign, seed, amount);
    }

    function _isSpending(bytes32 campaign) internal view returns (bool) {
        bool active = _ghosts[campaign].state == ILedger.State.Active;
        return active && _escrow(campaign) != 0 && _dockets[campaign].payments.length < MOST_PAYMENTS;
    }

    /// @notice Once more what was requested and could not be paid; half of the time after those in office were asked.
    function deskRetry(uint256 seed) external {
        (bytes32 campaign, bytes32 id) = _findWaiting(seed);
        if (id == 0) return;
        // What the former auditors approved counts no more.
        if (!_isApproved(campaign, id)) _payOrNot(campaign, id, seed);
        if ((seed >> 64) % 2 == 0) _seekApproval(campaign, id, seed, (seed >> 72) % 2 == 0);
        _payOrNot(campaign, id, seed);
    }

    /// @dev Only one more approval if `lazy`.
    function _seekApproval(bytes32 campaign, bytes32 id, uint256 seed, bool lazy) internal {
        bytes memory data = abi.encodeCall(IDeskProcess.approve, (_rules[campaign], _terms[id]));
        uint256 count = _councils[campaign].auditors.length;
        for (uint256 i = 0; i < count && !_isApproved(campaign, id); ++i) {
            address auditor = _officer(campaign, (seed % count) + i);
            if (_hasApproved(campaign, id, auditor) || block.timestamp > _payments[id].deadline) {
                _refuseAtDesk(campaign, auditor, data);
                continue;
            }
            if (!_doAtDesk(campaign, auditor, data) || lazy) return;
        }
    }

    function _payOrNot(bytes32 campaign, bytes32 id, uint256 seed) internal {
        IDeskTypes.Terms memory terms = _terms[id];
        bytes memory data = abi.encodeCall(IDeskProcess.pay, (terms));
        if (_isRobbed(campaign)) {
            _tryAt(_dockets[campaign].desk, _person(seed), 0, data);
            return;
        }
        bytes32 reason = _whyNot(campaign, id, terms);
        if (reason == 0) _doAtDesk(campaign, _person(seed), data);
        else stopped[reason]++;
        // M4: a payment is made once.
        _refuseAtDesk(campaign, _person(seed), data);
    }

    /// @dev Puts everything aside that stops payments but the caps, so that those are met.
    function _clear(bytes32 campaign, uint256 seed) private {
        if (block.timestamp > _dockets[campaign].reportDue) _report(campaign, seed);
        bytes32[] storage ids = _dockets[campaign].payments;
        for (uint256 i = 0; i < ids.length; ++i) {
            if (_isTroubled(_payments[ids[i]])) _judge(campaign, ids[i], seed);
        }
    }

    /// @notice A guardian stops a campaign, whose next payment has to wait.
    function deskPause(uint256 seed, uint96 amount) external {
        bytes32 campaign = _findSpending(seed);
        if (campaign == 0) return;
        bytes memory data = abi.encodeCall(IDeskAnnex.pause, (campaign, uint32(1 + (seed % 7 days))));
        if (block.timestamp < _dockets[campaign].restsUntil) {
            _refuseAtDesk(campaign, address(this), data);
        } else {
            _doAtDesk(campaign, address(this), data);
            _spend(campaign, seed, amount);
        }
    }
}
