// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {ILedger} from "../interfaces/ILedger.sol";
import {LedgerLine} from "./LedgerLine.sol";
import {LineLib} from "../libraries/LineLib.sol";
import {SignatureLib} from "../libraries/SignatureLib.sol";
import {TokenLib} from "../libraries/TokenLib.sol";

/// @title LedgerReturns
/// @notice How a payee gives back what it was paid.
abstract contract LedgerReturns is LedgerLine, EIP712, ReentrancyGuardTransient {
    using SignatureLib for address;

    uint256 private constant MAX_RETURNS = 16;

    bytes32 private constant RETURN_TYPEHASH = keccak256(
        "Return(bytes32 campaign,uint32 index,address payee,uint96 amount,uint96 returned,uint256 deadline)"
    );

    /// @inheritdoc ILedger
    function returnFunds(
        bytes32 campaign,
        uint32 index,
        uint96 amount,
        uint256 deadline,
        bytes calldata signature
    ) external payable nonReentrant {
        Book storage book = _book(campaign);
        if (msg.value != 0 && book.gate.token != address(0)) revert Ledger_WrongValue(0, msg.value);
        (address payee, uint96 start, uint96 end) = _disbursement(book, campaign, index);
        GivenBack memory back = book.givenBack[index];
        _checkPayee(campaign, index, payee, amount, back.amount, deadline, signature);
        _checkReturnable(book, campaign, index, amount, end - start, back);

        (start, end) = LineLib.tail(end, back.amount, amount);
        book.givenBack[index] = GivenBack(back.amount + amount, back.times + 1);
        book.returned += amount;
        bool active = book.standing.state == State.Active;
        bytes32 target = active ? campaign : _heir(book);
        _record(
            book,
            abi.encode(
                _journal(book, campaign),
                FundsReturned.selector,
                campaign,
                target,
                payee,
                index,
                start,
                end
            )
        );
        emit FundsReturned(campaign, target, payee, index, start, end);
        _receive(active ? Kind.Return : Kind.Transfer, target, Source(campaign, start), payee, amount);
        TokenLib.pull(book.gate.token, payee, amount);
    }

    function _checkPayee(
        bytes32 campaign,
        uint32 index,
        address payee,
        uint96 amount,
        uint96 returned,
        uint256 deadline,
        bytes calldata signature
    ) private view {
        if (signature.length == 0) {
            if (msg.sender != payee) revert Ledger_NotPayee(campaign, index, msg.sender);
            return;
        }
        if (block.timestamp > deadline) revert Ledger_Expired(deadline);
        // What was returned so far is part of the message, so that a signature serves once without a nonce.
        bytes32 digest = _hashTypedDataV4(
            keccak256(abi.encode(RETURN_TYPEHASH, campaign, index, payee, amount, returned, deadline))
        );
        if (!payee.isSignedBy(digest, signature)) revert Ledger_NotPayee(campaign, index, msg.sender);
    }

    function _checkReturnable(
        Book storage book,
        bytes32 campaign,
        uint32 index,
        uint96 amount,
        uint96 length,
        GivenBack memory back
    ) private view {
        uint96 rest = length - back.amount;
        bool enough = amount == rest || amount >= _decodeMinimum(book.gate.minimum);
        if (amount == 0 || amount > rest || !enough || back.times == MAX_RETURNS) {
            revert Ledger_NotReturnable(campaign, index, amount, rest);
        }
    }
}
