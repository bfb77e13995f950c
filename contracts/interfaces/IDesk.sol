// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ILedger} from "./ILedger.sol";

/// @title IDesk
/// @notice The process around a campaign's money: a charity requests, auditors approve, after a challenge window
/// anyone may have it paid, evidence is submitted, the recipient confirms, an auditor attests.
/// @dev Amounts in the token's smallest unit, times in Unix seconds. Rules and terms are kept as hashes and handed
/// in again at each step, so that neither can change after it was agreed to.
interface IDesk {
    /// @notice What a payment is for. Goods, Services and Cash are delivered to somebody; Transfer goes to a campaign.
    enum Category {
        Goods,
        Services,
        Cash,
        Management,
        Fee,
        Transfer
    }

    /// @notice Whose word proves a delivery.
    enum ProofPolicy {
        Recipient,
        Auditor,
        Both
    }

    /// @notice What the auditors may decide together.
    enum Motion {
        Close,
        Cancel,
        Extend
    }

    /// @notice Where a disbursement stands before and at payment.
    enum Stage {
        None,
        Requested,
        Vetoed,
        Paid
    }

    /// @notice A campaign's rules at this desk, fixed at its opening.
    struct Rules {
        address charity;
        /// 1–16 recognised auditors, none of them the charity, none twice.
        address[] auditors;
        /// How many of them an approval or a motion takes.
        uint8 threshold;
        ProofPolicy proof;
        /// Seconds between the last approval needed and payment, in which any auditor may veto.
        uint32 challenge;
        /// What the campaign hopes to raise; shown, not enforced.
        uint96 goal;
        /// SHA-256 of the campaign's metadata document.
        bytes32 metadata;
    }

    /// @notice The exact terms of one disbursement; their hash is its id.
    struct Terms {
        bytes32 campaign;
        /// Running number of the campaign's requests, from 0.
        uint32 number;
        /// Who is paid; zero for a transfer.
        address payee;
        /// Which campaign receives a transfer; zero for a payment.
        bytes32 target;
        uint96 amount;
        Category category;
        /// Approvals lapse here, and delivery is due.
        uint32 deliverBy;
        /// SHA-256 of the manifest of the request's documents.
        bytes32 documents;
        /// The recipient's key: a 20-byte account. Empty where nobody has to confirm.
        bytes recipient;
    }

    /// @notice A disbursement as the desk keeps it.
    struct Record {
        Stage stage;
        bool evidenced;
        bool confirmed;
        bool attested;
        /// Bit i: the i-th auditor of the rules approved.
        uint16 approvals;
        /// From when on it can be paid; zero before the threshold is met.
        uint32 payableFrom;
        /// Its number on the ledger's line, once paid.
        uint32 index;
    }

    /// @notice A campaign as the desk keeps it.
    struct Standing {
        address charity;
        ProofPolicy proof;
        uint8 threshold;
        /// Payments whose delivery is not proven yet; closing waits for zero.
        uint32 unproven;
        /// Number of requests so far.
        uint32 requests;
        bytes32 rulesHash;
        bytes32 journal;
    }

    // ---------------------------------------------------------------- events

    /// @notice A campaign was opened by `charity` under these rules; its journal begins with its id.
    event RulesAdopted(
        bytes32 indexed campaign,
        address indexed charity,
        address[] auditors,
        uint8 threshold,
        ProofPolicy proof,
        uint32 challenge,
        uint96 goal,
        bytes32 metadata
    );
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
    /// @notice An auditor vetoed the request, which can then never be paid.
    /// @param reason SHA-256 of the reason's text
    event DisbursementVetoed(
        bytes32 indexed campaign,
        bytes32 indexed disbursement,
        address indexed auditor,
        bytes32 reason
    );
    /// @notice The disbursement was paid as number `index` of the ledger's line; the range stands in the ledger's event.
    event DisbursementPaid(
        bytes32 indexed campaign,
        bytes32 indexed disbursement,
        address indexed by,
        uint32 index
    );
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
    /// @notice An auditor attested the delivery upon this evidence.
    event DeliveryAttested(
        bytes32 indexed campaign,
        bytes32 indexed disbursement,
        address indexed auditor,
        bytes32 evidence
    );
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

    // ---------------------------------------------------------------- errors

