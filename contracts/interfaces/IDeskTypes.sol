// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title IDeskTypes
/// @notice What desks speak of: rules, terms, facts and motions. Amounts in the token's smallest unit, times in Unix
/// seconds.
interface IDeskTypes {
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

    /// @notice What the auditors may decide together about a campaign.
    enum Motion {
        Close,
        Cancel,
        Extend
    }

    /// @notice What the auditors may decide together about a payment that was made: a dispute is settled, or the
    /// delivery is given up.
    enum Ruling {
        Resolve,
        WriteOff
    }

    /// @notice Where a disbursement stands before and at payment.
    enum Stage {
        None,
        Requested,
        Vetoed,
        Paid
    }

    /// @notice A campaign's rules at this desk, fixed at its opening; only auditors and threshold can change later.
    struct Rules {
        address charity;
        /// 1–16 recognised auditors, none of them the charity, none twice.
        address[] auditors;
        /// How many of them an approval, a motion or a ruling takes.
        uint8 threshold;
        ProofPolicy proof;
        /// Seconds between the last approval needed and payment, in which any auditor may veto.
        uint32 challenge;
        /// What the campaign hopes to raise; shown, not enforced.
        uint96 goal;
        /// How much may be paid out whose delivery is not proven yet (law 7); the largest number means no cap.
        uint96 exposureCap;
        /// Management's share of all that was paid to payees, in hundredths of a percent (law 8); 10,000 means that
        /// it may be all of it.
        uint16 managementCapBps;
        /// Seconds within which each report must follow the last; while one is overdue, payments stop.
        uint32 disclosure;
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
        /// Who confirms: a 20-byte account; the desk's passkey verifier and 64 bytes of public key; or the 32-byte root
        /// of a list of shares. Empty where nobody has to confirm.
        bytes recipient;
    }

    /// @notice One recipient of a list: a leaf of the tree whose root the terms name.
    /// @dev Leaf = keccak256(keccak256(abi.encode(index, amount, key))), pairs sorted, as in OpenZeppelin's MerkleProof.
    struct Share {
        uint32 index;
        /// What this recipient is to receive of the payment.
        uint96 amount;
        /// A 20-byte account, or the desk's passkey verifier and 64 bytes of public key.
        bytes key;
        bytes32[] proof;
    }

    /// @notice A disbursement as the desk keeps it.
    struct Record {
        Stage stage;
        bool evidenced;
        bool confirmed;
        bool attested;
        /// A dispute is open.
        bool disputed;
        /// Somebody marked it as late, and it is not proven yet.
        bool overdue;
        bool writtenOff;
        /// Bit i: the i-th auditor of the rules approved.
        uint16 approvals;
        /// The auditors in office when it was approved.
        uint16 epoch;
        /// From when on it can be paid; zero before the threshold is met.
        uint32 payableFrom;
        /// Its number on the ledger's line, once paid.
        uint32 index;
        /// The campaign's seconds of pause before it was requested; later ones move its deadline.
        uint32 pausedBefore;
        /// How much of it counts as paid and not proven.
        uint96 exposed;
        /// How often it was disputed.
        uint8 round;
    }

    /// @notice A campaign as the desk keeps it.
    struct Standing {
        address charity;
        ProofPolicy proof;
        uint8 threshold;
        uint16 managementCapBps;
        /// Which set of auditors is in office, from 0.
        uint16 epoch;
        /// Number of requests so far.
        uint32 requests;
        /// How much can still be paid before deliveries are proven: the cap less what is exposed.
        uint96 room;
        /// When the next report is due.
        uint32 reportDue;
        uint32 pausedUntil;
        /// Seconds of pause so far: what is due moves by those that came after it was requested.
        uint32 pausedTotal;
        /// Until when no pause may follow the last one.
        uint32 restsUntil;
        /// Disputes open.
        uint16 disputes;
        /// Deliveries marked as late.
        uint16 overdue;
        /// Management cost paid, less what was noted as given back.
        uint96 management;
        /// Paid to other campaigns.
        uint96 transferred;
        bytes32 rulesHash;
        bytes32 journal;
    }
}
