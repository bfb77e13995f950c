// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {DeskAnnex} from "./desk/DeskAnnex.sol";
import {DeskDelivery} from "./desk/DeskDelivery.sol";
import {DeskOpening} from "./desk/DeskOpening.sol";
import {DeskPayments} from "./desk/DeskPayments.sol";
import {DeskStorage} from "./desk/DeskStorage.sol";
import {IDesk} from "./interfaces/IDesk.sol";
import {IDeskAnnex} from "./interfaces/IDeskAnnex.sol";

/// @title Desk
/// @notice See {IDesk}. A desk has no owner; its only power over money is what the ledger gives a campaign's desk,
/// and it uses that by the campaign's own rules alone. The access manager decides who may pause, and nothing else.
/// @dev One room per concern in `desk/`. The way of a payment is here; the rarer actions stand in {DeskAnnex}, whose
/// code runs in this contract's storage, since both together exceed what one contract's code may have.
contract Desk is IDesk, DeskOpening, DeskPayments, DeskDelivery {
    /// @notice Whose code answers for the rarer actions.
    address public immutable ANNEX;

    /// @notice A desk with this annex for good.
    /// @param annex has to stand on the ledger and the registry that this desk is for
    constructor(DeskAnnex annex) DeskStorage(annex.LEDGER(), annex.REGISTRY(), annex.PASSKEYS()) {
        ANNEX = address(annex);
    }

    // ---------------------------------------------------------------- the annex

    /// @inheritdoc IDeskAnnex
    function publishReport(bytes32, Rules calldata, bytes32) external {
        _forward();
    }

    /// @inheritdoc IDeskAnnex
    function pause(bytes32, uint32) external {
        _forward();
    }

    /// @inheritdoc IDeskAnnex
    function support(bytes32, Rules calldata, Motion) external {
        _forward();
    }

    /// @inheritdoc IDeskAnnex
    function cancel(bytes32) external {
        _forward();
    }

    /// @inheritdoc IDeskAnnex
    function proposeAuditors(bytes32, Rules calldata, address[] calldata, uint8) external returns (bytes32) {
        _forward();
    }

    /// @inheritdoc IDeskAnnex
    function voteOnAuditors(bytes32, Rules calldata, bytes32, bool) external {
        _forward();
    }

    /// @inheritdoc IDeskAnnex
    function changeAuditors(bytes32, Rules calldata, address[] calldata, uint8) external {
        _forward();
    }

    /// @inheritdoc IDeskAnnex
    function enrol(bytes32, Rules calldata, bytes calldata, bytes32) external {
        _forward();
    }

    /// @inheritdoc IDeskAnnex
    function dismiss(bytes32, Rules calldata, bytes32) external {
        _forward();
    }

    /// @inheritdoc IDeskAnnex
    function rekey(Rules calldata, Terms calldata, uint32, bytes calldata) external {
        _forward();
    }

    /// @inheritdoc IDeskAnnex
    function confirmShare(Terms calldata, bytes32, Share calldata, uint96, bytes calldata) external {
        _forward();
    }

    /// @inheritdoc IDeskAnnex
    function noteReturn(Terms calldata) external {
        _forward();
    }

    /// @inheritdoc IDeskAnnex
    function markOverdue(Terms calldata) external {
        _forward();
    }

    /// @inheritdoc IDeskAnnex
    function dispute(Rules calldata, Terms calldata, bytes32) external {
        _forward();
    }

    /// @inheritdoc IDeskAnnex
    function disputeDelivery(Terms calldata, Share calldata, bytes32, bytes calldata) external {
        _forward();
    }

    /// @inheritdoc IDeskAnnex
    function rule(Rules calldata, Terms calldata, Ruling) external {
        _forward();
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc IDesk
    function disbursementId(Terms calldata terms) external view returns (bytes32) {
        return _id(terms);
    }

    /// @inheritdoc IDesk
    function recordOf(bytes32 disbursement) external view nonReentrantView returns (Record memory record) {
        File memory file = _files[disbursement];
        record.stage = file.stage;
        record.evidenced = file.facts & EVIDENCED != 0;
        record.confirmed = file.facts & CONFIRMED != 0;
        record.attested = file.facts & ATTESTED != 0;
        record.disputed = file.facts & DISPUTED != 0;
        record.overdue = file.facts & OVERDUE != 0;
        record.writtenOff = file.facts & WRITTEN_OFF != 0;
        record.approvals = file.approvals;
        record.epoch = file.epoch;
        record.payableFrom = file.payableFrom;
        record.index = file.index;
        record.pausedBefore = file.pausedBefore;
        record.exposed = file.exposed;
        record.round = file.round;
    }

    /// @inheritdoc IDesk
    function standingOf(bytes32 campaign) external view nonReentrantView returns (Standing memory standing) {
        Case storage c = _case(campaign);
        Watch memory watch = c.watch;
        standing.charity = c.charity;
        standing.proof = watch.proof;
        standing.threshold = watch.threshold;
        standing.managementCapBps = c.managementCapBps;
        standing.epoch = watch.epoch;
        standing.requests = watch.requests;
        standing.room = watch.room;
        standing.reportDue = watch.reportDue;
        standing.pausedUntil = watch.pausedUntil;
        standing.pausedTotal = c.pausedTotal;
        standing.restsUntil = c.restsUntil;
        standing.disputes = watch.disputes;
        standing.overdue = watch.overdue;
        standing.management = c.costs.management;
        standing.transferred = c.costs.transferred;
        standing.rulesHash = c.rulesHash;
        standing.journal = _journal(c, campaign);
    }

    /// @inheritdoc IDesk
    function stewardOf(bytes32 campaign) external view returns (address charity, uint16 managementCapBps) {
        Case storage c = _case(campaign);
        return (c.charity, c.managementCapBps);
    }

    /// @inheritdoc IDesk
    function evidenceOf(bytes32 campaign, bytes32 evidence) external view returns (bytes32) {
        return _evidence[campaign][evidence];
    }

    /// @inheritdoc IDesk
    function isEnrolled(bytes32 campaign, bytes32 key) external view returns (bool) {
        return _enrolled[campaign][key] != address(0);
    }

    /// @inheritdoc IDesk
    function sharesOf(bytes32 disbursement) external view returns (uint96) {
        return _shares[disbursement].received;
    }

    /// @inheritdoc IDesk
    function proposalOf(
        bytes32 campaign
    ) external view returns (bytes32 proposal, uint32 readyAt, uint16 supporters, uint16 objectors) {
        Proposal memory p = _proposals[campaign];
        return (p.id, p.readyAt, p.supporters, p.objectors);
    }

    /// @inheritdoc IDesk
    function deliveryDigest(
        bytes32 campaign,
        bytes32 disbursement,
        bytes32 evidence,
        uint96 received
    ) external view returns (bytes32) {
        return _deliveryDigest(campaign, disbursement, _files[disbursement].round, evidence, received);
    }

    /// @inheritdoc IDesk
    function shareDigest(
        bytes32 campaign,
        bytes32 disbursement,
        bytes32 evidence,
        uint32 index,
        uint96 received
    ) external view returns (bytes32) {
        return _shareDigest(campaign, disbursement, _files[disbursement].round, index, evidence, received);
    }

    /// @inheritdoc IDesk
    function disputeDigest(
        bytes32 campaign,
        bytes32 disbursement,
        uint8 round,
        uint32 index,
        bytes32 reason
    ) external view returns (bytes32) {
        return _disputeDigest(campaign, disbursement, round, index, reason);
    }

    /// @dev Answers through the annex: its code, this contract's storage and address, the caller's data and the answer
    /// as they are.
    function _forward() private {
        address annex = ANNEX;
        assembly {
            calldatacopy(0, 0, calldatasize())
            let ok := delegatecall(gas(), annex, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(ok) {
                revert(0, returndatasize())
            }
            return(0, returndatasize())
        }
    }
}
