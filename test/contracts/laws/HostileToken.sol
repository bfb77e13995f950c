// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice A token whose issuer takes from anybody what it likes, and moves what it likes to whom it likes.
contract HostileToken is ERC20("Hostile", "HOS") {
    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    function seize(address account, uint256 amount) external {
        _burn(account, amount);
    }
}
