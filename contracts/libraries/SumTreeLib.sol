// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title SumTreeLib
/// @notice The Merkle sum tree of a batch of small gifts: checks that a gift is in the batch with this root and amount,
/// and says which range of the batch it is. Twin of `domain/sumTree.ts`.
/// @dev A level of odd length is padded with (hash 0, sum 0), and hash 0 always means sum 0. Index and count fix the
/// path, so two gifts that can both be proven never overlap, whatever the operator did.
library SumTreeLib {
    /// @notice Which batch a tree belongs to; a part of every leaf.
    struct BatchScope {
        uint256 chainId;
        address ledger;
        bytes32 campaign;
        address operator;
    }

    /// @notice One gift: what stands for its giver, and its amount in the token's smallest unit, above zero.
    struct BatchGift {
        bytes32 commitment;
        uint256 amount;
    }

    /// @notice A sibling on the way up.
    struct SumNode {
        bytes32 hash;
        uint256 sum;
    }

    /// @notice That gift number `index` of `count` is in the tree; siblings from the leaf up.
    struct SumProof {
        uint256 index;
        uint256 count;
        SumNode[] siblings;
    }

    /// @notice There is no gift `index` in a batch of `count`, or no such batch (1 ≤ count < 2^32).
    error SumTree_BadPlace(uint256 index, uint256 count);
    /// @notice The path to gift `index` of `count` has `depth` siblings, not `given`.
    error SumTree_BadDepth(uint256 given, uint256 depth);
    /// @notice A gift's amount is from 1 to 2^96 - 1.
    error SumTree_BadAmount(uint256 amount);
    /// @notice The sibling at `height` is padding where a node stands, a node where padding stands, or its sum is none
    /// (0 for padding, 1 to 2^96 - 1 for a node).
    error SumTree_BadSibling(uint256 height, bytes32 hash, uint256 sum);
    /// @notice The sum above `height` is `sum`, 2^96 or more.
    error SumTree_SumTooLarge(uint256 height, uint256 sum);
    /// @notice The proof leads to the root `found`.
    error SumTree_OtherRoot(bytes32 found, bytes32 root);
    /// @notice The tree's sum is `sum`, the batch's `amount`.
    error SumTree_OtherAmount(uint256 sum, uint256 amount);

    uint256 internal constant SUM_LIMIT = 1 << 96;
    uint256 internal constant COUNT_LIMIT = 1 << 32;
    bytes1 internal constant LEAF_TAG = 0x00;
    bytes1 internal constant NODE_TAG = 0x01;

    /// @notice Checks that a gift is in the batch with this root and amount.
    /// @return start where its range inside the batch begins, counted from the batch's first unit
    /// @return end where it ends
    /// @dev Reverts with the one of the errors above that names what does not fit.
    function verifyGift(
        bytes32 root,
        uint256 amount,
        BatchScope memory scope,
        BatchGift memory gift,
        SumProof calldata proof
    ) internal pure returns (uint256 start, uint256 end) {
        (uint256 index, uint256 count) = (proof.index, proof.count);
        checkPlace(index, count, proof.siblings.length);
        if (gift.amount == 0 || gift.amount >= SUM_LIMIT) revert SumTree_BadAmount(gift.amount);

        bytes32 hash = hashGift(scope, index, gift);
        uint256 sum = gift.amount;
        for (uint256 height = 0; height < proof.siblings.length; ++height) {
            SumNode calldata sibling = proof.siblings[height];
            uint256 place = index >> height;
            _checkSibling(sibling, height, (place ^ 1) < sizeAt(count, height));
            if (place & 1 == 1) {
                start += sibling.sum;
                hash = hashSumNode(sibling.hash, sibling.sum, hash, sum);
            } else {
                hash = hashSumNode(hash, sum, sibling.hash, sibling.sum);
            }
            sum += sibling.sum;
            if (sum >= SUM_LIMIT) revert SumTree_SumTooLarge(height, sum);
        }
        if (hash != root) revert SumTree_OtherRoot(hash, root);
        if (sum != amount) revert SumTree_OtherAmount(sum, amount);
        end = start + gift.amount;
    }

    /// @notice Hash of one gift's leaf.
    function hashGift(
        BatchScope memory scope,
        uint256 index,
        BatchGift memory gift
    ) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encodePacked(
                    LEAF_TAG,
                    abi.encode(
                        scope.chainId,
                        scope.ledger,
                        scope.campaign,
                        scope.operator,
                        index,
                        gift.commitment,
                        gift.amount
                    )
                )
            );
    }

    /// @notice Hash of an inner node: both children's hashes and sums.
    function hashSumNode(
        bytes32 leftHash,
        uint256 leftSum,
        bytes32 rightHash,
        uint256 rightSum
    ) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(NODE_TAG, leftHash, leftSum, rightHash, rightSum));
    }

    /// @notice How many nodes stand `height` levels above `count` leaves.
    function sizeAt(uint256 count, uint256 height) internal pure returns (uint256) {
        return (count + (1 << height) - 1) >> height;
    }

    /// @notice Insists that gift `index` of `count` exists, and that so many siblings lead from it to the root.
    function checkPlace(uint256 index, uint256 count, uint256 length) internal pure {
        if (count >= COUNT_LIMIT || index >= count) revert SumTree_BadPlace(index, count);
        uint256 depth = 0;
        while (sizeAt(count, depth) > 1) ++depth;
        if (length != depth) revert SumTree_BadDepth(length, depth);
    }

    /// @dev Padding stands exactly where the level has ended, and adds nothing.
    function _checkSibling(SumNode calldata sibling, uint256 height, bool exists) private pure {
        bool isPadding = sibling.hash == 0;
        bool isSum = isPadding ? sibling.sum == 0 : sibling.sum != 0 && sibling.sum < SUM_LIMIT;
        if (isPadding == exists || !isSum) revert SumTree_BadSibling(height, sibling.hash, sibling.sum);
    }
}
