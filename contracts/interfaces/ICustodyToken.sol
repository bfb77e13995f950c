// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title ICustodyToken
/// @notice A receipt for things that a custodian holds off the chain: money in a bank, masks in a warehouse. It is the
/// custodian's word, never cash on the chain: that the things are there, no contract can know.
/// @dev The rule: after every mint, no more receipts exist than the last reserve statement covers, less what was paid out
/// since. There is no tolerance, which would be a number for making receipts of nothing. A statement may fall short of
/// the supply, since a loss must be sayable; nothing can be minted then until a later one covers it.
/// Amounts in the token's smallest unit, times in Unix seconds, digests SHA-256 of a document.
interface ICustodyToken {
    /// @notice Where a redemption stands. Asked: the tokens are *released*, that is held here for the payout.
    /// Paid: the custodian says it paid outside and they were burned. Refused, TakenBack: the holder has them again.
    enum Stage {
        None,
        Asked,
        Paid,
        Refused,
        TakenBack
    }

    /// @notice What the custodian last said it holds.
    struct Reserve {
        /// The total it stated.
        uint256 stated;
        /// Bank-paid after the day of which it speaks.
        uint256 paidSince;
        /// The day of which it speaks, and when it was made.
        uint48 asOf;
        uint48 statedAt;
        /// The document it was drawn from.
        bytes32 document;
    }

    /// @notice A holder's request to have things paid out.
    struct Redemption {
        address holder;
        Stage stage;
        uint48 askedAt;
        uint256 amount;
    }

    /// @notice The custodian stated its reserve; `supply` is how many receipts existed.
    event ReserveStated(
        bytes32 indexed document,
        address indexed by,
        uint256 total,
        uint48 asOf,
        uint256 supply
    );
    /// @notice Receipts for things that came in under `receipt`; `supply` and `cover` are the figures afterwards.
    event ReceiptMinted(
        bytes32 indexed receipt,
        address indexed account,
        address indexed by,
        uint256 amount,
        uint256 supply,
        uint256 cover
    );
    /// @notice A holder released `amount` for a payout; `released` is all that waits for one now.
    /// @param instructions digest of where to pay to, told to the custodian outside
    event RedemptionAsked(
        uint256 indexed number,
        address indexed holder,
        bytes32 indexed instructions,
        uint256 amount,
        uint256 released
    );
    /// @notice The custodian says that it paid outside, under `payout`; the tokens were burned.
    event RedemptionPaid(
        uint256 indexed number,
        address indexed holder,
        bytes32 indexed payout,
        address by,
        uint256 amount,
        uint256 supply,
        uint256 cover
    );
    /// @notice The custodian will not pay; the tokens went back to the holder.
    event RedemptionRefused(
        uint256 indexed number,
        address indexed holder,
        bytes32 indexed reason,
        address by,
        uint256 amount
    );
    /// @notice The holder took its tokens back, the custodian having said nothing for too long.
    event RedemptionTakenBack(uint256 indexed number, address indexed holder, uint256 amount);

    error CustodyToken_BadAmount();
    error CustodyToken_BadAccount(address account);
    error CustodyToken_BadReference(bytes32 ref);
    error CustodyToken_UsedReference(bytes32 ref);
    error CustodyToken_BadStatement(uint48 asOf, uint48 earliest, uint256 latest);
    error CustodyToken_NotCovered(uint256 supply, uint256 amount, uint256 cover);
    error CustodyToken_NotAsked(uint256 number, Stage stage);
    error CustodyToken_NotHolder(uint256 number, address caller);
    error CustodyToken_TooEarly(uint256 number, uint256 from);

    // ---------------------------------------------------------------- the custodian's part

    /// @notice States what is held in all. Custodian only.
    /// @param total everything held for receipts of this token, those included that wait for a payout
    /// @param asOf the day it speaks of: not in the future, not before the last statement's; what was paid out after it
    /// stays taken off
    /// @param document digest of the bank's or warehouse's statement, not zero
    function stateReserve(uint256 total, uint48 asOf, bytes32 document) external;

    /// @notice Makes receipts for things that came in. Custodian only.
    /// @param receipt the bank's or warehouse's reference (or its digest); each serves once
    function mint(address account, uint256 amount, bytes32 receipt) external;

    /// @notice Says that a redemption was paid outside, and burns its tokens. Custodian only.
    /// @param payout the bank's or warehouse's reference (or its digest); each serves once
    function confirmPaid(uint256 number, bytes32 payout) external;

    /// @notice Declines a redemption; its tokens go back. Custodian only.
    /// @param reason digest of the document that says why, not zero
    function refuse(uint256 number, bytes32 reason) external;

    // ---------------------------------------------------------------- the holder's part

    /// @notice Releases `amount` of the caller's tokens for a payout outside.
    /// @param instructions digest of where to pay to; the document goes to the custodian, not onto the chain
    /// @return number of the redemption, from 0
    function redeem(uint256 amount, bytes32 instructions) external returns (uint256 number);

    /// @notice Takes the tokens back that were released 30 days ago or longer and neither paid nor refused.
    function takeBack(uint256 number) external;

    // ---------------------------------------------------------------- reading

    /// @notice What the custodian last said it holds.
    function reserve() external view returns (Reserve memory);

    /// @notice How many receipts may exist: what was stated, less what was paid out since.
    function cover() external view returns (uint256);

    /// @notice Tokens that wait for a payout; part of the supply.
    function released() external view returns (uint256);

    /// @notice Everything ever minted, and everything bank-paid; the supply is the difference.
    function totals() external view returns (uint256 minted, uint256 paid);

    /// @notice A redemption by its number; all zero if there is none.
    function redemptionOf(uint256 number) external view returns (Redemption memory);

    /// @notice How many redemptions were asked for so far.
    function redemptions() external view returns (uint256);

    /// @notice Whether a reference of a receipt or payout served already.
    function isUsed(bytes32 ref) external view returns (bool);
}
