// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

/// @title Authority
/// @notice OpenZeppelin's AccessManager: who holds which office, with which delay. One thing is added: its last
/// administrator cannot leave. Without one no office could ever be filled, moved or emptied again, and as it is a single
/// call by the wrong account would be enough, at once and whatever the delay.
/// @dev An administrator hands over by granting the role to another and then leaving it.
contract Authority is AccessManager {
    /// @notice `account` is the only administrator there is.
    error Authority_LastAdmin(address account);

    /// @notice How many accounts hold the administrator's role, those included whose grant has not taken effect yet.
    uint256 public admins;

    constructor(address admin) AccessManager(admin) {}

    /// @dev Where every grant passes.
    function _grantRole(
        uint64 roleId,
        address account,
        uint32 grantDelay,
        uint32 executionDelay
    ) internal override returns (bool isNew) {
        isNew = super._grantRole(roleId, account, grantDelay, executionDelay);
        if (isNew && roleId == ADMIN_ROLE) ++admins;
    }

    /// @dev Where every revocation passes, an administrator's own leaving too.
    function _revokeRole(uint64 roleId, address account) internal override returns (bool isRevoked) {
        isRevoked = super._revokeRole(roleId, account);
        if (!isRevoked || roleId != ADMIN_ROLE) return isRevoked;
        if (admins == 1) revert Authority_LastAdmin(account);
        --admins;
    }
}
