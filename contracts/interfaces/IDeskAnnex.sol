// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IDeskTypes} from "./IDeskTypes.sol";

/// @title IDeskAnnex
/// @notice What is needed less often: the campaign as a whole, recipients' keys, lists, returns, lateness, disputes.
interface IDeskAnnex is IDeskTypes {
    // ---------------------------------------------------------------- the campaign as a whole

    /// @notice The charity publishes a report; the next is due `rules.disclosure` seconds from now.
    function publishReport(bytes32 campaign, Rules calldata rules, bytes32 report) external;

    /// @notice A guardian stops the campaign's payments and donations for `duration` seconds, at most 7 days; the next
    /// pause is possible 30 days after it ended. Settlements and proofs go on. Deadlines move by the duration.
    function pause(bytes32 campaign, uint32 duration) external;

    /// @notice An auditor supports a motion; the one that meets the threshold carries it out.
    /// @dev Closing needs every payment proven, no dispute, and an heir that money could be passed on to. Support
    /// lapses 30 days after the first one.
    function support(bytes32 campaign, Rules calldata rules, Motion motion) external;

    /// @notice The charity gives its campaign up; every entry's unspent range can then be claimed.
    function cancel(bytes32 campaign) external;

    /// @notice The charity proposes other auditors, to take office in 7 days at the earliest; replaces an earlier
    /// proposal.
    function proposeAuditors(
        bytes32 campaign,
        Rules calldata rules,
        address[] calldata auditors,
        uint8 threshold
    ) external returns (bytes32 proposal);

    /// @notice An auditor in office speaks for or against the proposal, as often as it changes its mind.
    function voteOnAuditors(bytes32 campaign, Rules calldata rules, bytes32 proposal, bool inFavour) external;

    /// @notice Puts the proposed auditors in office after the delay; anyone may call.
    /// @dev Needs more supporters than objectors, and as many supporters as the old threshold asks or all auditors that
    /// stay in office; a proposal lapses 30 days after it could have taken effect. A lost key thus delays but does not
    /// block; a charity with one friendly auditor is stopped by the others' objection.
    function changeAuditors(
        bytes32 campaign,
        Rules calldata rules,
        address[] calldata auditors,
        uint8 threshold
    ) external;

    // ---------------------------------------------------------------- recipients

    /// @notice An auditor of the campaign, or a recognised witness, vouches for who holds a key, or for a list.
    /// @param recipient as in {Terms.recipient}
    /// @param document SHA-256 of the manifest that says who it is
    function enrol(
        bytes32 campaign,
        Rules calldata rules,
        bytes calldata recipient,
        bytes32 document
    ) external;

    /// @notice An auditor ends an enrolment for future requests.
    function dismiss(bytes32 campaign, Rules calldata rules, bytes32 key) external;

    /// @notice An auditor supports another key for the recipient of one payment, whose own was lost; the threshold
    /// carries it.
    /// @param index the recipient's place in the list of shares; 0 for a single recipient
    function rekey(
        Rules calldata rules,
        Terms calldata terms,
        uint32 index,
        bytes calldata recipient
    ) external;

    // ---------------------------------------------------------------- proof of delivery

    /// @notice The same from one recipient of a list; the delivery is confirmed once the shares add up to what the
    /// payee kept. Less than the share and than what the payee gave back allows for opens a dispute and leaves the
    /// share open, unless a dispute is open already.
    /// @param signature EIP-712
    /// `ShareDelivery(bytes32 campaign,bytes32 disbursement,uint8 round,uint32 index,bytes32 evidence,uint96 received)`
    function confirmShare(
        Terms calldata terms,
        bytes32 evidence,
        Share calldata share,
        uint96 received,
        bytes calldata signature
    ) external;

    /// @notice Has the desk look up what the payee has given back: that much needs no proof any more. Anyone may call.
    /// A payment given back in full counts as proven.
    function noteReturn(Terms calldata terms) external;

    /// @notice Marks a delivery as late; anyone may call after its deadline.
    function markOverdue(Terms calldata terms) external;

    /// @notice An auditor disputes a payment; payments stop until the auditors rule on it.
    function dispute(Rules calldata rules, Terms calldata terms, bytes32 reason) external;

    /// @notice The recipient's signed dispute; anyone may submit it.
    /// @param share the recipient's share where the terms name a list; ignored otherwise
    /// @param signature EIP-712
    /// `Dispute(bytes32 campaign,bytes32 disbursement,uint8 round,uint32 index,bytes32 reason)`
    function disputeDelivery(
        Terms calldata terms,
        Share calldata share,
        bytes32 reason,
        bytes calldata signature
    ) external;

    /// @notice An auditor supports a ruling; the one that meets the threshold carries it out. Resolving ends a dispute;
    /// writing off ends it too and frees the exposure, without ever counting as delivered.
    function rule(Rules calldata rules, Terms calldata terms, Ruling ruling) external;
}
