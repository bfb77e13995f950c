// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

import {ILedger} from "./interfaces/ILedger.sol";
import {IRegistry} from "./interfaces/IRegistry.sol";

/// @title Registry
/// @notice See {IRegistry}. Who may act as registrar is the access manager's business.
contract Registry is IRegistry, AccessManaged {
    ILedger public immutable LEDGER;

    mapping(Role role => mapping(address account => bool)) private _recognised;
    mapping(address token => bytes32 campaign) private _generalFunds;

    constructor(ILedger ledger, address manager) AccessManaged(manager) {
        LEDGER = ledger;
    }

    /// @inheritdoc IRegistry
    function recognise(Role role, address account, bytes32 document) external restricted {
        // The chain's own coin is a token whose address is zero; everybody else has one.
        if (account == address(0) && role != Role.Token) revert Registry_ZeroAccount();
        _recognised[role][account] = true;
        emit Recognised(role, account, document);
    }

    /// @inheritdoc IRegistry
    function unrecognise(Role role, address account) external restricted {
        _recognised[role][account] = false;
        emit Unrecognised(role, account);
    }

    /// @inheritdoc IRegistry
    function nameGeneralFund(address token, bytes32 campaign) external restricted {
        ILedger.Campaign memory fund = LEDGER.campaignOf(campaign);
        if (fund.successor != 0) revert Registry_NotTerminal(campaign);
        if (fund.token != token) revert Registry_WrongToken(token, fund.token);
        _generalFunds[token] = campaign;
        emit GeneralFundNamed(token, campaign);
    }

    /// @inheritdoc IRegistry
    function isRecognised(Role role, address account) external view returns (bool) {
        return _recognised[role][account];
    }

    /// @inheritdoc IRegistry
    function generalFundOf(address token) external view returns (bytes32) {
        return _generalFunds[token];
    }
}
