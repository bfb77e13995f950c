// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AccumulatorLib} from "../libraries/AccumulatorLib.sol";
import {LedgerStorage} from "./LedgerStorage.sol";

/// @title LedgerLine
/// @notice The one place where a line grows and the one where it is spent: the steps that all ways of moving money share.
abstract contract LedgerLine is LedgerStorage {
    using AccumulatorLib for bytes32[32];

    /// @dev Money that comes from another line, or from a payee. Checks of the target are the caller's.
    function _receive(
        Kind kind,
        bytes32 target,
        Source memory source,
        address payer,
        uint96 amount
    ) internal {
        bytes32 link = keccak256(abi.encode(source.campaign, source.start));
        (uint32 index, uint96 start, uint96 end) = _append(
            _books[target],
            target,
            kind,
            payer,
            payer,
            amount,
            link
        );
        if (kind == Kind.Return) {
            emit ReturnReceived(target, source.campaign, index, payer, start, end, source.start);
        } else {
            emit TransferReceived(target, source.campaign, index, payer, start, end, source.start);
        }
    }

    /// @dev The one place where a line grows.
    function _append(
        Book storage book,
        bytes32 campaign,
        Kind kind,
        address payer,
        address giver,
        uint96 amount,
        bytes32 link
    ) internal returns (uint32 index, uint96 start, uint96 end) {
        Line memory line = book.line;
        if (uint256(line.raised) + amount > type(uint96).max || line.entries == type(uint32).max) {
            revert Ledger_LineFull(campaign, line.raised, amount);
        }
        (index, start) = (line.entries, line.raised);
        unchecked {
            // Both sums were checked above.
            end = start + amount;
            line.raised = end;
            line.entries = index + 1;
        }
        _writeLine(book, line);
        book.branch.append(index, keccak256(abi.encode(kind, index, payer, giver, start, end, link)));
    }

    /// @dev The one place where a line is spent.
    function _spend(
        Book storage book,
        bytes32 campaign,
        address payee,
        uint96 amount
    ) internal returns (uint32 index, uint96 start, uint96 end) {
        Line memory line = book.line;
        if (amount == 0) revert Ledger_BelowMinimum(campaign, 0, 1);
        (index, start) = (line.disbursements, line.disbursed);
        unchecked {
            // Law 3: disbursed never exceeds raised, which is below 2^96.
            uint96 escrow = line.raised - start;
            if (amount > escrow) revert Ledger_NotEnoughEscrow(campaign, amount, escrow);
            end = start + amount;
        }
        line.disbursed = end;
        line.disbursements = index + 1;
        _writeLine(book, line);
        _writePaid(book.paid[index], payee, start);
        _markAlive(book);
    }

    /// @dev Never backwards: before the opening `aliveAt` lies ahead.
    function _markAlive(Book storage book) internal {
        if (block.timestamp > book.standing.aliveAt) book.standing.aliveAt = uint32(block.timestamp);
    }

    /// @dev The step is encoded by the caller, the former journal first.
    function _record(Book storage book, bytes memory step) internal {
        book.journal = keccak256(step);
    }
}
