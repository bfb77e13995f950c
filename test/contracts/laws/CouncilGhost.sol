// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Ghost} from "./Ghost.sol";
import {IDeskEvents} from "../../../contracts/interfaces/IDeskEvents.sol";
import {IDeskTypes} from "../../../contracts/interfaces/IDeskTypes.sol";
import {IVm} from "./IVm.sol";

/// @notice Who a campaign's auditors are and what they said, from the desks' events alone. Who spoke is kept by name
/// where the desk keeps bits, so that nobody's word counts twice, or after leaving office.
abstract contract CouncilGhost is Ghost {
    uint256 private constant LAPSES = 30 days;

    struct Council {
        address[] auditors;
        uint8 threshold;
        uint16 epoch;
        /// The proposal to seat others; zero if there is none.
        bytes32 proposal;
        address[] seats;
        uint8 nextThreshold;
        uint32 readyAt;
        address[] inFavour;
        address[] against;
    }

    /// @notice Who spoke for something that takes several, under which auditors, and since when.
    struct Ballot {
        address[] speakers;
        uint16 epoch;
        uint256 since;
    }

    mapping(bytes32 campaign => Council) internal _councils;
    mapping(bytes32 question => Ballot) private _ballots;
    mapping(bytes32 disbursement => Ballot) private _approvals;

    // ---------------------------------------------------------------- from the log

    function _applyToCouncil(bytes32 campaign, IVm.Log memory log) internal {
        bytes32 topic = log.topics[0];
        Council storage council = _councils[campaign];
        if (topic == IDeskEvents.AuditorsProposed.selector) {
            delete council.inFavour;
            delete council.against;
            council.proposal = log.topics[2];
            (council.seats, council.nextThreshold, council.readyAt) = abi.decode(
                log.data,
                (address[], uint8, uint32)
            );
        } else if (topic == IDeskEvents.AuditorsVoted.selector) {
            (bool inFavour, , ) = abi.decode(log.data, (bool, uint16, uint16));
            _applyVote(campaign, _speaker(log), inFavour);
        } else if (topic == IDeskEvents.AuditorsChanged.selector) {
            if (!_isSeatable(campaign) || log.topics[2] != council.proposal) {
                _break(abi.encodeWithSelector(Law12_NotCarried.selector, campaign, log.topics[2]));
            }
            uint16 epoch;
            (epoch, council.auditors, council.threshold) = abi.decode(log.data, (uint16, address[], uint8));
            council.epoch++;
            council.proposal = 0;
        } else if (topic == IDeskEvents.MotionSupported.selector) {
            (IDeskTypes.Motion motion, , bool carried) = abi.decode(
                log.data,
                (IDeskTypes.Motion, uint16, bool)
            );
            _speak(campaign, _motion(campaign, motion), address(uint160(uint256(log.topics[2]))), carried);
        }
    }

    /// @dev The last word counts.
    function _applyVote(bytes32 campaign, address auditor, bool inFavour) private {
        Council storage council = _councils[campaign];
        if (!_has(council.auditors, auditor)) {
            _break(abi.encodeWithSelector(Law12_NotCarried.selector, campaign, council.proposal));
        }
        _remove(council.inFavour, auditor);
        _remove(council.against, auditor);
        if (inFavour) council.inFavour.push(auditor);
        else council.against.push(auditor);
    }

    /// @dev An auditor's word for something that takes effect at the threshold, and must do so exactly then.
    function _speak(bytes32 campaign, bytes32 question, address auditor, bool carried) internal {
        Council storage council = _councils[campaign];
        Ballot storage ballot = _ballots[question];
        bool entitled = _has(council.auditors, auditor) && !_hasSpoken(campaign, question, auditor);
        if (_isStale(campaign, ballot)) delete ballot.speakers;
        if (ballot.speakers.length == 0) (ballot.epoch, ballot.since) = (council.epoch, block.timestamp);
        ballot.speakers.push(auditor);
        bool enough = ballot.speakers.length >= council.threshold;
        if (!entitled || enough != carried) {
            _break(abi.encodeWithSelector(Law12_NotCarried.selector, campaign, question));
        }
        if (enough) delete ballot.speakers;
    }

    function _approve(bytes32 campaign, bytes32 id, address auditor) internal {
        Council storage council = _councils[campaign];
        Ballot storage ballot = _approvals[id];
        if (ballot.epoch != council.epoch) delete ballot.speakers;
        ballot.epoch = council.epoch;
        if (!_has(council.auditors, auditor) || _has(ballot.speakers, auditor)) {
            _break(abi.encodeWithSelector(Law12_NotCarried.selector, campaign, id));
        }
        ballot.speakers.push(auditor);
    }

    function _forget(bytes32 question) internal {
        delete _ballots[question].speakers;
    }

    /// @dev The third indexed argument, where that is an auditor.
    function _speaker(IVm.Log memory log) internal pure returns (address) {
        return address(uint160(uint256(log.topics[3])));
    }

    // ---------------------------------------------------------------- what is asked

    function _motion(bytes32 campaign, IDeskTypes.Motion motion) internal pure returns (bytes32) {
        return keccak256(abi.encode("motion", campaign, motion));
    }

    function _ruling(bytes32 id, IDeskTypes.Ruling ruling) internal pure returns (bytes32) {
        return keccak256(abi.encode("ruling", id, ruling));
    }

    function _keyOf(bytes32 id, uint32 index, bytes memory recipient) internal pure returns (bytes32) {
        return keccak256(abi.encode("key", id, index, recipient));
    }

    // ---------------------------------------------------------------- what was said

    function _hasSpoken(bytes32 campaign, bytes32 question, address auditor) internal view returns (bool) {
        Ballot storage ballot = _ballots[question];
        return !_isStale(campaign, ballot) && _has(ballot.speakers, auditor);
    }

    function _hasApproved(bytes32 campaign, bytes32 id, address auditor) internal view returns (bool) {
        Ballot storage ballot = _approvals[id];
        return ballot.epoch == _councils[campaign].epoch && _has(ballot.speakers, auditor);
    }

    /// @dev By enough of those who are in office now.
    function _isApproved(bytes32 campaign, bytes32 id) internal view returns (bool) {
        Council storage council = _councils[campaign];
        Ballot storage ballot = _approvals[id];
        return ballot.epoch == council.epoch && ballot.speakers.length >= council.threshold;
    }

    /// @dev Ripe and not lapsed, with more for it than against it; carried by as many as any decision takes, or by all
    /// who would stay.
    function _isSeatable(bytes32 campaign) internal view returns (bool) {
        Council storage council = _councils[campaign];
        bool ripe = block.timestamp >= council.readyAt && block.timestamp <= council.readyAt + LAPSES;
        if (council.proposal == 0 || !ripe) return false;
        uint256 inFavour = council.inFavour.length;
        (uint256 staying, uint256 agreeing) = (0, 0);
        for (uint256 i = 0; i < council.auditors.length; ++i) {
            if (!_has(council.seats, council.auditors[i])) continue;
            ++staying;
            if (_has(council.inFavour, council.auditors[i])) ++agreeing;
        }
        bool enough = inFavour >= council.threshold || (staying != 0 && agreeing == staying);
        return enough && inFavour > council.against.length;
    }

    function _isStale(bytes32 campaign, Ballot storage ballot) private view returns (bool) {
        return ballot.epoch != _councils[campaign].epoch || block.timestamp > ballot.since + LAPSES;
    }

    function _has(address[] storage accounts, address account) internal view returns (bool) {
        for (uint256 i = 0; i < accounts.length; ++i) if (accounts[i] == account) return true;
        return false;
    }

    function _remove(address[] storage accounts, address account) private {
        for (uint256 i = 0; i < accounts.length; ++i) {
            if (accounts[i] != account) continue;
            accounts[i] = accounts[accounts.length - 1];
            accounts.pop();
            return;
        }
    }
}
