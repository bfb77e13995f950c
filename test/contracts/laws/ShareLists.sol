// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IDeskTypes} from "../../../contracts/interfaces/IDeskTypes.sol";

/// @notice Lists of recipients, built as the desk's interface describes them.
library ShareLists {
    /// @notice `amount` among `holders`: each but the last gets `part`.
    function build(
        address[] memory holders,
        uint96 amount,
        uint96 part
    ) internal pure returns (bytes32 root, IDeskTypes.Share[] memory shares) {
        uint256 count = holders.length;
        shares = new IDeskTypes.Share[](count);
        bytes32[] memory leaves = new bytes32[](count);
        for (uint32 i = 0; i < count; ++i) {
            uint96 share = i + 1 < count ? part : amount - part * uint96(count - 1);
            bytes memory key = abi.encodePacked(holders[i]);
            shares[i] = IDeskTypes.Share(i, share, key, new bytes32[](0));
            leaves[i] = keccak256(abi.encodePacked(keccak256(abi.encode(i, share, key))));
        }
        for (uint256 i = 0; i < count; ++i) shares[i].proof = _proof(leaves, i);
        root = _root(leaves);
    }

    function _root(bytes32[] memory level) private pure returns (bytes32) {
        while (level.length > 1) level = _above(level);
        return level[0];
    }

    function _proof(bytes32[] memory level, uint256 index) private pure returns (bytes32[] memory proof) {
        for (; level.length > 1; index /= 2) {
            uint256 sibling = index ^ 1;
            if (sibling < level.length) proof = _append(proof, level[sibling]);
            level = _above(level);
        }
    }

    /// @dev Pairs sorted; an odd node moves up as it is.
    function _above(bytes32[] memory level) private pure returns (bytes32[] memory above) {
        above = new bytes32[]((level.length + 1) / 2);
        for (uint256 i = 0; i < above.length; ++i) {
            bytes32 left = level[2 * i];
            if (2 * i + 1 == level.length) {
                above[i] = left;
                continue;
            }
            bytes32 right = level[2 * i + 1];
            above[i] = keccak256(
                left < right ? abi.encodePacked(left, right) : abi.encodePacked(right, left)
            );
        }
    }

    function _append(bytes32[] memory list, bytes32 last) private pure returns (bytes32[] memory longer) {
        longer = new bytes32[](list.length + 1);
        for (uint256 i = 0; i < list.length; ++i) longer[i] = list[i];
        longer[list.length] = last;
    }
}
