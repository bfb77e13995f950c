// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actions} from "./Actions.sol";
import {IDesk} from "../../../contracts/interfaces/IDesk.sol";
import {IDeskAnnex} from "../../../contracts/interfaces/IDeskAnnex.sol";
import {IDeskProcess} from "../../../contracts/interfaces/IDeskProcess.sol";
import {IDeskTypes} from "../../../contracts/interfaces/IDeskTypes.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {VM} from "./IVm.sol";

/// @notice What charities, auditors, recipients and strangers do at the desks, each action led to where it can succeed.
/// What the rules allow must not be refused; what they forbid must be.
abstract contract DeskActions is Actions {
    uint256 private constant MOST_PAYMENTS = 24;

    /// How often each reason stopped a payment.
    mapping(bytes32 reason => uint256) public stopped;

    // ---------------------------------------------------------------- before payment

    /// @notice From the request to the payment; it must go through exactly when nothing stops it.
    function deskPay(uint256 seed, uint96 amount) external {
        bytes32 campaign = _findSpending(seed);
        if (campaign == 0) return;
        if ((seed >> 248) % 8 != 0) _clear(campaign, seed);
        _spend(campaign, seed, amount);
    }

    function _spend(bytes32 campaign, uint256 seed, uint96 amount) private {
        IDeskTypes.Terms memory terms = _makeTerms(campaign, seed, amount);
        IDeskTypes.Rules memory rules = _rules[campaign];
        bytes memory data = abi.encodeCall(IDeskProcess.request, (rules, terms));
        if (!_isRequestable(campaign, terms)) return _refuseAtDesk(campaign, rules.charity, data);
        if (!_doAtDesk(campaign, rules.charity, data)) return;
        bytes32 id = IDesk(_dockets[campaign].desk).disbursementId(terms);
        _terms[id] = terms;
        for (uint256 i = 0; i < rules.threshold; ++i) {
            _doAtDesk(campaign, _auditor(seed + i), abi.encodeCall(IDeskProcess.approve, (rules, terms)));
        }
        _payOrNot(campaign, id, seed);
    }

    /// @dev One more payment where nothing but the last step should stop it.
    function _trySpending(bytes32 campaign, uint256 seed, uint96 amount) private {
        bool active = _ghosts[campaign].state == ILedger.State.Active;
        if (!active || _escrow(campaign) == 0 || _dockets[campaign].payments.length >= MOST_PAYMENTS) return;
        if (block.timestamp > _dockets[campaign].reportDue) _report(campaign, seed);
        _spend(campaign, seed, amount);
    }

    /// @notice Once more what was approved and could not be paid.
    function deskRetry(uint256 seed) external {
        (bytes32 campaign, bytes32 id) = _findWaiting(seed);
        if (id != 0) _payOrNot(campaign, id, seed);
    }

    function _payOrNot(bytes32 campaign, bytes32 id, uint256 seed) private {
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

    // ---------------------------------------------------------------- after payment

    /// @notice Evidence, and then the recipient's or an auditor's word; now and then less has arrived.
    function deskProve(uint256 seed) external {
        (bytes32 campaign, bytes32 id) = _findExposed(seed);
        if (id == 0) return;
        Payment storage payment = _payments[id];
        IDeskTypes.Rules memory rules = _rules[campaign];
        IDeskTypes.Terms memory terms = _terms[id];
        bytes32 evidence = keccak256(abi.encode(id, seed, steps));
        _doAtDesk(campaign, rules.charity, abi.encodeCall(IDeskProcess.submitEvidence, (terms, evidence)));
        if (payment.hasRecipient && !payment.confirmed) {
            uint96 kept = terms.amount - _ghosts[campaign].paid[payment.index].returned;
            bool short = (seed >> 8) % 4 == 0 && payment.rounds == 0 && kept != 0;
            uint96 received = short ? kept - 1 : kept;
            bytes memory more = abi.encodeCall(IDeskProcess.confirmDelivery, (terms, evidence, kept + 1, ""));
            _refuseAtDesk(campaign, _person(seed), more);
            bytes memory word = abi.encodeCall(IDeskProcess.confirmDelivery, (terms, evidence, received, ""));
            _doAtDesk(campaign, _person(seed), word);
        }
        if (payment.attested || (seed >> 16) % 2 == 0) return;
        bytes memory attests = abi.encodeCall(IDeskProcess.attest, (rules, terms, evidence));
        _doAtDesk(campaign, _auditor(seed), attests);
    }

    function deskNote(uint256 seed) external {
        for (uint256 i = 0; i < _ids.length; ++i) {
            bytes32 campaign = _ids[((seed % _ids.length) + i) % _ids.length];
            bytes32[] storage ids = _dockets[campaign].payments;
            for (uint256 j = 0; j < ids.length; ++j) {
                Payment storage payment = _payments[ids[j]];
                if (!payment.paid || payment.category == IDeskTypes.Category.Transfer) continue;
                if (_ghosts[campaign].paid[payment.index].returned == payment.noted) continue;
                _doAtDesk(campaign, _person(seed), abi.encodeCall(IDeskAnnex.noteReturn, (_terms[ids[j]])));
                return;
            }
        }
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

    function deskDispute(uint256 seed, uint96 amount) external {
        if (seed % 3 != 0) return;
        (bytes32 campaign, bytes32 id) = _findExposed(seed >> 8);
        if (id == 0 || _payments[id].disputed || _payments[id].rounds > 8) return;
        IDeskTypes.Rules memory rules = _rules[campaign];
        bytes32 reason = bytes32(seed);
        if ((seed >> 16) % 2 == 0 && _payments[id].hasRecipient) {
            IDeskTypes.Share memory none = IDeskTypes.Share(0, 0, "", new bytes32[](0));
            bytes memory signed = abi.encodeCall(IDeskAnnex.disputeDelivery, (_terms[id], none, reason, ""));
            _doAtDesk(campaign, _person(seed), signed);
        } else {
            bytes memory data = abi.encodeCall(IDeskAnnex.dispute, (rules, _terms[id], reason));
            _doAtDesk(campaign, _auditor(seed), data);
        }
        _trySpending(campaign, seed, amount);
    }

    /// @notice Two auditors rule on what is disputed or late.
    function deskRule(uint256 seed) external {
        (bytes32 campaign, bytes32 id) = _findTroubled(seed);
        if (id != 0) _judge(campaign, id, seed);
    }

    function _judge(bytes32 campaign, bytes32 id, uint256 seed) private {
        Payment storage payment = _payments[id];
        bool open_ = !payment.freed && payment.noted != payment.amount;
        bool writeOff = open_ && (!payment.disputed || (seed >> 8) % 2 == 0);
        if (!writeOff && !payment.disputed) return;
        IDeskTypes.Ruling ruling = writeOff ? IDeskTypes.Ruling.WriteOff : IDeskTypes.Ruling.Resolve;
        bytes memory data = abi.encodeCall(IDeskAnnex.rule, (_rules[campaign], _terms[id], ruling));
        _doAtDesk(campaign, _auditor(seed), data);
        _doAtDesk(campaign, _auditor(seed + 1), data);
    }

    // ---------------------------------------------------------------- the campaign as a whole

    function deskReport(uint256 seed) external {
        _report(_findOf(seed, true, false), seed);
    }

    function _report(bytes32 campaign, uint256 seed) private {
        bytes memory data = abi.encodeCall(
            IDeskAnnex.publishReport,
            (campaign, _rules[campaign], bytes32(seed | 1))
        );
        _doAtDesk(campaign, _rules[campaign].charity, data);
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
        else _refuseAtDesk(campaign, _auditor(steps), data);
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
        _doAtDesk(campaign, _auditor(seed), data);
        _doAtDesk(campaign, _auditor(seed + 1), data);
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
            (ok, ) = _tryAt(places[i], _auditor(seed), 0, way);
            if (ok) _break(abi.encodeWithSelector(Law12_MovedByAnother.selector, campaign, places[i]));
        }
    }

    // ---------------------------------------------------------------- what the rules allow

    function _makeTerms(
        bytes32 campaign,
        uint256 seed,
        uint96 amount
    ) private view returns (IDeskTypes.Terms memory terms) {
        terms.campaign = campaign;
        terms.number = uint32(_dockets[campaign].payments.length);
        terms.deliverBy = uint32(block.timestamp + 1 + ((seed >> 64) % 25 days));
        terms.documents = bytes32(seed);
        terms.category = [
            IDeskTypes.Category.Goods,
            IDeskTypes.Category.Services,
            IDeskTypes.Category.Cash,
            IDeskTypes.Category.Management,
            IDeskTypes.Category.Fee,
            IDeskTypes.Category.Transfer,
            IDeskTypes.Category.Goods,
            IDeskTypes.Category.Management
        ][(seed >> 16) % 8];
        uint96 most = _escrow(campaign);
        if (terms.category == IDeskTypes.Category.Transfer) {
            terms.target = _find(seed >> 24, ILedger.State.Active, false);
        } else {
            terms.payee = _person(seed >> 24);
            if (uint256(terms.category) < 3) terms.recipient = abi.encodePacked(_wallet);
            uint96 cap = _dockets[campaign].exposureCap;
            // Now and then above the cap, which must be refused at once.
            if (most > cap && (seed >> 232) % 16 != 0) most = cap;
            // All of the cap at once, which waits while anything is exposed.
            if (most != 0 && (seed >> 240) % 3 == 0) amount = most - 1;
            // A small part, since management is small where it is allowed.
            if (terms.category == IDeskTypes.Category.Management && most > 40) most = 40;
        }
        terms.amount = most == 0 ? 1 : 1 + (amount % most);
    }

    function _isRequestable(bytes32 campaign, IDeskTypes.Terms memory terms) private view returns (bool) {
        if (terms.category != IDeskTypes.Category.Transfer) {
            return terms.amount <= _dockets[campaign].exposureCap;
        }
        return terms.target != campaign && _isFitTarget(campaign, terms.target);
    }

    /// @dev A7: at a recognised desk, and with a management cap no looser or a terminal fund.
    function _isFitTarget(bytes32 campaign, bytes32 target) private view returns (bool) {
        bool tighter = _dockets[target].managementCapBps <= _dockets[campaign].managementCapBps;
        return _isManaged(target) && (tighter || _ghosts[target].successor == 0);
    }

    /// @dev Everything that can stop a payment, from what the events told; zero if nothing does.
    function _whyNot(
        bytes32 campaign,
        bytes32 id,
        IDeskTypes.Terms memory terms
    ) private view returns (bytes32) {
        Docket storage docket = _dockets[campaign];
        if (_ghosts[campaign].state != ILedger.State.Active) return "ended";
        if (terms.amount > _escrow(campaign)) return "escrow";
        if (block.timestamp > _payments[id].deadline) return "lapsed";
        if (block.timestamp < docket.pausedUntil) return "paused";
        if (block.timestamp > docket.reportDue) return "report";
        (uint256 exposed, uint256 management, uint256 transferred, uint256 disputes, uint256 overdue) = _sums(
            campaign
        );
        if (disputes != 0) return "dispute";
        if (overdue != 0) return "overdue";
        if (terms.category == IDeskTypes.Category.Transfer) {
            return _isTransferable(campaign, terms) ? bytes32(0) : bytes32("target");
        }
        if (exposed + terms.amount > docket.exposureCap) return "exposure";
        if (terms.category != IDeskTypes.Category.Management) return 0;
        uint256 paid = _ghosts[campaign].disbursed + terms.amount - transferred - _givenBack(campaign);
        bool within = (management + terms.amount) * 10_000 <= paid * docket.managementCapBps;
        return within ? bytes32(0) : bytes32("management");
    }

    function _isTransferable(bytes32 campaign, IDeskTypes.Terms memory terms) private view returns (bool) {
        bool sameToken = _ghosts[terms.target].token == _ghosts[campaign].token;
        bool active = _ghosts[terms.target].state == ILedger.State.Active;
        return
            sameToken &&
            active &&
            _isFitTarget(campaign, terms.target) &&
            terms.amount >= _ledger.campaignOf(terms.target).minimum;
    }

    function _givenBack(bytes32 campaign) private view returns (uint256 total) {
        Book storage book = _ghosts[campaign];
        for (uint256 i = 0; i < book.paid.length; ++i) total += book.paid[i].returned;
    }

    // ---------------------------------------------------------------- finding

    /// @dev An active campaign of a desk with escrow and room for requests; mostly one that has caps.
    function _findSpending(uint256 seed) private view returns (bytes32) {
        bool capped = seed % 8 != 0;
        for (uint256 i = 0; i < _ids.length; ++i) {
            bytes32 campaign = _ids[(((seed >> 8) % _ids.length) + i) % _ids.length];
            Book storage book = _ghosts[campaign];
            if (book.state != ILedger.State.Active || !_isManaged(campaign)) continue;
            if (_escrow(campaign) == 0 || (book.successor == 0) == capped) continue;
            if (_dockets[campaign].payments.length < MOST_PAYMENTS) return campaign;
        }
        return 0;
    }

    /// @dev A payment that is made and neither proven nor written off.
    function _findExposed(uint256 seed) private view returns (bytes32, bytes32) {
        return _findPaymentThat(seed, _isExposed);
    }

    /// @dev One that is in dispute or marked as late.
    function _findTroubled(uint256 seed) private view returns (bytes32, bytes32) {
        return _findPaymentThat(seed, _isTroubled);
    }

    /// @dev One that waits to be paid.
    function _findWaiting(uint256 seed) private view returns (bytes32, bytes32) {
        return _findPaymentThat(seed, _isWaiting);
    }

    function _isExposed(Payment storage payment) private view returns (bool) {
        bool toPayee = payment.category != IDeskTypes.Category.Transfer;
        return payment.paid && toPayee && !payment.freed;
    }

    function _isTroubled(Payment storage payment) private view returns (bool) {
        return payment.paid && (payment.disputed || payment.overdue);
    }

    function _isWaiting(Payment storage payment) private view returns (bool) {
        return !payment.paid;
    }

    function _findPaymentThat(
        uint256 seed,
        function(Payment storage) view returns (bool) fits
    ) private view returns (bytes32, bytes32) {
        for (uint256 i = 0; i < _ids.length; ++i) {
            bytes32 campaign = _ids[((seed % _ids.length) + i) % _ids.length];
            bytes32[] storage ids = _dockets[campaign].payments;
            for (uint256 j = 0; j < ids.length; ++j) {
                bytes32 id = ids[(((seed >> 32) % ids.length) + j) % ids.length];
                if (fits(_payments[id])) return (campaign, id);
            }
        }
        return (0, 0);
    }
}

/// @notice The one thing of a desk that its interface leaves out.
interface IAnnexOf {
    function ANNEX() external view returns (address);
}
