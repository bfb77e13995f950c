// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Checks} from "./Checks.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";

/// @notice How the actions of {Handler} find a campaign, an entry or a payment on which they can do something.
abstract contract Search is Checks {
    /// @dev A campaign in this state from a random place on; zero if there is none.
    function _find(uint256 seed, ILedger.State state, bool withEscrow) internal view returns (bytes32) {
        for (uint256 i = 0; i < _ids.length; ++i) {
            bytes32 campaign = _ids[((seed % _ids.length) + i) % _ids.length];
            if (_ghosts[campaign].state != state) continue;
            if (!withEscrow || _escrow(campaign) != 0) return campaign;
        }
        return 0;
    }

    /// @dev An active campaign of a plain account as desk, or of one of the desks.
    function _findOf(uint256 seed, bool managed, bool withEscrow) internal view returns (bytes32) {
        for (uint256 i = 0; i < _ids.length; ++i) {
            bytes32 campaign = _ids[((seed % _ids.length) + i) % _ids.length];
            if (_ghosts[campaign].state != ILedger.State.Active) continue;
            if (_isManaged(campaign) == managed && (!withEscrow || _escrow(campaign) != 0)) return campaign;
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

    /// @dev A payment of which something can be given back, of an active campaign whose heir is no terminal fund.
    function _findPassedBy(uint256 seed) internal view returns (bytes32 campaign, uint32 index) {
        for (uint256 i = 0; i < _ids.length; ++i) {
            campaign = _ids[((seed % _ids.length) + i) % _ids.length];
            Book storage book = _ghosts[campaign];
            if (book.state != ILedger.State.Active || book.successor == 0) continue;
            if (_ghosts[_firstActive(book.successor)].successor == 0) continue;
            for (index = 0; index < book.paid.length; ++index) {
                Paid storage paid = book.paid[index];
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

    function _isManaged(bytes32 campaign) internal view returns (bool) {
        return _dockets[campaign].desk != address(0);
    }
}
