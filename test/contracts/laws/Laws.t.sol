// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Handler} from "./Handler.t.sol";
import {IDeskEvents} from "../../../contracts/interfaces/IDeskEvents.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";

/// @notice The laws of the accounting under any order of actions, over several campaigns, tokens and desks at once.
contract LawsTest {
    Handler private _handler;

    function setUp() public {
        _handler = new Handler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @dev One invariant for all laws, since each is a campaign of its own for the runner.
    function invariantLaws() external view {
        _handler.check(uint256(keccak256(abi.encode(block.timestamp, _handler.steps()))));
    }

    /// @notice The invariant means little if its runs stay shallow: some guided steps reach every event, every way that
    /// an entry can be settled, and every reason why a desk does not pay.
    function testGuidedStepsReachEveryDeepState() external {
        for (uint256 step = 0; step < 1_200; ++step) {
            uint256 seed = uint256(keccak256(abi.encode("step", step)));
            _step(seed >> 128, uint256(keccak256(abi.encode(seed))), uint96(seed));
            if (step % 25 == 0) _handler.check(seed);
        }
        _handler.check(0);
        bytes32[31] memory events = [
            ILedger.Donated.selector,
            ILedger.BatchAnchored.selector,
            ILedger.TransferReceived.selector,
            ILedger.ReturnReceived.selector,
            ILedger.CampaignOpened.selector,
            ILedger.Disbursed.selector,
            ILedger.Transferred.selector,
            ILedger.FundsReturned.selector,
            ILedger.Refunded.selector,
            ILedger.EntrySettled.selector,
            ILedger.LeftoverMoved.selector,
            ILedger.DonationsHalted.selector,
            ILedger.LifeExtended.selector,
            ILedger.CampaignClosed.selector,
            ILedger.CampaignCancelled.selector,
            IDeskEvents.RulesAdopted.selector,
            IDeskEvents.ReportPublished.selector,
            IDeskEvents.CampaignPaused.selector,
            IDeskEvents.MotionSupported.selector,
            IDeskEvents.RecipientEnrolled.selector,
            IDeskEvents.DisbursementRequested.selector,
            IDeskEvents.DisbursementApproved.selector,
            IDeskEvents.DisbursementPaid.selector,
            IDeskEvents.EvidenceSubmitted.selector,
            IDeskEvents.DeliveryConfirmed.selector,
            IDeskEvents.DeliveryShort.selector,
            IDeskEvents.DeliveryAttested.selector,
            IDeskEvents.ReturnNoted.selector,
            IDeskEvents.DeliveryOverdue.selector,
            IDeskEvents.DisputeOpened.selector,
            IDeskEvents.RulingSupported.selector
        ];
        for (uint256 i = 0; i < events.length; ++i)
            require(_handler.seen(events[i]) != 0, "an event never came");
        require(_handler.settledAway(ILedger.Kind.Gift) != 0, "no gift was settled late");
        require(_handler.settledAway(ILedger.Kind.Transfer) != 0, "no transfer was settled");
        require(_handler.settledAway(ILedger.Kind.Return) != 0, "no return was settled");
        bytes32[7] memory reasons = [
            bytes32("lapsed"),
            "paused",
            "report",
            "dispute",
            "overdue",
            "exposure",
            "management"
        ];
        for (uint256 i = 0; i < reasons.length; ++i) {
            require(
                _handler.stopped(reasons[i]) != 0,
                string(abi.encodePacked("never stopped: ", reasons[i]))
            );
        }
    }

    function _step(uint256 which, uint256 seed, uint96 amount) private {
        which %= 50;
        if (which < 7) _handler.give(seed, amount);
        else if (which < 9) _handler.pay(seed, amount);
        else if (which < 11) _handler.transfer(seed, amount);
        else if (which < 14) _handler.giveBack(seed, amount);
        else if (which < 16) _handler.settle(seed);
        else if (which == 16) _handler.settleLate(seed);
        else if (which == 17) _handler.close(seed);
        else if (which < 20) _handler.open(seed);
        else if (which == 20) _handler.halt(seed);
        else if (which == 21) _handler.extend(seed);
        else if (which == 22) _handler.silence(seed);
        else if (which == 23) _handler.strike(seed);
        else if (which == 24) _handler.stray(seed);
        else if (which == 25) _handler.rob(seed);
        else _stepAtDesk(which, seed, amount);
    }

    function _stepAtDesk(uint256 which, uint256 seed, uint96 amount) private {
        if (which < 33) _handler.deskPay(seed, amount);
        else if (which == 33) _handler.deskRetry(seed);
        else if (which < 38) _handler.deskProve(seed);
        else if (which < 40) _handler.deskNote(seed);
        else if (which == 40) _handler.deskOverdue(seed, amount);
        else if (which < 43) _handler.deskDispute(seed, amount);
        else if (which < 46) _handler.deskRule(seed);
        else if (which == 46) _handler.deskReport(seed);
        else if (which == 47) _handler.deskPause(seed, amount);
        else if (which == 48) _handler.deskExtend(seed);
        else _handler.deskStray(seed);
    }
}
