// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ILedger} from "../interfaces/ILedger.sol";

/// @title CaplessDesk
/// @notice Test desk that opens whatever it is asked to and knows nothing of caps, as an earlier desk might.
contract CaplessDesk {
    ILedger private immutable LEDGER;

    constructor(ILedger ledger) {
        LEDGER = ledger;
    }

    function open(ILedger.CampaignConfig calldata config, bytes32 salt) external returns (bytes32 campaign) {
        return LEDGER.open(config, salt);
    }
}
