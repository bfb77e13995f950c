// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC3009} from "@openzeppelin/contracts/interfaces/draft-IERC3009.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {ILedger} from "../interfaces/ILedger.sol";
import {LedgerLine} from "./LedgerLine.sol";
import {TokenLib} from "../libraries/TokenLib.sol";

/// @title LedgerGiving
/// @notice Every way of giving: by approval, permit, authorization, in the chain's own coin, and many at once.
abstract contract LedgerGiving is LedgerLine, ReentrancyGuardTransient {
    /// @inheritdoc ILedger
    function donate(bytes32 campaign, uint96 amount) external nonReentrant {
        address token = _gift(campaign, msg.sender, msg.sender, amount);
        TokenLib.pull(token, msg.sender, amount);
    }

    /// @inheritdoc ILedger
    function donateFor(bytes32 campaign, address giver, uint96 amount) external nonReentrant {
        _checkAccount(giver);
        address token = _gift(campaign, msg.sender, giver, amount);
        TokenLib.pull(token, msg.sender, amount);
    }

    /// @inheritdoc ILedger
    /// @dev Unguarded against re-entrance: it calls nobody, and every other action has written its state before it
    /// calls out.
    function donateNative(bytes32 campaign) external payable {
        _giftOfValue(campaign, msg.sender);
    }

    /// @inheritdoc ILedger
    function donateNativeFor(bytes32 campaign, address giver) external payable {
        _checkAccount(giver);
        _giftOfValue(campaign, giver);
    }

    /// @inheritdoc ILedger
    function donateWithAuthorization(
        bytes32 campaign,
        address payer,
        address giver,
        uint96 amount,
        bytes32 salt,
        uint256 validAfter,
        uint256 validBefore,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant {
        _checkAccount(giver);
        address token = _gift(campaign, payer, giver, amount);
        if (token == address(0)) revert Ledger_WrongToken(campaign, token);
        bytes32 nonce = keccak256(abi.encode(campaign, giver, salt));
        uint256 before = TokenLib.balance(token);
        IERC3009(token).receiveWithAuthorization(
            payer,
            address(this),
            amount,
            validAfter,
            validBefore,
            nonce,
            v,
            r,
            s
        );
        TokenLib.checkReceived(token, before, amount);
    }

    /// @inheritdoc ILedger
    function donateBatch(
        bytes32 campaign,
        uint96 amount,
        uint32 count,
        bytes32 root,
        bytes32 dataDigest
    ) external nonReentrant {
        Book storage book = _books[campaign];
        address token = _checkGate(book, campaign, amount);
        if (!book.operators[msg.sender]) revert Ledger_NotOperator(campaign, msg.sender);
        if (count == 0 || count > amount || root == 0) revert Ledger_BadBatch(count, root);

        bytes32 link = keccak256(abi.encode(root, count, dataDigest));
        (uint32 index, uint96 start, uint96 end) = _append(
            book,
            campaign,
            Kind.Batch,
            msg.sender,
            msg.sender,
            amount,
            link
        );
        emit BatchAnchored(campaign, msg.sender, index, start, end, count, root, dataDigest);
        TokenLib.pull(token, msg.sender, amount);
    }

    /// @inheritdoc ILedger
    function permit(address token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        // A failure is left to the donation that follows: whoever saw the permit may have used it first.
        try IERC20Permit(token).permit(msg.sender, address(this), value, deadline, v, r, s) {} catch {}
    }

    // ---------------------------------------------------------------- steps

    /// @dev A gift from the gate to the event; the caller then fetches the money.
    function _gift(
        bytes32 campaign,
        address payer,
        address giver,
        uint96 amount
    ) private returns (address token) {
        Book storage book = _books[campaign];
        token = _checkGate(book, campaign, amount);
        (uint32 index, uint96 start, uint96 end) = _append(
            book,
            campaign,
            Kind.Gift,
            payer,
            giver,
            amount,
            0
        );
        emit Donated(campaign, giver, index, payer, start, end);
    }

    function _giftOfValue(bytes32 campaign, address giver) private {
        if (msg.value > type(uint96).max) revert Ledger_LineFull(campaign, 0, msg.value);
        address token = _gift(campaign, msg.sender, giver, uint96(msg.value));
        if (token != address(0)) revert Ledger_WrongToken(campaign, token);
    }
}
