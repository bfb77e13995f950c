// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IDeskTypes} from "./IDeskTypes.sol";

/// @title IDeskEvents
/// @notice Everything a desk reports. All but RulesAdopted are folded into the campaign's journal there: the
/// hash of the former journal, the event's topic and its arguments in order, where bytes and lists enter as their hash.
interface IDeskEvents is IDeskTypes {
    // ---------------------------------------------------------------- the campaign as a whole

    /// @notice A campaign was opened by `charity` under these rules; its journal begins with its id.
    /// @param reportDue when the first report is due
    event RulesAdopted(
        bytes32 indexed campaign,
        address indexed charity,
        address[] auditors,
        uint8 threshold,
        ProofPolicy proof,
        uint32 challenge,
        uint96 goal,
        uint96 exposureCap,
        uint16 managementCapBps,
        uint32 disclosure,
        uint32 reportDue,
        bytes32 metadata
    );
    /// @notice The charity published a report, and the next one is due at `nextDue`.
    /// @param report SHA-256 of the manifest of the report's documents
    event ReportPublished(bytes32 indexed campaign, bytes32 indexed report, uint32 nextDue);
    /// @notice A guardian stopped payments until `until`, and donations with them; deadlines move along.
    /// @param reportDue when the next report is due now
    event CampaignPaused(bytes32 indexed campaign, address indexed by, uint32 until, uint32 reportDue);
    /// @notice An auditor supported a motion of the campaign's auditors.
    /// @param supporters bit i: the i-th auditor of the rules supports it
    /// @param carried whether this support carried the motion, which then took effect at once
    event MotionSupported(
        bytes32 indexed campaign,
        address indexed auditor,
        Motion motion,
        uint16 supporters,
        bool carried
    );
    /// @notice The charity proposed other auditors; an earlier proposal lapses.
    /// @param proposal what auditors vote on: hash of (campaign, epoch, auditors, threshold, readyAt)
    /// @param readyAt from when on it can take effect
    event AuditorsProposed(
        bytes32 indexed campaign,
        bytes32 indexed proposal,
        address[] auditors,
        uint8 threshold,
        uint32 readyAt
    );
    /// @notice An auditor in office spoke for or against the proposal; the last word counts.
    event AuditorsVoted(
        bytes32 indexed campaign,
        bytes32 indexed proposal,
        address indexed auditor,
        bool inFavour,
        uint16 supporters,
        uint16 objectors
    );
    /// @notice The proposed auditors are in office; approvals and support of the former ones lapsed.
    event AuditorsChanged(
        bytes32 indexed campaign,
        bytes32 indexed proposal,
        uint16 epoch,
        address[] auditors,
        uint8 threshold
    );

    // ---------------------------------------------------------------- recipients

    /// @notice An auditor or a recognised witness vouched for who holds this key; it can be named in requests now.
    /// @param key keccak256 of `recipient`
    /// @param document SHA-256 of the manifest that says who it is; may be sealed
    event RecipientEnrolled(
        bytes32 indexed campaign,
        bytes32 indexed key,
        address indexed by,
        bytes recipient,
        bytes32 document
    );
    /// @notice An auditor ended an enrolment: no new request can name this key.
    event RecipientDismissed(bytes32 indexed campaign, bytes32 indexed key, address indexed by);
    /// @notice An auditor supported another key for a payment's recipient; once carried it replaces the old one.
    /// @param index the recipient's place in the list of shares; 0 for a single recipient
    event RecipientRekeyed(
        bytes32 indexed campaign,
        bytes32 indexed disbursement,
        address indexed auditor,
        uint32 index,
        bytes recipient,
        uint16 supporters,
        bool carried
    );

    // ---------------------------------------------------------------- before payment

