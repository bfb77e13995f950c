// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title LineLib
/// @notice Arithmetic on ranges `[start, end)` of a campaign's line. Twin of `domain/line.ts`.
library LineLib {
    /// @notice The part that two ranges share; empty ranges come back as (0, 0).
    function overlap(
        uint96 aStart,
        uint96 aEnd,
        uint96 bStart,
        uint96 bEnd
    ) internal pure returns (uint96 start, uint96 end) {
        start = aStart > bStart ? aStart : bStart;
        end = aEnd < bEnd ? aEnd : bEnd;
        if (start >= end) return (0, 0);
    }

    /// @notice The part of an entry that was not disbursed; empty ranges come back as (0, 0).
    function unspent(uint96 start, uint96 end, uint96 disbursed) internal pure returns (uint96, uint96) {
        return overlap(start, end, disbursed, type(uint96).max);
    }

    /// @notice The last `amount` units of a disbursement that were not returned before.
    /// @dev The caller has made sure that `amount` is at most `end - start - returned`.
    function tail(
        uint96 end,
        uint96 returned,
        uint96 amount
    ) internal pure returns (uint96 tailStart, uint96 tailEnd) {
        tailEnd = end - returned;
        tailStart = tailEnd - amount;
    }
}
