// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AccumulatorLib} from "../libraries/AccumulatorLib.sol";
import {ILedger} from "../interfaces/ILedger.sol";

/// @title LedgerStorage
/// @notice What the kernel remembers of a campaign, slot by slot, and the few checks on it that every action shares.
/// @dev A donation touches Line, Gate and one branch slot; a payment Line, Gate, Standing, the journal and one new slot.
abstract contract LedgerStorage is ILedger {
    using AccumulatorLib for bytes32[32];

    struct Line {
        // slot 0
        uint96 raised;
        uint96 disbursed;
        uint32 entries;
        uint32 disbursements;
    }

    struct Gate {
        // slot 1
        address token;
        uint32 opens;
        uint32 closes;
        /// Decimal float: low 5 bits exponent, high 27 bits mantissa.
        uint32 minimum;
    }

    struct Standing {
        // slot 2
        address desk;
        State state;
        uint32 aliveAt;
        uint32 hardEnd;
        /// Length of the chain of successors behind it.
        uint8 depth;
    }

    struct Ending {
        // slot 3
        uint96 settled;
        uint32 silence;
        uint32 claimWindow;
        uint32 endedAt;
        /// As `Standing.state` says too; here it spares every settlement that slot.
        bool cancelled;
    }

    struct Paid {
        // one slot per disbursement; its end is the next one's start
        address payee;
        uint96 start;
    }

    struct GivenBack {
        // one slot per disbursement that anything was returned of
        uint96 amount;
        uint8 times;
    }

    struct Book {
        Line line;
        Gate gate;
        Standing standing;
        Ending ending;
        bytes32 successor; // slot 4
        bytes32 journal; // slot 5: zero until the first step
        bytes32 root; // slot 6: frozen when the campaign ends
        bytes32[32] branch; // slots 7–38
        mapping(uint32 index => Paid) paid;
        mapping(uint32 index => GivenBack) givenBack;
        mapping(uint256 word => uint256 bits) settledEntries;
        mapping(address account => bool) operators;
        /// Sum of all that was given back; a slot of its own, since few campaigns ever write it.
        uint96 returned;
    }

    uint256 internal constant MINIMUM_EXPONENT_BITS = 5;
    uint256 internal constant MINIMUM_MANTISSA_LIMIT = 1 << 27;

    mapping(bytes32 campaign => Book) internal _books;

    // ---------------------------------------------------------------- shared checks

    function _book(bytes32 campaign) internal view returns (Book storage book) {
        book = _books[campaign];
        if (book.standing.state == State.None) revert Ledger_UnknownCampaign(campaign);
    }

    /// @dev The book of an active campaign, for its desk alone.
    function _bookForDesk(bytes32 campaign) internal view returns (Book storage book) {
        book = _book(campaign);
        if (msg.sender != book.standing.desk) revert Ledger_NotDesk(campaign, msg.sender);
        _checkActive(book, campaign);
    }

    function _checkActive(Book storage book, bytes32 campaign) internal view {
        State state = book.standing.state;
        if (state != State.Active) revert Ledger_NotActive(campaign, state);
    }

    /// @dev Donations are refused by the window alone, which is shut when a campaign ends, so that the state's slot
    /// need not be read; the reason is looked up only for the error.
    function _checkGate(
        Book storage book,
        bytes32 campaign,
        uint256 amount
    ) internal view returns (address token) {
        Gate memory gate = book.gate;
        if (block.timestamp < gate.opens || block.timestamp >= gate.closes) {
            _checkActive(_book(campaign), campaign);
            revert Ledger_NotOpen(campaign, gate.opens, gate.closes);
        }
        _checkMinimum(campaign, amount, _decodeMinimum(gate.minimum));
        return gate.token;
    }

    function _checkMinimum(bytes32 campaign, uint256 amount, uint256 minimum) internal pure {
        if (amount < minimum || amount == 0) revert Ledger_BelowMinimum(campaign, amount, minimum);
    }

    /// @dev Whoever is paid or named as a giver must be able to hold money apart from this ledger.
    function _checkAccount(address account) internal view {
        if (account == address(0) || account == address(this)) revert Ledger_BadAccount(account);
    }

    // ---------------------------------------------------------------- shared reads

    function _heir(Book storage book) internal view returns (bytes32 heir) {
        heir = book.successor;
        while (_books[heir].standing.state != State.Active) heir = _books[heir].successor;
    }

    function _terminal(bytes32 campaign) internal view returns (bytes32) {
        bytes32 next = _books[campaign].successor;
        while (next != 0) {
            campaign = next;
            next = _books[campaign].successor;
        }
        return campaign;
    }

    /// @dev Begins as the campaign's id, which takes no slot before there is anything to tell.
    function _journal(Book storage book, bytes32 campaign) internal view returns (bytes32 journal) {
        journal = book.journal;
        if (journal == 0) journal = campaign;
    }

    function _root(Book storage book) internal view returns (bytes32) {
        return book.ending.endedAt == 0 ? book.branch.root(book.line.entries) : book.root;
    }

    /// @dev Where a disbursement lies: its own start, and the next one's start as its end.
    function _disbursement(
        Book storage book,
        bytes32 campaign,
        uint32 index
    ) internal view returns (address payee, uint96 start, uint96 end) {
        Line memory line = book.line;
        if (index >= line.disbursements) revert Ledger_NotReturnable(campaign, index, 0, 0);
        Paid memory paid = book.paid[index];
        payee = paid.payee;
        start = paid.start;
        end = index + 1 == line.disbursements ? line.disbursed : book.paid[index + 1].start;
    }

    // ---------------------------------------------------------------- shared writes

    /// @dev The line is slot 0 of a book. Assigning the struct would write it field by field, each with a read.
    function _writeLine(Book storage book, Line memory line) internal {
        uint256 word =
            uint256(line.raised) |
                (uint256(line.disbursed) << 96) |
                (uint256(line.entries) << 192) |
                (uint256(line.disbursements) << 224);
        assembly ("memory-safe") {
            sstore(book.slot, word)
        }
    }

    /// @dev In one write, as above.
    function _writePaid(Paid storage paid, address payee, uint96 start) internal {
        uint256 word = uint256(uint160(payee)) | (uint256(start) << 160);
        assembly ("memory-safe") {
            sstore(paid.slot, word)
        }
    }

    // ---------------------------------------------------------------- the minimum as a decimal float

    function _encodeMinimum(uint96 minimum) internal pure returns (uint32) {
        if (minimum == 0) revert Ledger_BadConfig("minimum");
        uint256 mantissa = minimum;
        uint256 exponent = 0;
        while (mantissa % 10 == 0) {
            mantissa /= 10;
            ++exponent;
        }
        if (mantissa >= MINIMUM_MANTISSA_LIMIT) revert Ledger_BadConfig("minimum");
        // 27 bits of mantissa; the exponent of a 96-bit number is at most 28.
        return uint32((mantissa << MINIMUM_EXPONENT_BITS) | exponent);
    }

    function _decodeMinimum(uint32 minimum) internal pure returns (uint256) {
        uint256 mask = (1 << MINIMUM_EXPONENT_BITS) - 1;
        return (uint256(minimum) >> MINIMUM_EXPONENT_BITS) * 10 ** (uint256(minimum) & mask);
    }
}
