// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Actions} from "./Actions.sol";
import {IDeskTypes} from "../../../contracts/interfaces/IDeskTypes.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ShareLists} from "./ShareLists.sol";

/// @notice What a desk's rules allow, as its actions expect it from the events alone, and where something can be done.
abstract contract DeskRules is Actions {
    uint256 internal constant MOST_PAYMENTS = 24;

    /// How a payment's list of recipients was drawn up; zero without a list.
    mapping(bytes32 disbursement => uint256 shape) internal _shapes;

    // ---------------------------------------------------------------- what the rules allow

    function _makeTerms(
        bytes32 campaign,
        uint256 seed,
        uint96 amount
    ) internal view returns (IDeskTypes.Terms memory terms) {
        terms.campaign = campaign;
        terms.number = uint32(_dockets[campaign].payments.length);
        terms.deliverBy = uint32(block.timestamp + 1 + ((seed >> 64) % 25 days));
        terms.documents = bytes32(seed);
        terms.category = [
            IDeskTypes.Category.Goods,
            IDeskTypes.Category.Services,
            IDeskTypes.Category.Cash,
            IDeskTypes.Category.Management,
            IDeskTypes.Category.Fee,
            IDeskTypes.Category.Transfer,
            IDeskTypes.Category.Goods,
            IDeskTypes.Category.Management
        ][(seed >> 16) % 8];
        uint96 most = _escrow(campaign);
        if (terms.category == IDeskTypes.Category.Transfer) {
            terms.target = _find(seed >> 24, ILedger.State.Active, false);
        } else {
            terms.payee = _person(seed >> 24);
            uint96 cap = _dockets[campaign].exposureCap;
            // Now and then above the cap, which must be refused at once.
            if (most > cap && (seed >> 232) % 16 != 0) most = cap;
            // All of the cap at once, which waits while anything is exposed.
            if (most != 0 && (seed >> 240) % 3 == 0) amount = most - 1;
            // A small part, since management is small where it is allowed.
            if (terms.category == IDeskTypes.Category.Management && most > 40) most = 40;
        }
        terms.amount = most == 0 ? 1 : 1 + (amount % most);
        if (uint256(terms.category) > 2) return terms;
        uint256 shape = _shape(seed);
        if (shape == 0) terms.recipient = abi.encodePacked(_wallets[0]);
        else terms.recipient = abi.encodePacked(_rootOf(terms.amount, shape));
    }

    /// @dev Every other delivery goes to a list.
    function _shape(uint256 seed) internal pure returns (uint256) {
        return (seed >> 88) % 2 == 0 ? 0 : 1 + ((seed >> 96) % 6);
    }

    function _rootOf(uint96 amount, uint256 shape) internal view returns (bytes32 root) {
        (root, ) = _list(amount, shape);
    }

    /// @dev Two to four recipients; the last gets more than the others, or as much.
    function _list(
        uint96 amount,
        uint256 shape
    ) internal view returns (bytes32 root, IDeskTypes.Share[] memory shares) {
        address[] memory holders = new address[](2 + (shape % (WALLETS - 1)));
        for (uint256 i = 0; i < holders.length; ++i) holders[i] = _wallets[i];
        uint256 part = amount / (holders.length * (shape % 2 == 0 ? 1 : 3));
        return ShareLists.build(holders, amount, uint96(part));
    }

    /// @dev Whose word counts for a recipient: who replaced it, or itself.
    function _voice(bytes32 id, uint32 index) internal view returns (address) {
        address successor = _successors[id][index];
        return successor == address(0) ? _wallets[index] : successor;
    }

    function _isRequestable(bytes32 campaign, IDeskTypes.Terms memory terms) internal view returns (bool) {
        if (terms.category != IDeskTypes.Category.Transfer) {
            return terms.amount <= _dockets[campaign].exposureCap;
        }
        return terms.target != campaign && _isFitTarget(campaign, terms.target);
    }

    /// @dev A7: at a recognised desk, and with a management cap no looser or a terminal fund.
    function _isFitTarget(bytes32 campaign, bytes32 target) internal view returns (bool) {
        bool tighter = _dockets[target].managementCapBps <= _dockets[campaign].managementCapBps;
        return _isManaged(target) && (tighter || _ghosts[target].successor == 0);
    }

    /// @dev Everything that can stop a payment, from what the events told; zero if nothing does.
    function _whyNot(
        bytes32 campaign,
        bytes32 id,
        IDeskTypes.Terms memory terms
    ) internal view returns (bytes32) {
        Docket storage docket = _dockets[campaign];
        if (_ghosts[campaign].state != ILedger.State.Active) return "ended";
        if (terms.amount > _escrow(campaign)) return "escrow";
        if (!_isApproved(campaign, id)) return "unapproved";
        if (block.timestamp > _payments[id].deadline) return "lapsed";
        if (block.timestamp < docket.pausedUntil) return "paused";
        if (block.timestamp > docket.reportDue) return "report";
        (uint256 exposed, uint256 management, uint256 transferred, uint256 disputes, uint256 overdue) = _sums(
            campaign
        );
        if (disputes != 0) return "dispute";
        if (overdue != 0) return "overdue";
        if (terms.category == IDeskTypes.Category.Transfer) {
            return _isTransferable(campaign, terms) ? bytes32(0) : bytes32("target");
        }
        if (exposed + terms.amount > docket.exposureCap) return "exposure";
        if (terms.category != IDeskTypes.Category.Management) return 0;
        uint256 paid = _ghosts[campaign].disbursed + terms.amount - transferred - _givenBack(campaign);
        bool within = (management + terms.amount) * 10_000 <= paid * docket.managementCapBps;
        return within ? bytes32(0) : bytes32("management");
    }

    function _isTransferable(bytes32 campaign, IDeskTypes.Terms memory terms) internal view returns (bool) {
        bool sameToken = _ghosts[terms.target].token == _ghosts[campaign].token;
        bool active = _ghosts[terms.target].state == ILedger.State.Active;
        return
            sameToken &&
            active &&
            _isFitTarget(campaign, terms.target) &&
            terms.amount >= _ledger.campaignOf(terms.target).minimum;
    }

    function _givenBack(bytes32 campaign) internal view returns (uint256 total) {
        Book storage book = _ghosts[campaign];
        for (uint256 i = 0; i < book.paid.length; ++i) total += book.paid[i].returned;
    }

    // ---------------------------------------------------------------- finding

    /// @dev An active campaign of a desk with escrow and room for requests; mostly one that has caps.
    function _findSpending(uint256 seed) internal view returns (bytes32) {
        bool capped = seed % 8 != 0;
        for (uint256 i = 0; i < _ids.length; ++i) {
            bytes32 campaign = _ids[(((seed >> 8) % _ids.length) + i) % _ids.length];
            Book storage book = _ghosts[campaign];
            if (book.state != ILedger.State.Active || !_isManaged(campaign)) continue;
            if (_escrow(campaign) == 0 || (book.successor == 0) == capped) continue;
            if (_dockets[campaign].payments.length < MOST_PAYMENTS) return campaign;
        }
        return 0;
    }

    /// @dev A payment that is made and neither proven nor written off.
    function _findExposed(uint256 seed) internal view returns (bytes32, bytes32) {
        return _findPaymentThat(seed, _isExposed);
    }

    /// @dev One that is in dispute or marked as late.
    function _findTroubled(uint256 seed) internal view returns (bytes32, bytes32) {
        return _findPaymentThat(seed, _isTroubled);
    }

    /// @dev One that waits to be paid.
    function _findWaiting(uint256 seed) internal view returns (bytes32, bytes32) {
        return _findPaymentThat(seed, _isWaiting);
    }

    function _isExposed(Payment storage payment) internal view returns (bool) {
        bool toPayee = payment.category != IDeskTypes.Category.Transfer;
        return payment.paid && toPayee && !payment.freed;
    }

    function _isTroubled(Payment storage payment) internal view returns (bool) {
        return payment.paid && (payment.disputed || payment.overdue);
    }

    function _isWaiting(Payment storage payment) internal view returns (bool) {
        return !payment.paid;
    }

    function _findPaymentThat(
        uint256 seed,
        function(Payment storage) view returns (bool) fits
    ) internal view returns (bytes32, bytes32) {
        for (uint256 i = 0; i < _ids.length; ++i) {
            bytes32 campaign = _ids[((seed % _ids.length) + i) % _ids.length];
            bytes32[] storage ids = _dockets[campaign].payments;
            for (uint256 j = 0; j < ids.length; ++j) {
                bytes32 id = ids[(((seed >> 32) % ids.length) + j) % ids.length];
                if (fits(_payments[id])) return (campaign, id);
            }
        }
        return (0, 0);
    }
}
