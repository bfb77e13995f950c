// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {DemoToken} from "../../../contracts/demo/DemoToken.sol";
import {HostileToken} from "./HostileToken.sol";
import {IDesk} from "../../../contracts/interfaces/IDesk.sol";
import {IDeskAnnex} from "../../../contracts/interfaces/IDeskAnnex.sol";
import {IDeskProcess} from "../../../contracts/interfaces/IDeskProcess.sol";
import {IDeskTypes} from "../../../contracts/interfaces/IDeskTypes.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ILedgerLens} from "../../../contracts/interfaces/ILedgerLens.sol";
import {IRegistry} from "../../../contracts/interfaces/IRegistry.sol";
import {NamedWallet} from "./NamedWallet.sol";
import {Search} from "./Search.sol";
import {SoleAuthority} from "./SoleAuthority.sol";
import {deployBuilt, VM} from "./IVm.sol";

/// @notice Who and what there is, and how the actions of {Handler} are tried.
abstract contract Actions is Search {
    uint256 internal constant DESKS = 3;
    uint256 internal constant PEOPLE = 5;
    uint256 internal constant CHARITIES = 3;
    /// How many auditors are recognised, and how many are in office at first.
    uint256 internal constant AUDITORS = 6;
    uint256 internal constant FIRST_AUDITORS = 3;
    uint256 internal constant WALLETS = 4;
    uint256 internal constant MOST_CAMPAIGNS = 40;
    uint256 internal constant MOST_MORTALS = 14;

    /// How many actions were tried.
    uint256 public steps;

    /// The contracts that are recognised as desks; plain accounts are desks as well, which nobody recognises.
    IDesk[2] internal _desks;
    IRegistry internal _registry;
    /// Who deliveries are for: the first alone, or several by a list; or whoever replaced one of them.
    address[] internal _wallets;
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
        for (uint256 i = 0; i < WALLETS; ++i) _wallets.push(address(new NamedWallet()));
        for (uint256 i = 0; i < _desks.length; ++i) {
            string memory annexName = "contracts/desk/DeskAnnex.sol:DeskAnnex";
            address annex = deployBuilt(annexName, abi.encode(_ledger, _registry), 0);
            _desks[i] = IDesk(deployBuilt("contracts/Desk.sol:Desk", abi.encode(annex), 0));
            _isDesk[address(_desks[i])] = true;
            _registry.recognise(IRegistry.Role.Desk, address(_desks[i]), 0);
        }
        _lens = ILedgerLens(deployBuilt("contracts/LedgerLens.sol:LedgerLens", abi.encode(_desks[0]), 0));
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

    /// @dev One of those in office.
    function _officer(bytes32 campaign, uint256 seed) internal view returns (address) {
        address[] storage auditors = _councils[campaign].auditors;
        return auditors[seed % auditors.length];
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

    /// @dev Has those in office say so, from a random one on, until it is carried; whoever has said so must not do it
    /// again. Only one more if `lazy`.
    function _poll(
        bytes32 campaign,
        bytes32 question,
        uint256 seed,
        bool lazy,
        bytes memory data
    ) internal returns (bool carried) {
        uint256 count = _councils[campaign].auditors.length;
        for (uint256 i = 0; i < count; ++i) {
            address auditor = _officer(campaign, (seed % count) + i);
            if (_hasSpoken(campaign, question, auditor)) {
                _refuseAtDesk(campaign, auditor, data);
                continue;
            }
            if (!_doAtDesk(campaign, auditor, data)) return false;
            // Once carried the ballot is empty again.
            if (!_hasSpoken(campaign, question, auditor)) return true;
            if (lazy) return false;
        }
        return false;
    }

    /// @dev What they forbid.
    function _refuseAtDesk(bytes32 campaign, address caller, bytes memory data) internal {
        (bool ok, ) = _tryAt(_dockets[campaign].desk, caller, 0, data);
        if (ok) _letThrough(campaign, bytes4(data));
    }

    function _letThrough(bytes32 campaign, bytes4 action) internal {
        _break(abi.encodeWithSelector(Guide_LetThrough.selector, action, campaign));
    }

    function _refusedAt(bytes32 campaign, bytes memory data, bytes memory answer) private {
        if (_isRobbed(campaign)) return;
        _break(abi.encodeWithSelector(Guide_Refused.selector, bytes4(data), answer));
    }

    /// @dev Whether the campaign's token is the one whose issuer took from the ledger, so that payments may fail.
    function _isRobbed(bytes32 campaign) internal view returns (bool) {
        return _robbed && _ghosts[campaign].token == _hostile;
    }

    function _open(uint256 seed, bytes32 successor, uint256 token) internal returns (bytes32 campaign) {
        bytes memory data = abi.encodeCall(ILedger.open, (_config(seed, successor, token), _salt()));
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
            (rules, _config(seed, successor, token), _salt())
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
        _enrol(campaign, abi.encodePacked(_wallets[0]), seed);
    }

    /// @dev No two campaigns are alike, even where all chance is.
    function _salt() private view returns (bytes32) {
        return bytes32(steps);
    }

    function _enrol(bytes32 campaign, bytes memory recipient, uint256 seed) internal {
        IDeskTypes.Rules memory rules = _rules[campaign];
        bytes memory data = abi.encodeCall(IDeskAnnex.enrol, (campaign, rules, recipient, 0));
        _doAtDesk(campaign, _officer(campaign, seed), data);
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
        rules = IDeskTypes.Rules({
            charity: _charity(seed),
            auditors: _someAuditors(seed, FIRST_AUDITORS),
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

    function _someAuditors(uint256 seed, uint256 count) internal pure returns (address[] memory auditors) {
        auditors = new address[](count);
        for (uint256 i = 0; i < count; ++i) auditors[i] = _auditor((seed % AUDITORS) + i);
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
}
