// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

import {ILedger} from "../interfaces/ILedger.sol";

/// @title TokenLib
/// @notice Moves tokens or the chain's own coin (`token == address(0)`) and insists that exactly the stated amount moved.
library TokenLib {
    using SafeERC20 for IERC20;

    /// @notice Takes `amount` from `payer` by allowance; for the own coin, insists on the value sent.
    function pull(address token, address payer, uint256 amount) internal {
        if (token == address(0)) {
            if (msg.value != amount) revert ILedger.Ledger_WrongValue(amount, msg.value);
            return;
        }
        uint256 before = balance(token);
        IERC20(token).safeTransferFrom(payer, address(this), amount);
        checkReceived(token, before, amount);
    }

    /// @notice Insists that the balance grew by exactly `amount` since it was `before`.
    function checkReceived(address token, uint256 before, uint256 amount) internal view {
        uint256 received;
        unchecked {
            // A balance that shrank wraps around, and so fails the comparison with its figures in the error.
            received = balance(token) - before;
        }
        if (received != amount) revert ILedger.Ledger_AmountMismatch(token, amount, received);
    }

    /// @notice Sends `amount` to `payee`; nothing that the payee returns is copied.
    function push(address token, address payee, uint256 amount) internal {
        if (token == address(0)) {
            bool sent;
            // Solidity's own call would copy the payee's return data, of any size, at our cost.
            assembly ("memory-safe") {
                sent := call(gas(), payee, amount, 0, 0, 0, 0)
            }
            if (!sent) revert ILedger.Ledger_SendFailed(payee, amount);
            return;
        }
        uint256 ours = balance(token);
        uint256 theirs = balanceOf(token, payee);
        IERC20(token).safeTransfer(payee, amount);
        // A fee may be taken on top of the amount (our side) or out of it (their side).
        uint256 left = ours - balance(token);
        if (left != amount) revert ILedger.Ledger_AmountMismatch(token, amount, left);
        uint256 arrived = balanceOf(token, payee) - theirs;
        if (arrived != amount) revert ILedger.Ledger_AmountMismatch(token, amount, arrived);
    }

    /// @notice What this contract holds of `token`.
    function balance(address token) internal view returns (uint256) {
        return balanceOf(token, address(this));
    }

    /// @notice What `account` holds of `token`.
    /// @dev Read up to four times per action, hence without the memory that Solidity's own call would take.
    function balanceOf(address token, address account) internal view returns (uint256 held) {
        bytes4 selector = IERC20.balanceOf.selector;
        bool ok;
        assembly ("memory-safe") {
            mstore(0x00, selector)
            mstore(0x04, account)
            ok := staticcall(gas(), token, 0x00, 0x24, 0x00, 0x20)
            ok := and(ok, gt(returndatasize(), 0x1f))
            held := mload(0x00)
        }
        if (!ok) revert ILedger.Ledger_TokenUnreadable(token);
    }
}
