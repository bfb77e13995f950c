// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title LongLine
/// @notice Put in the ledger's place for a moment, it writes many disbursements as the ledger would have: for tests that
/// need more of them than can be paid one by one.
/// @dev Slots as in LedgerStorage: `_books` is slot 0, a book's line its slot 0, `paid` its slot 39.
contract LongLine {
    uint256 private constant PAID = 39;

    /// @notice Goes on from what was disbursed with `count` payments of `least` to `least + spread` units.
    function fill(bytes32 campaign, uint256 count, uint256 least, uint256 spread) external {
        uint256 book = uint256(keccak256(abi.encode(campaign, uint256(0))));
        uint256 line;
        assembly {
            line := sload(book)
        }
        uint256 disbursed = uint96(line >> 96);
        uint256 number = line >> 224;
        for (uint256 last = number + count; number < last; ++number) {
            bytes32 slot = keccak256(abi.encode(number, book + PAID));
            uint256 paid = uint160(msg.sender) | (disbursed << 160);
            assembly {
                sstore(slot, paid)
            }
            disbursed += least + (spread == 0 ? 0 : uint256(keccak256(abi.encode(number))) % spread);
        }
        line = uint96(line) | (disbursed << 96) | (uint256(uint32(line >> 192)) << 192) | (number << 224);
        assembly {
            sstore(book, line)
        }
    }
}
