// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {DeskSteps} from "./DeskSteps.sol";
import {IDeskProcess} from "../interfaces/IDeskProcess.sol";
import {ILedger} from "../interfaces/ILedger.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";

/// @title DeskOpening
/// @notice How a campaign comes to this desk, and who may be what in it.
abstract contract DeskOpening is IDeskProcess, DeskSteps {
    uint256 private constant MAX_CHALLENGE = 30 days;
    uint256 private constant MIN_DISCLOSURE = 1 days;
    uint256 private constant MAX_DISCLOSURE = 366 days;
    uint256 private constant ALL_BPS = 10_000;

    /// @inheritdoc IDeskProcess
    function openCampaign(
        Rules calldata rules,
        ILedger.CampaignConfig calldata config,
        bytes32 salt
    ) external returns (bytes32 campaign) {
        if (msg.sender != rules.charity) revert Desk_NotCharity(0, msg.sender);
        _checkRecognised(IRegistry.Role.Charity, rules.charity);
        _checkAuditors(rules.charity, rules.auditors, rules.threshold);
        _checkLimits(rules);
        _checkMoney(rules, config);

        bytes32 rulesHash = keccak256(abi.encode(rules));
        campaign = LEDGER.open(config, keccak256(abi.encode(rulesHash, salt)));
        uint256 begins = block.timestamp > config.opens ? block.timestamp : config.opens;
        uint32 reportDue = uint32(begins + rules.disclosure);
        Case storage c = _cases[campaign];
        _writeWatch(c.watch, rules, reportDue);
        (c.charity, c.managementCapBps) = (rules.charity, rules.managementCapBps);
        c.rulesHash = rulesHash;
        emit RulesAdopted(
            campaign,
            rules.charity,
            rules.auditors,
            rules.threshold,
            rules.proof,
            rules.challenge,
            rules.goal,
            rules.exposureCap,
            rules.managementCapBps,
            rules.disclosure,
            reportDue,
            rules.metadata
        );
    }

    /// @dev The watch is one slot. Assigning its fields would write it once for each, with a read before.
    function _writeWatch(Watch storage watch, Rules calldata rules, uint32 reportDue) private {
        uint256 word =
            uint256(rules.exposureCap) |
                (uint256(reportDue) << 96) |
                (uint256(rules.threshold) << 240) |
                (uint256(rules.proof) << 248);
        assembly ("memory-safe") {
            sstore(watch.slot, word)
        }
    }

    function _checkLimits(Rules calldata rules) private pure {
        if (rules.challenge > MAX_CHALLENGE) revert Desk_BadRules("challenge");
        if (rules.exposureCap == 0) revert Desk_BadRules("exposureCap");
        if (rules.managementCapBps > ALL_BPS) revert Desk_BadRules("managementCapBps");
        if (rules.disclosure < MIN_DISCLOSURE || rules.disclosure > MAX_DISCLOSURE) {
            revert Desk_BadRules("disclosure");
        }
    }

    function _checkMoney(Rules calldata rules, ILedger.CampaignConfig calldata config) private view {
        _checkRecognised(IRegistry.Role.Token, config.token);
        for (uint256 i = 0; i < config.operators.length; ++i) {
            _checkRecognised(IRegistry.Role.Operator, config.operators[i]);
        }
        if (config.successor == 0) _checkRecognised(IRegistry.Role.FundKeeper, msg.sender);
        else _checkTarget(config.successor, rules.managementCapBps);
    }
}
