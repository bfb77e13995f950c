// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Handler} from "./Handler.t.sol";
import {deployBuilt} from "./IVm.sol";

/// @notice The laws of the accounting under any order of actions, over several campaigns, tokens and desks at once.
abstract contract LawsInvariant {
    Handler internal _handler;

    function setUp() public virtual {
        _handler = _newHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @dev One invariant for all laws, since each is a campaign of its own for the runner.
    function invariantLaws() external view {
        _handler.check(uint256(keccak256(abi.encode(block.timestamp, _handler.steps()))));
    }

    /// @dev At the end of each run all that the single steps may have left out.
    function afterInvariant() external view {
        _handler.checkAll();
    }

    function _newHandler() internal returns (Handler) {
        return Handler(deployBuilt("test/contracts/laws/Handler.t.sol:Handler", "", 0));
    }
}
