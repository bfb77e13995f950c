// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

import {ICustodyToken} from "./interfaces/ICustodyToken.sol";

/// @title CustodyToken
/// @notice See {ICustodyToken}. The custodian makes receipts and burns those that holders released to it; nobody can
/// touch, freeze or take what anybody holds. Who the custodian is, the access manager says.
contract CustodyToken is ICustodyToken, ERC20, ERC20Permit, ERC3009, AccessManaged {
    using Checkpoints for Checkpoints.Trace208;
    using SafeCast for uint256;

    /// @dev How long a holder waits for the custodian's answer before it may have its tokens back.
    uint256 private constant PATIENCE = 30 days;

    uint8 private immutable DECIMALS;

    Reserve private _reserve;
    Redemption[] private _redemptions;
    mapping(bytes32 ref => bool) private _used;
    /// @dev All that was paid out, by the time at which it was confirmed.
    Checkpoints.Trace208 private _paid;

    constructor(
        string memory name_,
        string memory symbol_,
        uint8 decimals_,
        address manager
    ) ERC20(name_, symbol_) ERC20Permit(name_) AccessManaged(manager) {
        DECIMALS = decimals_;
    }

    // ---------------------------------------------------------------- the custodian's part

    /// @inheritdoc ICustodyToken
    function stateReserve(uint256 total, uint48 asOf, bytes32 document) external restricted {
        if (document == 0) revert CustodyToken_BadReference(document);
        uint48 earliest = _reserve.asOf;
        if (asOf < earliest || asOf > block.timestamp) {
            revert CustodyToken_BadStatement(asOf, earliest, block.timestamp);
        }
        // A statement of an earlier day says nothing of what was paid out after it.
        uint256 paidSince = _paid.latest() - _paid.upperLookupRecent(asOf);
        _reserve = Reserve(total, paidSince, asOf, uint48(block.timestamp), document);
        emit ReserveStated(document, msg.sender, total, asOf, totalSupply());
    }

    /// @inheritdoc ICustodyToken
    function mint(address account, uint256 amount, bytes32 receipt) external restricted {
        if (amount == 0) revert CustodyToken_BadAmount();
        _use(receipt);
        uint256 supply = totalSupply();
        uint256 covered = cover();
        if (supply > covered || amount > covered - supply) {
            revert CustodyToken_NotCovered(supply, amount, covered);
        }
        _mint(account, amount);
        emit ReceiptMinted(receipt, account, msg.sender, amount, supply + amount, covered);
    }

    /// @inheritdoc ICustodyToken
    /// @dev What was paid out is no longer held: the cover falls with the supply until the next statement.
    function confirmPaid(uint256 number, bytes32 payout) external restricted {
        (address holder, uint256 amount) = _settle(number, Stage.Paid);
        _use(payout);
        _paid.push(uint48(block.timestamp), (_paid.latest() + amount).toUint208());
        _reserve.paidSince += amount;
        _burn(address(this), amount);
        emit RedemptionPaid(number, holder, payout, msg.sender, amount, totalSupply(), cover());
    }

    /// @inheritdoc ICustodyToken
    function refuse(uint256 number, bytes32 reason) external restricted {
        if (reason == 0) revert CustodyToken_BadReference(reason);
        (address holder, uint256 amount) = _settle(number, Stage.Refused);
        _transfer(address(this), holder, amount);
        emit RedemptionRefused(number, holder, reason, msg.sender, amount);
    }

    // ---------------------------------------------------------------- the holder's part

    /// @inheritdoc ICustodyToken
    function redeem(uint256 amount, bytes32 instructions) external returns (uint256 number) {
        if (amount == 0) revert CustodyToken_BadAmount();
        if (instructions == 0) revert CustodyToken_BadReference(instructions);
        number = _redemptions.length;
        _redemptions.push(Redemption(msg.sender, Stage.Asked, uint48(block.timestamp), amount));
        // Past the check below, which keeps everybody else from sending tokens here.
        super._update(msg.sender, address(this), amount);
        emit RedemptionAsked(number, msg.sender, instructions, amount, released());
    }

    /// @inheritdoc ICustodyToken
    function takeBack(uint256 number) external {
        (address holder, uint256 amount) = _settle(number, Stage.TakenBack);
        if (msg.sender != holder) revert CustodyToken_NotHolder(number, msg.sender);
        uint256 from = _redemptions[number].askedAt + PATIENCE;
        if (block.timestamp < from) revert CustodyToken_TooEarly(number, from);
        _transfer(address(this), holder, amount);
        emit RedemptionTakenBack(number, holder, amount);
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc ICustodyToken
    function reserve() external view returns (Reserve memory) {
        return _reserve;
    }

    /// @inheritdoc ICustodyToken
    function cover() public view returns (uint256) {
        (uint256 stated, uint256 paidSince) = (_reserve.stated, _reserve.paidSince);
        return stated > paidSince ? stated - paidSince : 0;
    }

    /// @inheritdoc ICustodyToken
    function released() public view returns (uint256) {
        return balanceOf(address(this));
    }

    /// @inheritdoc ICustodyToken
    function totals() external view returns (uint256 minted, uint256 paid) {
        paid = _paid.latest();
        minted = totalSupply() + paid;
    }

    /// @inheritdoc ICustodyToken
    function redemptionOf(uint256 number) external view returns (Redemption memory redemption) {
        if (number < _redemptions.length) redemption = _redemptions[number];
    }

    /// @inheritdoc ICustodyToken
    function redemptions() external view returns (uint256) {
        return _redemptions.length;
    }

    /// @inheritdoc ICustodyToken
    function isUsed(bytes32 ref) external view returns (bool) {
        return _used[ref];
    }

    /// @notice Digits behind the point of one token.
    function decimals() public view override returns (uint8) {
        return DECIMALS;
    }

    // ---------------------------------------------------------------- steps

    /// @dev Tokens held here are those released for a payout, and no others.
    function _update(address from, address to, uint256 value) internal override {
        if (to == address(this)) revert CustodyToken_BadAccount(to);
        super._update(from, to, value);
    }

    /// @dev Receipts and payouts draw on the same references: each says something of one movement outside.
    function _use(bytes32 ref) private {
        if (ref == 0) revert CustodyToken_BadReference(ref);
        if (_used[ref]) revert CustodyToken_UsedReference(ref);
        _used[ref] = true;
    }

    function _settle(uint256 number, Stage stage) private returns (address holder, uint256 amount) {
        if (number >= _redemptions.length) revert CustodyToken_NotAsked(number, Stage.None);
        Redemption storage redemption = _redemptions[number];
        if (redemption.stage != Stage.Asked) revert CustodyToken_NotAsked(number, redemption.stage);
        redemption.stage = stage;
        return (redemption.holder, redemption.amount);
    }
}
