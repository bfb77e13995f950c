// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IDeskTypes} from "./IDeskTypes.sol";

/// @title IDeskErrors
/// @notice Why a desk refuses, with the figures that decided it.
interface IDeskErrors is IDeskTypes {
    error Desk_NotRecognised(uint8 role, address account);
    error Desk_BadRules(string field);
    error Desk_BadTerms(string field);
    error Desk_UnknownCampaign(bytes32 campaign);
    error Desk_WrongRules(bytes32 campaign);
    error Desk_NotCharity(bytes32 campaign, address caller);
    error Desk_NotAuditor(bytes32 campaign, address caller);
    error Desk_NotWitness(bytes32 campaign, address caller);
    error Desk_TwoRoles(address account);
    error Desk_WrongNumber(uint32 expected, uint32 given);
    error Desk_WrongStage(bytes32 disbursement, Stage stage);
    error Desk_AlreadyDone(bytes32 subject, address by);
    error Desk_NotYetPayable(bytes32 disbursement, uint256 payableFrom);
    error Desk_Lapsed(bytes32 disbursement, uint256 deadline);
    error Desk_Paused(bytes32 campaign, uint256 until);
    error Desk_Resting(bytes32 campaign, uint256 until);
    error Desk_BadPause(uint256 duration);
    error Desk_ReportOverdue(bytes32 campaign, uint256 due);
    error Desk_DeliveryOverdue(bytes32 campaign, uint256 deliveries);
    error Desk_Disputed(bytes32 campaign, uint256 disputes);
    error Desk_AboveCap(bytes32 campaign, uint256 amount, uint256 cap);
    error Desk_ExposureExceeded(bytes32 campaign, uint256 amount, uint256 room);
    error Desk_ManagementExceeded(bytes32 campaign, uint256 management, uint256 paid);
    error Desk_BadEvidence(bytes32 disbursement, bytes32 evidence);
    error Desk_BadReport(bytes32 campaign);
    error Desk_BadSignature(bytes32 disbursement);
    error Desk_BadShare(bytes32 disbursement, uint32 index);
    error Desk_NoRecipient(bytes32 disbursement);
    error Desk_NotEnrolled(bytes32 campaign, bytes32 key);
    error Desk_BadKey(bytes key);
    error Desk_ReceivedDiffers(uint256 kept, uint256 received);
    error Desk_NothingToNote(bytes32 disbursement, uint256 returned);
    error Desk_NotOverdue(bytes32 disbursement, uint256 deadline);
    error Desk_Proven(bytes32 disbursement);
    error Desk_NotDisputed(bytes32 disbursement);
    error Desk_Unproven(bytes32 campaign, uint256 exposed);
    error Desk_BadTarget(bytes32 target);
    error Desk_LooserCap(bytes32 target, uint16 cap, uint16 allowed);
    error Desk_NoProposal(bytes32 campaign, bytes32 proposal);
    error Desk_NotReady(bytes32 proposal, uint256 readyAt);
    error Desk_NotCarried(bytes32 campaign, uint16 supporters, uint16 objectors);
}
