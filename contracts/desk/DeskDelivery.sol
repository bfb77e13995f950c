// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {DeskProof} from "./DeskProof.sol";
import {IDeskProcess} from "../interfaces/IDeskProcess.sol";

/// @title DeskDelivery
/// @notice From the payment to proven delivery: evidence, the recipients' word, an auditor's word. Facts are kept
/// apart; whether they prove the delivery follows from the campaign's policy.
abstract contract DeskDelivery is IDeskProcess, DeskProof {
    /// @inheritdoc IDeskProcess
    function submitEvidence(Terms calldata terms, bytes32 evidence) external {
        bytes32 campaign = terms.campaign;
        bytes32 disbursement = _id(terms);
        Case storage c = _caseForCharity(campaign);
        File storage file = _filePaidToPayee(terms, disbursement);
        if (evidence == 0 || _evidence[campaign][evidence] != 0)
            revert Desk_BadEvidence(disbursement, evidence);

        _evidence[campaign][evidence] = disbursement;
        file.facts |= EVIDENCED;
        _tell(
            c,
            abi.encode(
                _journal(c, campaign),
                EvidenceSubmitted.selector,
                campaign,
                disbursement,
                evidence,
                msg.sender
            )
        );
    }

    /// @inheritdoc IDeskProcess
    function confirmDelivery(
        Terms calldata terms,
        bytes32 evidence,
        uint96 received,
        bytes calldata signature
    ) external {
        bytes32 campaign = terms.campaign;
        bytes32 disbursement = _id(terms);
        Case storage c = _cases[campaign];
        File storage file = _filePaidToPayee(terms, disbursement);
        if (terms.recipient.length == 0 || terms.recipient.length == LIST_LENGTH) {
            revert Desk_NoRecipient(disbursement);
        }
        (uint8 facts, uint96 kept) = _checkWord(file, terms, disbursement, evidence, received);
        bytes32 digest = _deliveryDigest(campaign, disbursement, file.round, evidence, received);
        _checkSigned(facts, disbursement, 0, terms.recipient, digest, signature);
        if (received < kept) return _reportShort(c, file, terms, disbursement, evidence, 0, received);

        _learn(c, file, facts | CONFIRMED, terms);
        _tell(
            c,
            abi.encode(
                _journal(c, campaign),
                DeliveryConfirmed.selector,
                campaign,
                disbursement,
                evidence,
                received,
                msg.sender
            )
        );
    }

    /// @inheritdoc IDeskProcess
    function attest(Rules calldata rules, Terms calldata terms, bytes32 evidence) external {
        bytes32 campaign = terms.campaign;
        bytes32 disbursement = _id(terms);
        (Case storage c, ) = _caseForJudge(rules, terms, disbursement);
        File storage file = _filePaidToPayee(terms, disbursement);
        _checkEvidence(campaign, disbursement, evidence);
        uint8 facts = file.facts;
        if (facts & ATTESTED != 0) revert Desk_AlreadyDone(disbursement, msg.sender);

        _learn(c, file, facts | ATTESTED, terms);
        _tell(
            c,
            abi.encode(
                _journal(c, campaign),
                DeliveryAttested.selector,
                campaign,
                disbursement,
                msg.sender,
                evidence
            )
        );
    }
}
