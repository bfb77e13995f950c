// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ICustodyToken} from "../../../contracts/interfaces/ICustodyToken.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IAuthority} from "@openzeppelin/contracts/access/manager/IAuthority.sol";
import {deployBuilt, VM} from "./IVm.sol";

/// @notice A custodian and two holders, in any order. It is the token's authority and custodian itself, and counts what
/// was minted and paid on its own.
contract Vault is IAuthority {
    ICustodyToken public immutable TOKEN;

    uint256 public minted;
    uint256 public paid;
    uint256 public cover;
    uint256 public refused;
    uint256 private _references;

    constructor() {
        bytes memory arguments = abi.encode("Receipt", "RCPT", 2, address(this));
        TOKEN = ICustodyToken(deployBuilt("contracts/CustodyToken.sol:CustodyToken", arguments, 0));
    }

    function canCall(address caller, address, bytes4) external view returns (bool) {
        return caller == address(this);
    }

    function state(uint96 total) external {
        total %= 10_000;
        TOKEN.stateReserve(total, uint48(block.timestamp), _reference());
        cover = total;
    }

    /// @dev What is covered must be let through, what is not must be refused.
    function mint(uint96 amount, bool second) external {
        amount = 1 + (amount % 5_000);
        bool covered = minted - paid + amount <= cover;
        try TOKEN.mint(_holder(second), amount, _reference()) {
            require(covered, "minted without cover");
            minted += amount;
        } catch {
            require(!covered, "refused with cover");
            ++refused;
        }
    }

    function redeem(uint96 amount, bool second) external {
        uint256 held = IERC20(address(TOKEN)).balanceOf(_holder(second));
        if (held == 0) return;
        VM.prank(_holder(second));
        TOKEN.redeem(1 + (amount % held), _reference());
    }

    function answer(uint256 number, uint8 how) external {
        uint256 count = TOKEN.redemptions();
        if (count == 0) return;
        number %= count;
        ICustodyToken.Redemption memory redemption = TOKEN.redemptionOf(number);
        if (redemption.stage != ICustodyToken.Stage.Asked) return;
        if (how % 3 == 0) {
            TOKEN.confirmPaid(number, _reference());
            paid += redemption.amount;
            cover = cover > redemption.amount ? cover - redemption.amount : 0;
        } else if (how % 3 == 1) {
            TOKEN.refuse(number, _reference());
        } else {
            VM.warp(block.timestamp + 30 days);
            VM.prank(redemption.holder);
            TOKEN.takeBack(number);
        }
    }

    function hand(uint96 amount, bool second) external {
        uint256 held = IERC20(address(TOKEN)).balanceOf(_holder(second));
        if (held == 0) return;
        VM.prank(_holder(second));
        IERC20(address(TOKEN)).transfer(_holder(!second), amount % (held + 1));
    }

    function check() external view {
        IERC20 token = IERC20(address(TOKEN));
        uint256 supply = token.totalSupply();
        require(supply == minted - paid, "supply is minted less paid");
        (uint256 saidMinted, uint256 saidPaid) = TOKEN.totals();
        require(saidMinted == minted && saidPaid == paid, "totals");
        require(TOKEN.cover() == cover, "cover");
        uint256 waiting = 0;
        for (uint256 i = 0; i < TOKEN.redemptions(); ++i) {
            ICustodyToken.Redemption memory redemption = TOKEN.redemptionOf(i);
            if (redemption.stage == ICustodyToken.Stage.Asked) waiting += redemption.amount;
        }
        require(waiting == TOKEN.released(), "released is what waits");
        uint256 held = token.balanceOf(_holder(false)) + token.balanceOf(_holder(true));
        require(held + waiting == supply, "somebody else holds some");
    }

    function _holder(bool second) private pure returns (address) {
        return second ? address(0xb0b) : address(0xa11ce);
    }

    function _reference() private returns (bytes32) {
        return bytes32(++_references);
    }
}

/// @notice Supply is minted less paid, and no mint ever passes what was stated, less what was paid since.
contract CustodyTest {
    Vault private _vault;

    function setUp() public {
        _vault = Vault(deployBuilt("test/contracts/laws/Custody.t.sol:Vault", "", 0));
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_vault);
    }

    function invariantCustody() external view {
        _vault.check();
    }

    /// @notice The invariant means little if nothing is ever minted, paid and refused.
    function testGuidedStepsReachEveryState() external {
        for (uint256 step = 0; step < 400; ++step) {
            uint256 seed = uint256(keccak256(abi.encode(step)));
            (uint96 amount, bool second) = (uint96(seed), seed & (1 << 100) != 0);
            uint256 which = (seed >> 128) % 8;
            if (which == 0) _vault.state(amount);
            else if (which < 4) _vault.mint(amount, second);
            else if (which == 4) _vault.redeem(amount, second);
            else if (which < 7) _vault.answer(seed >> 16, uint8(seed >> 8));
            else _vault.hand(amount, second);
            _vault.check();
        }
        require(_vault.minted() != 0 && _vault.paid() != 0 && _vault.refused() != 0, "too shallow");
        bool[5] memory seen;
        for (uint256 i = 0; i < _vault.TOKEN().redemptions(); ++i) {
            seen[uint256(_vault.TOKEN().redemptionOf(i).stage)] = true;
        }
        require(seen[1] && seen[2] && seen[3] && seen[4], "a stage never came");
    }
}
