// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC7913SignatureVerifier} from "@openzeppelin/contracts/interfaces/IERC7913.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

import {DeskSteps} from "./DeskSteps.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";
import {SignatureLib} from "../libraries/SignatureLib.sol";

/// @title DeskKeys
/// @notice Whose word counts as a recipient's: an account, a passkey, or one of a list.
abstract contract DeskKeys is DeskSteps {
    using SignatureLib for address;

    uint256 private constant PASSKEY_LENGTH = 84;

    /// @dev That the recipient's key, or the one that replaced it, signed the digest.
    function _checkSigned(
        uint8 facts,
        bytes32 disbursement,
        uint32 index,
        bytes calldata key,
        bytes32 digest,
        bytes calldata signature
    ) internal view {
        bytes memory replaced = facts & REKEYED == 0 ? bytes("") : _rekeyed[disbursement][index];
        bool signed =
            replaced.length != 0
                ? _isSignedBy(replaced, digest, signature)
                : key.length == ACCOUNT_LENGTH
                    ? address(bytes20(key)).isSignedBy(digest, signature)
                    : _isSignedBy(key, digest, signature);
        if (!signed) revert Desk_BadSignature(disbursement);
    }

    /// @dev The place in the list, or 0, and the key of whoever speaks as a recipient of these terms.
    function _checkSpeaker(
        Terms calldata terms,
        bytes32 disbursement,
        Share calldata share
    ) internal view returns (uint32 index, bytes calldata key) {
        if (terms.recipient.length == 0) revert Desk_NoRecipient(disbursement);
        if (terms.recipient.length != LIST_LENGTH) return (0, terms.recipient);
        _checkShare(terms, disbursement, share);
        return (share.index, share.key);
    }

    /// @dev That the share is in the list which the terms name, and that its holder has no other part in the payment.
    function _checkShare(Terms calldata terms, bytes32 disbursement, Share calldata share) internal view {
        if (terms.recipient.length != LIST_LENGTH) revert Desk_NoRecipient(disbursement);
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(share.index, share.amount, share.key))));
        bool listed = MerkleProof.verifyCalldata(share.proof, bytes32(terms.recipient), leaf);
        if (!listed) revert Desk_BadShare(disbursement, share.index);
        _checkKey(share.key);
        // Nobody sees a list's members at the request: whoever vouched for it could be one, and an auditor among them
        // would judge what it receives. An account that replaced a lost key may have become an auditor since.
        address holder = address(bytes20(share.key));
        bool vouched = holder == _enrolled[terms.campaign][keccak256(terms.recipient)];
        if (vouched || holder == terms.payee || holder == _cases[terms.campaign].charity)
            revert Desk_TwoRoles(holder);
        _checkNoAuditor(holder);
        if (_files[disbursement].facts & REKEYED != 0)
            _checkNoAuditor(address(bytes20(_rekeyed[disbursement][share.index])));
    }

    function _checkNoAuditor(address holder) internal view {
        if (REGISTRY.isRecognised(IRegistry.Role.Auditor, holder)) revert Desk_TwoRoles(holder);
    }

    /// @dev A verifier that the caller brings is refused: it could say yes to everything.
    function _checkKey(bytes calldata key) internal view {
        bool account = key.length == ACCOUNT_LENGTH && bytes20(key) != 0;
        bool passkey = key.length == PASSKEY_LENGTH && address(bytes20(key)) == PASSKEYS;
        if (!account && !passkey) revert Desk_BadKey(key);
    }

    function _isSignedBy(
        bytes memory key,
        bytes32 digest,
        bytes calldata signature
    ) private view returns (bool) {
        address signer = address(bytes20(key));
        if (key.length == ACCOUNT_LENGTH) return signer.isSignedBy(digest, signature);
        bytes32 x;
        bytes32 y;
        // Behind the length and the verifier's 20 bytes.
        assembly ("memory-safe") {
            x := mload(add(key, 0x34))
            y := mload(add(key, 0x54))
        }
        return
            IERC7913SignatureVerifier(PASSKEYS).verify(bytes.concat(x, y), digest, signature) ==
            IERC7913SignatureVerifier.verify.selector;
    }
}
