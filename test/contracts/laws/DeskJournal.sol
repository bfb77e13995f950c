// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IDeskEvents} from "../../../contracts/interfaces/IDeskEvents.sol";
import {IVm} from "./IVm.sol";

/// @notice How a desk's event continues its campaign's journal.
library DeskJournal {
    /// @dev The former journal, the topic, and the arguments in order as words, bytes and lists as their hash.
    function next(bytes32 journal, IVm.Log memory log) internal pure returns (bytes32) {
        bytes memory step = abi.encodePacked(journal, log.topics[0]);
        for (uint256 i = 1; i < log.topics.length; ++i) step = abi.encodePacked(step, log.topics[i]);
        return keccak256(abi.encodePacked(step, _words(log.topics[0], log.data)));
    }

    function _words(bytes32 topic, bytes memory data) private pure returns (bytes memory) {
        if (topic == IDeskEvents.DisbursementRequested.selector) return _requested(data);
        if (topic == IDeskEvents.RecipientEnrolled.selector) {
            (bytes memory recipient, bytes32 document) = abi.decode(data, (bytes, bytes32));
            return abi.encode(keccak256(recipient), document);
        }
        if (topic == IDeskEvents.RecipientRekeyed.selector) {
            (uint32 index, bytes memory recipient, uint16 supporters, bool carried) = abi.decode(
                data,
                (uint32, bytes, uint16, bool)
            );
            return abi.encode(index, keccak256(recipient), supporters, carried);
        }
        if (topic == IDeskEvents.AuditorsProposed.selector) {
            (address[] memory seats, uint8 threshold, uint32 readyAt) = abi.decode(
                data,
                (address[], uint8, uint32)
            );
            return abi.encode(keccak256(abi.encodePacked(seats)), threshold, readyAt);
        }
        if (topic == IDeskEvents.AuditorsChanged.selector) {
            (uint16 epoch, address[] memory seats, uint8 threshold) = abi.decode(
                data,
                (uint16, address[], uint8)
            );
            return abi.encode(epoch, keccak256(abi.encodePacked(seats)), threshold);
        }
        return data;
    }

    function _requested(bytes memory data) private pure returns (bytes memory) {
        (
            uint32 number,
            bytes32 target,
            uint96 amount,
            uint8 category,
            uint32 by,
            bytes32 documents,
            bytes memory to
        ) = abi.decode(data, (uint32, bytes32, uint96, uint8, uint32, bytes32, bytes));
        return abi.encode(number, target, amount, category, by, documents, keccak256(to));
    }
}
