// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

interface IHooked {
    function tokensMoved() external;
}

/// @title HookToken
/// @notice Test token that calls sender and receiver, as ERC-777 does: the sender before the balances move, the
/// receiver after. Accounts without code are not called.
contract HookToken is ERC20("Hook", "HOOK") {
    mapping(address account => bool) public hooked;

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    function hook(address account) external {
        hooked[account] = true;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (hooked[from]) IHooked(from).tokensMoved();
        super._update(from, to, amount);
        if (hooked[to]) IHooked(to).tokensMoved();
    }
}
