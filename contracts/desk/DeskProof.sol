// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {DeskKeys} from "./DeskKeys.sol";

/// @title DeskProof
/// @notice What a recipient signs, when the facts prove a delivery, and how a doubt is put on record: the steps that
/// confirming, attesting, returning and ruling share.
abstract contract DeskProof is DeskKeys {
    bytes32 private constant DELIVERY_TYPEHASH = keccak256(
        "Delivery(bytes32 campaign,bytes32 disbursement,uint8 round,bytes32 evidence,uint96 received)"
    );
    bytes32 private constant SHARE_TYPEHASH = keccak256(
        "ShareDelivery(bytes32 campaign,bytes32 disbursement,uint8 round,uint32 index,bytes32 evidence,uint96 received)"
    );
    bytes32 private constant DISPUTE_TYPEHASH = keccak256(
        "Dispute(bytes32 campaign,bytes32 disbursement,uint8 round,uint32 index,bytes32 reason)"
    );

    function _deliveryDigest(
        bytes32 campaign,
        bytes32 disbursement,
        uint8 round,
        bytes32 evidence,
        uint96 received
    ) internal view returns (bytes32) {
        return
            _hashTypedDataV4(
                keccak256(abi.encode(DELIVERY_TYPEHASH, campaign, disbursement, round, evidence, received))
            );
    }

    function _shareDigest(
        bytes32 campaign,
        bytes32 disbursement,
        uint8 round,
        uint32 index,
        bytes32 evidence,
        uint96 received
    ) internal view returns (bytes32) {
        return
            _hashTypedDataV4(
                keccak256(
                    abi.encode(SHARE_TYPEHASH, campaign, disbursement, round, index, evidence, received)
                )
            );
    }

    function _disputeDigest(
        bytes32 campaign,
        bytes32 disbursement,
        uint8 round,
        uint32 index,
        bytes32 reason
    ) internal view returns (bytes32) {
        return
            _hashTypedDataV4(
                keccak256(abi.encode(DISPUTE_TYPEHASH, campaign, disbursement, round, index, reason))
            );
    }

    // ---------------------------------------------------------------- steps

    /// @dev Puts new facts on file. Once they prove the delivery, its amount counts as exposed no more; a later dispute
    /// stops payments but does not bring the exposure back.
    function _learn(Case storage c, File storage file, uint8 facts, Terms calldata terms) internal {
        bool proven = facts & DISPUTED == 0 && _isProven(c.watch.proof, facts, terms);
        file.facts = proven ? _free(c, file, facts) : facts;
    }

    /// @dev Gives back the room that a payment took; without the mark of lateness, which it may have had.
    function _free(Case storage c, File storage file, uint8 facts) internal returns (uint8) {
        c.watch.room += file.exposed;
        file.exposed = 0;
        if (facts & OVERDUE == 0) return facts;
        c.watch.overdue -= 1;
        return facts & ~OVERDUE;
    }

    function _reportShort(
        Case storage c,
        File storage file,
        Terms calldata terms,
        bytes32 disbursement,
        bytes32 evidence,
        uint32 index,
        uint96 received
    ) internal {
        bytes32 campaign = terms.campaign;
        _tell(
            c,
            abi.encode(
                _journal(c, campaign),
                DeliveryShort.selector,
                campaign,
                disbursement,
                evidence,
                index,
                received,
                msg.sender
            )
        );
        _openDispute(c, file, campaign, disbursement, true, 0);
    }

    function _openDispute(
        Case storage c,
        File storage file,
        bytes32 campaign,
        bytes32 disbursement,
        bool byRecipient,
        bytes32 reason
    ) internal {
        uint8 round = file.round;
        // The round is part of all that a recipient signs, so that no word serves twice; it must not begin anew.
        if (file.facts & DISPUTED != 0 || round == type(uint8).max) {
            revert Desk_AlreadyDone(disbursement, msg.sender);
        }
        file.facts |= DISPUTED;
        file.round = round + 1;
        c.watch.disputes += 1;
        // What was supported of an earlier dispute says nothing of this one.
        delete _ballots[disbursement][uint256(Ruling.Resolve)];
        delete _ballots[disbursement][uint256(Ruling.WriteOff)];
        _tell(
            c,
            abi.encode(
                _journal(c, campaign),
                DisputeOpened.selector,
                campaign,
                disbursement,
                msg.sender,
                byRecipient,
                round,
                reason
            )
        );
    }

    // ---------------------------------------------------------------- checks

    function _checkEvidence(bytes32 campaign, bytes32 disbursement, bytes32 evidence) internal view {
        if (_evidence[campaign][evidence] != disbursement) revert Desk_BadEvidence(disbursement, evidence);
    }

    /// @dev The recipient speaks of what the payee kept: what was given back needs no delivery.
    function _checkWord(
        File storage file,
        Terms calldata terms,
        bytes32 disbursement,
        bytes32 evidence,
        uint96 received
    ) internal view returns (uint8 facts, uint96 kept) {
        facts = file.facts;
        if (facts & CONFIRMED != 0) revert Desk_AlreadyDone(disbursement, msg.sender);
        _checkEvidence(terms.campaign, disbursement, evidence);
        kept = terms.amount - LEDGER.returnedOf(terms.campaign, file.index);
        // Of what was given back in full nothing is left to speak of.
        if (received > kept || kept == 0) revert Desk_ReceivedDiffers(kept, received);
    }

    /// @dev Without a recipient, and for cash whose payee is its recipient, an auditor's word is needed.
    function _isProven(ProofPolicy proof, uint8 facts, Terms calldata terms) private pure returns (bool) {
        bool hasRecipient = terms.recipient.length != 0;
        bool confirmed = facts & CONFIRMED != 0 || !hasRecipient || proof == ProofPolicy.Auditor;
        if (!confirmed || facts & ATTESTED != 0) return confirmed;
        bool selfReceived = _isAccount(terms.recipient, terms.payee);
        return proof == ProofPolicy.Recipient && hasRecipient && !selfReceived;
    }
}
