// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {DeskActions} from "./DeskActions.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {NaiveSumTree} from "./NaiveSumTree.sol";
import {SumTreeLib} from "../../../contracts/libraries/SumTreeLib.sol";

/// @notice How operators anchor batches: a few small gifts, the tree over them as it is defined, and the file kept.
abstract contract BatchActions is DeskActions {
    using NaiveSumTree for NaiveSumTree.Level;

    uint256 private constant MOST_GIFTS = 8;

    /// @dev The words that anchor a batch of at least `least`. One operator in eight lies about the sum.
    function _batch(
        uint256 seed,
        bytes32 campaign,
        address operator,
        uint96 least
    ) internal returns (bytes memory) {
        bytes32 data = keccak256(abi.encode("file", steps, seed));
        Publication storage publication = _publications[data];
        publication.lies = (seed >> 240) % 8 == 0;
        uint256 count = 1 + ((seed >> 232) % MOST_GIFTS);
        SumTreeLib.BatchGift[] memory gifts = new SumTreeLib.BatchGift[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 chance = uint256(keccak256(abi.encode(data, i)));
            gifts[i] = SumTreeLib.BatchGift(bytes32(chance), least + ((chance >> 8) % 200));
            publication.gifts.push(gifts[i]);
        }
        (bytes32 root, uint256 sum) = NaiveSumTree.leaves(_scopeOf(campaign, operator), gifts).root();
        uint96 amount = uint96(publication.lies ? sum + 1 + ((seed >> 224) % 50) : sum);
        return abi.encodeCall(ILedger.donateBatch, (campaign, amount, uint32(count), root, data));
    }

    /// @dev Who may anchor batches in a campaign, of all those who are asked; nobody if the zero account.
    function _operator(bytes32 campaign) internal view returns (address) {
        for (uint256 i = 0; i < PEOPLE; ++i) {
            if (_ledger.isOperator(campaign, _person(i))) return _person(i);
        }
        return address(0);
    }
}