    error Desk_NotRecognised(uint8 role, address account);
    error Desk_BadRules(string field);
    error Desk_BadTerms(string field);
    error Desk_UnknownCampaign(bytes32 campaign);
    error Desk_WrongRules(bytes32 campaign);
    error Desk_NotCharity(bytes32 campaign, address caller);
    error Desk_NotAuditor(bytes32 campaign, address caller);
    error Desk_TwoRoles(address account);
    error Desk_WrongNumber(uint32 expected, uint32 given);
    error Desk_WrongStage(bytes32 disbursement, Stage stage);
    error Desk_AlreadyDone(bytes32 disbursement, address by);
    error Desk_NotYetPayable(bytes32 disbursement, uint256 payableFrom);
    error Desk_Lapsed(bytes32 disbursement, uint32 deliverBy);
    error Desk_BadEvidence(bytes32 disbursement, bytes32 evidence);
    error Desk_BadSignature(bytes32 disbursement);
    error Desk_NoRecipient(bytes32 disbursement);
    error Desk_ReceivedDiffers(uint256 amount, uint256 received);
    error Desk_Unproven(bytes32 campaign, uint32 unproven);
    error Desk_BadTarget(bytes32 target);

    // ---------------------------------------------------------------- actions

    /// @notice Opens a campaign on the ledger with this desk. The caller must be `rules.charity`, recognised.
    /// @dev The ledger's salt is the hash of (rules, salt), so the campaign's id commits to the rules too.
    /// A terminal fund (no successor) takes a recognised fund keeper.
    function openCampaign(
        Rules calldata rules,
        ILedger.CampaignConfig calldata config,
        bytes32 salt
    ) external returns (bytes32 campaign);

    /// @notice The charity asks for a payment or a transfer. `terms.number` must be the next one.
    function request(Rules calldata rules, Terms calldata terms) external returns (bytes32 disbursement);

    /// @notice An auditor approves exactly these terms.
    function approve(Rules calldata rules, Terms calldata terms) external;

    /// @notice An auditor stops the disbursement for good, at any time before it is paid.
    function veto(Rules calldata rules, Terms calldata terms, bytes32 reason) external;

    /// @notice Pays an approved disbursement after its challenge window; anyone may call.
    function pay(Terms calldata terms) external;

    /// @notice The charity submits evidence of a paid disbursement; each digest serves once in a campaign.
    function submitEvidence(Terms calldata terms, bytes32 evidence) external;

    /// @notice The recipient's signed word that `received` units' worth arrived; anyone may submit it.
    /// @param received must be the amount paid less what the payee gave back: that much needs no delivery
    /// @param signature EIP-712 `Delivery(bytes32 campaign,bytes32 disbursement,bytes32 evidence,uint96 received)`
    function confirmDelivery(
        Terms calldata terms,
        bytes32 evidence,
        uint96 received,
        bytes calldata signature
    ) external;

    /// @notice An auditor's independent word that the delivery took place as the evidence says.
    function attest(Rules calldata rules, Terms calldata terms, bytes32 evidence) external;

    /// @notice An auditor supports a motion; the one that meets the threshold carries it out.
    /// @dev Closing also needs every payment proven. Support lapses 30 days after the first one.
    function support(bytes32 campaign, Rules calldata rules, Motion motion) external;

    /// @notice The charity gives its campaign up; every entry's unspent range can then be claimed.
    function cancel(bytes32 campaign) external;

    // ---------------------------------------------------------------- reading

    /// @notice The id of a disbursement: hash of (chain, this desk, terms).
    function disbursementId(Terms calldata terms) external view returns (bytes32);

    /// @notice What the desk knows of a disbursement; all zero if it was never requested.
    function recordOf(bytes32 disbursement) external view returns (Record memory);

    /// @notice What the desk knows of a campaign; all zero if it was never opened here.
    function standingOf(bytes32 campaign) external view returns (Standing memory);

    /// @notice Which disbursement an evidence digest serves in a campaign; zero if none.
    function evidenceOf(bytes32 campaign, bytes32 evidence) external view returns (bytes32 disbursement);

    /// @notice What the recipient signs (EIP-712 digest).
    function deliveryDigest(
        bytes32 campaign,
        bytes32 disbursement,
        bytes32 evidence,
        uint96 received
    ) external view returns (bytes32);
}
