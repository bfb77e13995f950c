// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Checks} from "./Checks.sol";
import {DemoToken} from "../../../contracts/demo/DemoToken.sol";
import {HostileToken} from "./HostileToken.sol";
import {IDesk} from "../../../contracts/interfaces/IDesk.sol";
import {IDeskAnnex} from "../../../contracts/interfaces/IDeskAnnex.sol";
import {IDeskProcess} from "../../../contracts/interfaces/IDeskProcess.sol";
import {IDeskTypes} from "../../../contracts/interfaces/IDeskTypes.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {IRegistry} from "../../../contracts/interfaces/IRegistry.sol";
import {SoleAuthority} from "./SoleAuthority.sol";
import {YesWallet} from "./YesWallet.sol";
import {deployBuilt, VM} from "./IVm.sol";

/// @notice Who and what there is, and how the actions of {Handler} find a campaign on which they can do something.
abstract contract Actions is Checks {
    uint256 internal constant DESKS = 3;
    uint256 internal constant PEOPLE = 5;
    uint256 internal constant CHARITIES = 3;
    uint256 internal constant AUDITORS = 3;
    uint256 internal constant MOST_CAMPAIGNS = 40;
    uint256 internal constant MOST_MORTALS = 14;

    /// How many actions were tried.
    uint256 public steps;

    /// The contracts that are recognised as desks; plain accounts are desks as well, which nobody recognises.
    IDesk[2] internal _desks;
    IRegistry internal _registry;
    /// Who every delivery is for.
    address internal _wallet;
    mapping(bytes32 campaign => IDeskTypes.Rules) internal _rules;
    mapping(bytes32 disbursement => IDeskTypes.Terms) internal _terms;

    constructor() {
        _ledger = ILedger(deployBuilt("contracts/Ledger.sol:Ledger", "", 0));
        string memory demo = "contracts/demo/DemoToken.sol:DemoToken";
        _tokens.push(deployBuilt(demo, abi.encode("Six", "SIX", 6), 0));
        _tokens.push(deployBuilt(demo, abi.encode("None", "NON", 0), 0));
        _hostile = address(new HostileToken());
        _tokens.push(_hostile);
        for (uint256 i = 0; i < _tokens.length; ++i) {
            for (uint256 j = 0; j < PEOPLE; ++j) {
                DemoToken(_tokens[i]).mint(_person(j), 1 << 80);
                VM.prank(_person(j));
                DemoToken(_tokens[i]).approve(address(_ledger), type(uint256).max);
            }
        }
        _tokens.push(address(0));
        VM.warp(1_767_225_600);
        _deployDesks();
        for (uint256 i = 0; i < _tokens.length; ++i) {
            bytes32 fund = _open(i, 0, i);
            _open(i + 1, fund, i);
            bytes32 generalFund = _openManaged(i + 2, 0, i);
            _registry.nameGeneralFund(_tokens[i], generalFund);
            bytes32 heir = _openManaged(i + 3, generalFund, i);
            _openManaged(i + 4, heir, i);
        }
    }

    /// @dev Two desks of their own annexes; this contract is registrar and guardian.
    function _deployDesks() private {
        address manager = address(new SoleAuthority());
        _registry = IRegistry(
            deployBuilt("contracts/Registry.sol:Registry", abi.encode(_ledger, manager), 0)
        );
        _wallet = address(new YesWallet());
        for (uint256 i = 0; i < _desks.length; ++i) {
            string memory annexName = "contracts/desk/DeskAnnex.sol:DeskAnnex";
            address annex = deployBuilt(annexName, abi.encode(_ledger, _registry), 0);
            _desks[i] = IDesk(deployBuilt("contracts/Desk.sol:Desk", abi.encode(annex), 0));
            _isDesk[address(_desks[i])] = true;
            _registry.recognise(IRegistry.Role.Desk, address(_desks[i]), 0);
        }
        for (uint256 i = 0; i < CHARITIES; ++i) {
            _registry.recognise(IRegistry.Role.Charity, _charity(i), 0);
            _registry.recognise(IRegistry.Role.FundKeeper, _charity(i), 0);
        }
        for (uint256 i = 0; i < AUDITORS; ++i) {
            _registry.recognise(IRegistry.Role.Auditor, _auditor(i), 0);
        }
        for (uint256 i = 0; i < PEOPLE; ++i) _registry.recognise(IRegistry.Role.Operator, _person(i), 0);
        for (uint256 i = 0; i < _tokens.length; ++i) {
            _registry.recognise(IRegistry.Role.Token, _tokens[i], 0);
        }
    }

    // ---------------------------------------------------------------- who

    function _person(uint256 seed) internal pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode("person", seed % PEOPLE)))));
    }

    function _desk(uint256 seed) internal pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode("desk", seed % DESKS)))));
    }

    function _charity(uint256 seed) internal pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode("charity", seed % CHARITIES)))));
    }

    function _auditor(uint256 seed) internal pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode("auditor", seed % AUDITORS)))));
    }

    // ---------------------------------------------------------------- doing

    /// @dev One call of the ledger in somebody's name.
    function _try(
        address caller,
        uint256 value,
        bytes memory data
    ) internal returns (bool ok, bytes memory answer) {
        return _tryAt(address(_ledger), caller, value, data);
    }

    /// @dev One call in somebody's name; what it tells goes into the ghost.
    function _tryAt(
        address target,
        address caller,
        uint256 value,
        bytes memory data
    ) internal returns (bool ok, bytes memory answer) {
        ++steps;
        VM.recordLogs();
        if (value != 0) VM.deal(caller, caller.balance + value);
        VM.prank(caller);
        (ok, answer) = target.call{value: value}(data);
        if (ok) _apply(VM.getRecordedLogs(), address(_ledger));
    }

    /// @dev As above, for what the rules allow; the ledger's calls begin with the campaign.
    function _do(
        bytes32 campaign,
        address caller,
        uint256 value,
        bytes memory data
    ) internal returns (bytes memory answer) {
        bool ok;
        (ok, answer) = _try(caller, value, data);
        if (!ok) _refusedAt(campaign, data, answer);
    }

    /// @dev What the rules of a campaign at one of the desks allow.
    function _doAtDesk(bytes32 campaign, address caller, bytes memory data) internal returns (bool ok) {
        bytes memory answer;
        (ok, answer) = _tryAt(_dockets[campaign].desk, caller, 0, data);
        if (!ok) _refusedAt(campaign, data, answer);
    }

    /// @dev What they forbid.
    function _refuseAtDesk(bytes32 campaign, address caller, bytes memory data) internal {
        (bool ok, ) = _tryAt(_dockets[campaign].desk, caller, 0, data);
        if (ok) _break(abi.encodeWithSelector(Guide_LetThrough.selector, bytes4(data), campaign));
    }

    function _refusedAt(bytes32 campaign, bytes memory data, bytes memory answer) private {
        if (_isRobbed(campaign)) return;
        _break(abi.encodeWithSelector(Guide_Refused.selector, bytes4(data), answer));
    }

    /// @dev Whether the campaign's token is the one whose issuer took from the ledger, so that payments may fail.
    function _isRobbed(bytes32 campaign) internal view returns (bool) {
        return _robbed && _ghosts[campaign].token == _hostile;
    }

    function _isManaged(bytes32 campaign) internal view returns (bool) {
        return _dockets[campaign].desk != address(0);
    }

    function _open(uint256 seed, bytes32 successor, uint256 token) internal returns (bytes32 campaign) {
        bytes memory data = abi.encodeCall(ILedger.open, (_config(seed, successor, token), bytes32(seed)));
        return abi.decode(_do(0, _desk(seed), 0, data), (bytes32));
    }

    /// @dev A campaign at one of the recognised desks, whose one recipient is enrolled.
    function _openManaged(
        uint256 seed,
        bytes32 successor,
        uint256 token
    ) internal returns (bytes32 campaign) {
        IDeskTypes.Rules memory rules = _makeRules(seed, successor);
        bytes memory data = abi.encodeCall(
            IDeskProcess.openCampaign,
            (rules, _config(seed, successor, token), bytes32(seed))
        );
        (bool ok, bytes memory answer) = _tryAt(address(_desks[seed % 2]), rules.charity, 0, data);
        bool allowed = successor == 0 || _isManaged(successor);
        if (ok != allowed) {
            _break(
                abi.encodeWithSelector(Guide_Refused.selector, IDeskProcess.openCampaign.selector, answer)
            );
        }
        if (!ok) return 0;
        campaign = abi.decode(answer, (bytes32));
        _rules[campaign] = rules;
        bytes memory recipient = abi.encodePacked(_wallet);
        _doAtDesk(
            campaign,
            _auditor(seed),
            abi.encodeCall(IDeskAnnex.enrol, (campaign, rules, recipient, 0))
        );
    }

    /// @dev Small caps, so that they are met; the management cap is no tighter than the successor's.
    function _makeRules(
        uint256 seed,
        bytes32 successor
    ) private view returns (IDeskTypes.Rules memory rules) {
        bool loose = successor == 0;
        bool atFund = loose || _ghosts[successor].successor == 0;
        uint256 least = atFund ? 0 : _dockets[successor].managementCapBps;
        uint256 bps = (seed % 5) * 1_000;
        address[] memory auditors = new address[](AUDITORS);
        for (uint256 i = 0; i < AUDITORS; ++i) auditors[i] = _auditor(i);
        rules = IDeskTypes.Rules({
            charity: _charity(seed),
            auditors: auditors,
            threshold: 2,
            proof: IDeskTypes.ProofPolicy(seed % 3),
            challenge: 0,
            goal: 0,
            exposureCap: loose ? type(uint96).max : uint96(100 + (seed % 700)),
            managementCapBps: loose ? 10_000 : uint16(bps < least ? least : bps),
            disclosure: uint32(20 days + (seed % 40 days)),
            metadata: bytes32(seed)
        });
    }

    function _config(
        uint256 seed,
        bytes32 successor,
        uint256 token
    ) private view returns (ILedger.CampaignConfig memory) {
        bool terminal = successor == 0;
        uint32 now_ = uint32(block.timestamp);
        address[] memory operators = new address[](1);
        operators[0] = _person(seed);
        return
            ILedger.CampaignConfig({
                token: _tokens[token],
                opens: seed % 4 == 0 && !terminal ? now_ + 5 days : now_,
                closes: terminal ? type(uint32).max : now_ + 120 days,
                minimum: uint96(1 + (seed % 3) * 4),
                successor: successor,
                claimWindow: terminal ? 0 : 30 days,
                silence: terminal ? 0 : 60 days,
                hardEnd: terminal ? 0 : now_ + 200 days,
                operators: operators
            });
    }

    // ---------------------------------------------------------------- finding

    /// @dev A campaign in this state from a random place on; zero if there is none.
    function _find(uint256 seed, ILedger.State state, bool withEscrow) internal view returns (bytes32) {
        for (uint256 i = 0; i < _ids.length; ++i) {
            bytes32 campaign = _ids[((seed % _ids.length) + i) % _ids.length];
            if (_ghosts[campaign].state != state) continue;
            if (!withEscrow || _escrow(campaign) != 0) return campaign;
        }
        return 0;
    }

    /// @dev An active campaign of a plain account as desk, or of one of the desks.
    function _findOf(uint256 seed, bool managed, bool withEscrow) internal view returns (bytes32) {
        for (uint256 i = 0; i < _ids.length; ++i) {
            bytes32 campaign = _ids[((seed % _ids.length) + i) % _ids.length];
            if (_ghosts[campaign].state != ILedger.State.Active) continue;
            if (_isManaged(campaign) == managed && (!withEscrow || _escrow(campaign) != 0)) return campaign;
        }
        return 0;
    }

    /// @dev A campaign that can end, with escrow if there is such a one.
    function _findMortal(uint256 seed) internal view returns (bytes32 found) {
        for (uint256 i = 0; i < _ids.length; ++i) {
            bytes32 campaign = _ids[((seed % _ids.length) + i) % _ids.length];
            if (_ghosts[campaign].state != ILedger.State.Active || _ghosts[campaign].successor == 0) continue;
            if (_escrow(campaign) != 0) return campaign;
            if (found == 0) found = campaign;
        }
    }

    /// @dev How many campaigns are active that can end.
    function _mortals() internal view returns (uint256 count) {
        for (uint256 i = 0; i < _ids.length; ++i) {
            Book storage book = _ghosts[_ids[i]];
            if (book.state == ILedger.State.Active && book.successor != 0) ++count;
        }
    }

    /// @dev An entry of a cancelled campaign that waits to be settled; half of the time a linked one if there is any.
    function _findClaim(uint256 seed) internal view returns (bytes32 campaign, uint32 index) {
        if ((seed >> 8) % 2 == 0) (campaign, index) = _findClaimOf(seed, true);
        if (campaign == 0) (campaign, index) = _findClaimOf(seed, false);
    }

    function _findClaimOf(uint256 seed, bool linked) private view returns (bytes32 campaign, uint32 index) {
        for (uint256 i = 0; i < _ids.length; ++i) {
            campaign = _ids[((seed % _ids.length) + i) % _ids.length];
            Book storage book = _ghosts[campaign];
            uint256 count = book.entries.length;
            if (book.state != ILedger.State.Cancelled) continue;
            for (uint256 j = 0; j < count; ++j) {
                index = uint32((((seed >> 32) % count) + j) % count);
                Entry storage entry = book.entries[index];
                bool isLinked = entry.kind == ILedger.Kind.Transfer || entry.kind == ILedger.Kind.Return;
                if (!entry.settled && entry.end > book.disbursed && (isLinked || !linked))
                    return (campaign, index);
            }
        }
        return (0, 0);
    }

    /// @dev A payment of which something can be given back.
    function _findPayment(uint256 seed) internal view returns (bytes32 campaign, uint32 index) {
        for (uint256 i = 0; i < _ids.length; ++i) {
            campaign = _ids[((seed % _ids.length) + i) % _ids.length];
            uint256 count = _ghosts[campaign].paid.length;
            for (uint256 j = 0; j < count; ++j) {
                index = uint32((((seed >> 32) % count) + j) % count);
                Paid storage paid = _ghosts[campaign].paid[index];
                bool rest = paid.end - paid.start != paid.returned;
                if (paid.payee != address(0) && rest && paid.times < 16) return (campaign, index);
            }
        }
        return (0, 0);
    }

    function _escrow(bytes32 campaign) internal view returns (uint96) {
        Book storage book = _ghosts[campaign];
        return book.raised - book.disbursed - book.settled;
    }
}
