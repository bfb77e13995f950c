// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Handler} from "./Handler.t.sol";
import {IDeskEvents} from "../../../contracts/interfaces/IDeskEvents.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ILedgerEvents} from "../../../contracts/interfaces/ILedgerEvents.sol";
import {LawsInvariant} from "./LawsInvariant.sol";

/// @notice The laws under chance, and that chance gets deep enough.
contract LawsTest is LawsInvariant {
    uint256 private constant ROUNDS = 5;
    uint256 private constant STEPS = 400;

    Handler[] private _played;

    /// @notice The invariant means little if its runs stay shallow: some guided steps reach every event, every way that
    /// an entry can be settled, and every reason why a desk does not pay.
    /// @dev In rounds, since campaigns end and each handler opens only so many.
    function testGuidedStepsReachEveryDeepState() external {
        for (uint256 round = 0; round < ROUNDS; ++round) {
            if (round != 0) _handler = _newHandler();
            _played.push(_handler);
            for (uint256 step = 0; step < STEPS; ++step) {
                uint256 seed = uint256(keccak256(abi.encode("step", round, step)));
                _step(seed >> 128, uint256(keccak256(abi.encode(seed))), uint96(seed));
                if (step % 25 == 0) _handler.check(seed);
            }
            _handler.check(0);
        }
        _requireEvents();
        _requireDepth();
    }

    function _requireEvents() private view {
        bytes32[36] memory events = [
            ILedgerEvents.Donated.selector,
            ILedgerEvents.BatchAnchored.selector,
            ILedgerEvents.TransferReceived.selector,
            ILedgerEvents.ReturnReceived.selector,
            ILedgerEvents.CampaignOpened.selector,
            ILedgerEvents.Disbursed.selector,
            ILedgerEvents.Transferred.selector,
            ILedgerEvents.FundsReturned.selector,
            ILedgerEvents.Refunded.selector,
            ILedgerEvents.EntrySettled.selector,
            ILedgerEvents.LeftoverMoved.selector,
            ILedgerEvents.DonationsHalted.selector,
            ILedgerEvents.LifeExtended.selector,
            ILedgerEvents.CampaignClosed.selector,
            ILedgerEvents.CampaignCancelled.selector,
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
            IDeskEvents.RulingSupported.selector,
            IDeskEvents.AuditorsProposed.selector,
            IDeskEvents.AuditorsVoted.selector,
            IDeskEvents.AuditorsChanged.selector,
            IDeskEvents.RecipientRekeyed.selector,
            IDeskEvents.ShareConfirmed.selector
        ];
        for (uint256 i = 0; i < events.length; ++i)
            require(_times(_seen, events[i]) != 0, "an event never came");
    }

    function _requireDepth() private view {
        require(_times(_settled, bytes32(uint256(ILedger.Kind.Gift))) != 0, "no gift was settled late");
        require(_times(_settled, bytes32(uint256(ILedger.Kind.Transfer))) != 0, "no transfer was settled");
        require(_times(_settled, bytes32(uint256(ILedger.Kind.Return))) != 0, "no return was settled");
        bytes32[8] memory reasons = [
            bytes32("unapproved"),
            "lapsed",
            "paused",
            "report",
            "dispute",
            "overdue",
            "exposure",
            "management"
        ];
        for (uint256 i = 0; i < reasons.length; ++i) {
            require(
                _times(_stopped, reasons[i]) != 0,
                string(abi.encodePacked("never stopped: ", reasons[i]))
            );
        }
        bytes32[3] memory depths = [
            bytes32("a new key spoke"),
            "a list was complete",
            "a return completed a list"
        ];
        for (uint256 i = 0; i < depths.length; ++i) {
            require(_times(_reached, depths[i]) != 0, string(abi.encodePacked("never reached: ", depths[i])));
        }
    }

    // ---------------------------------------------------------------- how often, over all rounds

    function _times(
        function(Handler, bytes32) view returns (uint256) count,
        bytes32 what
    ) private view returns (uint256 times) {
        for (uint256 i = 0; i < _played.length; ++i) times += count(_played[i], what);
    }

    function _seen(Handler handler, bytes32 topic) private view returns (uint256) {
        return handler.seen(topic);
    }

    function _settled(Handler handler, bytes32 kind) private view returns (uint256) {
        return handler.settledAway(ILedger.Kind(uint256(kind)));
    }

    function _stopped(Handler handler, bytes32 reason) private view returns (uint256) {
        return handler.stopped(reason);
    }

    function _reached(Handler handler, bytes32 what) private view returns (uint256) {
        return handler.reached(what);
    }

    // ---------------------------------------------------------------- one step

    function _step(uint256 which, uint256 seed, uint96 amount) private {
        which %= 60;
        if (which < 5) _handler.give(seed, amount);
        else if (which < 7) _handler.anchor(seed);
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
        else if (which == 49) _handler.deskStray(seed);
        else if (which == 50) _handler.deskRetry(seed);
        else if (which == 51) _handler.deskPropose(seed);
        else if (which == 52) _handler.deskSeat(seed);
        else if (which < 55) _handler.deskRekey(seed);
        else if (which == 55) _handler.deskRepay(seed);
        else _handler.deskProve(seed);
    }
}
