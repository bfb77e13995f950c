// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice Lets one account do all that is restricted: an access manager with a single, undelayed administrator.
contract SoleAuthority {
    address private immutable ADMIN = msg.sender;

    function canCall(address caller, address, bytes4) external view returns (bool immediate, uint32 delay) {
        return (caller == ADMIN, 0);
    }
}
