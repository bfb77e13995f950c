// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title DeafWallet
/// @notice Test code to delegate an account to (EIP-7702): it answers no signature check.
contract DeafWallet {
    receive() external payable {}
}
