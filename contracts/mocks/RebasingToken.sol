// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title RebasingToken
/// @notice Test token whose balances all shrink or grow at its owner's word.
contract RebasingToken is ERC20("Rebasing", "REB") {
    uint256 public percent = 100;

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    function rebase(uint256 percent_) external {
        percent = percent_;
    }

    function balanceOf(address account) public view override returns (uint256) {
        return (super.balanceOf(account) * percent) / 100;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, from == address(0) ? amount : (amount * 100) / percent);
    }
}
