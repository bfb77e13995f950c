// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC7913WebAuthnVerifier} from "@openzeppelin/contracts/utils/cryptography/verifiers/ERC7913WebAuthnVerifier.sol";

import {DeskCouncil} from "./DeskCouncil.sol";
import {DeskDisputes} from "./DeskDisputes.sol";
import {DeskFollowUp} from "./DeskFollowUp.sol";
import {DeskRecipients} from "./DeskRecipients.sol";
import {DeskStorage} from "./DeskStorage.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";

/// @title DeskAnnex
/// @notice The code of a desk's rarer actions. A contract's code may have 24,576 bytes and the desk needs more, so
/// {Desk} runs these by delegatecall, in its own storage and under its own address.
/// @dev Fixed in the desk for good: this is no upgrade. Called directly it is a desk that nobody recognises.
contract DeskAnnex is DeskCouncil, DeskRecipients, DeskFollowUp, DeskDisputes {
    constructor(
        ILedger ledger,
        IRegistry registry
    ) DeskStorage(ledger, registry, address(new ERC7913WebAuthnVerifier())) {}
}
