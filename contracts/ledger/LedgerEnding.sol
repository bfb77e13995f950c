// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {AccumulatorLib} from "../libraries/AccumulatorLib.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {LedgerLine} from "./LedgerLine.sol";
import {LineLib} from "../libraries/LineLib.sol";
import {TokenLib} from "../libraries/TokenLib.sol";

/// @title LedgerEnding
/// @notice How a campaign ends, closed or cancelled, and where each unit goes that was not paid out by then.
abstract contract LedgerEnding is LedgerLine, ReentrancyGuardTransient {
    using AccumulatorLib for bytes32[32];

    /// @inheritdoc ILedger
    function close(bytes32 campaign) external nonReentrant {
        Book storage book = _bookForDesk(campaign);
        _checkNotTerminal(book, campaign);

        bytes32 root = _end(book, State.Closed);
        _record(book, abi.encode(_journal(book, campaign), CampaignClosed.selector, campaign, root));
        emit CampaignClosed(campaign, root);
        _moveLeftover(book, campaign);
    }

    /// @inheritdoc ILedger
    function cancel(bytes32 campaign) external nonReentrant {
        Book storage book = _book(campaign);
        _checkActive(book, campaign);
        _checkNotTerminal(book, campaign);
        if (msg.sender != book.standing.desk) _checkSilent(book, campaign);

        bytes32 root = _end(book, State.Cancelled);
        _record(
            book,
            abi.encode(_journal(book, campaign), CampaignCancelled.selector, campaign, msg.sender, root)
        );
        emit CampaignCancelled(campaign, msg.sender, root);
    }

    /// @inheritdoc ILedger
    function settle(
        bytes32 campaign,
        Entry calldata entry,
        Source calldata source,
        bytes32[32] calldata proof
    ) external nonReentrant {
        Book storage book = _books[campaign];
        Ending memory ending = book.ending;
        if (!ending.cancelled) revert Ledger_NotCancelled(campaign, _book(campaign).standing.state);
        _checkEntry(book, campaign, entry, source, proof);
        (uint96 start, uint96 end) = LineLib.unspent(entry.start, entry.end, book.line.disbursed);
        if (start == end) revert Ledger_NothingToSettle(campaign, entry.index);

        _markSettled(book, campaign, entry.index);
        book.ending.settled = ending.settled + (end - start);
        bool isGift = entry.kind == Kind.Gift || entry.kind == Kind.Batch;
        if (isGift && block.timestamp <= uint256(ending.endedAt) + ending.claimWindow) {
            _record(
                book,
                abi.encode(
                    _journal(book, campaign),
                    Refunded.selector,
                    campaign,
                    entry.giver,
                    entry.index,
                    start,
                    end
                )
            );
            emit Refunded(campaign, entry.giver, entry.index, start, end);
            TokenLib.push(book.gate.token, entry.giver, end - start);
        } else {
            (Kind kind, bytes32 target) = _destination(book, campaign, entry.kind, source.campaign);
            _record(
                book,
                abi.encode(
                    _journal(book, campaign),
                    EntrySettled.selector,
                    campaign,
                    target,
                    entry.index,
                    start,
                    end
                )
            );
            emit EntrySettled(campaign, target, entry.index, start, end);
            _receive(kind, target, Source(campaign, start), address(0), end - start);
        }
    }

    // ---------------------------------------------------------------- steps

    function _end(Book storage book, State state) private returns (bytes32 root) {
        root = book.branch.root(book.line.entries);
        book.root = root;
        book.standing.state = state;
        book.ending.endedAt = uint32(block.timestamp);
        book.ending.cancelled = state == State.Cancelled;
        if (book.gate.closes > block.timestamp) book.gate.closes = uint32(block.timestamp);
    }

    function _moveLeftover(Book storage book, bytes32 campaign) private {
        (uint96 start, uint96 end) = (book.line.disbursed, book.line.raised);
        if (start == end) return;
        bytes32 target = _heir(book);
        book.ending.settled = end - start;
        _record(
            book,
            abi.encode(_journal(book, campaign), LeftoverMoved.selector, campaign, target, start, end)
        );
        emit LeftoverMoved(campaign, target, start, end);
        _receive(Kind.Transfer, target, Source(campaign, start), address(0), end - start);
    }

    /// @dev Where an entry's unspent range goes if not to its giver. A Return never goes to an heir of the charity's
    /// choice: paying, returning and cancelling would otherwise divert gifts.
    function _destination(
        Book storage book,
        bytes32 campaign,
        Kind kind,
        bytes32 source
    ) private view returns (Kind, bytes32) {
        if (kind == Kind.Return) return (Kind.Transfer, _terminal(campaign));
        if (kind != Kind.Transfer) return (Kind.Transfer, _heir(book));
        Book storage sourceBook = _books[source];
        if (sourceBook.standing.state == State.Active) return (Kind.Return, source);
        return (Kind.Transfer, _heir(sourceBook));
    }

    function _markSettled(Book storage book, bytes32 campaign, uint32 index) private {
        uint256 bit = 1 << (index & 0xff);
        uint256 word = book.settledEntries[index >> 8];
        if (word & bit != 0) revert Ledger_AlreadySettled(campaign, index);
        book.settledEntries[index >> 8] = word | bit;
    }

    // ---------------------------------------------------------------- checks

    function _checkNotTerminal(Book storage book, bytes32 campaign) internal view {
        if (book.successor == 0) revert Ledger_Terminal(campaign);
    }

    function _checkSilent(Book storage book, bytes32 campaign) private view {
        uint256 until = uint256(book.standing.aliveAt) + book.ending.silence;
        if (book.standing.hardEnd < until) until = book.standing.hardEnd;
        if (block.timestamp <= until) revert Ledger_StillAlive(campaign, until);
    }

    function _checkEntry(
        Book storage book,
        bytes32 campaign,
        Entry calldata entry,
        Source calldata source,
        bytes32[32] calldata proof
    ) private view {
        bytes32 leaf = keccak256(abi.encode(entry));
        if (AccumulatorLib.climb(leaf, entry.index, proof) != book.root) {
            revert Ledger_BadProof(campaign, entry.index);
        }
        bool linked = entry.kind == Kind.Transfer || entry.kind == Kind.Return;
        if (linked && keccak256(abi.encode(source.campaign, source.start)) != entry.link) {
            revert Ledger_BadProof(campaign, entry.index);
        }
    }
}
