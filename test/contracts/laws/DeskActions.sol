// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IDeskAnnex} from "../../../contracts/interfaces/IDeskAnnex.sol";
import {IDeskProcess} from "../../../contracts/interfaces/IDeskProcess.sol";
import {IDeskTypes} from "../../../contracts/interfaces/IDeskTypes.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {SeatActions} from "./SeatActions.sol";
import {VM} from "./IVm.sol";

/// @notice What becomes of payments at the desks: evidence, the recipients' word, doubts, delays; and who may not.
/// What the rules allow must not be refused; what they forbid must be.
abstract contract DeskActions is SeatActions {
    /// How often something deep was reached that no event tells.
    mapping(bytes32 what => uint256) public reached;

    mapping(bytes32 disbursement => mapping(uint32 index => bool)) private _said;
    /// What the members of a list said did not come.
    mapping(bytes32 disbursement => uint96) private _missing;

    // ---------------------------------------------------------------- the recipients' word

    /// @notice Evidence, and then the recipients' or an auditor's word; now and then less has arrived.
    function deskProve(uint256 seed) external {
        (bytes32 campaign, bytes32 id) = _findExposed(seed);
        if (id != 0) _seekProof(campaign, id, seed);
    }

    function _seekProof(bytes32 campaign, bytes32 id, uint256 seed) private {
        Payment storage payment = _payments[id];
        bytes32 evidence = keccak256(abi.encode(id, seed, steps));
        bytes memory data = abi.encodeCall(IDeskProcess.submitEvidence, (_terms[id], evidence));
        _doAtDesk(campaign, _rules[campaign].charity, data);
        if (payment.hasRecipient && !payment.confirmed) {
            if (_kept(campaign, id) == 0)
                _refuseAtDesk(campaign, _person(seed), _word(id, evidence, 0, _voice(id, 0)));
            else if (_shapes[id] == 0) _confirm(campaign, id, evidence, seed);
            else _confirmShares(campaign, id, evidence, seed);
        }
        if (payment.attested || (seed >> 16) % 2 == 0) return;
        data = abi.encodeCall(IDeskProcess.attest, (_rules[campaign], _terms[id], evidence));
        _doAtDesk(campaign, _officer(campaign, seed), data);
    }

    function _confirm(bytes32 campaign, bytes32 id, bytes32 evidence, uint256 seed) private {
        uint96 kept = _kept(campaign, id);
        bool short = (seed >> 8) % 4 == 0 && !_payments[id].disputed && _payments[id].rounds <= 8;
        _refuseAtDesk(campaign, _person(seed), _word(id, evidence, kept + 1, _voice(id, 0)));
        // A replaced key may be given back its word.
        if (_voice(id, 0) != _wallets[0]) {
            _refuseAtDesk(campaign, _person(seed), _word(id, evidence, kept, _wallets[0]));
            reached["a new key spoke"]++;
        }
        _doAtDesk(campaign, _person(seed), _word(id, evidence, short ? kept - 1 : kept, _voice(id, 0)));
    }

    function _word(
        bytes32 id,
        bytes32 evidence,
        uint96 received,
        address voice
    ) private view returns (bytes memory) {
        bytes memory signature = abi.encodePacked(voice);
        return abi.encodeCall(IDeskProcess.confirmDelivery, (_terms[id], evidence, received, signature));
    }

    /// @dev Some of a list's members in turn.
    function _confirmShares(bytes32 campaign, bytes32 id, bytes32 evidence, uint256 seed) private {
        (, IDeskTypes.Share[] memory shares) = _list(_payments[id].amount, _shapes[id]);
        uint256 few = 1 + ((seed >> 40) % shares.length);
        for (uint256 i = 0; i < few && !_payments[id].confirmed; ++i) {
            uint256 which = ((seed >> 48) + i) % shares.length;
            if (!_confirmShare(campaign, id, evidence, shares[which], seed >> i)) return;
        }
    }

    /// @dev Whether the next one can speak. A member confirms what is left of its share after what was given back.
    function _confirmShare(
        bytes32 campaign,
        bytes32 id,
        bytes32 evidence,
        IDeskTypes.Share memory share,
        uint256 seed
    ) private returns (bool) {
        Payment storage payment = _payments[id];
        uint96 kept = _kept(campaign, id);
        address voice = _voice(id, share.index);
        if (payment.received > kept || _said[id][share.index]) {
            _refuseAtDesk(campaign, _person(seed), _share(id, evidence, share, 0, voice));
            return payment.received <= kept;
        }
        uint96 due = kept - payment.received < share.amount ? kept - payment.received : share.amount;
        bool short = (seed >> 8) % 4 == 0 && due != 0 && payment.rounds <= 8;
        uint96 received = short ? due - 1 : due;
        _refuseAtDesk(campaign, _person(seed), _share(id, evidence, share, due + 1, voice));
        address former = _wallets[share.index];
        if (voice != former) {
            _refuseAtDesk(campaign, _person(seed), _share(id, evidence, share, received, former));
            reached["a new key spoke"]++;
        }
        bool quiet = !payment.disputed;
        uint96 missing = _missing[id] + share.amount - received;
        if (!_doAtDesk(campaign, _person(seed), _share(id, evidence, share, received, voice))) return false;
        // More is missing than was given back: the share stays open.
        if (quiet && received < share.amount && missing > payment.amount - kept) {
            if (!payment.disputed) _letThrough(campaign, IDeskAnnex.confirmShare.selector);
            return false;
        }
        (_said[id][share.index], _missing[id]) = (true, missing);
        _refuseAtDesk(campaign, _person(seed), _share(id, evidence, share, 0, voice));
        if (payment.confirmed) reached["a list was complete"]++;
        return true;
    }

    function _share(
        bytes32 id,
        bytes32 evidence,
        IDeskTypes.Share memory share,
        uint96 received,
        address voice
    ) private view returns (bytes memory) {
        bytes memory signature = abi.encodePacked(voice);
        return abi.encodeCall(IDeskAnnex.confirmShare, (_terms[id], evidence, share, received, signature));
    }

    function _kept(bytes32 campaign, bytes32 id) private view returns (uint96) {
        return _payments[id].amount - _ghosts[campaign].paid[_payments[id].index].returned;
    }

    /// @notice The auditors give a recipient another key, whose word then counts instead of the lost one's.
    function deskRekey(uint256 seed) external {
        (bytes32 campaign, bytes32 id) = _findExposed(seed);
        if (id == 0 || !_payments[id].hasRecipient) return;
        uint32 index = 0;
        if (_shapes[id] != 0) {
            (, IDeskTypes.Share[] memory shares) = _list(_payments[id].amount, _shapes[id]);
            index = uint32((seed >> 48) % shares.length);
        }
        address key = _wallets[(seed >> 40) % WALLETS];
        if (key == _voice(id, index)) return;
        bytes memory recipient = abi.encodePacked(key);
        bytes memory data = abi.encodeCall(
            IDeskAnnex.rekey,
            (_rules[campaign], _terms[id], index, recipient)
        );
        bool carried = _poll(campaign, _keyOf(id, index, recipient), seed, _isLazy(seed), data);
        if (carried) _seekProof(campaign, id, seed);
    }

    // ---------------------------------------------------------------- what comes back, or too late

    /// @notice A payee gives back just what a list's members did not get, which the desk then counts as complete.
    function deskRepay(uint256 seed) external {
        (bytes32 campaign, bytes32 id) = _findPaymentThat(seed, _isHalfConfirmed);
        if (id == 0) return;
        Payment storage payment = _payments[id];
        uint96 kept = _kept(campaign, id);
        uint96 rest = kept > payment.received ? kept - payment.received : 0;
        bool often = _ghosts[campaign].paid[payment.index].times > 15;
        if (rest < _ledger.campaignOf(campaign).minimum || often) return;
        _repay(campaign, payment.index, rest);
        _note(campaign, id, seed);
    }

    function _isHalfConfirmed(Payment storage payment) private view returns (bool) {
        return payment.received != 0 && !payment.confirmed;
    }

    function _repay(bytes32 campaign, uint32 index, uint96 amount) internal {
        uint256 value = _ghosts[campaign].token == address(0) ? amount : 0;
        address payee = _ghosts[campaign].paid[index].payee;
        _do(campaign, payee, value, abi.encodeCall(ILedger.returnFunds, (campaign, index, amount, 0, "")));
    }

    function deskNote(uint256 seed) external {
        for (uint256 i = 0; i < _ids.length; ++i) {
            bytes32 campaign = _ids[((seed % _ids.length) + i) % _ids.length];
            bytes32[] storage ids = _dockets[campaign].payments;
            for (uint256 j = 0; j < ids.length; ++j) {
                Payment storage payment = _payments[ids[j]];
                if (!payment.paid || payment.category == IDeskTypes.Category.Transfer) continue;
                if (_ghosts[campaign].paid[payment.index].returned == payment.noted) continue;
                return _note(campaign, ids[j], seed);
            }
        }
    }

    function _note(bytes32 campaign, bytes32 id, uint256 seed) private {
        bool before = _payments[id].confirmed;
        _doAtDesk(campaign, _person(seed), abi.encodeCall(IDeskAnnex.noteReturn, (_terms[id])));
        if (_payments[id].confirmed != before) reached["a return completed a list"]++;
    }

    /// @notice Marks what is late, and nothing that is not.
    function deskOverdue(uint256 seed, uint96 amount) external {
        (bytes32 campaign, bytes32 id) = _findExposed(seed);
        if (id == 0) return;
        Payment storage payment = _payments[id];
        bytes memory data = abi.encodeCall(IDeskAnnex.markOverdue, (_terms[id]));
        if (block.timestamp <= payment.deadline) {
            _refuseAtDesk(campaign, _person(seed), data);
            if ((seed >> 8) % 4 != 0) return;
            VM.warp(payment.deadline + 1);
        }
        bool something = payment.amount != payment.noted && !payment.overdue;
        if (something) _doAtDesk(campaign, _person(seed), data);
        else _refuseAtDesk(campaign, _person(seed), data);
        _trySpending(campaign, seed, amount);
    }

    // ---------------------------------------------------------------- doubts

    function deskDispute(uint256 seed, uint96 amount) external {
        if (seed % 3 != 0) return;
        (bytes32 campaign, bytes32 id) = _findExposed(seed >> 8);
        if (id == 0 || _payments[id].disputed || _payments[id].rounds > 8) return;
        bytes32 reason = bytes32(seed);
        if ((seed >> 16) % 2 == 0 && _payments[id].hasRecipient) {
            _disputeDelivery(campaign, id, seed);
        } else {
            bytes memory data = abi.encodeCall(IDeskAnnex.dispute, (_rules[campaign], _terms[id], reason));
            _doAtDesk(campaign, _officer(campaign, seed), data);
        }
        _trySpending(campaign, seed, amount);
    }

    /// @dev By the recipient, or by any of a list.
    function _disputeDelivery(bytes32 campaign, bytes32 id, uint256 seed) private {
        IDeskTypes.Share memory share = IDeskTypes.Share(0, 0, "", new bytes32[](0));
        if (_shapes[id] != 0) {
            (, IDeskTypes.Share[] memory shares) = _list(_payments[id].amount, _shapes[id]);
            share = shares[(seed >> 40) % shares.length];
        }
        bytes memory signature = abi.encodePacked(_voice(id, share.index));
        bytes memory data = abi.encodeCall(
            IDeskAnnex.disputeDelivery,
            (_terms[id], share, bytes32(seed), signature)
        );
        _doAtDesk(campaign, _person(seed), data);
    }

    // ---------------------------------------------------------------- who may not

    /// @notice Law 12 at a desk: nobody acts in another's place, at another desk, or at the annex itself.
    function deskStray(uint256 seed) external {
        bytes32 campaign = _findOf(seed, true, false);
        IDeskTypes.Rules memory rules = _rules[campaign];
        IDeskTypes.Terms memory terms = _makeTerms(campaign, seed >> 8, uint96(seed));
        bytes32[] storage ids = _dockets[campaign].payments;
        if (ids.length != 0) terms = _terms[ids[(seed >> 16) % ids.length]];
        address other =
            address(_desks[0]) == _dockets[campaign].desk ? address(_desks[1]) : address(_desks[0]);
        IDeskTypes.Motion cancels = IDeskTypes.Motion.Cancel;
        bytes[7] memory ways = [
            abi.encodeCall(IDeskProcess.request, (rules, terms)),
            abi.encodeCall(IDeskProcess.approve, (rules, terms)),
            abi.encodeCall(IDeskProcess.veto, (rules, terms, 0)),
            abi.encodeCall(IDeskAnnex.rule, (rules, terms, IDeskTypes.Ruling.WriteOff)),
            abi.encodeCall(IDeskAnnex.support, (campaign, rules, cancels)),
            abi.encodeCall(IDeskAnnex.cancel, (campaign)),
            abi.encodeCall(IDeskAnnex.pause, (campaign, 1 days))
        ];
        bytes memory way = ways[(seed >> 24) % ways.length];
        address caller = (seed >> 32) % 2 == 0 ? _person(seed >> 40) : _desk(seed >> 40);
        _refuseAtDesk(campaign, caller, way);
        // Another desk, and the annex, know nothing of this campaign: not even its own people may act there.
        address[2] memory places = [other, IAnnexOf(_dockets[campaign].desk).ANNEX()];
        for (uint256 i = 0; i < places.length; ++i) {
            (bool ok, ) = _tryAt(places[i], rules.charity, 0, way);
            if (ok) _break(abi.encodeWithSelector(Law12_MovedByAnother.selector, campaign, places[i]));
            (ok, ) = _tryAt(places[i], _officer(campaign, seed), 0, way);
            if (ok) _break(abi.encodeWithSelector(Law12_MovedByAnother.selector, campaign, places[i]));
        }
    }
}

/// @notice The one thing of a desk that its interface leaves out.
interface IAnnexOf {
    function ANNEX() external view returns (address);
}
