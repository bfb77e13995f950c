// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title ForcedCoin
/// @notice Sends the chain's own coin to an account that is not asked.
contract ForcedCoin {
    constructor(address payable account) payable {
        selfdestruct(account);
    }
}
