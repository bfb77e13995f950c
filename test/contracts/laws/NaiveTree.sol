// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice The Merkle tree of depth 32 over a list of leaves, level by level as it is defined: every missing leaf is
/// zero. Shares nothing with the accumulator that it checks.
library NaiveTree {
    function root(bytes32[] memory leaves) internal pure returns (bytes32) {
        (bytes32[] memory level, bytes32 empty) = (leaves, bytes32(0));
        for (uint256 height = 0; height < 32; ++height) (level, empty) = _above(level, empty);
        return level.length == 0 ? empty : level[0];
    }

    function proof(
        bytes32[] memory leaves,
        uint32 index
    ) internal pure returns (bytes32[32] memory siblings) {
        (bytes32[] memory level, bytes32 empty) = (leaves, bytes32(0));
        for (uint256 height = 0; height < 32; ++height) {
            uint256 sibling = (index >> height) ^ 1;
            siblings[height] = sibling < level.length ? level[sibling] : empty;
            (level, empty) = _above(level, empty);
        }
    }

    function _above(
        bytes32[] memory level,
        bytes32 empty
    ) private pure returns (bytes32[] memory above, bytes32 emptyAbove) {
        above = new bytes32[]((level.length + 1) / 2);
        for (uint256 i = 0; i < above.length; ++i) {
            bytes32 right = 2 * i + 1 < level.length ? level[2 * i + 1] : empty;
            above[i] = keccak256(abi.encodePacked(level[2 * i], right));
        }
        emptyAbove = keccak256(abi.encodePacked(empty, empty));
    }
}
