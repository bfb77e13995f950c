// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {DeskStorage} from "./DeskStorage.sol";
import {IDesk} from "./interfaces/IDesk.sol";
import {ILedger} from "./interfaces/ILedger.sol";
import {IRegistry} from "./interfaces/IRegistry.sol";
import {SignatureLib} from "./libraries/SignatureLib.sol";

/// @title Desk
/// @notice See {IDesk}. A desk has no owner; its only power over money is what the ledger gives a campaign's desk,
/// and it uses that by the campaign's own rules alone.
contract Desk is DeskStorage, EIP712, ReentrancyGuardTransient {
    using SignatureLib for address;

    uint256 private constant MAX_AUDITORS = 16;
    uint256 private constant MAX_CHALLENGE = 30 days;
    uint256 private constant MAX_DELIVERY_TIME = 2 * 365 days;
    uint256 private constant SUPPORT_LAPSES = 30 days;

    bytes32 private constant DELIVERY_TYPEHASH = keccak256(
        "Delivery(bytes32 campaign,bytes32 disbursement,bytes32 evidence,uint96 received)"
    );

    constructor(
        ILedger ledger,
        IRegistry registry
    ) DeskStorage(ledger, registry) EIP712("Sunline Desk", "1") {}

    // ---------------------------------------------------------------- opening

    /// @inheritdoc IDesk
    function openCampaign(
        Rules calldata rules,
        ILedger.CampaignConfig calldata config,
        bytes32 salt
    ) external returns (bytes32 campaign) {
        _checkParties(rules);
        _checkMoney(config);

        bytes32 rulesHash = keccak256(abi.encode(rules));
        campaign = LEDGER.open(config, keccak256(abi.encode(rulesHash, salt)));
        Case storage c = _cases[campaign];
        c.charity = rules.charity;
        c.proof = rules.proof;
        c.threshold = rules.threshold;
        c.rulesHash = rulesHash;
        emit RulesAdopted(
            campaign,
            rules.charity,
            rules.auditors,
            rules.threshold,
            rules.proof,
            rules.challenge,
            rules.goal,
            rules.metadata
        );
    }

    // ---------------------------------------------------------------- before payment

    /// @inheritdoc IDesk
    function request(Rules calldata rules, Terms calldata terms) external returns (bytes32 disbursement) {
        bytes32 campaign = terms.campaign;
        Case storage c = _caseForCharity(campaign);
        _checkRules(c, campaign, rules);
        uint32 number = c.requests;
        if (terms.number != number) revert Desk_WrongNumber(number, terms.number);
        _checkTerms(rules, terms);

        disbursement = _id(terms);
        c.requests = number + 1;
        _files[disbursement].stage = Stage.Requested;
        _record(
            c,
            abi.encode(
                _journal(c, campaign),
                DisbursementRequested.selector,
                campaign,
                disbursement,
                terms.payee,
                number,
                terms.target,
                terms.amount,
                terms.category,
                terms.deliverBy,
                terms.documents,
                keccak256(terms.recipient)
            )
        );
        emit DisbursementRequested(
            campaign,
            disbursement,
            terms.payee,
            number,
            terms.target,
            terms.amount,
            terms.category,
            terms.deliverBy,
            terms.documents,
            terms.recipient
        );
    }

    /// @inheritdoc IDesk
    function approve(Rules calldata rules, Terms calldata terms) external {
        bytes32 campaign = terms.campaign;
        bytes32 disbursement = _id(terms);
        (Case storage c, uint16 bit) = _caseForAuditor(campaign, rules);
        File memory file = _file(disbursement, Stage.Requested);
        if (block.timestamp > terms.deliverBy) revert Desk_Lapsed(disbursement, terms.deliverBy);
        if (file.epoch != c.epoch) (file.approvals, file.payableFrom, file.epoch) = (0, 0, c.epoch);
        if (file.approvals & bit != 0) revert Desk_AlreadyDone(disbursement, msg.sender);

        file.approvals |= bit;
        if (file.payableFrom == 0 && _count(file.approvals) >= c.threshold) {
            file.payableFrom = uint32(block.timestamp) + rules.challenge;
        }
        _files[disbursement] = file;
        _record(
            c,
            abi.encode(
                _journal(c, campaign),
                DisbursementApproved.selector,
                campaign,
                disbursement,
                msg.sender,
                file.approvals,
                file.payableFrom
            )
        );
        emit DisbursementApproved(campaign, disbursement, msg.sender, file.approvals, file.payableFrom);
    }

    /// @inheritdoc IDesk
    function veto(Rules calldata rules, Terms calldata terms, bytes32 reason) external {
        bytes32 campaign = terms.campaign;
        bytes32 disbursement = _id(terms);
        (Case storage c, ) = _caseForAuditor(campaign, rules);
        File storage file = _file(disbursement, Stage.Requested);

        file.stage = Stage.Vetoed;
        _record(
            c,
            abi.encode(
                _journal(c, campaign),
                DisbursementVetoed.selector,
                campaign,
                disbursement,
                msg.sender,
                reason
            )
        );
        emit DisbursementVetoed(campaign, disbursement, msg.sender, reason);
    }

    // ---------------------------------------------------------------- payment

    /// @inheritdoc IDesk
    function pay(Terms calldata terms) external nonReentrant {
        bytes32 campaign = terms.campaign;
        bytes32 disbursement = _id(terms);
        Case storage c = _case(campaign);
        File storage file = _file(disbursement, Stage.Requested);
        _checkPayable(c, file, terms, disbursement);

        file.stage = Stage.Paid;
        bool toPayee = terms.category != Category.Transfer;
        if (toPayee) c.unproven += 1;
        // The ledger lets nobody in while it pays, so that no second payment can come in between.
        uint32 index =
            toPayee
                ? LEDGER.pay(campaign, terms.payee, terms.amount, disbursement)
                : LEDGER.transfer(campaign, terms.target, terms.amount, disbursement);
        file.index = index;
        _record(
            c,
            abi.encode(
                _journal(c, campaign),
                DisbursementPaid.selector,
                campaign,
                disbursement,
                msg.sender,
                index
            )
        );
        emit DisbursementPaid(campaign, disbursement, msg.sender, index);
    }

    // ---------------------------------------------------------------- proof of delivery

    /// @inheritdoc IDesk
    /// @dev Guarded, so that no payee can have evidence recorded before the payment it is evidence of.
    function submitEvidence(Terms calldata terms, bytes32 evidence) external nonReentrant {
        bytes32 campaign = terms.campaign;
        bytes32 disbursement = _id(terms);
        Case storage c = _caseForCharity(campaign);
        File storage file = _filePaidToPayee(terms, disbursement);
        if (evidence == 0 || _evidence[campaign][evidence] != 0)
            revert Desk_BadEvidence(disbursement, evidence);

        _evidence[campaign][evidence] = disbursement;
        file.evidenced = true;
        _record(
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
        emit EvidenceSubmitted(campaign, disbursement, evidence, msg.sender);
    }

    /// @inheritdoc IDesk
    function confirmDelivery(
        Terms calldata terms,
        bytes32 evidence,
        uint96 received,
        bytes calldata signature
    ) external {
        bytes32 campaign = terms.campaign;
        bytes32 disbursement = _id(terms);
        Case storage c = _case(campaign);
        File storage file = _filePaidToPayee(terms, disbursement);
        _checkConfirmation(file, terms, disbursement, evidence, received, signature);

        bool before = _isProven(c, file, terms);
        file.confirmed = true;
        if (!before && _isProven(c, file, terms)) c.unproven -= 1;
        _record(
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
        emit DeliveryConfirmed(campaign, disbursement, evidence, received, msg.sender);
    }

    /// @inheritdoc IDesk
    function attest(Rules calldata rules, Terms calldata terms, bytes32 evidence) external {
        bytes32 campaign = terms.campaign;
        bytes32 disbursement = _id(terms);
        (Case storage c, ) = _caseForAuditor(campaign, rules);
        File storage file = _filePaidToPayee(terms, disbursement);
        _checkEvidence(campaign, disbursement, evidence);
        if (file.attested) revert Desk_AlreadyDone(disbursement, msg.sender);

        bool before = _isProven(c, file, terms);
        file.attested = true;
        if (!before && _isProven(c, file, terms)) c.unproven -= 1;
        _record(
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
        emit DeliveryAttested(campaign, disbursement, msg.sender, evidence);
    }

    // ---------------------------------------------------------------- the campaign as a whole

    /// @inheritdoc IDesk
    function support(bytes32 campaign, Rules calldata rules, Motion motion) external {
        (Case storage c, uint16 bit) = _caseForAuditor(campaign, rules);
        Ballot memory ballot = _ballots[campaign][motion];
        bool lapsed = block.timestamp > uint256(ballot.since) + SUPPORT_LAPSES;
        // A ballot without supporters is a new one: the last was carried, or there was none.
        if (ballot.supporters == 0 || lapsed || ballot.epoch != c.epoch) {
            ballot = Ballot(0, c.epoch, uint32(block.timestamp));
        }
        if (ballot.supporters & bit != 0) revert Desk_AlreadyDone(campaign, msg.sender);
        if (motion == Motion.Close && c.unproven != 0) revert Desk_Unproven(campaign, c.unproven);

        uint16 supporters = ballot.supporters | bit;
        bool carried = _count(supporters) >= c.threshold;
        ballot.supporters = carried ? 0 : supporters;
        _ballots[campaign][motion] = ballot;
        _record(
            c,
            abi.encode(
                _journal(c, campaign),
                MotionSupported.selector,
                campaign,
                msg.sender,
                motion,
                supporters,
                carried
            )
        );
        emit MotionSupported(campaign, msg.sender, motion, supporters, carried);
        if (carried) _carryOut(campaign, motion);
    }

    /// @inheritdoc IDesk
    function cancel(bytes32 campaign) external {
        _caseForCharity(campaign);
        LEDGER.cancel(campaign);
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc IDesk
    function disbursementId(Terms calldata terms) external view returns (bytes32) {
        return _id(terms);
    }

    /// @inheritdoc IDesk
    function recordOf(bytes32 disbursement) external view nonReentrantView returns (Record memory) {
        File memory file = _files[disbursement];
        return
            Record(
                file.stage,
                file.evidenced,
                file.confirmed,
                file.attested,
                file.approvals,
                file.payableFrom,
                file.index
            );
    }

    /// @inheritdoc IDesk
    function standingOf(bytes32 campaign) external view nonReentrantView returns (Standing memory) {
        Case storage c = _case(campaign);
        return
            Standing(
                c.charity,
                c.proof,
                c.threshold,
                c.unproven,
                c.requests,
                c.rulesHash,
                _journal(c, campaign)
            );
    }

    /// @inheritdoc IDesk
    function evidenceOf(bytes32 campaign, bytes32 evidence) external view returns (bytes32) {
        return _evidence[campaign][evidence];
    }

    /// @inheritdoc IDesk
    function deliveryDigest(
        bytes32 campaign,
        bytes32 disbursement,
        bytes32 evidence,
        uint96 received
    ) public view returns (bytes32) {
        return
            _hashTypedDataV4(
                keccak256(abi.encode(DELIVERY_TYPEHASH, campaign, disbursement, evidence, received))
            );
    }

    // ---------------------------------------------------------------- checks and steps of one action

    function _checkParties(Rules calldata rules) private view {
        if (msg.sender != rules.charity) revert Desk_NotCharity(0, msg.sender);
        _checkRecognised(IRegistry.Role.Charity, rules.charity);
        uint256 auditors = rules.auditors.length;
        if (auditors == 0 || auditors > MAX_AUDITORS) revert Desk_BadRules("auditors");
        if (rules.threshold == 0 || rules.threshold > auditors) revert Desk_BadRules("threshold");
        if (rules.challenge > MAX_CHALLENGE) revert Desk_BadRules("challenge");
        for (uint256 i = 0; i < auditors; ++i) {
            address auditor = rules.auditors[i];
            _checkRecognised(IRegistry.Role.Auditor, auditor);
            if (auditor == rules.charity || _contains(rules.auditors[:i], auditor))
                revert Desk_TwoRoles(auditor);
        }
    }

    function _checkMoney(ILedger.CampaignConfig calldata config) private view {
        _checkRecognised(IRegistry.Role.Token, config.token);
        for (uint256 i = 0; i < config.operators.length; ++i) {
            _checkRecognised(IRegistry.Role.Operator, config.operators[i]);
        }
        if (config.successor == 0) _checkRecognised(IRegistry.Role.FundKeeper, msg.sender);
        else _checkTarget(config.successor);
    }

    /// @dev Money may only go on to campaigns of recognised desks: a friendly desk without rules would drain it.
    function _checkTarget(bytes32 target) private view {
        address desk = LEDGER.deskOf(target);
        if (!REGISTRY.isRecognised(IRegistry.Role.Desk, desk)) revert Desk_BadTarget(target);
    }

    function _checkTerms(Rules calldata rules, Terms calldata terms) private view {
        if (terms.amount == 0) revert Desk_BadTerms("amount");
        if (terms.deliverBy <= block.timestamp || terms.deliverBy > block.timestamp + MAX_DELIVERY_TIME) {
            revert Desk_BadTerms("deliverBy");
        }
        if (terms.category == Category.Transfer) {
            if (terms.payee != address(0)) revert Desk_BadTerms("payee");
            if (terms.recipient.length != 0) revert Desk_BadTerms("recipient");
            return _checkTransfer(rules, terms);
        }
        if (terms.target != 0) revert Desk_BadTerms("target");
        _checkPayee(rules, terms);
        _checkRecipient(rules, terms);
    }

    /// @dev An auditor must not pass money on to a campaign of its own, as it must not be the payee.
    function _checkTransfer(Rules calldata rules, Terms calldata terms) private view {
        if (terms.target == terms.campaign) revert Desk_BadTarget(terms.target);
        address receiver = _cases[terms.target].charity;
        if (_contains(rules.auditors, receiver)) revert Desk_TwoRoles(receiver);
        _checkTarget(terms.target);
    }

    function _checkPayee(Rules calldata rules, Terms calldata terms) private view {
        address payee = terms.payee;
        if (payee == address(0) || payee == address(LEDGER) || payee == address(this))
            revert Desk_BadTerms("payee");
        if (_contains(rules.auditors, payee)) revert Desk_TwoRoles(payee);
        if (payee == rules.charity && terms.category != Category.Management) revert Desk_TwoRoles(payee);
    }

    /// @dev Whatever is delivered to somebody names who, wherever the policy asks for that person's word.
    function _checkRecipient(Rules calldata rules, Terms calldata terms) private pure {
        bool toSomebody = terms.category != Category.Management && terms.category != Category.Fee;
        if (terms.recipient.length == 0) {
            if (toSomebody && rules.proof != ProofPolicy.Auditor) revert Desk_BadTerms("recipient");
            return;
        }
        if (terms.recipient.length != 20) revert Desk_BadTerms("recipient");
        address recipient = _recipient(terms);
        if (recipient == address(0)) revert Desk_BadTerms("recipient");
        if (_contains(rules.auditors, recipient)) revert Desk_TwoRoles(recipient);
        if (recipient == rules.charity) revert Desk_TwoRoles(recipient);
        if (recipient == terms.payee && terms.category != Category.Cash) revert Desk_TwoRoles(recipient);
    }

    function _checkPayable(
        Case storage c,
        File storage file,
        Terms calldata terms,
        bytes32 disbursement
    ) private view {
        uint32 payableFrom = file.epoch == c.epoch ? file.payableFrom : 0;
        if (payableFrom == 0 || block.timestamp < payableFrom) {
            revert Desk_NotYetPayable(disbursement, payableFrom);
        }
        if (block.timestamp > terms.deliverBy) revert Desk_Lapsed(disbursement, terms.deliverBy);
        if (terms.category == Category.Transfer) _checkTarget(terms.target);
    }

    /// @dev A transfer proves itself: the target's line shows it arrived.
    function _filePaidToPayee(
        Terms calldata terms,
        bytes32 disbursement
    ) private view returns (File storage file) {
        file = _file(disbursement, Stage.Paid);
        if (terms.category == Category.Transfer) revert Desk_BadTerms("category");
    }

    function _checkEvidence(bytes32 campaign, bytes32 disbursement, bytes32 evidence) private view {
        if (_evidence[campaign][evidence] != disbursement) revert Desk_BadEvidence(disbursement, evidence);
    }

    function _checkConfirmation(
        File storage file,
        Terms calldata terms,
        bytes32 disbursement,
        bytes32 evidence,
        uint96 received,
        bytes calldata signature
    ) private view {
        if (terms.recipient.length == 0) revert Desk_NoRecipient(disbursement);
        if (file.confirmed) revert Desk_AlreadyDone(disbursement, _recipient(terms));
        _checkEvidence(terms.campaign, disbursement, evidence);
        // The recipient speaks of what the payee kept: what was given back needs no delivery.
        uint96 kept = terms.amount - LEDGER.returnedOf(terms.campaign, file.index);
        if (received != kept) revert Desk_ReceivedDiffers(kept, received);
        bytes32 digest = deliveryDigest(terms.campaign, disbursement, evidence, received);
        if (!_recipient(terms).isSignedBy(digest, signature)) revert Desk_BadSignature(disbursement);
    }

    /// @dev Without a recipient, and for cash whose payee is its recipient, an auditor's word is needed.
    function _isProven(Case storage c, File storage file, Terms calldata terms) private view returns (bool) {
        bool hasRecipient = terms.recipient.length != 0;
        bool selfReceived = hasRecipient && _recipient(terms) == terms.payee;
        bool confirmed = file.confirmed || !hasRecipient || c.proof == ProofPolicy.Auditor;
        bool needsAuditor = c.proof != ProofPolicy.Recipient || !hasRecipient || selfReceived;
        return confirmed && (file.attested || !needsAuditor);
    }

    function _recipient(Terms calldata terms) private pure returns (address) {
        return address(bytes20(terms.recipient));
    }

    function _carryOut(bytes32 campaign, Motion motion) private {
        if (motion == Motion.Close) LEDGER.close(campaign);
        else if (motion == Motion.Cancel) LEDGER.cancel(campaign);
        else LEDGER.extend(campaign);
    }
}
