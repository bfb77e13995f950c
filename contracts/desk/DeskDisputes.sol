// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {DeskProof} from "./DeskProof.sol";
import {IDeskAnnex} from "../interfaces/IDeskAnnex.sol";

/// @title DeskDisputes
/// @notice Doubts about a payment that was made, and what the auditors rule.
abstract contract DeskDisputes is IDeskAnnex, DeskProof {
    /// @inheritdoc IDeskAnnex
    function dispute(Rules calldata rules, Terms calldata terms, bytes32 reason) external {
        bytes32 disbursement = _id(terms);
        (Case storage c, ) = _caseForJudge(rules, terms, disbursement);
        File storage file = _filePaidToPayee(terms, disbursement);
        _openDispute(c, file, terms.campaign, disbursement, false, reason);
    }

    /// @inheritdoc IDeskAnnex
    function disputeDelivery(
        Terms calldata terms,
        Share calldata share,
        bytes32 reason,
        bytes calldata signature
    ) external {
        bytes32 disbursement = _id(terms);
        File storage file = _filePaidToPayee(terms, disbursement);
        (uint32 index, bytes calldata key) = _checkSpeaker(terms, disbursement, share);
        bytes32 digest = _disputeDigest(terms.campaign, disbursement, file.round, index, reason);
        _checkSigned(file.facts, disbursement, index, key, digest, signature);
        _openDispute(_cases[terms.campaign], file, terms.campaign, disbursement, true, reason);
    }

    /// @inheritdoc IDeskAnnex
    function rule(Rules calldata rules, Terms calldata terms, Ruling ruling) external {
        bytes32 campaign = terms.campaign;
        bytes32 disbursement = _id(terms);
        (Case storage c, uint16 bit) = _caseForJudge(rules, terms, disbursement);
        File storage file = _filePaidToPayee(terms, disbursement);
        uint8 facts = file.facts;
        if (ruling == Ruling.Resolve && facts & DISPUTED == 0) revert Desk_NotDisputed(disbursement);
        if (ruling == Ruling.WriteOff && file.exposed == 0) revert Desk_Proven(disbursement);

        (uint16 supporters, bool carried) = _vote(c, disbursement, uint256(ruling), bit);
        if (carried) _carryOut(c, file, facts, terms, ruling);
        _tell(
            c,
            abi.encode(
                _journal(c, campaign),
                RulingSupported.selector,
                campaign,
                disbursement,
                msg.sender,
                ruling,
                supporters,
                carried
            )
        );
    }

    /// @dev What was given back in full while it was disputed has nothing left to prove.
    function _carryOut(
        Case storage c,
        File storage file,
        uint8 facts,
        Terms calldata terms,
        Ruling ruling
    ) private {
        if (facts & DISPUTED != 0) c.watch.disputes -= 1;
        facts &= ~DISPUTED;
        if (ruling == Ruling.WriteOff) file.facts = _free(c, file, facts | WRITTEN_OFF);
        else if (file.exposed == 0) file.facts = _free(c, file, facts);
        else _learn(c, file, facts, terms);
    }
}
