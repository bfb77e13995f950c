// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {SumTreeLib} from "../../../contracts/libraries/SumTreeLib.sol";

/// @notice The sum tree level by level as it is defined. Shares no arithmetic with the library that it checks.
library NaiveSumTree {
    struct Level {
        bytes32[] hashes;
        uint256[] sums;
    }

    function leaves(
        SumTreeLib.BatchScope memory scope,
        SumTreeLib.BatchGift[] memory gifts
    ) internal pure returns (Level memory level) {
        level = Level(new bytes32[](gifts.length), new uint256[](gifts.length));
        for (uint256 i = 0; i < gifts.length; ++i) {
            level.hashes[i] = keccak256(
                bytes.concat(
                    hex"00",
                    abi.encode(scope, i, gifts[i]) // Structs of static fields are encoded field by field.
                )
            );
            level.sums[i] = gifts[i].amount;
        }
    }

    function root(Level memory level) internal pure returns (bytes32, uint256) {
        while (level.hashes.length > 1) level = _above(level);
        return (level.hashes[0], level.sums[0]);
    }

    function proof(
        Level memory level,
        uint256 index
    ) internal pure returns (SumTreeLib.SumProof memory found) {
        found.index = index;
        found.count = level.hashes.length;
        SumTreeLib.SumNode[32] memory path;
        uint256 depth = 0;
        for (; level.hashes.length > 1; level = _above(level)) {
            uint256 sibling = index % 2 == 0 ? index + 1 : index - 1;
            if (sibling < level.hashes.length) {
                path[depth] = SumTreeLib.SumNode(level.hashes[sibling], level.sums[sibling]);
            }
            ++depth;
            index /= 2;
        }
        found.siblings = new SumTreeLib.SumNode[](depth);
        for (uint256 i = 0; i < depth; ++i) found.siblings[i] = path[i];
    }

    function _above(Level memory level) private pure returns (Level memory above) {
        uint256 size = (level.hashes.length + 1) / 2;
        above = Level(new bytes32[](size), new uint256[](size));
        for (uint256 i = 0; i < size; ++i) {
            bool isPair = 2 * i + 1 < level.hashes.length;
            bytes32 right = isPair ? level.hashes[2 * i + 1] : bytes32(0);
            uint256 rightSum = isPair ? level.sums[2 * i + 1] : 0;
            above.hashes[i] = keccak256(
                bytes.concat(hex"01", abi.encode(level.hashes[2 * i], level.sums[2 * i], right, rightSum))
            );
            above.sums[i] = level.sums[2 * i] + rightSum;
        }
    }
}
