// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {CouncilGhost} from "./CouncilGhost.sol";
import {DeskJournal} from "./DeskJournal.sol";
import {IDeskEvents} from "../../../contracts/interfaces/IDeskEvents.sol";
import {IDeskTypes} from "../../../contracts/interfaces/IDeskTypes.sol";
import {IVm} from "./IVm.sol";

/// @notice What the desks' events tell, kept as plainly as possible: laws 7 and 8 at every payment, sums over all
/// payments instead of counters. Shares no code with the desk.
abstract contract DeskGhost is CouncilGhost {
    struct Payment {
        IDeskTypes.Category category;
        uint96 amount;
        bool hasRecipient;
        bool paid;
        bool confirmed;
        bool attested;
        bool disputed;
        bool overdue;
        /// Proven once, written off, or given back in full: it never counts as exposed again.
        bool freed;
        uint8 rounds;
        uint32 index;
        /// Its deadline, moved by every pause since the request.
        uint256 deadline;
        uint96 noted;
        /// What the members of a list said they received.
        uint96 received;
    }

    struct Docket {
        address desk;
        IDeskTypes.ProofPolicy proof;
        uint96 exposureCap;
        uint16 managementCapBps;
        uint32 reportDue;
        uint32 pausedUntil;
        uint256 restsUntil;
        bytes32 journal;
        bytes32[] payments;
    }

    mapping(bytes32 campaign => Docket) internal _dockets;
    mapping(bytes32 disbursement => Payment) internal _payments;
    mapping(address desk => bool) internal _isDesk;
    /// Whose word counts in the place of a recipient's lost key; nobody's before the key was replaced.
    mapping(bytes32 disbursement => mapping(uint32 index => address)) internal _successors;

    function _applyOther(IVm.Log memory log) internal override {
        if (!_isDesk[log.emitter] || log.topics.length < 3) return;
        bytes32 topic = log.topics[0];
        bytes32 campaign = log.topics[1];
        seen[topic]++;
        _touch(campaign);
        if (topic == IDeskEvents.RulesAdopted.selector) return _applyRules(campaign, log);
        Docket storage docket = _dockets[campaign];
        docket.journal = DeskJournal.next(docket.journal, log);
        _applyToCouncil(campaign, log);
        if (topic == IDeskEvents.ReportPublished.selector) {
            docket.reportDue = abi.decode(log.data, (uint32));
        } else if (topic == IDeskEvents.CampaignPaused.selector) {
            _applyPaused(docket, log.data);
        } else {
            _applyToPayment(campaign, log.topics[2], topic, log);
        }
    }

    function _applyRules(bytes32 campaign, IVm.Log memory log) private {
        Council storage council = _councils[campaign];
        IDeskTypes.ProofPolicy proof;
        uint96 cap;
        uint16 bps;
        uint32 reportDue;
        (council.auditors, council.threshold, proof, , , cap, bps, , reportDue, ) = abi.decode(
            log.data,
            (
                address[],
                uint8,
                IDeskTypes.ProofPolicy,
                uint32,
                uint96,
                uint96,
                uint16,
                uint32,
                uint32,
                bytes32
            )
        );
        Docket storage docket = _dockets[campaign];
        (docket.desk, docket.proof, docket.exposureCap) = (log.emitter, proof, cap);
        (docket.managementCapBps, docket.reportDue, docket.journal) = (bps, reportDue, campaign);
    }

    function _applyPaused(Docket storage docket, bytes memory data) private {
        (docket.pausedUntil, docket.reportDue) = abi.decode(data, (uint32, uint32));
        docket.restsUntil = docket.pausedUntil + 30 days;
        for (uint256 i = 0; i < docket.payments.length; ++i) {
            _payments[docket.payments[i]].deadline += docket.pausedUntil - block.timestamp;
        }
    }

    function _applyToPayment(bytes32 campaign, bytes32 id, bytes32 topic, IVm.Log memory log) private {
        Payment storage payment = _payments[id];
        if (topic == IDeskEvents.DisbursementRequested.selector) {
            _applyRequested(campaign, id, log.data);
        } else if (topic == IDeskEvents.DisbursementApproved.selector) {
            _approve(campaign, id, _speaker(log));
        } else if (topic == IDeskEvents.DisbursementPaid.selector) {
            payment.paid = true;
            payment.index = abi.decode(log.data, (uint32));
            if (!_isApproved(campaign, id))
                _break(abi.encodeWithSelector(Law12_NotCarried.selector, campaign, id));
            _checkPayment(campaign, payment);
        } else if (topic == IDeskEvents.DeliveryConfirmed.selector) {
            _confirm(campaign, payment);
        } else if (topic == IDeskEvents.ShareConfirmed.selector) {
            _applyShare(campaign, payment, log.data);
        } else if (topic == IDeskEvents.DeliveryAttested.selector) {
            payment.attested = true;
            _prove(campaign, payment);
        } else if (topic == IDeskEvents.DisputeOpened.selector) {
            payment.disputed = true;
            payment.rounds++;
            _forget(_ruling(id, IDeskTypes.Ruling.Resolve));
            _forget(_ruling(id, IDeskTypes.Ruling.WriteOff));
        } else if (topic == IDeskEvents.DeliveryOverdue.selector) {
            payment.overdue = true;
        } else if (topic == IDeskEvents.ReturnNoted.selector) {
            _applyNoted(campaign, payment, log.data);
        } else if (topic == IDeskEvents.RulingSupported.selector) {
            _applyRuling(campaign, id, log);
        } else if (topic == IDeskEvents.RecipientRekeyed.selector) {
            _applyRekeyed(campaign, id, log);
        }
    }

    function _applyShare(bytes32 campaign, Payment storage payment, bytes memory data) private {
        (, , uint96 received, uint96 total, bool complete, ) = abi.decode(
            data,
            (uint32, uint96, uint96, uint96, bool, address)
        );
        payment.received += received;
        uint96 kept = payment.amount - _ghosts[campaign].paid[payment.index].returned;
        if (total != payment.received || complete != (total == kept)) {
            _break(
                abi.encodeWithSelector(
                    Law9_FigureDiffers.selector,
                    campaign,
                    "shares",
                    total,
                    payment.received
                )
            );
        }
        if (complete) _confirm(campaign, payment);
    }

    /// @dev What was given back can make what a list confirmed complete.
    function _applyNoted(bytes32 campaign, Payment storage payment, bytes memory data) private {
        bool complete;
        (payment.noted, complete) = abi.decode(data, (uint96, bool));
        uint96 kept = payment.amount - payment.noted;
        bool expected = !payment.confirmed && kept != 0 && payment.received >= kept;
        if (complete != expected) {
            _break(
                abi.encodeWithSelector(
                    Law9_FigureDiffers.selector,
                    campaign,
                    "complete",
                    payment.received,
                    kept
                )
            );
        }
        if (complete) _confirm(campaign, payment);
        else if (kept == 0 && !payment.disputed) _free(payment);
    }

    function _applyRuling(bytes32 campaign, bytes32 id, IVm.Log memory log) private {
        (IDeskTypes.Ruling ruling, , bool carried) = abi.decode(log.data, (IDeskTypes.Ruling, uint16, bool));
        _speak(campaign, _ruling(id, ruling), _speaker(log), carried);
        if (!carried) return;
        Payment storage payment = _payments[id];
        payment.disputed = false;
        if (ruling == IDeskTypes.Ruling.WriteOff || payment.noted == payment.amount) _free(payment);
        else _prove(campaign, payment);
    }

    function _applyRekeyed(bytes32 campaign, bytes32 id, IVm.Log memory log) private {
        (uint32 index, bytes memory recipient, , bool carried) = abi.decode(
            log.data,
            (uint32, bytes, uint16, bool)
        );
        _speak(campaign, _keyOf(id, index, recipient), _speaker(log), carried);
        if (carried) _successors[id][index] = address(bytes20(recipient));
    }

    function _applyRequested(bytes32 campaign, bytes32 id, bytes memory data) private {
        (, , uint96 amount, IDeskTypes.Category category, uint32 deliverBy, , bytes memory recipient) = abi
            .decode(data, (uint32, bytes32, uint96, IDeskTypes.Category, uint32, bytes32, bytes));
        Payment storage payment = _payments[id];
        (payment.category, payment.amount) = (category, amount);
        (payment.hasRecipient, payment.deadline) = (recipient.length != 0, deliverBy);
        _dockets[campaign].payments.push(id);
    }

    function _confirm(bytes32 campaign, Payment storage payment) private {
        payment.confirmed = true;
        _prove(campaign, payment);
    }

    function _prove(bytes32 campaign, Payment storage payment) private {
        IDeskTypes.ProofPolicy proof = _dockets[campaign].proof;
        bool byAuditor = proof == IDeskTypes.ProofPolicy.Auditor || !payment.hasRecipient;
        bool proven =
            byAuditor
                ? payment.attested
                : payment.confirmed && (payment.attested || proof == IDeskTypes.ProofPolicy.Recipient);
        if (proven && !payment.disputed) _free(payment);
    }

    function _free(Payment storage payment) private {
        (payment.freed, payment.overdue) = (true, false);
    }

    /// @dev Laws 7 and 8 with what the ledger's own events say was given back, whether the desk knows of it or not.
    function _checkPayment(bytes32 campaign, Payment storage last) private {
        Docket storage docket = _dockets[campaign];
        Book storage book = _ghosts[campaign];
        (uint256 exposed, uint256 management, uint256 paid) = (0, 0, 0);
        for (uint256 i = 0; i < docket.payments.length; ++i) {
            Payment storage payment = _payments[docket.payments[i]];
            if (!payment.paid || payment.category == IDeskTypes.Category.Transfer) continue;
            uint256 kept = payment.amount - book.paid[payment.index].returned;
            paid += kept;
            if (payment.category == IDeskTypes.Category.Management) management += kept;
            if (!payment.freed) exposed += kept;
        }
        if (last.category == IDeskTypes.Category.Transfer) return;
        if (exposed > docket.exposureCap) {
            _break(
                abi.encodeWithSelector(Law7_ExposureExceeded.selector, campaign, exposed, docket.exposureCap)
            );
        }
        bool tooMuch = management * 10_000 > paid * docket.managementCapBps;
        if (tooMuch && last.category == IDeskTypes.Category.Management) {
            _break(abi.encodeWithSelector(Law8_ManagementExceeded.selector, campaign, management, paid));
        }
    }

    // ---------------------------------------------------------------- sums

    /// @dev What the desk must say of the campaign: sums over its payments, less what the desk was told came back.
    function _sums(
        bytes32 campaign
    )
        internal
        view
        returns (uint256 exposed, uint256 management, uint256 transferred, uint256 disputes, uint256 overdue)
    {
        bytes32[] storage ids = _dockets[campaign].payments;
        for (uint256 i = 0; i < ids.length; ++i) {
            Payment storage payment = _payments[ids[i]];
            if (!payment.paid) continue;
            if (payment.category == IDeskTypes.Category.Transfer) {
                transferred += payment.amount;
                continue;
            }
            uint256 kept = payment.amount - payment.noted;
            if (payment.category == IDeskTypes.Category.Management) management += kept;
            if (!payment.freed) exposed += kept;
            if (payment.disputed) ++disputes;
            if (payment.overdue) ++overdue;
        }
    }
}
