// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IDeskErrors} from "../interfaces/IDeskErrors.sol";
import {IDeskEvents} from "../interfaces/IDeskEvents.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";

/// @title DeskStorage
/// @notice What a desk remembers of its campaigns and disbursements.
/// @dev All state is here, so that {Desk} and its {DeskAnnex} agree on every slot; the rooms above it have none.
abstract contract DeskStorage is IDeskEvents, IDeskErrors, AccessManaged, EIP712, ReentrancyGuardTransient {
    struct Watch {
        // slot 0: all that a payment has to look at
        /// The exposure cap less what is paid and not proven.
        uint96 room;
        uint32 reportDue;
        uint32 pausedUntil;
        uint32 requests;
        uint16 disputes;
        uint16 overdue;
        /// Which set of auditors is in office; words of an earlier one lapse.
        uint16 epoch;
        uint8 threshold;
        ProofPolicy proof;
    }

    struct Costs {
        // slot 4: written by payments for management, by what is given back of them, and by transfers
        uint96 management;
        uint96 transferred;
    }

    struct Case {
        Watch watch;
        // slot 1
        address charity;
        uint16 managementCapBps;
        uint32 pausedTotal;
        uint32 restsUntil;
        bytes32 rulesHash; // slot 2
        bytes32 journal; // slot 3: zero until the first step
        Costs costs;
    }

    struct File {
        // one slot per disbursement
        Stage stage;
        /// Bits as below.
        uint8 facts;
        uint8 round;
        uint16 approvals;
        uint16 epoch;
        uint32 payableFrom;
        uint32 index;
        uint32 pausedBefore;
        uint96 exposed;
    }

    struct Ballot {
        // one slot per motion or ruling
        uint16 supporters;
        uint16 epoch;
        uint32 since;
    }

    struct Shares {
        // one slot per disbursement to a list: what its members confirmed, and what they say did not come
        uint96 received;
        uint96 missing;
    }

    struct Proposal {
        // two slots per campaign whose auditors are to change
        bytes32 id;
        uint32 readyAt;
        uint16 supporters;
        uint16 objectors;
    }

    uint8 internal constant EVIDENCED = 1;
    uint8 internal constant CONFIRMED = 2;
    uint8 internal constant ATTESTED = 4;
    uint8 internal constant DISPUTED = 8;
    uint8 internal constant OVERDUE = 16;
    uint8 internal constant WRITTEN_OFF = 32;
    uint8 internal constant REKEYED = 64;

    ILedger public immutable LEDGER;
    IRegistry public immutable REGISTRY;
    /// @notice The only verifier of passkeys that this desk believes (ERC-7913): one brought by a caller could say yes to all.
    address public immutable PASSKEYS;

    mapping(bytes32 campaign => Case) internal _cases;
    mapping(bytes32 disbursement => File) internal _files;
    mapping(bytes32 campaign => mapping(bytes32 evidence => bytes32 disbursement)) internal _evidence;
    mapping(bytes32 campaign => mapping(bytes32 key => address by)) internal _enrolled;
    mapping(bytes32 subject => mapping(uint256 question => Ballot)) internal _ballots;
    mapping(bytes32 campaign => Proposal) internal _proposals;
    mapping(bytes32 disbursement => mapping(uint32 index => bytes recipient)) internal _rekeyed;
    mapping(bytes32 disbursement => mapping(uint256 word => uint256 bits)) internal _confirmedShares;
    mapping(bytes32 disbursement => Shares) internal _shares;
    mapping(bytes32 disbursement => uint96 returned) internal _noted;

    constructor(
        ILedger ledger,
        IRegistry registry,
        address passkeys
    ) AccessManaged(IAccessManaged(address(registry)).authority()) EIP712("Sunline Desk", "1") {
        LEDGER = ledger;
        REGISTRY = registry;
        PASSKEYS = passkeys;
    }
}
