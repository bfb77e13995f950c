// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IDeskAnnex} from "./IDeskAnnex.sol";
import {IDeskErrors} from "./IDeskErrors.sol";
import {IDeskEvents} from "./IDeskEvents.sol";
import {IDeskProcess} from "./IDeskProcess.sol";

/// @title IDesk
/// @notice The process around a campaign's money: a charity requests, auditors approve, after a challenge window
/// anyone may have it paid, evidence is submitted, the recipient confirms, an auditor attests.
/// @dev Rules and terms are kept as hashes and handed in again at each step, so that neither can change after it was
/// agreed to. Types, events and errors stand in files of their own.
interface IDesk is IDeskProcess, IDeskAnnex, IDeskEvents, IDeskErrors {
    // ---------------------------------------------------------------- reading

    /// @notice The id of a disbursement: hash of (chain, this desk, terms).
    function disbursementId(Terms calldata terms) external view returns (bytes32);

    /// @notice What the desk knows of a disbursement; all zero if it was never requested.
    function recordOf(bytes32 disbursement) external view returns (Record memory);

    /// @notice What the desk knows of a campaign. Reverts with Desk_UnknownCampaign.
    function standingOf(bytes32 campaign) external view returns (Standing memory);

    /// @notice Who runs a campaign, and its management cap in hundredths of a percent: what another desk has to know
    /// before it passes money on to it. Reverts with Desk_UnknownCampaign.
    function stewardOf(bytes32 campaign) external view returns (address charity, uint16 managementCapBps);

    /// @notice Which disbursement an evidence digest serves in a campaign; zero if none.
    function evidenceOf(bytes32 campaign, bytes32 evidence) external view returns (bytes32 disbursement);

    /// @notice Whether a recipient's key (its keccak256) can be named in requests.
    function isEnrolled(bytes32 campaign, bytes32 key) external view returns (bool);

    /// @notice What the shares of a list have confirmed so far.
    function sharesOf(bytes32 disbursement) external view returns (uint96 total);

    /// @notice The proposal for other auditors and its votes; zero if there is none.
    function proposalOf(
        bytes32 campaign
    ) external view returns (bytes32 proposal, uint32 readyAt, uint16 supporters, uint16 objectors);

    /// @notice What the recipient signs (EIP-712 digest); another dispute makes it another.
    function deliveryDigest(
        bytes32 campaign,
        bytes32 disbursement,
        bytes32 evidence,
        uint96 received
    ) external view returns (bytes32);

    /// @notice What a recipient of a list signs (EIP-712 digest); another dispute makes it another.
    function shareDigest(
        bytes32 campaign,
        bytes32 disbursement,
        bytes32 evidence,
        uint32 index,
        uint96 received
    ) external view returns (bytes32);

    /// @notice What a recipient signs to dispute (EIP-712 digest).
    function disputeDigest(
        bytes32 campaign,
        bytes32 disbursement,
        uint8 round,
        uint32 index,
        bytes32 reason
    ) external view returns (bytes32);
}
