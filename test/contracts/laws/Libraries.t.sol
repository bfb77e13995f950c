// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {LibHarness} from "../../../contracts/mocks/LibHarness.sol";
import {NaiveTree} from "./NaiveTree.sol";
import {deployBuilt} from "./IVm.sol";

/// @notice The libraries against definitions so plain that they need no proof of their own.
contract LibrariesTest {
    LibHarness private _harness;
    ILedger private _ledger;

    function setUp() external {
        _harness = LibHarness(deployBuilt("contracts/mocks/LibHarness.sol:LibHarness", "", 0));
        _ledger = ILedger(deployBuilt("contracts/Ledger.sol:Ledger", "", 0));
    }

    function testFuzzOverlapHoldsExactlyTheUnitsOfBoth(uint8 a, uint8 b, uint8 c, uint8 d) external view {
        (uint96 aStart, uint96 aEnd) = _range(a, b);
        (uint96 bStart, uint96 bEnd) = _range(c, d);
        (uint96 start, uint96 end) = _harness.overlap(aStart, aEnd, bStart, bEnd);
        for (uint96 unit = 0; unit < 256; ++unit) {
            bool inBoth = aStart <= unit && unit < aEnd && bStart <= unit && unit < bEnd;
            require((start <= unit && unit < end) == inBoth, "overlap");
        }
        if (start == end) require(start == 0, "empty is (0, 0)");
    }

    function testFuzzOverlapOfLargeRangesIsTheSameEitherWay(
        uint96 a,
        uint96 b,
        uint96 c,
        uint96 d
    ) external view {
        (uint96 aStart, uint96 aEnd) = _range(a, b);
        (uint96 bStart, uint96 bEnd) = _range(c, d);
        (uint96 start, uint96 end) = _harness.overlap(aStart, aEnd, bStart, bEnd);
        (uint96 otherStart, uint96 otherEnd) = _harness.overlap(bStart, bEnd, aStart, aEnd);
        require(start == otherStart && end == otherEnd, "either way");
        require(start == end || (start >= aStart && start >= bStart && end <= aEnd && end <= bEnd), "within");
    }

    function testFuzzUnspentIsWhatLiesBehindTheDisbursed(uint96 a, uint96 b, uint96 disbursed) external view {
        (uint96 start, uint96 end) = _range(a, b);
        (uint96 from, uint96 to) = _harness.unspent(start, end, disbursed);
        uint96 spent = disbursed <= start ? 0 : (disbursed < end ? disbursed - start : end - start);
        require(to - from == end - start - spent, "spent and unspent are all");
        require(from == to || to == end, "the unspent part is the end");
    }

    function testFuzzTailsTileADisbursementFromItsEnd(
        uint96 a,
        uint96 b,
        uint96 first,
        uint96 second
    ) external view {
        (uint96 start, uint96 end) = _range(a, b);
        first = first % (end - start + 1);
        second = second % (end - start - first + 1);
        (uint96 firstStart, uint96 firstEnd) = _harness.tail(end, 0, first);
        (uint96 secondStart, uint96 secondEnd) = _harness.tail(end, first, second);
        require(firstEnd == end && firstEnd - firstStart == first, "first tail");
        require(secondEnd == firstStart && secondEnd - secondStart == second, "second tail");
        require(secondStart >= start, "within");
    }

    function testFuzzAccumulatorIsTheTreeOverAllLeaves(bytes32[] calldata given, uint32 pick) external {
        bytes32[] memory leaves = _atMost(given, 40);
        require(_harness.root() == NaiveTree.root(new bytes32[](0)), "empty tree");
        for (uint256 i = 0; i < leaves.length; ++i) _harness.append(leaves[i]);
        bytes32 root = NaiveTree.root(leaves);
        require(_harness.root() == root, "root");
        if (leaves.length == 0) return;

        uint32 index = uint32(pick % leaves.length);
        bytes32[32] memory proof = NaiveTree.proof(leaves, index);
        require(_harness.climb(leaves[index], index, proof) == root, "climb");
        bytes32 other = keccak256(abi.encode(leaves[index]));
        require(_harness.climb(other, index, proof) != root, "another leaf");
        require(
            _harness.climb(leaves[index], index ^ (uint32(1) << (pick % 32)), proof) != root,
            "another place"
        );
        proof[pick % 32] = other;
        require(_harness.climb(leaves[index], index, proof) != root, "another sibling");
    }

    function testFuzzMinimumsOfUpTo27BitsAndZerosAreKeptExactly(uint96 mantissa, uint8 zeros) external {
        mantissa = 1 + (mantissa % ((1 << 27) - 1));
        uint256 minimum = uint256(mantissa) * 10 ** (zeros % 21);
        require(minimum <= type(uint96).max, "fits");
        require(_minimumOf(uint96(minimum)) == minimum, "kept");
    }

    function testFuzzAnyMinimumIsKeptExactlyOrRefused(uint96 minimum) external {
        uint256 kept = _minimumOf(minimum);
        require(kept == minimum || kept == 0, "kept or refused");
    }

    /// @dev What a campaign opened with this minimum has; zero if it was refused.
    function _minimumOf(uint96 minimum) private returns (uint256) {
        ILedger.CampaignConfig memory config = ILedger.CampaignConfig({
            token: address(0),
            opens: 0,
            closes: type(uint32).max,
            minimum: minimum,
            successor: 0,
            claimWindow: 0,
            silence: 0,
            hardEnd: 0,
            operators: new address[](0)
        });
        try _ledger.open(config, 0) returns (bytes32 campaign) {
            return _ledger.campaignOf(campaign).minimum;
        } catch (bytes memory reason) {
            require(bytes4(reason) == ILedger.Ledger_BadConfig.selector, "refused for another reason");
            return 0;
        }
    }

    function _range(uint96 a, uint96 b) private pure returns (uint96, uint96) {
        return a < b ? (a, b) : (b, a);
    }

    function _atMost(bytes32[] calldata given, uint256 most) private pure returns (bytes32[] memory leaves) {
        leaves = new bytes32[](given.length < most ? given.length : most);
        for (uint256 i = 0; i < leaves.length; ++i) leaves[i] = given[i];
    }
}
