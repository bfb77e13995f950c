// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IHooked} from "./HookToken.sol";

/// @title Reentrant
/// @notice Test account that, while money reaches or leaves it, makes one call prepared in advance and remembers how
/// it ended. With `insist` a failure of that call fails the payment too.
contract Reentrant is IHooked {
    address private _target;
    bytes private _data;
    bool private _insist;
    uint256 private _value;

    bool public called;
    bool public succeeded;
    bytes public answer;

    receive() external payable {
        _strike();
    }

    function arm(address target, bytes calldata data, bool insist) external {
        (_target, _data, _insist) = (target, data, insist);
        called = false;
    }

    /// @notice How much coin goes along with the prepared call.
    function armValue(uint256 value) external {
        _value = value;
    }

    /// @notice Any call in this account's name.
    function run(address target, bytes calldata data) external payable returns (bytes memory result) {
        bool ok;
        (ok, result) = target.call{value: msg.value}(data);
        if (!ok) _fail(result);
    }

    function tokensMoved() external {
        _strike();
    }

    /// @notice What an ERC-777 token calls before tokens leave this account.
    function tokensToSend(address, address, address, uint256, bytes calldata, bytes calldata) external {
        _strike();
    }

    /// @notice What an ERC-777 token calls after tokens reached this account.
    function tokensReceived(address, address, address, uint256, bytes calldata, bytes calldata) external {
        _strike();
    }

    function _strike() private {
        if (_target == address(0) || called) return;
        called = true;
        (succeeded, answer) = _target.call{value: _value}(_data);
        if (_insist && !succeeded) _fail(answer);
    }

    function _fail(bytes memory reason) private pure {
        assembly ("memory-safe") {
            revert(add(reason, 0x20), mload(reason))
        }
    }
}
