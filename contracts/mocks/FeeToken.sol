// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title FeeToken
/// @notice Test token that burns a fee with every transfer: out of the amount, or on top of it at the sender's cost.
contract FeeToken is ERC20("Fee", "FEE") {
    uint256 public within;
    uint256 public onTop;

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    function charge(uint256 within_, uint256 onTop_) external {
        (within, onTop) = (within_, onTop_);
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from == address(0) || to == address(0)) return;
        if (within != 0) super._update(to, address(0), within);
        if (onTop != 0) super._update(from, address(0), onTop);
    }
}
