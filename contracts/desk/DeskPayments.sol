// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {DeskKeys} from "./DeskKeys.sol";
import {IDeskProcess} from "../interfaces/IDeskProcess.sol";
import {ILedger} from "../interfaces/ILedger.sol";

/// @title DeskPayments
/// @notice From a charity's request to the payment: approval, veto, and everything that can stop money from leaving.
abstract contract DeskPayments is IDeskProcess, DeskKeys {
    uint256 private constant MAX_DELIVERY_TIME = 2 * 365 days;
    uint256 private constant ALL_BPS = 10_000;

    /// @inheritdoc IDeskProcess
    function request(Rules calldata rules, Terms calldata terms) external returns (bytes32 disbursement) {
        bytes32 campaign = terms.campaign;
        Case storage c = _caseForCharity(campaign);
        _checkRules(c, campaign, rules);
        uint32 number = c.watch.requests;
        if (terms.number != number) revert Desk_WrongNumber(number, terms.number);
        _checkTerms(rules, terms);

        disbursement = _id(terms);
        c.watch.requests = number + 1;
        File storage file = _files[disbursement];
        (file.stage, file.epoch, file.pausedBefore) = (Stage.Requested, c.watch.epoch, c.pausedTotal);
        _record(
            c,
            abi.encode(
                _journal(c, campaign),
                DisbursementRequested.selector,
                campaign,
                disbursement,
                terms.payee,
                number,
                terms.target,
                terms.amount,
                terms.category,
                terms.deliverBy,
                terms.documents,
                keccak256(terms.recipient)
            )
        );
        emit DisbursementRequested(
            campaign,
            disbursement,
            terms.payee,
            number,
            terms.target,
            terms.amount,
            terms.category,
            terms.deliverBy,
            terms.documents,
            terms.recipient
        );
    }

    /// @inheritdoc IDeskProcess
    function approve(Rules calldata rules, Terms calldata terms) external {
        bytes32 campaign = terms.campaign;
        bytes32 disbursement = _id(terms);
        (Case storage c, uint16 bit) = _caseForAuditor(campaign, rules);
        File storage file = _file(disbursement, Stage.Requested);
        if (_isLate(c, file, terms.deliverBy)) {
            revert Desk_Lapsed(disbursement, _deadline(c, file, terms.deliverBy));
        }
        (uint16 approvals, uint32 payableFrom) = (file.approvals, file.payableFrom);
        uint16 epoch = c.watch.epoch;
        if (file.epoch != epoch) {
            // Others are in office than at the request, and what they may not be was checked for those.
            _checkReceivers(rules, terms);
            (approvals, payableFrom) = (0, 0);
        }
        if (approvals & bit != 0) revert Desk_AlreadyDone(disbursement, msg.sender);

        approvals |= bit;
        if (payableFrom == 0 && _count(approvals) >= c.watch.threshold) {
            payableFrom = uint32(block.timestamp) + rules.challenge;
        }
        (file.approvals, file.epoch, file.payableFrom) = (approvals, epoch, payableFrom);
        _tell(
            c,
            abi.encode(
                _journal(c, campaign),
                DisbursementApproved.selector,
                campaign,
                disbursement,
                msg.sender,
                approvals,
                payableFrom
            )
        );
    }

    /// @inheritdoc IDeskProcess
    function veto(Rules calldata rules, Terms calldata terms, bytes32 reason) external {
        bytes32 campaign = terms.campaign;
        bytes32 disbursement = _id(terms);
        Case storage c = _cases[campaign];
        _checkRules(c, campaign, rules);
        if (msg.sender != rules.charity) _caseForAuditor(campaign, rules);
        File storage file = _file(disbursement, Stage.Requested);

        file.stage = Stage.Vetoed;
        _tell(
            c,
            abi.encode(
                _journal(c, campaign),
                DisbursementVetoed.selector,
                campaign,
                disbursement,
                msg.sender,
                reason
            )
        );
    }

    /// @inheritdoc IDeskProcess
    function pay(Terms calldata terms) external nonReentrant {
        bytes32 campaign = terms.campaign;
        bytes32 disbursement = _id(terms);
        Case storage c = _cases[campaign];
        File storage file = _file(disbursement, Stage.Requested);
        Watch memory watch = c.watch;
        _checkApproved(c, watch, file, terms, disbursement);
        _checkUnstopped(watch, campaign);

        uint32 index =
            terms.category == Category.Transfer
                ? _passOn(c, file, terms, disbursement)
                : _payOut(c, watch, file, terms, disbursement);
        file.index = index;
        _tell(
            c,
            abi.encode(
                _journal(c, campaign),
                DisbursementPaid.selector,
                campaign,
                disbursement,
                msg.sender,
                index
            )
        );
    }

    // ---------------------------------------------------------------- steps of a payment

    /// @dev The ledger lets nobody in while it pays, so that no second payment can come in between.
    function _payOut(
        Case storage c,
        Watch memory watch,
        File storage file,
        Terms calldata terms,
        bytes32 disbursement
    ) private returns (uint32) {
        uint96 amount = terms.amount;
        if (amount > watch.room) revert Desk_ExposureExceeded(terms.campaign, amount, watch.room);
        unchecked {
            // Compared just above.
            c.watch.room = watch.room - amount;
        }
        (file.stage, file.exposed) = (Stage.Paid, amount);
        if (terms.category == Category.Management) _countManagement(c, terms);
        return LEDGER.pay(terms.campaign, terms.payee, amount, disbursement);
    }

    function _passOn(
        Case storage c,
        File storage file,
        Terms calldata terms,
        bytes32 disbursement
    ) private returns (uint32) {
        _checkTarget(terms.target, c.managementCapBps);
        file.stage = Stage.Paid;
        c.costs.transferred += terms.amount;
        return LEDGER.transfer(terms.campaign, terms.target, terms.amount, disbursement);
    }

    /// @dev Law 8, at the only kind of payment that can break it. What was passed on or given back was not spent, so
    /// that money going in circles widens nothing.
    function _countManagement(Case storage c, Terms calldata terms) private {
        ILedger.Campaign memory line = LEDGER.campaignOf(terms.campaign);
        uint256 management = uint256(c.costs.management) + terms.amount;
        uint256 paid = uint256(line.disbursed) + terms.amount - c.costs.transferred - line.returned;
        if (management * ALL_BPS > paid * c.managementCapBps) {
            revert Desk_ManagementExceeded(terms.campaign, management, paid);
        }
        c.costs.management = uint96(management);
    }

    // ---------------------------------------------------------------- checks: payment

    function _checkApproved(
        Case storage c,
        Watch memory watch,
        File storage file,
        Terms calldata terms,
        bytes32 disbursement
    ) private view {
        uint32 payableFrom = file.epoch == watch.epoch ? file.payableFrom : 0;
        if (payableFrom == 0 || block.timestamp < payableFrom) {
            revert Desk_NotYetPayable(disbursement, payableFrom);
        }
        if (_isLate(c, file, terms.deliverBy)) {
            revert Desk_Lapsed(disbursement, _deadline(c, file, terms.deliverBy));
        }
    }

    function _checkUnstopped(Watch memory watch, bytes32 campaign) private view {
        if (block.timestamp < watch.pausedUntil) revert Desk_Paused(campaign, watch.pausedUntil);
        if (block.timestamp > watch.reportDue) revert Desk_ReportOverdue(campaign, watch.reportDue);
        if (watch.overdue != 0) revert Desk_DeliveryOverdue(campaign, watch.overdue);
        if (watch.disputes != 0) revert Desk_Disputed(campaign, watch.disputes);
    }

    // ---------------------------------------------------------------- checks: request

    function _checkTerms(Rules calldata rules, Terms calldata terms) private view {
        if (terms.amount == 0) revert Desk_BadTerms("amount");
        if (terms.deliverBy <= block.timestamp || terms.deliverBy > block.timestamp + MAX_DELIVERY_TIME) {
            revert Desk_BadTerms("deliverBy");
        }
        if (terms.category == Category.Transfer) {
            if (terms.payee != address(0)) revert Desk_BadTerms("payee");
            if (terms.recipient.length != 0) revert Desk_BadTerms("recipient");
            if (terms.target == terms.campaign) revert Desk_BadTarget(terms.target);
            _checkTarget(terms.target, rules.managementCapBps);
            return _checkReceivers(rules, terms);
        }
        if (terms.target != 0) revert Desk_BadTerms("target");
        if (terms.amount > rules.exposureCap) {
            revert Desk_AboveCap(terms.campaign, terms.amount, rules.exposureCap);
        }
        _checkPayee(rules, terms);
        _checkRecipient(rules, terms);
        _checkReceivers(rules, terms);
    }

    function _checkPayee(Rules calldata rules, Terms calldata terms) private view {
        address payee = terms.payee;
        if (payee == address(0) || payee == address(LEDGER) || payee == address(this))
            revert Desk_BadTerms("payee");
        if (payee == rules.charity && terms.category != Category.Management) revert Desk_TwoRoles(payee);
    }

    /// @dev Whatever is delivered to somebody names who, wherever the policy asks for that person's word.
    function _checkRecipient(Rules calldata rules, Terms calldata terms) private view {
        bool toSomebody = terms.category != Category.Management && terms.category != Category.Fee;
        if (terms.recipient.length == 0) {
            if (toSomebody && rules.proof != ProofPolicy.Auditor) revert Desk_BadTerms("recipient");
            return;
        }
        bytes32 key = keccak256(terms.recipient);
        address voucher = _enrolled[terms.campaign][key];
        if (voucher == address(0)) revert Desk_NotEnrolled(terms.campaign, key);
        // Whoever is paid must not have said whose word it is that it delivered.
        if (voucher == terms.payee) revert Desk_TwoRoles(voucher);
        // That it is neither the charity nor an auditor was seen to when it was enrolled.
        bool selfReceived = _isAccount(terms.recipient, terms.payee);
        if (selfReceived && terms.category != Category.Cash) revert Desk_TwoRoles(terms.payee);
    }

    /// @dev No auditor in office receives what it approves, be it by way of a campaign of its own.
    function _checkReceivers(Rules calldata rules, Terms calldata terms) private view {
        address receiver = terms.category == Category.Transfer ? _keeperOf(terms.target) : terms.payee;
        if (_contains(rules.auditors, receiver)) revert Desk_TwoRoles(receiver);
        if (terms.recipient.length != ACCOUNT_LENGTH) return;
        address recipient = address(bytes20(terms.recipient));
        if (_contains(rules.auditors, recipient)) revert Desk_TwoRoles(recipient);
    }
}