    /// @notice The charity asked for a payment on these terms; `number` counts the campaign's requests.
    event DisbursementRequested(
        bytes32 indexed campaign,
        bytes32 indexed disbursement,
        address indexed payee,
        uint32 number,
        bytes32 target,
        uint96 amount,
        Category category,
        uint32 deliverBy,
        bytes32 documents,
        bytes recipient
    );
    /// @notice An auditor approved the exact terms; bit i of `approvals`: the i-th auditor of the rules has.
    /// @param payableFrom zero until the threshold is met
    event DisbursementApproved(
        bytes32 indexed campaign,
        bytes32 indexed disbursement,
        address indexed auditor,
        uint16 approvals,
        uint32 payableFrom
    );
    /// @notice An auditor vetoed the request, or the charity took it back: it can never be paid.
    /// @param reason SHA-256 of the reason's text
    event DisbursementVetoed(
        bytes32 indexed campaign,
        bytes32 indexed disbursement,
        address indexed by,
        bytes32 reason
    );
    /// @notice The disbursement was paid as number `index` of the ledger's line; the range stands in the ledger's event.
    event DisbursementPaid(
        bytes32 indexed campaign,
        bytes32 indexed disbursement,
        address indexed by,
        uint32 index
    );

    // ---------------------------------------------------------------- proof of delivery

    /// @notice Evidence of a paid disbursement's delivery was handed in.
    /// @param evidence SHA-256 of the salted manifest of the evidence's files
    event EvidenceSubmitted(
        bytes32 indexed campaign,
        bytes32 indexed disbursement,
        bytes32 indexed evidence,
        address by
    );
    /// @notice The recipient confirmed by signature what arrived; anybody may have submitted it.
    /// @param received what the recipient says has arrived, in the token's smallest unit: the amount less what was
    /// given back
    event DeliveryConfirmed(
        bytes32 indexed campaign,
        bytes32 indexed disbursement,
        bytes32 indexed evidence,
        uint96 received,
        address submitter
    );
    /// @notice One recipient of a list confirmed its share.
    /// @param amount what the list promises it
    /// @param total what the list has confirmed so far
    /// @param complete whether that is all of it, which confirms the delivery
    event ShareConfirmed(
        bytes32 indexed campaign,
        bytes32 indexed disbursement,
        bytes32 indexed evidence,
        uint32 index,
        uint96 amount,
        uint96 received,
        uint96 total,
        bool complete,
        address submitter
    );
    /// @notice The recipient signed that less arrived than was paid for; a dispute follows in the same transaction.
    /// @param index the recipient's place in the list of shares; 0 for a single recipient
    event DeliveryShort(
        bytes32 indexed campaign,
        bytes32 indexed disbursement,
        bytes32 indexed evidence,
        uint32 index,
        uint96 received,
        address submitter
    );
    /// @notice An auditor attested the delivery upon this evidence.
    event DeliveryAttested(
        bytes32 indexed campaign,
        bytes32 indexed disbursement,
        address indexed auditor,
        bytes32 evidence
    );
    /// @notice The desk took note of what the payee has given back: so much less needs proof.
    /// @param returned all that was given back so far
    /// @param complete whether a list of recipients has thereby confirmed all that was kept
    event ReturnNoted(
        bytes32 indexed campaign,
        bytes32 indexed disbursement,
        address indexed by,
        uint96 returned,
        bool complete
    );
    /// @notice The delivery was due at `deadline` and is not proven; payments stop until it is, or is written off.
    event DeliveryOverdue(
        bytes32 indexed campaign,
        bytes32 indexed disbursement,
        address indexed by,
        uint32 deadline
    );
    /// @notice A dispute was opened: by an auditor, or on the recipient's signature by anybody.
    /// @param by the auditor, or who handed the recipient's word in
    /// @param round how often this payment was disputed before
    /// @param reason SHA-256 of the reason's text; zero after a short delivery
    event DisputeOpened(
        bytes32 indexed campaign,
        bytes32 indexed disbursement,
        address indexed by,
        bool byRecipient,
        uint8 round,
        bytes32 reason
    );
    /// @notice An auditor supported a ruling on a payment; once carried it took effect at once.
    event RulingSupported(
        bytes32 indexed campaign,
        bytes32 indexed disbursement,
        address indexed auditor,
        Ruling ruling,
        uint16 supporters,
        bool carried
    );
}
