// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title ILedgerEvents
/// @notice What the kernel tells. Amounts and positions in the token's smallest unit, times in Unix seconds.
/// @dev A campaign's entries are bound by its accumulator. All else is folded into its journal: each step is the hash of
/// the former journal, the event's topic and its arguments in order.
interface ILedgerEvents {
    // ---------------------------------------------------------------- entries

    /// @notice A gift took the range `[start, end)`; `payer` paid it, `giver` is whose gift it is.
    event Donated(
        bytes32 indexed campaign,
        address indexed giver,
        uint32 index,
        address payer,
        uint96 start,
        uint96 end
    );
    /// @notice An operator anchored `count` small gifts as one entry; `root` is their sum tree's root.
    event BatchAnchored(
        bytes32 indexed campaign,
        address indexed operator,
        uint32 index,
        uint96 start,
        uint96 end,
        uint32 count,
        bytes32 root,
        bytes32 dataDigest
    );
    /// @notice Money from another campaign's line, from `sourceStart` on; `payer` is zero unless a payee gave it back.
    event TransferReceived(
        bytes32 indexed campaign,
        bytes32 indexed source,
        uint32 index,
        address payer,
        uint96 start,
        uint96 end,
        uint96 sourceStart
    );
    /// @notice Money spent before that came back, from `sourceStart` of `source`'s line on.
    event ReturnReceived(
        bytes32 indexed campaign,
        bytes32 indexed source,
        uint32 index,
        address payer,
        uint96 start,
        uint96 end,
        uint96 sourceStart
    );

    // ---------------------------------------------------------------- all else

    /// @notice A campaign came into being under `desk`; its journal begins with its id.
    event CampaignOpened(
        bytes32 indexed campaign,
        address indexed desk,
        address indexed token,
        uint32 opens,
        uint32 closes,
        uint96 minimum,
        bytes32 successor,
        uint32 claimWindow,
        uint32 silence,
        uint32 hardEnd,
        address[] operators,
        bytes32 salt
    );
    /// @notice `[start, end)` of the line was paid to `payee`; `ref` is the desk's name for the disbursement.
    event Disbursed(
        bytes32 indexed campaign,
        address indexed payee,
        bytes32 indexed ref,
        uint32 index,
        uint96 start,
        uint96 end
    );
    /// @notice `[start, end)` of the line went on to the campaign `target`.
    event Transferred(
        bytes32 indexed campaign,
        bytes32 indexed target,
        bytes32 indexed ref,
        uint32 index,
        uint96 start,
        uint96 end
    );
    /// @notice The payee of disbursement `index` gave back `[start, end)` of its range; it entered `target`'s line.
    event FundsReturned(
        bytes32 indexed campaign,
        bytes32 indexed target,
        address indexed payee,
        uint32 index,
        uint96 start,
        uint96 end
    );
    /// @notice The unspent range of entry `index` went back to its giver.
    event Refunded(bytes32 indexed campaign, address indexed giver, uint32 index, uint96 start, uint96 end);
    /// @notice The unspent range of entry `index` went to the line of `target`.
    event EntrySettled(
        bytes32 indexed campaign,
        bytes32 indexed target,
        uint32 index,
        uint96 start,
        uint96 end
    );
    /// @notice What a closed campaign had left went to the line of `target`.
    event LeftoverMoved(bytes32 indexed campaign, bytes32 indexed target, uint96 start, uint96 end);
    /// @notice No donations before `opens`; the closing time moved to `closes`.
    event DonationsHalted(bytes32 indexed campaign, uint32 opens, uint32 closes);
    /// @notice The desk gave a sign of life; the silence period begins anew.
    event LifeExtended(bytes32 indexed campaign);
    /// @notice The campaign is finished; `root` is its accumulator's last root.
    event CampaignClosed(bytes32 indexed campaign, bytes32 root);
    /// @notice The campaign was given up by `by`; `root` is its accumulator's last root.
    event CampaignCancelled(bytes32 indexed campaign, address indexed by, bytes32 root);
}
