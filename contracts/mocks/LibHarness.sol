// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AccumulatorLib} from "../libraries/AccumulatorLib.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {LineLib} from "../libraries/LineLib.sol";
import {SignatureLib} from "../libraries/SignatureLib.sol";

/// @title LibHarness
/// @notice The internal libraries under public names, for the tests.
contract LibHarness {
    using AccumulatorLib for bytes32[32];

    bytes32[32] private _branch;
    uint32 public size;

    function append(bytes32 leaf) external {
        _branch.append(size++, leaf);
    }

    function root() external view returns (bytes32) {
        return _branch.root(size);
    }

    function climb(
        bytes32 leaf,
        uint32 index,
        bytes32[32] calldata siblings
    ) external pure returns (bytes32) {
        return AccumulatorLib.climb(leaf, index, siblings);
    }

    function hashEntry(ILedger.Entry calldata entry) external pure returns (bytes32) {
        return keccak256(abi.encode(entry));
    }

    function overlap(
        uint96 aStart,
        uint96 aEnd,
        uint96 bStart,
        uint96 bEnd
    ) external pure returns (uint96 start, uint96 end) {
        return LineLib.overlap(aStart, aEnd, bStart, bEnd);
    }

    function unspent(uint96 start, uint96 end, uint96 disbursed) external pure returns (uint96, uint96) {
        return LineLib.unspent(start, end, disbursed);
    }

    function tail(uint96 end, uint96 returned, uint96 amount) external pure returns (uint96, uint96) {
        return LineLib.tail(end, returned, amount);
    }

    function isSignedBy(
        address signer,
        bytes32 digest,
        bytes calldata signature
    ) external view returns (bool) {
        return SignatureLib.isSignedBy(signer, digest, signature);
    }
}
