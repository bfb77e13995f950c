// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {BatchActions} from "./BatchActions.sol";
import {DemoToken} from "../../../contracts/demo/DemoToken.sol";
import {HostileToken} from "./HostileToken.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {NaiveTree} from "./NaiveTree.sol";
import {deployBuilt, VM} from "./IVm.sol";

/// @notice What people do with the ledger, each action led to where it can succeed. What the rules allow must not be
/// refused; what they forbid must be.
/// @dev A file of tests by its name, since the runner finds what it calls among those files' contracts only.
contract Handler is BatchActions {
    function open(uint256 seed) external {
        if (_mortals() >= MOST_MORTALS || _ids.length >= MOST_CAMPAIGNS) return;
        bytes32 successor = _ids[seed % _ids.length];
        uint256 depth = 0;
        for (bytes32 next = successor; _ghosts[next].successor != 0; next = _ghosts[next].successor) ++depth;
        if (depth >= 8) return;
        uint256 token = 0;
        while (_tokens[token] != _ghosts[successor].token) ++token;
        if ((seed >> 200) % 2 == 0) _open(seed, successor, token);
        else _openManaged(seed, successor, token);
    }

    function give(uint256 seed, uint96 amount) external {
        bytes32 campaign = _find(seed, ILedger.State.Active, false);
        ILedger.Campaign memory line = _ledger.campaignOf(campaign);
        amount = line.minimum + (amount % 1_000);
        (address payer, address giver) = (_person(seed >> 8), _person(seed >> 16));
        bool open_ = block.timestamp >= line.opens && block.timestamp < line.closes;
        bytes memory data;
        if (line.token == address(0)) {
            data = abi.encodeCall(ILedger.donateNativeFor, (campaign, giver));
        } else if (_ledger.isOperator(campaign, payer)) {
            data = _batch(seed, campaign, payer, line.minimum);
        } else {
            data = abi.encodeCall(ILedger.donateFor, (campaign, giver, amount));
        }
        uint256 value = line.token == address(0) ? amount : 0;
        if (open_) _do(campaign, payer, value, data);
        else _refuse(payer, value, data, campaign);
    }

    function anchor(uint256 seed) external {
        bytes32 campaign = _find(seed, ILedger.State.Active, false);
        ILedger.Campaign memory line = _ledger.campaignOf(campaign);
        address operator = _operator(campaign);
        if (operator == address(0) || line.token == address(0)) return;
        bytes memory data = _batch(seed, campaign, operator, line.minimum);
        if (block.timestamp >= line.opens && block.timestamp < line.closes) _do(campaign, operator, 0, data);
        else _refuse(operator, 0, data, campaign);
    }

    function pay(uint256 seed, uint96 amount) external {
        bytes32 campaign = _findOf(seed, false, true);
        if (campaign == 0) return;
        amount = 1 + (amount % _escrow(campaign));
        bytes memory data = abi.encodeCall(
            ILedger.pay,
            (campaign, _person(seed >> 8), amount, bytes32(seed))
        );
        _do(campaign, _ghosts[campaign].desk, 0, data);
    }

    function transfer(uint256 seed, uint96 amount) external {
        bytes32 campaign = _findOf(seed, false, true);
        bytes32 target = _find(seed >> 64, ILedger.State.Active, false);
        if (campaign == 0 || target == campaign || _ghosts[target].token != _ghosts[campaign].token) return;
        uint96 least = _ledger.campaignOf(target).minimum;
        if (_escrow(campaign) < least) return;
        amount = least + (amount % (_escrow(campaign) - least + 1));
        bytes memory data = abi.encodeCall(ILedger.transfer, (campaign, target, amount, bytes32(seed)));
        _do(campaign, _ghosts[campaign].desk, 0, data);
    }

    function giveBack(uint256 seed, uint96 amount) external {
        (bytes32 campaign, uint32 index) = _findPayment(seed);
        if (campaign == 0) return;
        Paid storage paid = _ghosts[campaign].paid[index];
        uint96 rest = paid.end - paid.start - paid.returned;
        uint96 least = _ledger.campaignOf(campaign).minimum;
        amount = rest <= least ? rest : least + (amount % (rest - least + 1));
        _repay(campaign, index, amount);
    }

    function settle(uint256 seed) public {
        (bytes32 campaign, uint32 index) = _findClaim(seed);
        if (campaign == 0) {
            campaign = _findMortal(seed);
            // Only what has a history is given up, so that there is something of every kind to settle.
            if (campaign == 0 || _escrow(campaign) == 0 || _ghosts[campaign].entries.length < 4) return;
            _cancel(campaign);
            (campaign, index) = _findClaim(seed);
        }
        _settleTwice(campaign, index, seed);
    }

    /// @notice A payee gives all back and its campaign is given up before that is spent again: the Return must pass the
    /// heir by.
    function giveUp(uint256 seed) external {
        (bytes32 campaign, uint32 index) = _findPassedBy(seed);
        if (campaign == 0) return;
        Book storage book = _ghosts[campaign];
        Paid storage paid = book.paid[index];
        uint32 entry = uint32(book.entries.length);
        _repay(campaign, index, paid.end - paid.start - paid.returned);
        _cancel(campaign);
        bool waits = book.state == ILedger.State.Cancelled && book.entries.length > entry;
        if (waits) _settleTwice(campaign, entry, seed);
    }

    /// @dev What waits to be settled is settled, and not again.
    function _settleTwice(bytes32 campaign, uint32 index, uint256 seed) private {
        Book storage book = _ghosts[campaign];
        Entry memory entry = book.entries[index];
        bytes memory data = _settlement(campaign, index);
        bool toGiver =
            (entry.kind == ILedger.Kind.Gift || entry.kind == ILedger.Kind.Batch) &&
                block.timestamp <= book.endedAt + book.claimWindow;
        uint256 before = _held(book.token, entry.giver);
        (bool ok, ) = _try(_person(seed), 0, data);
        uint96 due = entry.end - (entry.start > book.disbursed ? entry.start : book.disbursed);
        bool arrived = !toGiver || _held(book.token, entry.giver) == before + due;
        if ((!ok || !arrived) && !_isRobbed(campaign))
            _break(abi.encodeWithSelector(Law11_NotClaimable.selector, campaign, index));
        (ok, ) = _try(_person(seed), 0, data);
        if (ok) _break(abi.encodeWithSelector(Law4_SettledTwice.selector, campaign, index));
    }

    /// @notice Settles after the claim window, so that what nobody claimed goes on.
    function settleLate(uint256 seed) external {
        VM.warp(block.timestamp + 31 days);
        settle(seed);
    }

    function close(uint256 seed) external {
        bytes32 campaign = _findMortal(seed);
        if (campaign == 0 || seed % 2 == 0) return;
        if (_isManaged(campaign)) return _closeAtDesk(campaign);
        _do(campaign, _ghosts[campaign].desk, 0, abi.encodeCall(ILedger.close, (campaign)));
    }

    function cancel(uint256 seed) external {
        bytes32 campaign = _findMortal(seed);
        if (campaign == 0 || seed % 2 == 0) return;
        _cancel(campaign);
    }

    function halt(uint256 seed) external {
        bytes32 campaign = _findOf(seed, false, false);
        ILedger.Campaign memory line = _ledger.campaignOf(campaign);
        uint256 from = block.timestamp > line.opens ? block.timestamp : line.opens;
        uint256 until = block.timestamp + 1 days + (seed % 6 days);
        if (block.timestamp >= line.closes || until <= from) return;
        _do(campaign, _ghosts[campaign].desk, 0, abi.encodeCall(ILedger.halt, (campaign, uint32(until))));
    }

    function extend(uint256 seed) external {
        bytes32 campaign = _findOf(seed, false, false);
        _do(campaign, _ghosts[campaign].desk, 0, abi.encodeCall(ILedger.extend, (campaign)));
    }

    function wait(uint256 seed) external {
        VM.warp(block.timestamp + (seed % 10 days));
    }

    /// @notice Law 11: a campaign whose desk fell silent, or that is past its hard end, can be cancelled by anyone.
    function silence(uint256 seed) external {
        bytes32 campaign = _findMortal(seed);
        if (campaign == 0) return;
        Book storage book = _ghosts[campaign];
        uint256 until = book.aliveAt + book.silence;
        if (book.hardEnd < until) until = book.hardEnd;
        bytes memory data = abi.encodeCall(ILedger.cancel, (campaign));
        if (block.timestamp <= until) {
            _refuse(_person(seed), 0, data, campaign);
            if (seed % 4 != 0) return;
            VM.warp(until + 1);
        }
        (bool ok, ) = _try(_person(seed), 0, data);
        if (!ok) _break(abi.encodeWithSelector(Law11_NotCancellable.selector, campaign));
    }

    /// @notice Law 12: whoever is not the desk, another campaign's desk above all, moves nothing; and no desk ends a
    /// terminal fund.
    function strike(uint256 seed) external {
        bytes32 campaign = _ids[seed % _ids.length];
        address desk = _ghosts[campaign].desk;
        address caller = (seed >> 8) % 2 == 0 ? _person(seed >> 16) : _desk(seed >> 16);
        bytes32 target = _ids[(seed >> 24) % _ids.length];
        bytes[5] memory ways = [
            abi.encodeCall(ILedger.pay, (campaign, caller, 1, 0)),
            abi.encodeCall(ILedger.transfer, (campaign, target, 10, 0)),
            abi.encodeCall(ILedger.close, (campaign)),
            abi.encodeCall(ILedger.halt, (campaign, uint32(block.timestamp + 1 days))),
            abi.encodeCall(ILedger.extend, (campaign))
        ];
        if (caller != desk) _refuse(caller, 0, ways[(seed >> 32) % ways.length], campaign);
        if (_ghosts[campaign].successor != 0) return;
        _refuse(desk, 0, ways[2], campaign);
        _refuse(desk, 0, abi.encodeCall(ILedger.cancel, (campaign)), campaign);
    }

    /// @notice M10: money that reaches the ledger without a word changes nothing but its balance.
    function stray(uint256 seed) external {
        if (seed % 2 == 0) {
            VM.prank(_person(seed));
            DemoToken(_tokens[(seed >> 8) % 2]).transfer(address(_ledger), 1 + (seed % 100));
        } else {
            VM.deal(address(this), address(this).balance + 7);
            deployBuilt("contracts/mocks/ForcedCoin.sol:ForcedCoin", abi.encode(address(_ledger)), 7);
        }
    }

    /// @notice A token's issuer takes from the ledger what it likes: that is its own campaigns' loss alone.
    function rob(uint256 seed) external {
        uint256 held = HostileToken(_hostile).balanceOf(address(_ledger));
        if (seed % 8 != 0 || held == 0) return;
        HostileToken(_hostile).seize(address(_ledger), 1 + ((seed >> 8) % held));
        _robbed = true;
    }

    function _refuse(address caller, uint256 value, bytes memory data, bytes32 campaign) private {
        (bool ok, ) = _try(caller, value, data);
        if (ok) _break(abi.encodeWithSelector(Law12_MovedByAnother.selector, campaign, caller));
    }

    function _settlement(bytes32 campaign, uint32 index) private view returns (bytes memory) {
        Entry memory entry = _ghosts[campaign].entries[index];
        ILedger.Entry memory leaf = ILedger.Entry(
            entry.kind,
            index,
            entry.payer,
            entry.giver,
            entry.start,
            entry.end,
            entry.link
        );
        bytes32[32] memory proof = NaiveTree.proof(_ghosts[campaign].leaves, index);
        return
            abi.encodeCall(
                ILedger.settle,
                (campaign, leaf, ILedger.Source(entry.source, entry.sourceStart), proof)
            );
    }

    function _held(address token, address account) private view returns (uint256) {
        return token == address(0) ? account.balance : DemoToken(token).balanceOf(account);
    }
}
