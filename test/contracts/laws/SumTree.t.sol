// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {SumTreeHarness} from "../../../contracts/mocks/SumTreeHarness.sol";
import {SumTreeLib} from "../../../contracts/libraries/SumTreeLib.sol";
import {deployBuilt} from "./IVm.sol";
import {NaiveSumTree} from "./NaiveSumTree.sol";

/// @notice The sum tree's library against the tree as it is defined, and against every way of cheating with it.
contract SumTreeTest {
    using NaiveSumTree for NaiveSumTree.Level;

    struct Case {
        SumTreeLib.BatchGift[] gifts;
        NaiveSumTree.Level leaves;
        bytes32 root;
        uint256 amount;
        uint256 index;
        SumTreeLib.SumProof proof;
    }

    SumTreeHarness private _harness;
    SumTreeLib.BatchScope private _scope = SumTreeLib.BatchScope(
        31337,
        address(0x1ed6e7),
        keccak256("campaign"),
        address(0xca1)
    );

    function setUp() external {
        _harness = SumTreeHarness(deployBuilt("contracts/mocks/SumTreeHarness.sol:SumTreeHarness", "", 0));
    }

    function testFuzzProvenGiftsTileTheBatch(uint64[] calldata amounts) external view {
        Case memory batch = _case(amounts, 0);
        uint256 position = 0;
        for (uint256 i = 0; i < batch.gifts.length; ++i) {
            SumTreeLib.SumProof memory proof = batch.leaves.proof(i);
            (uint256 start, uint256 end) = _harness.verifyGift(
                batch.root,
                batch.amount,
                _scope,
                batch.gifts[i],
                proof
            );
            require(start == position && end == position + batch.gifts[i].amount, "range");
            position = end;
        }
        require(position == batch.amount, "the whole batch");
    }

    function testFuzzR1NodePassedAsLeafIsRefused(uint64[] calldata amounts, uint256 pick) external view {
        Case memory batch = _case(amounts, pick);
        if (batch.gifts.length < 2) return;
        // A node in the leaf's place, one level up, with the rest of a true path.
        bytes32 left = batch.leaves.hashes[batch.index & ~uint256(1)];
        SumTreeLib.SumNode[] memory above = new SumTreeLib.SumNode[](batch.proof.siblings.length - 1);
        for (uint256 i = 0; i < above.length; ++i) above[i] = batch.proof.siblings[i + 1];
        SumTreeLib.SumProof memory shorter = SumTreeLib.SumProof(
            batch.index / 2,
            (batch.gifts.length + 1) / 2,
            above
        );
        uint256 sum = batch.gifts[batch.index].amount + batch.proof.siblings[0].sum;
        _refused(batch, _scope, SumTreeLib.BatchGift(left, sum), shorter);
        _refused(batch, _scope, SumTreeLib.BatchGift(batch.root, batch.amount), _alone());
    }

    function testFuzzR2AnotherPlaceOrPaddingIsRefused(
        uint64[] calldata amounts,
        uint256 pick,
        uint32 place
    ) external view {
        Case memory batch = _case(amounts, pick);
        SumTreeLib.BatchGift memory gift = batch.gifts[batch.index];
        if (place != batch.index) {
            batch.proof.index = place;
            _refused(batch, _scope, gift, batch.proof);
            batch.proof.index = batch.index;
        }
        batch.proof.count = batch.gifts.length + 1 + (place % 4);
        _refusedUnlessSamePath(batch, gift);
        batch.proof.count = batch.gifts.length;
        // The place behind the last gift exists in no proof, with or without an amount.
        batch.proof.index = batch.gifts.length;
        _refused(batch, _scope, SumTreeLib.BatchGift(0, 0), batch.proof);
        _refused(batch, _scope, gift, batch.proof);
    }

    function testFuzzR3OtherScopeIsRefused(uint64[] calldata amounts, uint256 pick) external view {
        Case memory batch = _case(amounts, pick);
        SumTreeLib.BatchScope memory scope = _scope;
        scope.campaign = keccak256("other");
        _refused(batch, scope, batch.gifts[batch.index], batch.proof);
        scope = _scope;
        scope.operator = address(uint160(scope.operator) + 1);
        _refused(batch, scope, batch.gifts[batch.index], batch.proof);
        scope = _scope;
        scope.ledger = address(1);
        _refused(batch, scope, batch.gifts[batch.index], batch.proof);
        scope = _scope;
        ++scope.chainId;
        _refused(batch, scope, batch.gifts[batch.index], batch.proof);
    }

    function testFuzzR4OtherAmountOrSumIsRefused(
        uint64[] calldata amounts,
        uint256 pick,
        uint256 other
    ) external view {
        Case memory batch = _case(amounts, pick);
        SumTreeLib.BatchGift memory gift = batch.gifts[batch.index];
        if (other != gift.amount) {
            _refused(batch, _scope, SumTreeLib.BatchGift(gift.commitment, other), batch.proof);
        }
        if (other != batch.amount) {
            uint256 amount = batch.amount;
            batch.amount = other;
            _refused(batch, _scope, gift, batch.proof);
            batch.amount = amount;
        }
        if (batch.proof.siblings.length == 0) return;
        uint256 height = other % batch.proof.siblings.length;
        if (other == batch.proof.siblings[height].sum) return;
        batch.proof.siblings[height].sum = other;
        _refused(batch, _scope, gift, batch.proof);
    }

    function testR4SumsOf96BitsAreRefusedByName() external view {
        SumTreeLib.BatchGift memory gift = SumTreeLib.BatchGift(keccak256("gift"), (1 << 96) - 1);
        SumTreeLib.SumProof memory proof = SumTreeLib.SumProof(0, 2, new SumTreeLib.SumNode[](1));
        proof.siblings[0] = SumTreeLib.SumNode(keccak256("node"), 1);
        try _harness.verifyGift(0, 0, _scope, gift, proof) {
            revert("accepted");
        } catch (bytes memory reason) {
            bytes memory expected = abi.encodeWithSelector(
                SumTreeLib.SumTree_SumTooLarge.selector,
                0,
                uint256(1) << 96
            );
            require(keccak256(reason) == keccak256(expected), "another error");
        }
    }

    /// @dev Another count may lead along the same path (5 gifts or 6, seen from the first); the root then is the same
    /// only where no padding changed places, and the range is the true one.
    function _refusedUnlessSamePath(Case memory batch, SumTreeLib.BatchGift memory gift) private view {
        try _harness.verifyGift(batch.root, batch.amount, _scope, gift, batch.proof) returns (
            uint256 start,
            uint256 end
        ) {
            uint256 before = 0;
            for (uint256 i = 0; i < batch.index; ++i) before += batch.gifts[i].amount;
            require(start == before && end == before + gift.amount, "another range");
        } catch {}
    }

    function _refused(
        Case memory batch,
        SumTreeLib.BatchScope memory scope,
        SumTreeLib.BatchGift memory gift,
        SumTreeLib.SumProof memory proof
    ) private view {
        try _harness.verifyGift(batch.root, batch.amount, scope, gift, proof) {
            revert("accepted");
        } catch {}
    }

    function _alone() private pure returns (SumTreeLib.SumProof memory) {
        return SumTreeLib.SumProof(0, 1, new SumTreeLib.SumNode[](0));
    }

    /// @dev At most 20 gifts of random amounts above zero, and the proof of one of them.
    function _case(uint64[] calldata amounts, uint256 pick) private view returns (Case memory batch) {
        uint256 count = amounts.length == 0 ? 1 : (amounts.length > 20 ? 20 : amounts.length);
        batch.gifts = new SumTreeLib.BatchGift[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 amount = amounts.length == 0 ? 1 : uint256(amounts[i]) + 1;
            batch.gifts[i] = SumTreeLib.BatchGift(keccak256(abi.encode("gift", i)), amount);
        }
        batch.leaves = NaiveSumTree.leaves(_scope, batch.gifts);
        (batch.root, batch.amount) = batch.leaves.root();
        batch.index = pick % count;
        batch.proof = batch.leaves.proof(batch.index);
    }
}
