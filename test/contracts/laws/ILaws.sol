// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice The numbered laws of the accounting, as far as the chain can break them: what the invariant reverts with.
interface ILaws {
    error Law1_Insolvent(address token, uint256 held, uint256 owed);
    error Law2_EntryGap(bytes32 campaign, uint32 index, uint96 start, uint96 end);
    error Law3_DisbursementGap(bytes32 campaign, uint32 index, uint96 start, uint96 end);
    error Law3_SettlementRange(bytes32 campaign, uint96 start, uint96 end);
    error Law4_NotTheUnspentRange(bytes32 campaign, uint32 index, uint96 start, uint96 end);
    error Law4_SettledTwice(bytes32 campaign, uint32 index);
    error Law5_SlicesDiffer(bytes32 campaign, uint96 start, uint96 end, uint96 traced);
    error Law6_GiftsDiffer(bytes32 campaign, uint32 index, uint256 gift, uint96 start, uint96 end);
    error Law6_FalseGiftProven(bytes32 campaign, uint32 index, uint256 gift);
    error Law7_ExposureExceeded(bytes32 campaign, uint256 exposed, uint256 cap);
    error Law8_ManagementExceeded(bytes32 campaign, uint256 management, uint256 paid);
    error Law9_FigureDiffers(bytes32 campaign, string figure, uint256 chain, uint256 replayed);
    error Law9_JournalDiffers(bytes32 campaign);
    error Law9_RootDiffers(bytes32 campaign);
    error Law10_LinkDiffers(bytes32 source, bytes32 target);
    error Law10_WrongDestination(bytes32 campaign, uint32 index, bytes32 target);
    error Law10_EndlessPath(bytes32 campaign, uint96 position);
    error Law11_NotTheGiver(bytes32 campaign, uint32 index, address receiver);
    error Law11_NotCancellable(bytes32 campaign);
    error Law11_NotClaimable(bytes32 campaign, uint32 index);
    error Law11_TerminalEnded(bytes32 campaign);
    error Law12_MovedByAnother(bytes32 campaign, address caller);
    /// @notice It took effect without enough of those in office, or not with enough of them, or somebody spoke who could not.
    error Law12_NotCarried(bytes32 campaign, bytes32 question);

    /// @notice Not a law: an action that the rules allow was refused, so the run went nowhere.
    error Guide_Refused(bytes4 action, bytes reason);
    /// @notice Not a law by itself: an action that a desk's rules forbid was let through.
    error Guide_LetThrough(bytes4 action, bytes32 campaign);
}
