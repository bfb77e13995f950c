// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {SumTreeLib} from "../libraries/SumTreeLib.sol";

/// @title SumTreeHarness
/// @notice The sum tree's library under public names, for the tests.
contract SumTreeHarness {
    function verifyGift(
        bytes32 root,
        uint256 amount,
        SumTreeLib.BatchScope calldata scope,
        SumTreeLib.BatchGift calldata gift,
        SumTreeLib.SumProof calldata proof
    ) external pure returns (uint256 start, uint256 end) {
        return SumTreeLib.verifyGift(root, amount, scope, gift, proof);
    }

    function hashGift(
        SumTreeLib.BatchScope calldata scope,
        uint256 index,
        SumTreeLib.BatchGift calldata gift
    ) external pure returns (bytes32) {
        return SumTreeLib.hashGift(scope, index, gift);
    }

    function hashSumNode(
        bytes32 leftHash,
        uint256 leftSum,
        bytes32 rightHash,
        uint256 rightSum
    ) external pure returns (bytes32) {
        return SumTreeLib.hashSumNode(leftHash, leftSum, rightHash, rightSum);
    }
}
