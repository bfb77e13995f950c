// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title BombPayee
/// @notice Test payee that answers a payment of the chain's own coin with half a megabyte of zeros.
contract BombPayee {
    uint256 private constant SIZE = 500_000;

    bool public refuses;

    constructor(bool refuses_) {
        refuses = refuses_;
    }

    receive() external payable {
        if (refuses) {
            assembly {
                revert(0, SIZE)
            }
        }
        assembly {
            return(0, SIZE)
        }
    }
}
