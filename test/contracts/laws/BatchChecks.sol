// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {DeskGhost} from "./DeskGhost.sol";
import {ILedger} from "../../../contracts/interfaces/ILedger.sol";
import {ILedgerLens} from "../../../contracts/interfaces/ILedgerLens.sol";
import {NaiveSumTree} from "./NaiveSumTree.sol";
import {NaiveTree} from "./NaiveTree.sol";
import {SumTreeLib} from "../../../contracts/libraries/SumTreeLib.sol";

/// @notice Law 6: the files behind the batches, and each of their gifts proven to the lens.
abstract contract BatchChecks is DeskGhost {
    using NaiveSumTree for NaiveSumTree.Level;

    /// @notice What an operator published. An operator that lies anchored another amount than the gifts' sum.
    struct Publication {
        bool lies;
        SumTreeLib.BatchGift[] gifts;
    }

    /// @notice All that is needed to prove the gifts of one batch.
    struct Opened {
        bytes32 campaign;
        ILedger.Entry entry;
        bytes32[32] proof;
        ILedgerLens.BatchAnchor anchor;
        SumTreeLib.BatchGift[] gifts;
        NaiveSumTree.Level leaves;
    }

    ILedger internal _ledger;
    ILedgerLens internal _lens;
    /// By the digest of the file.
    mapping(bytes32 data => Publication) internal _publications;

    /// @notice The batch's gifts, proven one after the other, tile its entry; what was altered is refused.
    function _checkBatch(Batch storage batch, uint256 pick) internal view {
        Publication storage publication = _publications[batch.data];
        Opened memory opened = _openBatch(batch, publication);
        uint96 position = opened.entry.start;
        for (uint256 i = 0; i < opened.gifts.length; ++i) {
            SumTreeLib.SumProof memory proof = opened.leaves.proof(i);
            (bool ok, uint96 start, uint96 end) = _prove(opened, opened.gifts[i], proof);
            if (publication.lies) {
                if (ok) revert Law6_FalseGiftProven(batch.campaign, batch.index, i);
                continue;
            }
            if (!ok || start != position || end != position + opened.gifts[i].amount) {
                revert Law6_GiftsDiffer(batch.campaign, batch.index, i, start, end);
            }
            position = end;
        }
        if (publication.lies) return;
        if (position != opened.entry.end || opened.gifts.length != batch.count) {
            revert Law6_GiftsDiffer(batch.campaign, batch.index, batch.count, position, opened.entry.end);
        }
        _checkAltered(batch, opened, pick);
    }

    /// @dev One gift with another amount, at another place, in a batch of another size, below another sum.
    function _checkAltered(Batch storage batch, Opened memory opened, uint256 pick) private view {
        uint256 count = opened.gifts.length;
        uint256 index = pick % count;
        SumTreeLib.SumProof memory proof = opened.leaves.proof(index);
        SumTreeLib.BatchGift memory gift = opened.gifts[index];
        bytes32 commitment = gift.commitment;
        bool ok;
        (ok, , ) = _prove(opened, SumTreeLib.BatchGift(commitment, gift.amount + 1 + (pick % 3)), proof);
        if (ok) revert Law6_FalseGiftProven(batch.campaign, batch.index, index);
        proof.index = (index + 1 + (pick % 3)) % (count + 1);
        if (proof.index != index) {
            (ok, , ) = _prove(opened, gift, proof);
            if (ok) revert Law6_FalseGiftProven(batch.campaign, batch.index, index);
            proof.index = index;
        }
        ++proof.count;
        (ok, , ) = _prove(opened, gift, proof);
        if (ok) revert Law6_FalseGiftProven(batch.campaign, batch.index, index);
        --proof.count;
        if (proof.siblings.length == 0) return;
        ++proof.siblings[pick % proof.siblings.length].sum;
        (ok, , ) = _prove(opened, gift, proof);
        if (ok) revert Law6_FalseGiftProven(batch.campaign, batch.index, index);
    }

    function _prove(
        Opened memory opened,
        SumTreeLib.BatchGift memory gift,
        SumTreeLib.SumProof memory proof
    ) private view returns (bool ok, uint96 start, uint96 end) {
        try _lens.giftOf(opened.campaign, opened.entry, opened.proof, opened.anchor, gift, proof) returns (
            uint96 from,
            uint96 to
        ) {
            return (true, from, to);
        } catch {}
    }

    function _openBatch(
        Batch storage batch,
        Publication storage publication
    ) private view returns (Opened memory opened) {
        Entry storage entry = _ghosts[batch.campaign].entries[batch.index];
        opened.campaign = batch.campaign;
        opened.entry = ILedger.Entry(
            entry.kind,
            batch.index,
            entry.payer,
            entry.giver,
            entry.start,
            entry.end,
            entry.link
        );
        opened.proof = NaiveTree.proof(_ghosts[batch.campaign].leaves, batch.index);
        opened.anchor = ILedgerLens.BatchAnchor(batch.root, batch.data);
        opened.gifts = publication.gifts;
        opened.leaves = NaiveSumTree.leaves(_scopeOf(batch.campaign, entry.giver), opened.gifts);
    }

    function _scopeOf(
        bytes32 campaign,
        address operator
    ) internal view returns (SumTreeLib.BatchScope memory) {
        return SumTreeLib.BatchScope(block.chainid, address(_ledger), campaign, operator);
    }
}
