// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {DeskSteps} from "./DeskSteps.sol";
import {IDeskAnnex} from "../interfaces/IDeskAnnex.sol";
import {ILedger} from "../interfaces/ILedger.sol";

/// @title DeskCouncil
/// @notice What concerns a campaign as a whole after its opening: reports, pauses, motions, and who its auditors are.
abstract contract DeskCouncil is IDeskAnnex, DeskSteps {
    uint256 private constant MAX_PAUSE = 7 days;
    uint256 private constant REST = 30 days;
    uint256 private constant CHANGE_DELAY = 7 days;

    /// @inheritdoc IDeskAnnex
    function publishReport(bytes32 campaign, Rules calldata rules, bytes32 report) external {
        Case storage c = _caseForCharity(campaign);
        _checkRules(c, campaign, rules);
        if (report == 0) revert Desk_BadReport(campaign);

        uint32 nextDue = uint32(block.timestamp) + rules.disclosure;
        // A pause may have moved the date further.
        if (c.watch.reportDue > nextDue) nextDue = c.watch.reportDue;
        c.watch.reportDue = nextDue;
        _tellOfCampaign(
            c,
            abi.encode(_journal(c, campaign), ReportPublished.selector, campaign, report, nextDue)
        );
    }

    /// @inheritdoc IDeskAnnex
    /// @dev The access manager lets guardians in. Donations stop where the ledger can still be asked to stop them.
    function pause(bytes32 campaign, uint32 duration) external restricted {
        Case storage c = _case(campaign);
        if (duration == 0 || duration > MAX_PAUSE) revert Desk_BadPause(duration);
        if (block.timestamp < c.restsUntil) revert Desk_Resting(campaign, c.restsUntil);

        uint32 until = uint32(block.timestamp) + duration;
        uint32 reportDue = c.watch.reportDue + duration;
        (c.watch.pausedUntil, c.watch.reportDue) = (until, reportDue);
        (c.pausedTotal, c.restsUntil) = (c.pausedTotal + duration, until + uint32(REST));
        _tellOfCampaign(
            c,
            abi.encode(_journal(c, campaign), CampaignPaused.selector, campaign, msg.sender, until, reportDue)
        );
        ILedger.Campaign memory line = LEDGER.campaignOf(campaign);
        bool receives = line.state == ILedger.State.Active && block.timestamp < line.closes;
        if (receives && line.opens < until) LEDGER.halt(campaign, until);
    }

    /// @inheritdoc IDeskAnnex
    function support(bytes32 campaign, Rules calldata rules, Motion motion) external {
        (Case storage c, uint16 bit) = _caseForAuditor(campaign, rules);
        if (motion == Motion.Close) _checkClosable(c, campaign, rules);

        (uint16 supporters, bool carried) = _vote(c, campaign, uint256(motion), bit);
        _tellOfCampaign(
            c,
            abi.encode(
                _journal(c, campaign),
                MotionSupported.selector,
                campaign,
                msg.sender,
                motion,
                supporters,
                carried
            )
        );
        if (carried) _carryOut(campaign, motion);
    }

    /// @inheritdoc IDeskAnnex
    function cancel(bytes32 campaign) external {
        _caseForCharity(campaign);
        LEDGER.cancel(campaign);
    }

    // ---------------------------------------------------------------- a change of auditors

    /// @inheritdoc IDeskAnnex
    function proposeAuditors(
        bytes32 campaign,
        Rules calldata rules,
        address[] calldata auditors,
        uint8 threshold
    ) external returns (bytes32 proposal) {
        Case storage c = _caseForCharity(campaign);
        _checkRules(c, campaign, rules);
        _checkAuditors(rules.charity, auditors, threshold);

        uint32 readyAt = uint32(block.timestamp + CHANGE_DELAY);
        proposal = _proposalId(campaign, c.watch.epoch, auditors, threshold, readyAt);
        _proposals[campaign] = Proposal(proposal, readyAt, 0, 0);
        _record(
            c,
            abi.encode(
                _journal(c, campaign),
                AuditorsProposed.selector,
                campaign,
                proposal,
                keccak256(abi.encodePacked(auditors)),
                threshold,
                readyAt
            )
        );
        emit AuditorsProposed(campaign, proposal, auditors, threshold, readyAt);
    }

    /// @inheritdoc IDeskAnnex
    function voteOnAuditors(
        bytes32 campaign,
        Rules calldata rules,
        bytes32 proposal,
        bool inFavour
    ) external {
        (Case storage c, uint16 bit) = _caseForAuditor(campaign, rules);
        Proposal memory p = _proposals[campaign];
        if (proposal == 0 || p.id != proposal) revert Desk_NoProposal(campaign, proposal);

        if (inFavour) (p.supporters, p.objectors) = (p.supporters | bit, p.objectors & ~bit);
        else (p.supporters, p.objectors) = (p.supporters & ~bit, p.objectors | bit);
        _proposals[campaign] = p;
        _tell(
            c,
            abi.encode(
                _journal(c, campaign),
                AuditorsVoted.selector,
                campaign,
                proposal,
                msg.sender,
                inFavour,
                p.supporters,
                p.objectors
            )
        );
    }

    /// @inheritdoc IDeskAnnex
    function changeAuditors(
        bytes32 campaign,
        Rules calldata rules,
        address[] calldata auditors,
        uint8 threshold
    ) external {
        Case storage c = _case(campaign);
        _checkRules(c, campaign, rules);
        _checkAuditors(rules.charity, auditors, threshold);
        bytes32 proposal = _checkCarried(c, campaign, rules, auditors, threshold);

        Rules memory changed = rules;
        (changed.auditors, changed.threshold) = (auditors, threshold);
        c.rulesHash = keccak256(abi.encode(changed));
        uint16 epoch = c.watch.epoch + 1;
        (c.watch.epoch, c.watch.threshold) = (epoch, threshold);
        delete _proposals[campaign];
        _record(
            c,
            abi.encode(
                _journal(c, campaign),
                AuditorsChanged.selector,
                campaign,
                proposal,
                epoch,
                keccak256(abi.encodePacked(auditors)),
                threshold
            )
        );
        emit AuditorsChanged(campaign, proposal, epoch, auditors, threshold);
    }

    // ---------------------------------------------------------------- steps and checks

    function _carryOut(bytes32 campaign, Motion motion) private {
        if (motion == Motion.Close) LEDGER.close(campaign);
        else if (motion == Motion.Cancel) LEDGER.cancel(campaign);
        else LEDGER.extend(campaign);
    }

    function _checkClosable(Case storage c, bytes32 campaign, Rules calldata rules) private view {
        uint96 exposed = rules.exposureCap - c.watch.room;
        if (exposed != 0) revert Desk_Unproven(campaign, exposed);
        if (c.watch.disputes != 0) revert Desk_Disputed(campaign, c.watch.disputes);
        bytes32 heir = LEDGER.heirOf(campaign);
        // This desk's own campaigns are not asked for its recognition: that would keep everything open for good once the
        // registry takes it back. The cap counts there too, as successors at other desks may stand between.
        address desk = LEDGER.deskOf(heir);
        if (desk == address(this)) _checkCap(heir, desk, rules.managementCapBps);
        else _checkTarget(heir, rules.managementCapBps);
        // As with a transfer: no auditor passes what is left on to a campaign of its own.
        address keeper = _keeperOf(heir);
        if (_contains(rules.auditors, keeper)) revert Desk_TwoRoles(keeper);
    }

    function _proposalId(
        bytes32 campaign,
        uint16 epoch,
        address[] calldata auditors,
        uint8 threshold,
        uint32 readyAt
    ) private pure returns (bytes32) {
        return keccak256(abi.encode(campaign, epoch, auditors, threshold, readyAt));
    }

    /// @dev That the proposal to seat these auditors is the one before the campaign, ripe, and carried by those in
    /// office.
    function _checkCarried(
        Case storage c,
        bytes32 campaign,
        Rules calldata rules,
        address[] calldata auditors,
        uint8 threshold
    ) private view returns (bytes32 proposal) {
        Proposal memory p = _proposals[campaign];
        proposal = _proposalId(campaign, c.watch.epoch, auditors, threshold, p.readyAt);
        bool lapsed = block.timestamp > p.readyAt + SUPPORT_LAPSES;
        if (p.id != proposal || lapsed) revert Desk_NoProposal(campaign, proposal);
        if (block.timestamp < p.readyAt) revert Desk_NotReady(proposal, p.readyAt);

        uint16 staying = 0;
        for (uint256 i = 0; i < rules.auditors.length; ++i) {
            if (_contains(auditors, rules.auditors[i])) staying |= uint16(1 << i);
        }
        uint256 inFavour = _count(p.supporters);
        bool enough = inFavour >= rules.threshold || (staying != 0 && p.supporters & staying == staying);
        if (!enough || inFavour <= _count(p.objectors)) {
            revert Desk_NotCarried(campaign, p.supporters, p.objectors);
        }
    }
}
