// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ILedgerEvents} from "../../../contracts/interfaces/ILedgerEvents.sol";
import {ILaws} from "./ILaws.sol";
import {IVm} from "./IVm.sol";

/// @notice What the ledger's events tell, kept as plainly as possible and checked against the laws as it comes. Shares
/// no code with the kernel.
abstract contract Ghost is ILaws {
    struct Entry {
        ILedger.Kind kind;
        address payer;
        address giver;
        uint96 start;
        uint96 end;
        bytes32 link;
        bytes32 source;
        uint96 sourceStart;
        bool settled;
    }

    /// @notice A range that was paid to `payee`; zero if it went on to another line.
    struct Paid {
        address payee;
        uint96 start;
        uint96 end;
        uint96 returned;
        uint8 times;
    }

    /// @notice A range that left the line for entry `entry` of `target`, or, without a target, for its giver.
    struct Moved {
        uint96 start;
        uint96 end;
        bytes32 target;
        uint32 entry;
    }

    struct Book {
        address desk;
        address token;
        bytes32 successor;
        uint32 claimWindow;
        uint32 silence;
        uint32 hardEnd;
        ILedger.State state;
        uint256 endedAt;
        uint256 aliveAt;
        uint96 raised;
        uint96 disbursed;
        uint96 settled;
        bytes32 journal;
        Entry[] entries;
        bytes32[] leaves;
        Paid[] paid;
        Moved[] moved;
        Moved[] settlements;
    }

    /// @notice Money that left one line and must enter another with the next event.
    struct Pending {
        bytes32 source;
        bytes32 target;
        uint96 start;
        uint96 end;
    }

    /// @notice A batch as its event told of it.
    struct Batch {
        bytes32 campaign;
        uint32 index;
        uint32 count;
        bytes32 root;
        bytes32 data;
    }

    bytes32[] internal _ids;
    mapping(bytes32 campaign => Book) internal _ghosts;
    Batch[] internal _batches;
    Pending private _pending;
    /// The first law that broke, as the error to revert with.
    bytes internal _broken;
    /// The campaigns of the last events, the last first. No action tells of more than these.
    bytes32[4] internal _touched;
    /// How often each event was seen, and each way that an entry can be settled.
    mapping(bytes32 topic => uint256) public seen;
    mapping(ILedger.Kind kind => uint256) public settledAway;

    function _break(bytes memory reason) internal {
        if (_broken.length == 0) _broken = reason;
    }

    // ---------------------------------------------------------------- from the log

    function _apply(IVm.Log[] memory logs, address ledger) internal {
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == ledger) _applyLog(logs[i]);
            else _applyOther(logs[i]);
        }
        if (_pending.source != 0) {
            _break(abi.encodeWithSelector(Law10_LinkDiffers.selector, _pending.source, _pending.target));
        }
    }

    /// @dev For what others than the ledger tell.
    function _applyOther(IVm.Log memory log) internal virtual;

    function _applyLog(IVm.Log memory log) private {
        bytes32 topic = log.topics[0];
        bytes32 campaign = log.topics[1];
        seen[topic]++;
        _touch(campaign);
        if (topic == ILedgerEvents.CampaignOpened.selector) return _applyOpened(campaign, log);
        if (topic == ILedgerEvents.Donated.selector) return _applyGift(campaign, log);
        if (topic == ILedgerEvents.BatchAnchored.selector) return _applyBatch(campaign, log);
        if (
            topic == ILedgerEvents.TransferReceived.selector || topic == ILedgerEvents.ReturnReceived.selector
        ) {
            return _applyLinked(campaign, log);
        }
        _applyJournaled(campaign, topic, log);
        Book storage book = _ghosts[campaign];
        bytes32 journal = book.journal;
        bytes memory step = abi.encodePacked(journal, topic);
        for (uint256 i = 1; i < log.topics.length; ++i) step = abi.encodePacked(step, log.topics[i]);
        book.journal = keccak256(abi.encodePacked(step, log.data));
    }

    function _touch(bytes32 campaign) internal {
        bytes32 next = campaign;
        for (uint256 i = 0; i < _touched.length; ++i) {
            (_touched[i], next) = (next, _touched[i]);
            if (next == campaign) return;
        }
    }

    function _applyJournaled(bytes32 campaign, bytes32 topic, IVm.Log memory log) private {
        Book storage book = _ghosts[campaign];
        if (topic == ILedgerEvents.Disbursed.selector || topic == ILedgerEvents.Transferred.selector) {
            _applySpent(campaign, topic, log);
        } else if (topic == ILedgerEvents.FundsReturned.selector) {
            _applyReturned(campaign, log);
        } else if (topic == ILedgerEvents.Refunded.selector || topic == ILedgerEvents.EntrySettled.selector) {
            _applySettled(campaign, topic, log);
        } else if (topic == ILedgerEvents.LeftoverMoved.selector) {
            (uint96 start, uint96 end) = abi.decode(log.data, (uint96, uint96));
            if (start != book.disbursed || end != book.raised) {
                _break(abi.encodeWithSelector(Law3_SettlementRange.selector, campaign, start, end));
            }
            if (log.topics[2] != _firstActive(book.successor)) {
                _break(abi.encodeWithSelector(Law10_LinkDiffers.selector, campaign, log.topics[2]));
            }
            _settle(campaign, log.topics[2], start, end);
        } else if (topic == ILedgerEvents.LifeExtended.selector) {
            book.aliveAt = block.timestamp > book.aliveAt ? block.timestamp : book.aliveAt;
        } else if (
            topic == ILedgerEvents.CampaignClosed.selector ||
            topic == ILedgerEvents.CampaignCancelled.selector
        ) {
            bool closed = topic == ILedgerEvents.CampaignClosed.selector;
            if (book.successor == 0) _break(abi.encodeWithSelector(Law11_TerminalEnded.selector, campaign));
            book.state = closed ? ILedger.State.Closed : ILedger.State.Cancelled;
            book.endedAt = block.timestamp;
        }
    }

    function _applyOpened(bytes32 campaign, IVm.Log memory log) private {
        (uint32 opens, , , bytes32 successor, uint32 claimWindow, uint32 silence, uint32 hardEnd, , ) = abi
            .decode(log.data, (uint32, uint32, uint96, bytes32, uint32, uint32, uint32, address[], bytes32));
        Book storage book = _ghosts[campaign];
        book.desk = address(uint160(uint256(log.topics[2])));
        book.token = address(uint160(uint256(log.topics[3])));
        (book.successor, book.claimWindow, book.silence, book.hardEnd) = (
            successor,
            claimWindow,
            silence,
            hardEnd
        );
        book.state = ILedger.State.Active;
        book.aliveAt = block.timestamp > opens ? block.timestamp : opens;
        book.journal = campaign;
        _ids.push(campaign);
    }

    // ---------------------------------------------------------------- entries

    function _applyGift(bytes32 campaign, IVm.Log memory log) private {
        (uint32 index, address payer, uint96 start, uint96 end) = abi.decode(
            log.data,
            (uint32, address, uint96, uint96)
        );
        address giver = address(uint160(uint256(log.topics[2])));
        _enter(campaign, index, Entry(ILedger.Kind.Gift, payer, giver, start, end, 0, 0, 0, false));
    }

    function _applyBatch(bytes32 campaign, IVm.Log memory log) private {
        (uint32 index, uint96 start, uint96 end, uint32 count, bytes32 root, bytes32 data) = abi.decode(
            log.data,
            (uint32, uint96, uint96, uint32, bytes32, bytes32)
        );
        address operator = address(uint160(uint256(log.topics[2])));
        _batches.push(Batch(campaign, index, count, root, data));
        bytes32 link = keccak256(abi.encode(root, count, data));
        _enter(campaign, index, Entry(ILedger.Kind.Batch, operator, operator, start, end, link, 0, 0, false));
    }

    function _applyLinked(bytes32 campaign, IVm.Log memory log) private {
        (uint32 index, address payer, uint96 start, uint96 end, uint96 from) = abi.decode(
            log.data,
            (uint32, address, uint96, uint96, uint96)
        );
        Pending memory pending = _pending;
        delete _pending;
        bool fits = pending.target == campaign && pending.source == log.topics[2];
        if (!fits || pending.start != from || pending.end - pending.start != end - start) {
            _break(abi.encodeWithSelector(Law10_LinkDiffers.selector, log.topics[2], campaign));
        }
        bool isReturn = log.topics[0] == ILedgerEvents.ReturnReceived.selector;
        ILedger.Kind kind = isReturn ? ILedger.Kind.Return : ILedger.Kind.Transfer;
        bytes32 link = keccak256(abi.encode(log.topics[2], from));
        _enter(campaign, index, Entry(kind, payer, payer, start, end, link, log.topics[2], from, false));
    }

    function _enter(bytes32 campaign, uint32 index, Entry memory entry) private {
        Book storage book = _ghosts[campaign];
        if (index != book.entries.length || entry.start != book.raised || entry.end <= entry.start) {
            _break(abi.encodeWithSelector(Law2_EntryGap.selector, campaign, index, entry.start, entry.end));
        }
        book.raised = entry.end;
        book.entries.push(entry);
        (uint96 start, uint96 end) = (entry.start, entry.end);
        book.leaves.push(
            keccak256(abi.encode(entry.kind, index, entry.payer, entry.giver, start, end, entry.link))
        );
    }

    // ---------------------------------------------------------------- spending and settling

    function _applySpent(bytes32 campaign, bytes32 topic, IVm.Log memory log) private {
        (uint32 index, uint96 start, uint96 end) = abi.decode(log.data, (uint32, uint96, uint96));
        Book storage book = _ghosts[campaign];
        bool gap = index != book.paid.length || start != book.disbursed;
        if (gap || end <= start || end > book.raised || book.state != ILedger.State.Active) {
            _break(abi.encodeWithSelector(Law3_DisbursementGap.selector, campaign, index, start, end));
        }
        bool toPayee = topic == ILedgerEvents.Disbursed.selector;
        address payee = toPayee ? address(uint160(uint256(log.topics[2]))) : address(0);
        book.paid.push(Paid(payee, start, end, 0, 0));
        book.disbursed = end;
        book.aliveAt = block.timestamp > book.aliveAt ? block.timestamp : book.aliveAt;
        if (!toPayee) _move(campaign, log.topics[2], start, end);
    }

    function _applyReturned(bytes32 campaign, IVm.Log memory log) private {
        (uint32 index, uint96 start, uint96 end) = abi.decode(log.data, (uint32, uint96, uint96));
        Book storage book = _ghosts[campaign];
        Paid storage paid = book.paid[index];
        if (
            paid.payee == address(0) || end != paid.end - paid.returned || start < paid.start || end <= start
        ) {
            _break(abi.encodeWithSelector(Law3_DisbursementGap.selector, campaign, index, start, end));
        }
        paid.returned += end - start;
        paid.times++;
        bytes32 expected = book.state == ILedger.State.Active ? campaign : _firstActive(book.successor);
        if (log.topics[2] != expected) {
            _break(abi.encodeWithSelector(Law10_WrongDestination.selector, campaign, index, log.topics[2]));
        }
        _move(campaign, log.topics[2], start, end);
    }

    function _applySettled(bytes32 campaign, bytes32 topic, IVm.Log memory log) private {
        (uint32 index, uint96 start, uint96 end) = abi.decode(log.data, (uint32, uint96, uint96));
        Book storage book = _ghosts[campaign];
        Entry storage entry = book.entries[index];
        if (entry.settled) _break(abi.encodeWithSelector(Law4_SettledTwice.selector, campaign, index));
        entry.settled = true;
        uint96 from = entry.start > book.disbursed ? entry.start : book.disbursed;
        if (book.state != ILedger.State.Cancelled || start != from || end != entry.end || end <= start) {
            _break(abi.encodeWithSelector(Law4_NotTheUnspentRange.selector, campaign, index, start, end));
        }
        if (topic == ILedgerEvents.Refunded.selector) {
            address receiver = address(uint160(uint256(log.topics[2])));
            bool linked = entry.kind == ILedger.Kind.Transfer || entry.kind == ILedger.Kind.Return;
            if (linked || receiver != entry.giver) {
                _break(abi.encodeWithSelector(Law11_NotTheGiver.selector, campaign, index, receiver));
            }
            _settle(campaign, 0, start, end);
        } else {
            settledAway[entry.kind]++;
            if (log.topics[2] != _destination(campaign, entry)) {
                _break(
                    abi.encodeWithSelector(Law10_WrongDestination.selector, campaign, index, log.topics[2])
                );
            }
            _settle(campaign, log.topics[2], start, end);
        }
    }

    function _settle(bytes32 campaign, bytes32 target, uint96 start, uint96 end) private {
        Book storage book = _ghosts[campaign];
        bool inside = book.disbursed <= start && start < end && end <= book.raised;
        for (uint256 i = 0; i < book.settlements.length; ++i) {
            Moved memory other = book.settlements[i];
            if (start < other.end && other.start < end) inside = false;
        }
        if (!inside) _break(abi.encodeWithSelector(Law3_SettlementRange.selector, campaign, start, end));
        book.settled += end - start;
        uint32 entry = target == 0 ? 0 : uint32(_ghosts[target].entries.length);
        book.settlements.push(Moved(start, end, target, entry));
        if (target != 0) _pending = Pending(campaign, target, start, end);
    }

    function _move(bytes32 campaign, bytes32 target, uint96 start, uint96 end) private {
        uint32 entry = uint32(_ghosts[target].entries.length);
        _ghosts[campaign].moved.push(Moved(start, end, target, entry));
        _pending = Pending(campaign, target, start, end);
    }

    // ---------------------------------------------------------------- along the successors

    function _firstActive(bytes32 campaign) internal view returns (bytes32) {
        while (_ghosts[campaign].state != ILedger.State.Active) campaign = _ghosts[campaign].successor;
        return campaign;
    }

    /// @dev Where an entry's unspent range must go if not to its giver.
    function _destination(bytes32 campaign, Entry storage entry) private view returns (bytes32) {
        if (entry.kind == ILedger.Kind.Transfer) return _firstActive(entry.source);
        if (entry.kind != ILedger.Kind.Return) return _firstActive(_ghosts[campaign].successor);
        while (_ghosts[campaign].successor != 0) campaign = _ghosts[campaign].successor;
        return campaign;
    }
}
