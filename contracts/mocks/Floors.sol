// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @notice Taking donations with next to nothing around them: what no design can cost less than.
contract Floors {
    struct Counters {
        // one slot
        uint96 raised;
        uint96 disbursed;
        uint32 entries;
    }

    IERC20 private immutable TOKEN;
    mapping(bytes32 campaign => Counters) private _counters;

    event Given(bytes32 indexed campaign, address indexed giver, uint256 amount);

    error Floors_NotMoved();

    constructor(IERC20 token) {
        TOKEN = token;
    }

    function eventOnly(bytes32 campaign, uint96 amount) external {
        emit Given(campaign, msg.sender, amount);
        _pull(amount);
    }

    function eventWithCounters(bytes32 campaign, uint96 amount) external {
        _count(campaign, amount);
        emit Given(campaign, msg.sender, amount);
        _pull(amount);
    }

    function nativeEventWithCounters(bytes32 campaign) external payable {
        _count(campaign, uint96(msg.value));
        emit Given(campaign, msg.sender, msg.value);
    }

    function _count(bytes32 campaign, uint96 amount) private {
        Counters memory counters = _counters[campaign];
        counters.raised += amount;
        counters.entries += 1;
        _counters[campaign] = counters;
    }

    function _pull(uint96 amount) private {
        if (!TOKEN.transferFrom(msg.sender, address(this), amount)) revert Floors_NotMoved();
    }
}
