// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";

/// @title DemoToken
/// @notice Play money for the local chain and for test networks: worth nothing, minted by its owner at will.
/// Understands ERC-2612 permits and ERC-3009 authorizations, as the tokens do that it stands in for.
contract DemoToken is ERC20, ERC20Permit, ERC3009, Ownable {
    uint8 private immutable DECIMALS;

    constructor(
        string memory name_,
        string memory symbol_,
        uint8 decimals_
    ) ERC20(name_, symbol_) ERC20Permit(name_) Ownable(msg.sender) {
        DECIMALS = decimals_;
    }

    /// @notice Makes `amount` new units for `account`. Owner only.
    function mint(address account, uint256 amount) external onlyOwner {
        _mint(account, amount);
    }

    /// @notice Digits behind the point of one token.
    function decimals() public view override returns (uint8) {
        return DECIMALS;
    }
}
