// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title SignatureLib
/// @notice Whether an account signed a digest: a plain key, a contract (ERC-1271), or a delegated account (EIP-7702).
library SignatureLib {
    /// @dev The plain signature is tried first, since an account that delegated its code (EIP-7702) still signs with
    /// its key and its code may not answer ERC-1271. Only 65 bytes with a low `s` count as a plain signature.
    function isSignedBy(
        address signer,
        bytes32 digest,
        bytes calldata signature
    ) internal view returns (bool) {
        if (signer == address(0)) return false;
        if (signature.length == 65) {
            (address recovered, ECDSA.RecoverError problem, ) = ECDSA.tryRecover(digest, signature);
            if (problem == ECDSA.RecoverError.NoError && recovered == signer) return true;
        }
        if (signer.code.length == 0) return false;
        bytes memory question = abi.encodeCall(IERC1271.isValidSignature, (digest, signature));
        bytes32 answer;
        bool ok;
        // Solidity's own call would copy whatever the wallet answers, of any size, at the submitter's cost.
        assembly ("memory-safe") {
            ok := staticcall(gas(), signer, add(question, 0x20), mload(question), 0x00, 0x20)
            ok := and(ok, gt(returndatasize(), 0x1f))
            answer := mload(0x00)
        }
        return ok && answer == bytes32(IERC1271.isValidSignature.selector);
    }
}
