// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {DeskStorage} from "./DeskStorage.sol";
import {IDesk} from "../interfaces/IDesk.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";

/// @title DeskSteps
/// @notice What the rooms of a desk share: the checks of who acts on what, votes, and how a step is put on record.
abstract contract DeskSteps is DeskStorage {
    uint256 internal constant SUPPORT_LAPSES = 30 days;
    uint256 private constant MAX_AUDITORS = 16;
    /// @dev Of a recipient: an account, or the root of a list of them.
    uint256 internal constant ACCOUNT_LENGTH = 20;
    uint256 internal constant LIST_LENGTH = 32;

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
        if (keccak256(abi.encode(rules)) == c.rulesHash) return;
        _case(campaign);
        revert Desk_WrongRules(campaign);
    }

    /// @dev The case, after making sure of the rules, and the caller's bit among its auditors.
    function _caseForAuditor(
        bytes32 campaign,
        Rules calldata rules
    ) internal view returns (Case storage c, uint16 bit) {
        c = _cases[campaign];
        _checkRules(c, campaign, rules);
        for (uint256 i = 0; i < rules.auditors.length; ++i) {
            if (rules.auditors[i] == msg.sender) return (c, uint16(1 << i));
        }
        revert Desk_NotAuditor(campaign, msg.sender);
    }

    /// @dev Auditors can change while a payment is under way, so that nobody may judge what it received itself. Who is in
    /// a list of recipients nobody sees; there, whoever judges must be a recognised auditor still, as no such account
    /// speaks for a share ({DeskKeys-_checkShare}).
    function _caseForJudge(
        Rules calldata rules,
        Terms calldata terms,
        bytes32 disbursement
    ) internal view returns (Case storage c, uint16 bit) {
        (c, bit) = _caseForAuditor(terms.campaign, rules);
        bool receives = msg.sender == terms.payee || _isAccount(terms.recipient, msg.sender);
        if (_files[disbursement].facts & REKEYED != 0) {
            // Of a list's new keys, the check of recognition below takes care.
            bytes memory key = _rekeyed[disbursement][0];
            receives = receives || (key.length == ACCOUNT_LENGTH && address(bytes20(key)) == msg.sender);
        }
        if (receives) revert Desk_TwoRoles(msg.sender);
        if (terms.recipient.length == LIST_LENGTH) _checkRecognised(IRegistry.Role.Auditor, msg.sender);
    }

    function _checkRecognised(IRegistry.Role role, address account) internal view {
        if (!REGISTRY.isRecognised(role, account)) revert Desk_NotRecognised(uint8(role), account);
    }

    function _checkAuditors(address charity, address[] calldata auditors, uint8 threshold) internal view {
        uint256 count = auditors.length;
        if (count == 0 || count > MAX_AUDITORS) revert Desk_BadRules("auditors");
        if (threshold == 0 || threshold > count) revert Desk_BadRules("threshold");
        for (uint256 i = 0; i < count; ++i) {
            address auditor = auditors[i];
            _checkRecognised(IRegistry.Role.Auditor, auditor);
            if (auditor == charity || _contains(auditors[:i], auditor)) revert Desk_TwoRoles(auditor);
        }
    }

    /// @dev Money may only go on to campaigns of recognised desks whose management cap is no looser: a friendly desk
    /// without rules, or with loose ones, would drain it. Terminal funds are not asked for a cap: here only recognised
    /// keepers open them, elsewhere only the one that the registry names counts.
    function _checkTarget(bytes32 target, uint16 allowedBps) internal view {
        address desk = LEDGER.deskOf(target);
        if (!REGISTRY.isRecognised(IRegistry.Role.Desk, desk)) revert Desk_BadTarget(target);
        _checkCap(target, desk, allowedBps);
    }

    /// @dev The cap of a target, whoever recognises the desk that it stands at.
    function _checkCap(bytes32 target, address desk, uint16 allowedBps) internal view {
        bool own = desk == address(this);
        if (own && _cases[target].managementCapBps <= allowedBps) return;
        ILedger.Campaign memory line = LEDGER.campaignOf(target);
        bool terminal = line.successor == 0;
        if (terminal && (own || REGISTRY.generalFundOf(line.token) == target)) return;
        (, uint16 bps) = IDesk(desk).stewardOf(target);
        if (bps > allowedBps) revert Desk_LooserCap(target, bps, allowedBps);
    }

    /// @dev Who runs a campaign that money goes on to, whatever desk it stands at; zero where a desk does not say.
    function _keeperOf(bytes32 target) internal view returns (address keeper) {
        keeper = _cases[target].charity;
        if (keeper != address(0)) return keeper;
        address desk = LEDGER.deskOf(target);
        bytes4 selector = IDesk.stewardOf.selector;
        // Solidity's own call would fail where somebody answers with less than it should, and copy all of what is more.
        assembly ("memory-safe") {
            mstore(0x00, selector)
            mstore(0x04, target)
            let answered := staticcall(gas(), desk, 0x00, 0x24, 0x00, 0x40)
            if and(answered, gt(returndatasize(), 0x3f)) {
                keeper := and(mload(0x00), 0xffffffffffffffffffffffffffffffffffffffff)
            }
        }
    }

    /// @dev The file of a disbursement that stands at `stage`.
    function _file(bytes32 disbursement, Stage stage) internal view returns (File storage file) {
        file = _files[disbursement];
        if (file.stage != stage) revert Desk_WrongStage(disbursement, file.stage);
    }

    /// @dev A transfer proves itself: the target's line shows it arrived. While a payment is being made nothing can be
    /// said of it yet, so that whoever is paid cannot have it proven or disputed before it is on record.
    function _filePaidToPayee(
        Terms calldata terms,
        bytes32 disbursement
    ) internal view returns (File storage file) {
        if (_reentrancyGuardEntered()) revert ReentrancyGuardReentrantCall();
        file = _file(disbursement, Stage.Paid);
        if (terms.category == Category.Transfer) revert Desk_BadTerms("category");
    }

    // ---------------------------------------------------------------- shared computations

    function _id(Terms calldata terms) internal view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), terms));
    }

    function _contains(address[] calldata accounts, address account) internal pure returns (bool) {
        for (uint256 i = 0; i < accounts.length; ++i) if (accounts[i] == account) return true;
        return false;
    }

    function _count(uint16 bits) internal pure returns (uint256 ones) {
        for (; bits != 0; bits &= bits - 1) ++ones;
    }

    function _isAccount(bytes calldata recipient, address account) internal pure returns (bool) {
        return recipient.length == ACCOUNT_LENGTH && address(bytes20(recipient)) == account;
    }

    /// @dev When a disbursement lapses and its delivery is due: pauses since the request have moved it.
    function _deadline(Case storage c, File storage file, uint32 deliverBy) internal view returns (uint256) {
        return uint256(deliverBy) + c.pausedTotal - file.pausedBefore;
    }

    /// @dev The line of thought is short where nothing is late, which spares a payment the look at another slot.
    function _isLate(Case storage c, File storage file, uint32 deliverBy) internal view returns (bool) {
        return block.timestamp > deliverBy && block.timestamp > _deadline(c, file, deliverBy);
    }

    // ---------------------------------------------------------------- shared steps

    /// @dev One more vote; at the threshold the ballot is carried and empty again.
    function _vote(
        Case storage c,
        bytes32 subject,
        uint256 question,
        uint16 bit
    ) internal returns (uint16 supporters, bool carried) {
        Ballot memory ballot = _ballots[subject][question];
        bool lapsed = block.timestamp > uint256(ballot.since) + SUPPORT_LAPSES;
        // A ballot without supporters is a new one: the last was carried, or there was none.
        if (ballot.supporters == 0 || lapsed || ballot.epoch != c.watch.epoch) {
            ballot = Ballot(0, c.watch.epoch, uint32(block.timestamp));
        }
        if (ballot.supporters & bit != 0) revert Desk_AlreadyDone(subject, msg.sender);

        supporters = ballot.supporters | bit;
        carried = _count(supporters) >= c.watch.threshold;
        ballot.supporters = carried ? 0 : supporters;
        _ballots[subject][question] = ballot;
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

    /// @dev Puts an event with three indexed arguments on record and logs it from the same words: the former journal,
    /// the event's topic, its arguments in order. So journal and log cannot say different things, and the words are
    /// encoded once.
    function _tell(Case storage c, bytes memory step) internal {
        _record(c, step);
        assembly ("memory-safe") {
            let data := add(step, 0xc0)
            let size := sub(mload(step), 0xa0)
            log4(
                data,
                size,
                mload(add(step, 0x40)),
                mload(add(step, 0x60)),
                mload(add(step, 0x80)),
                mload(add(step, 0xa0))
            )
        }
    }

    /// @dev The same for an event with two indexed arguments.
    function _tellOfCampaign(Case storage c, bytes memory step) internal {
        _record(c, step);
        assembly ("memory-safe") {
            let data := add(step, 0xa0)
            let size := sub(mload(step), 0x80)
            log3(data, size, mload(add(step, 0x40)), mload(add(step, 0x60)), mload(add(step, 0x80)))
        }
    }
}
