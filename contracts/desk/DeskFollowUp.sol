// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {DeskProof} from "./DeskProof.sol";
import {IDeskAnnex} from "../interfaces/IDeskAnnex.sol";

/// @title DeskFollowUp
/// @notice What else can happen to a payment that was made: lists of recipients confirm share by share, part of it is
/// given back, or its delivery is late.
abstract contract DeskFollowUp is IDeskAnnex, DeskProof {
    /// @inheritdoc IDeskAnnex
    function confirmShare(
        Terms calldata terms,
        bytes32 evidence,
        Share calldata share,
        uint96 received,
        bytes calldata signature
    ) external {
        bytes32 disbursement = _id(terms);
        Case storage c = _cases[terms.campaign];
        File storage file = _filePaidToPayee(terms, disbursement);
        _checkShare(terms, disbursement, share);
        (uint8 facts, uint96 kept) = _checkWord(file, terms, disbursement, evidence, received);
        bytes32 digest = _shareDigest(
            terms.campaign,
            disbursement,
            file.round,
            share.index,
            evidence,
            received
        );
        _checkSigned(facts, disbursement, share.index, share.key, digest, signature);
        (uint256 word, uint256 bit) = (share.index >> 8, 1 << (share.index & 0xff));
        if (_confirmedShares[disbursement][word] & bit != 0) {
            revert Desk_AlreadyDone(disbursement, msg.sender);
        }
        if (received > share.amount) revert Desk_ReceivedDiffers(share.amount, received);
        Shares memory shares = _shares[disbursement];
        shares.received += received;
        shares.missing += share.amount - received;
        if (shares.received > kept) revert Desk_ReceivedDiffers(kept, shares.received);
        // What was given back is missing by rights. More than that opens a dispute, and the share stays open: its
        // holder can still confirm it when the rest has arrived. While a dispute is open already, its word counts.
        bool short = received < share.amount && shares.missing > terms.amount - kept;
        if (short && facts & DISPUTED == 0) {
            return _reportShort(c, file, terms, disbursement, evidence, share.index, received);
        }

        _confirmedShares[disbursement][word] |= bit;
        _shares[disbursement] = shares;
        bool complete = shares.received == kept;
        if (complete) _learn(c, file, facts | CONFIRMED, terms);
        _recordShare(c, terms.campaign, disbursement, evidence, share, received, shares.received, complete);
    }

    /// @inheritdoc IDeskAnnex
    function noteReturn(Terms calldata terms) external {
        bytes32 campaign = terms.campaign;
        bytes32 disbursement = _id(terms);
        Case storage c = _cases[campaign];
        File storage file = _filePaidToPayee(terms, disbursement);
        uint96 returned = LEDGER.returnedOf(campaign, file.index);
        uint96 fresh = returned - _noted[disbursement];
        if (fresh == 0) revert Desk_NothingToNote(disbursement, returned);

        _noted[disbursement] = returned;
        if (terms.category == Category.Management) c.costs.management -= fresh;
        uint96 kept = terms.amount - returned;
        if (file.exposed > kept) {
            c.watch.room += file.exposed - kept;
            file.exposed = kept;
        }
        uint8 facts = file.facts;
        bool complete = facts & CONFIRMED == 0 && kept != 0 && _shares[disbursement].received >= kept;
        if (complete) _learn(c, file, facts | CONFIRMED, terms);
        else if (kept == 0 && facts & DISPUTED == 0) file.facts = _free(c, file, facts);
        _tell(
            c,
            abi.encode(
                _journal(c, campaign),
                ReturnNoted.selector,
                campaign,
                disbursement,
                msg.sender,
                returned,
                complete
            )
        );
    }

    /// @inheritdoc IDeskAnnex
    function markOverdue(Terms calldata terms) external {
        bytes32 campaign = terms.campaign;
        bytes32 disbursement = _id(terms);
        Case storage c = _cases[campaign];
        File storage file = _filePaidToPayee(terms, disbursement);
        uint256 deadline = _deadline(c, file, terms.deliverBy);
        if (block.timestamp <= deadline) revert Desk_NotOverdue(disbursement, deadline);
        if (file.exposed == 0) revert Desk_Proven(disbursement);
        if (file.facts & OVERDUE != 0) revert Desk_AlreadyDone(disbursement, msg.sender);

        file.facts |= OVERDUE;
        c.watch.overdue += 1;
        _tell(
            c,
            abi.encode(
                _journal(c, campaign),
                DeliveryOverdue.selector,
                campaign,
                disbursement,
                msg.sender,
                deadline
            )
        );
    }

    // ---------------------------------------------------------------- steps

    function _recordShare(
        Case storage c,
        bytes32 campaign,
        bytes32 disbursement,
        bytes32 evidence,
        Share calldata share,
        uint96 received,
        uint96 total,
        bool complete
    ) private {
        _tell(
            c,
            abi.encode(
                _journal(c, campaign),
                ShareConfirmed.selector,
                campaign,
                disbursement,
                evidence,
                share.index,
                share.amount,
                received,
                total,
                complete,
                msg.sender
            )
        );
    }
}
