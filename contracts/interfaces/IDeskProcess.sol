// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IDeskTypes} from "./IDeskTypes.sol";
import {ILedger} from "./ILedger.sol";

/// @title IDeskProcess
/// @notice A campaign's way from its opening to attested deliveries.
interface IDeskProcess is IDeskTypes {
    // ---------------------------------------------------------------- the campaign as a whole

    /// @notice Opens a campaign on the ledger with this desk. The caller must be `rules.charity`, recognised.
    /// @dev The ledger's salt is the hash of (rules, salt), so the campaign's id commits to the rules too.
    /// A terminal fund (no successor) takes a recognised fund keeper. The successor stands at a recognised desk and
    /// its management cap is no looser; of terminal funds, this desk's own and the one that the registry names for the
    /// token need none.
    function openCampaign(
        Rules calldata rules,
        ILedger.CampaignConfig calldata config,
        bytes32 salt
    ) external returns (bytes32 campaign);

    // ---------------------------------------------------------------- before payment

    /// @notice The charity asks for a payment or a transfer. `terms.number` must be the next one. The recipient must be
    /// enrolled; an amount above the exposure cap is refused at once.
    function request(Rules calldata rules, Terms calldata terms) external returns (bytes32 disbursement);

    /// @notice An auditor approves exactly these terms.
    function approve(Rules calldata rules, Terms calldata terms) external;

    /// @notice An auditor stops the disbursement for good, at any time before it is paid; or the charity takes its
    /// request back.
    function veto(Rules calldata rules, Terms calldata terms, bytes32 reason) external;

    /// @notice Pays an approved disbursement after its challenge window; anyone may call.
    /// @dev Stopped by a pause, an overdue report, a delivery marked as late, an open dispute, and by the caps of laws
    /// 7 and 8.
    function pay(Terms calldata terms) external;

    // ---------------------------------------------------------------- proof of delivery

    /// @notice The charity submits evidence of a paid disbursement; each digest serves once in a campaign.
    function submitEvidence(Terms calldata terms, bytes32 evidence) external;

    /// @notice The recipient's signed word that `received` units' worth arrived; anyone may submit it.
    /// @param received the amount paid less what the payee gave back confirms the delivery; less than that opens a
    /// dispute
    /// @param signature EIP-712
    /// `Delivery(bytes32 campaign,bytes32 disbursement,uint8 round,bytes32 evidence,uint96 received)`, where `round` is
    /// the number of disputes there were
    function confirmDelivery(
        Terms calldata terms,
        bytes32 evidence,
        uint96 received,
        bytes calldata signature
    ) external;

    /// @notice An auditor's independent word that the delivery took place as the evidence says.
    function attest(Rules calldata rules, Terms calldata terms, bytes32 evidence) external;
}
