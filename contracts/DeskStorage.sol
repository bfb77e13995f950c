// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IDesk} from "./interfaces/IDesk.sol";
import {ILedger} from "./interfaces/ILedger.sol";
import {IRegistry} from "./interfaces/IRegistry.sol";

/// @title DeskStorage
/// @notice What a desk remembers of its campaigns and disbursements, and the checks that every step shares.
abstract contract DeskStorage is IDesk {
    struct Case {
        // slot 0
        address charity;
        ProofPolicy proof;
        uint8 threshold;
        /// Which set of auditors is in office; words of an earlier one lapse.
        uint16 epoch;
        uint32 unproven;
        uint32 requests;
        bytes32 rulesHash; // slot 1
        bytes32 journal; // slot 2: zero until the first step
    }

    struct File {
        // one slot per disbursement
        Stage stage;
        bool evidenced;
        bool confirmed;
        bool attested;
        uint16 approvals;
        uint16 epoch;
        uint32 payableFrom;
        uint32 index;
    }

    struct Ballot {
        // one slot per motion
        uint16 supporters;
        uint16 epoch;
        uint32 since;
    }

    ILedger public immutable LEDGER;
    IRegistry public immutable REGISTRY;

    mapping(bytes32 campaign => Case) internal _cases;
    mapping(bytes32 disbursement => File) internal _files;
    mapping(bytes32 campaign => mapping(bytes32 evidence => bytes32 disbursement)) internal _evidence;
    mapping(bytes32 campaign => mapping(Motion motion => Ballot)) internal _ballots;

    constructor(ILedger ledger, IRegistry registry) {
        LEDGER = ledger;
        REGISTRY = registry;
    }

    // ---------------------------------------------------------------- shared checks

    function _case(bytes32 campaign) internal view returns (Case storage c) {
        c = _cases[campaign];
        if (c.charity == address(0)) revert Desk_UnknownCampaign(campaign);
    }

    function _caseForCharity(bytes32 campaign) internal view returns (Case storage c) {
        c = _case(campaign);
        if (msg.sender != c.charity) revert Desk_NotCharity(campaign, msg.sender);
    }

    function _checkRules(Case storage c, bytes32 campaign, Rules calldata rules) internal view {
        if (keccak256(abi.encode(rules)) != c.rulesHash) revert Desk_WrongRules(campaign);
    }

    /// @dev The case, after making sure of the rules, and the caller's bit among its auditors.
    function _caseForAuditor(
        bytes32 campaign,
        Rules calldata rules
    ) internal view returns (Case storage c, uint16 bit) {
        c = _case(campaign);
        _checkRules(c, campaign, rules);
        for (uint256 i = 0; i < rules.auditors.length; ++i) {
            if (rules.auditors[i] == msg.sender) return (c, uint16(1 << i));
        }
        revert Desk_NotAuditor(campaign, msg.sender);
    }

    function _checkRecognised(IRegistry.Role role, address account) internal view {
        if (!REGISTRY.isRecognised(role, account)) revert Desk_NotRecognised(uint8(role), account);
    }

    // ---------------------------------------------------------------- shared computations

    function _id(Terms calldata terms) internal view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), terms));
    }

    /// @dev The file of a disbursement that stands at `stage`.
    function _file(bytes32 disbursement, Stage stage) internal view returns (File storage file) {
        file = _files[disbursement];
        if (file.stage != stage) revert Desk_WrongStage(disbursement, file.stage);
    }

    function _contains(address[] calldata accounts, address account) internal pure returns (bool) {
        for (uint256 i = 0; i < accounts.length; ++i) if (accounts[i] == account) return true;
        return false;
    }

    function _count(uint16 bits) internal pure returns (uint256 ones) {
        for (; bits != 0; bits &= bits - 1) ++ones;
    }

    /// @dev Begins as the campaign's id, which takes no slot before there is anything to tell.
    function _journal(Case storage c, bytes32 campaign) internal view returns (bytes32 journal) {
        journal = c.journal;
        if (journal == 0) journal = campaign;
    }

    /// @dev The step is encoded by the caller, the former journal first.
    function _record(Case storage c, bytes memory step) internal {
        c.journal = keccak256(step);
    }
}
