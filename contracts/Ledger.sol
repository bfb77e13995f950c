// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";

import {ILedger} from "./interfaces/ILedger.sol";
import {LedgerEnding} from "./ledger/LedgerEnding.sol";
import {LedgerGiving} from "./ledger/LedgerGiving.sol";
import {LedgerReturns} from "./ledger/LedgerReturns.sol";
import {LedgerSpending} from "./ledger/LedgerSpending.sol";

/// @title Ledger
/// @notice The kernel: campaigns' lines, entries, payments, settlements and the tokens in escrow. Immutable, without
/// an owner, a registry or a role. Whoever opens a campaign is its desk; the kernel never calls a desk.
/// @dev Every action has one shape: check, compute, write, emit, call out.
contract Ledger is LedgerGiving, LedgerSpending, LedgerReturns, LedgerEnding, Multicall {
    uint256 private constant MAX_OPENING_DELAY = 365 days;
    uint256 private constant MAX_LIFE = 5 * 365 days;
    uint256 private constant MIN_CLAIM_WINDOW = 30 days;
    uint256 private constant MIN_SILENCE = 30 days;
    uint256 private constant MAX_SILENCE = 365 days;
    uint256 private constant MAX_DEPTH = 8;

    constructor() EIP712("Sunline Ledger", "1") {}

    // ---------------------------------------------------------------- opening

    /// @inheritdoc ILedger
    function open(
        CampaignConfig calldata config,
        bytes32 salt
    ) external nonReentrant returns (bytes32 campaign) {
        campaign = campaignId(msg.sender, config, salt);
        Book storage book = _books[campaign];
        if (book.standing.state != State.None) revert Ledger_AlreadyOpened(campaign);
        _checkConfig(config);
        uint8 depth = config.successor == 0 ? 0 : _checkSuccessor(config);

        book.gate = Gate(config.token, config.opens, config.closes, _encodeMinimum(config.minimum));
        uint256 alive = block.timestamp > config.opens ? block.timestamp : config.opens;
        book.standing = Standing(msg.sender, State.Active, uint32(alive), config.hardEnd, depth);
        book.ending = Ending(0, config.silence, config.claimWindow, 0, false);
        book.successor = config.successor;
        for (uint256 i = 0; i < config.operators.length; ++i) book.operators[config.operators[i]] = true;

        emit CampaignOpened(
            campaign,
            msg.sender,
            config.token,
            config.opens,
            config.closes,
            config.minimum,
            config.successor,
            config.claimWindow,
            config.silence,
            config.hardEnd,
            config.operators,
            salt
        );
    }

    function _checkConfig(CampaignConfig calldata config) private view {
        if (config.token != address(0) && config.token.code.length == 0) revert Ledger_BadConfig("token");
        if (config.opens > block.timestamp + MAX_OPENING_DELAY) revert Ledger_BadConfig("opens");
        if (config.closes <= config.opens || config.closes <= block.timestamp)
            revert Ledger_BadConfig("closes");
        if (config.successor == 0) {
            if (config.claimWindow != 0) revert Ledger_BadConfig("claimWindow");
            if (config.silence != 0) revert Ledger_BadConfig("silence");
            if (config.hardEnd != 0) revert Ledger_BadConfig("hardEnd");
            return;
        }
        if (config.claimWindow < MIN_CLAIM_WINDOW || config.claimWindow > MAX_LIFE) {
            revert Ledger_BadConfig("claimWindow");
        }
        if (config.silence < MIN_SILENCE || config.silence > MAX_SILENCE) revert Ledger_BadConfig("silence");
        if (config.hardEnd < config.closes || config.hardEnd > config.opens + MAX_LIFE) {
            revert Ledger_BadConfig("hardEnd");
        }
    }

    function _checkSuccessor(CampaignConfig calldata config) private view returns (uint8 depth) {
        Book storage successor = _book(config.successor);
        if (successor.gate.token != config.token) revert Ledger_BadConfig("successor");
        depth = successor.standing.depth + 1;
        if (depth > MAX_DEPTH) revert Ledger_BadConfig("successor");
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc ILedger
    function campaignId(
        address desk,
        CampaignConfig calldata config,
        bytes32 salt
    ) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), desk, keccak256(abi.encode(config)), salt));
    }

    /// @inheritdoc ILedger
    function campaignOf(bytes32 campaign) external view nonReentrantView returns (Campaign memory) {
        Book storage book = _book(campaign);
        return
            Campaign({
                desk: book.standing.desk,
                state: book.standing.state,
                token: book.gate.token,
                opens: book.gate.opens,
                closes: book.gate.closes,
                minimum: uint96(_decodeMinimum(book.gate.minimum)),
                raised: book.line.raised,
                disbursed: book.line.disbursed,
                settled: book.ending.settled,
                returned: book.returned,
                entries: book.line.entries,
                disbursements: book.line.disbursements,
                aliveAt: book.standing.aliveAt,
                endedAt: book.ending.endedAt,
                silence: book.ending.silence,
                claimWindow: book.ending.claimWindow,
                hardEnd: book.standing.hardEnd,
                successor: book.successor
            });
    }

    /// @inheritdoc ILedger
    function deskOf(bytes32 campaign) external view returns (address) {
        return _book(campaign).standing.desk;
    }

    /// @inheritdoc ILedger
    function disbursementOf(
        bytes32 campaign,
        uint32 index
    ) external view nonReentrantView returns (Disbursement memory) {
        Book storage book = _book(campaign);
        (address payee, uint96 start, uint96 end) = _disbursement(book, campaign, index);
        GivenBack memory back = book.givenBack[index];
        return Disbursement(payee, start, end, back.amount, back.times);
    }

    /// @inheritdoc ILedger
    function disbursementStartOf(
        bytes32 campaign,
        uint32 index
    ) external view nonReentrantView returns (uint96) {
        return _books[campaign].paid[index].start;
    }

    /// @inheritdoc ILedger
    function returnedOf(bytes32 campaign, uint32 index) external view nonReentrantView returns (uint96) {
        return _books[campaign].givenBack[index].amount;
    }

    /// @inheritdoc ILedger
    function rootOf(bytes32 campaign) external view nonReentrantView returns (bytes32) {
        return _root(_book(campaign));
    }

    /// @inheritdoc ILedger
    function journalOf(bytes32 campaign) external view nonReentrantView returns (bytes32) {
        return _journal(_book(campaign), campaign);
    }

    /// @inheritdoc ILedger
    function heirOf(bytes32 campaign) external view nonReentrantView returns (bytes32) {
        Book storage book = _book(campaign);
        _checkNotTerminal(book, campaign);
        return _heir(book);
    }

    /// @inheritdoc ILedger
    function isSettled(bytes32 campaign, uint32 index) external view nonReentrantView returns (bool) {
        return _book(campaign).settledEntries[index >> 8] & (1 << (index & 0xff)) != 0;
    }

    /// @inheritdoc ILedger
    function isOperator(bytes32 campaign, address account) external view nonReentrantView returns (bool) {
        return _book(campaign).operators[account];
    }
}
