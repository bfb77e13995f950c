// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {DeskKeys} from "./DeskKeys.sol";
import {IDeskAnnex} from "../interfaces/IDeskAnnex.sol";
import {IRegistry} from "../interfaces/IRegistry.sol";

/// @title DeskRecipients
/// @notice Who vouched for a recipient's key, and how a lost one is replaced.
abstract contract DeskRecipients is IDeskAnnex, DeskKeys {
    /// @inheritdoc IDeskAnnex
    function enrol(
        bytes32 campaign,
        Rules calldata rules,
        bytes calldata recipient,
        bytes32 document
    ) external {
        Case storage c = _cases[campaign];
        _checkRules(c, campaign, rules);
        _checkVouching(campaign, rules);
        if (recipient.length != LIST_LENGTH) _checkKey(recipient);
        _checkApart(rules, recipient);
        bytes32 key = keccak256(recipient);
        if (_enrolled[campaign][key] != address(0)) revert Desk_AlreadyDone(key, msg.sender);

        _enrolled[campaign][key] = msg.sender;
        _record(
            c,
            abi.encode(
                _journal(c, campaign),
                RecipientEnrolled.selector,
                campaign,
                key,
                msg.sender,
                key,
                document
            )
        );
        emit RecipientEnrolled(campaign, key, msg.sender, recipient, document);
    }

    /// @inheritdoc IDeskAnnex
    function dismiss(bytes32 campaign, Rules calldata rules, bytes32 key) external {
        (Case storage c, ) = _caseForAuditor(campaign, rules);
        if (_enrolled[campaign][key] == address(0)) revert Desk_NotEnrolled(campaign, key);

        _enrolled[campaign][key] = address(0);
        _tell(c, abi.encode(_journal(c, campaign), RecipientDismissed.selector, campaign, key, msg.sender));
    }

    /// @inheritdoc IDeskAnnex
    function rekey(
        Rules calldata rules,
        Terms calldata terms,
        uint32 index,
        bytes calldata recipient
    ) external {
        bytes32 campaign = terms.campaign;
        bytes32 disbursement = _id(terms);
        (Case storage c, uint16 bit) = _caseForJudge(rules, terms, disbursement);
        File storage file = _filePaidToPayee(terms, disbursement);
        _checkRekeying(rules, terms, disbursement, index, recipient);

        bytes32 subject = keccak256(abi.encode(disbursement, index, keccak256(recipient)));
        (uint16 supporters, bool carried) = _vote(c, subject, 0, bit);
        if (carried) {
            _rekeyed[disbursement][index] = recipient;
            file.facts |= REKEYED;
        }
        _record(
            c,
            abi.encode(
                _journal(c, campaign),
                RecipientRekeyed.selector,
                campaign,
                disbursement,
                msg.sender,
                index,
                keccak256(recipient),
                supporters,
                carried
            )
        );
        emit RecipientRekeyed(campaign, disbursement, msg.sender, index, recipient, supporters, carried);
    }

    function _checkVouching(bytes32 campaign, Rules calldata rules) private view {
        if (_contains(rules.auditors, msg.sender)) return;
        bool witness = REGISTRY.isRecognised(IRegistry.Role.Witness, msg.sender);
        if (!witness) revert Desk_NotWitness(campaign, msg.sender);
        if (msg.sender == rules.charity) revert Desk_TwoRoles(msg.sender);
    }

    /// @dev Nobody vouches for itself, judges what it receives, or delivers to itself. Of a list it is checked when a
    /// share's holder speaks.
    function _checkApart(Rules calldata rules, bytes calldata recipient) internal view {
        if (recipient.length != ACCOUNT_LENGTH) return;
        address account = address(bytes20(recipient));
        if (account == rules.charity || account == msg.sender) revert Desk_TwoRoles(account);
        if (_contains(rules.auditors, account)) revert Desk_TwoRoles(account);
    }

    function _checkRekeying(
        Rules calldata rules,
        Terms calldata terms,
        bytes32 disbursement,
        uint32 index,
        bytes calldata recipient
    ) private view {
        if (terms.recipient.length == 0) revert Desk_NoRecipient(disbursement);
        if (terms.recipient.length == LIST_LENGTH) _checkNoAuditor(address(bytes20(recipient)));
        else if (index != 0) revert Desk_BadShare(disbursement, index);
        _checkKey(recipient);
        _checkApart(rules, recipient);
        // Another key must not make the payee the one who says that it delivered.
        if (_isAccount(recipient, terms.payee)) revert Desk_TwoRoles(terms.payee);
    }
}
