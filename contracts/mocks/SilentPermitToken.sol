// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title SilentPermitToken
/// @notice Test token that takes any permit and any authorization without doing anything, as a fallback function does.
contract SilentPermitToken is ERC20("Silent", "SIL") {
    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    fallback() external {}
}
