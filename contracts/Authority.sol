// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

/// @title Authority
/// @notice OpenZeppelin's AccessManager: who holds which office, with which delay. Two things are added. Its last
/// administrator cannot leave: without one no office could ever be filled, moved or emptied again, and as it is a single
/// call by the wrong account would be enough, at once and whatever the delay. And no delay is longer than 30 days: one
/// given in milliseconds by mistake would shut its holder out for years, the way back included.
/// @dev An administrator hands over by granting the role to another and then leaving it. Where a delay was set for such
/// grants, it waits until the other's has taken effect: leaving sooner leaves nobody until then.
contract Authority is AccessManager {
    /// @notice `account` is the only administrator there is.
    error Authority_LastAdmin(address account);
    /// @notice A delay of so many seconds was asked for; `longest` is the most there may be.
    error Authority_DelayTooLong(uint32 delay, uint32 longest);

    uint32 private constant LONGEST_DELAY = 30 days;

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
        _checkDelay(executionDelay);
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

    /// @dev A long one could only be shortened after what it is shortened by.
    function _setGrantDelay(uint64 roleId, uint32 newDelay) internal override {
        _checkDelay(newDelay);
        super._setGrantDelay(roleId, newDelay);
    }

    function _setTargetAdminDelay(address target, uint32 newDelay) internal override {
        _checkDelay(newDelay);
        super._setTargetAdminDelay(target, newDelay);
    }

    function _checkDelay(uint32 delay) private pure {
        if (delay > LONGEST_DELAY) revert Authority_DelayTooLong(delay, LONGEST_DELAY);
    }
}
