// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Checks} from "./Checks.sol";
import {DemoToken} from "../../../contracts/demo/DemoToken.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {deployBuilt, VM} from "./IVm.sol";

/// @notice Who and what there is, and how the actions of {Handler} find a campaign on which they can do something.
abstract contract Actions is Checks {
    uint256 internal constant DESKS = 3;
    uint256 internal constant PEOPLE = 5;
    uint256 internal constant MOST_CAMPAIGNS = 40;
    uint256 internal constant MOST_MORTALS = 9;

    /// How many actions were tried.
    uint256 public steps;

    constructor() {
        _ledger = ILedger(deployBuilt("contracts/Ledger.sol:Ledger", "", 0));
        string memory demo = "contracts/demo/DemoToken.sol:DemoToken";
        DemoToken[2] memory tokens = [
            DemoToken(deployBuilt(demo, abi.encode("Six", "SIX", 6), 0)),
            DemoToken(deployBuilt(demo, abi.encode("None", "NON", 0), 0))
        ];
        for (uint256 i = 0; i < tokens.length; ++i) {
            _tokens.push(address(tokens[i]));
            for (uint256 j = 0; j < PEOPLE; ++j) {
                tokens[i].mint(_person(j), 1 << 80);
                VM.prank(_person(j));
                tokens[i].approve(address(_ledger), type(uint256).max);
            }
        }
        _tokens.push(address(0));
        VM.warp(1_767_225_600);
        for (uint256 i = 0; i < _tokens.length; ++i) {
            bytes32 fund = _open(i, 0, i);
            bytes32 heir = _open(i + 1, fund, i);
            _open(i + 2, heir, i);
        }
    }

    // ---------------------------------------------------------------- who

    function _person(uint256 seed) internal pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode("person", seed % PEOPLE)))));
    }

    function _desk(uint256 seed) internal pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode("desk", seed % DESKS)))));
    }

    // ---------------------------------------------------------------- doing

    /// @dev One call in somebody's name; what it tells goes into the ghost.
    function _try(
        address caller,
        uint256 value,
        bytes memory data
    ) internal returns (bool ok, bytes memory answer) {
        ++steps;
        VM.recordLogs();
        if (value != 0) VM.deal(caller, caller.balance + value);
        VM.prank(caller);
        (ok, answer) = address(_ledger).call{value: value}(data);
        if (ok) _apply(VM.getRecordedLogs(), address(_ledger));
    }

    /// @dev As above, for what the rules allow.
    function _do(address caller, uint256 value, bytes memory data) internal returns (bytes memory answer) {
        bool ok;
        (ok, answer) = _try(caller, value, data);
        if (!ok) _break(abi.encodeWithSelector(Guide_Refused.selector, bytes4(data), answer));
    }

    function _open(uint256 seed, bytes32 successor, uint256 token) internal returns (bytes32 campaign) {
        bool terminal = successor == 0;
        uint32 now_ = uint32(block.timestamp);
        address[] memory operators = new address[](1);
        operators[0] = _person(seed);
        ILedger.CampaignConfig memory config = ILedger.CampaignConfig({
            token: _tokens[token],
            opens: seed % 4 == 0 && !terminal ? now_ + 5 days : now_,
            closes: terminal ? type(uint32).max : now_ + 120 days,
            minimum: uint96(1 + (seed % 3) * 4),
            successor: successor,
            claimWindow: terminal ? 0 : 30 days,
            silence: terminal ? 0 : 60 days,
            hardEnd: terminal ? 0 : now_ + 200 days,
            operators: operators
        });
        bytes memory answer = _do(_desk(seed), 0, abi.encodeCall(ILedger.open, (config, bytes32(seed))));
        return abi.decode(answer, (bytes32));
    }

    // ---------------------------------------------------------------- finding

    /// @dev A campaign in this state from a random place on; zero if there is none.
    function _find(uint256 seed, ILedger.State state, bool withEscrow) internal view returns (bytes32) {
        for (uint256 i = 0; i < _ids.length; ++i) {
            bytes32 campaign = _ids[((seed % _ids.length) + i) % _ids.length];
            if (_ghosts[campaign].state != state) continue;
            if (!withEscrow || _escrow(campaign) != 0) return campaign;
        }
        return 0;
    }

    /// @dev A campaign that can end, with escrow if there is such a one.
    function _findMortal(uint256 seed) internal view returns (bytes32 found) {
        for (uint256 i = 0; i < _ids.length; ++i) {
            bytes32 campaign = _ids[((seed % _ids.length) + i) % _ids.length];
            if (_ghosts[campaign].state != ILedger.State.Active || _ghosts[campaign].successor == 0) continue;
            if (_escrow(campaign) != 0) return campaign;
            if (found == 0) found = campaign;
        }
    }

    /// @dev How many campaigns are active that can end.
    function _mortals() internal view returns (uint256 count) {
        for (uint256 i = 0; i < _ids.length; ++i) {
            Book storage book = _ghosts[_ids[i]];
            if (book.state == ILedger.State.Active && book.successor != 0) ++count;
        }
    }

    /// @dev An entry of a cancelled campaign that waits to be settled; half of the time a linked one if there is any.
    function _findClaim(uint256 seed) internal view returns (bytes32 campaign, uint32 index) {
        if ((seed >> 8) % 2 == 0) (campaign, index) = _findClaimOf(seed, true);
        if (campaign == 0) (campaign, index) = _findClaimOf(seed, false);
    }

    function _findClaimOf(uint256 seed, bool linked) private view returns (bytes32 campaign, uint32 index) {
        for (uint256 i = 0; i < _ids.length; ++i) {
            campaign = _ids[((seed % _ids.length) + i) % _ids.length];
            Book storage book = _ghosts[campaign];
            uint256 count = book.entries.length;
            if (book.state != ILedger.State.Cancelled) continue;
            for (uint256 j = 0; j < count; ++j) {
                index = uint32((((seed >> 32) % count) + j) % count);
                Entry storage entry = book.entries[index];
                bool isLinked = entry.kind == ILedger.Kind.Transfer || entry.kind == ILedger.Kind.Return;
                if (!entry.settled && entry.end > book.disbursed && (isLinked || !linked))
                    return (campaign, index);
            }
        }
        return (0, 0);
    }

    /// @dev A payment of which something can be given back.
    function _findPayment(uint256 seed) internal view returns (bytes32 campaign, uint32 index) {
        for (uint256 i = 0; i < _ids.length; ++i) {
            campaign = _ids[((seed % _ids.length) + i) % _ids.length];
            uint256 count = _ghosts[campaign].paid.length;
            for (uint256 j = 0; j < count; ++j) {
                index = uint32((((seed >> 32) % count) + j) % count);
                Paid storage paid = _ghosts[campaign].paid[index];
                bool rest = paid.end - paid.start != paid.returned;
                if (paid.payee != address(0) && rest && paid.times < 16) return (campaign, index);
            }
        }
        return (0, 0);
    }

    function _escrow(bytes32 campaign) internal view returns (uint96) {
        Book storage book = _ghosts[campaign];
        return book.raised - book.disbursed - book.settled;
    }
}
