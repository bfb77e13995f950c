// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title AccumulatorLib
/// @notice Append-only Merkle tree of fixed depth 32, in the way of Ethereum's deposit contract: one branch slot is
/// written per append, the root is computed when read. Twin of `domain/accumulator.ts`.
/// @dev A leaf is the hash of more than 64 bytes, so that no node can pass for a leaf.
library AccumulatorLib {
    uint256 internal constant DEPTH = 32;

    /// @notice Appends leaf number `size` to the tree that `branch` describes.
    /// @param size number of leaves before this one; the caller keeps it below 2^32 - 1
    function append(bytes32[32] storage branch, uint32 size, bytes32 leaf) internal {
        // A node that is its parent's right child is merged with its left sibling until it is a left child itself.
        // As the size stays below 2^32 - 1, that is at a level of the branch, which need not be checked each time.
        assembly ("memory-safe") {
            let slot := branch.slot
            let node := leaf
            for {
                let position := size
            } and(position, 1) {
                position := shr(1, position)
            } {
                mstore(0x00, sload(slot))
                mstore(0x20, node)
                node := keccak256(0x00, 0x40)
                slot := add(slot, 1)
            }
            sstore(slot, node)
        }
    }

    /// @notice Root over the first `size` leaves; missing leaves count as zero.
    function root(bytes32[32] storage branch, uint32 size) internal view returns (bytes32 node) {
        bytes32 empty = 0;
        for (uint256 level = 0; level < DEPTH; ++level) {
            node = (size >> level) & 1 == 1 ? hashNode(branch[level], node) : hashNode(node, empty);
            empty = hashNode(empty, empty);
        }
    }

    /// @notice The root that a leaf at `index` has with these siblings, from the leaf up.
    function climb(
        bytes32 leaf,
        uint32 index,
        bytes32[32] calldata siblings
    ) internal pure returns (bytes32 node) {
        node = leaf;
        // Bit `level` of the index says on which side the node lies; written without branches, as 32 rounds add up.
        assembly ("memory-safe") {
            for {
                let level := 0
            } lt(level, DEPTH) {
                level := add(level, 1)
            } {
                let side := shl(5, and(shr(level, index), 1))
                mstore(side, node)
                mstore(xor(side, 0x20), calldataload(add(siblings, shl(5, level))))
                node := keccak256(0x00, 0x40)
            }
        }
    }

    /// @notice Hash of an inner node: keccak256 of both children.
    function hashNode(bytes32 left, bytes32 right) internal pure returns (bytes32 node) {
        // Both words fit the scratch space, which spares the allocation that abi.encode would make.
        assembly ("memory-safe") {
            mstore(0x00, left)
            mstore(0x20, right)
            node := keccak256(0x00, 0x40)
        }
    }
}
