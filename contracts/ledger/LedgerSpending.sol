// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {ILedger} from "../interfaces/ILedger.sol";
import {LedgerLine} from "./LedgerLine.sol";
import {TokenLib} from "../libraries/TokenLib.sol";

/// @title LedgerSpending
/// @notice What a desk does while its campaign lives: pay, pass on to another line, halt donations, give a sign of life.
abstract contract LedgerSpending is LedgerLine, ReentrancyGuardTransient {
    uint256 private constant MAX_HALT = 7 days;

    /// @inheritdoc ILedger
    function pay(
        bytes32 campaign,
        address payee,
        uint96 amount,
        bytes32 ref
    ) external nonReentrant returns (uint32 index) {
        Book storage book = _bookForDesk(campaign);
        _checkAccount(payee);

        uint96 start;
        uint96 end;
        (index, start, end) = _spend(book, campaign, payee, amount);
        _record(
            book,
            abi.encode(_journal(book, campaign), Disbursed.selector, campaign, payee, ref, index, start, end)
        );
        emit Disbursed(campaign, payee, ref, index, start, end);
        TokenLib.push(book.gate.token, payee, amount);
    }

    /// @inheritdoc ILedger
    function transfer(
        bytes32 campaign,
        bytes32 target,
        uint96 amount,
        bytes32 ref
    ) external nonReentrant returns (uint32 index) {
        Book storage book = _bookForDesk(campaign);
        Book storage targetBook = _book(target);
        if (target == campaign || targetBook.gate.token != book.gate.token)
            revert Ledger_BadTarget(campaign, target);
        _checkActive(targetBook, target);
        _checkMinimum(target, amount, _decodeMinimum(targetBook.gate.minimum));

        uint96 start;
        uint96 end;
        (index, start, end) = _spend(book, campaign, address(0), amount);
        _record(
            book,
            abi.encode(
                _journal(book, campaign),
                Transferred.selector,
                campaign,
                target,
                ref,
                index,
                start,
                end
            )
        );
        emit Transferred(campaign, target, ref, index, start, end);
        _receive(Kind.Transfer, target, Source(campaign, start), address(0), amount);
    }

    /// @inheritdoc ILedger
    function halt(bytes32 campaign, uint32 until) external nonReentrant {
        Book storage book = _bookForDesk(campaign);
        Gate memory gate = book.gate;
        if (block.timestamp >= gate.closes) revert Ledger_NotOpen(campaign, gate.opens, gate.closes);
        uint256 from = block.timestamp > gate.opens ? block.timestamp : gate.opens;
        if (until <= from || until > block.timestamp + MAX_HALT) revert Ledger_BadHalt(until);

        uint256 closes = uint256(gate.closes) + until - from;
        uint256 latest = book.standing.hardEnd == 0 ? type(uint32).max : book.standing.hardEnd;
        gate.closes = uint32(closes < latest ? closes : latest);
        gate.opens = until;
        book.gate = gate;
        _record(
            book,
            abi.encode(_journal(book, campaign), DonationsHalted.selector, campaign, gate.opens, gate.closes)
        );
        emit DonationsHalted(campaign, gate.opens, gate.closes);
    }

    /// @inheritdoc ILedger
    function extend(bytes32 campaign) external nonReentrant {
        Book storage book = _bookForDesk(campaign);
        _markAlive(book);
        _record(book, abi.encode(_journal(book, campaign), LifeExtended.selector, campaign));
        emit LifeExtended(campaign);
    }
}
