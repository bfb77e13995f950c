// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC3009} from "@openzeppelin/contracts/interfaces/draft-IERC3009.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {AccumulatorLib} from "./libraries/AccumulatorLib.sol";
import {ILedger} from "./interfaces/ILedger.sol";
import {LedgerStorage} from "./LedgerStorage.sol";
import {LineLib} from "./libraries/LineLib.sol";
import {SignatureLib} from "./libraries/SignatureLib.sol";
import {TokenLib} from "./libraries/TokenLib.sol";

/// @title Ledger
/// @notice The kernel: campaigns' lines, entries, payments, settlements and the tokens in escrow. Immutable, without
/// an owner, a registry or a role. Whoever opens a campaign is its desk; the kernel never calls a desk.
/// @dev Every action has one shape: check, compute, write, emit, call out.
contract Ledger is LedgerStorage, EIP712, Multicall, ReentrancyGuardTransient {
    using AccumulatorLib for bytes32[32];
    using SignatureLib for address;

    uint256 private constant MAX_OPENING_DELAY = 365 days;
    uint256 private constant MAX_LIFE = 5 * 365 days;
    uint256 private constant MIN_CLAIM_WINDOW = 30 days;
    uint256 private constant MIN_SILENCE = 30 days;
    uint256 private constant MAX_SILENCE = 365 days;
    uint256 private constant MAX_HALT = 7 days;
    uint256 private constant MAX_DEPTH = 8;
    uint256 private constant MAX_RETURNS = 16;

    bytes32 private constant RETURN_TYPEHASH = keccak256(
        "Return(bytes32 campaign,uint32 index,address payee,uint96 amount,uint96 returned,uint256 deadline)"
    );

    constructor() EIP712("Sunline Ledger", "1") {}

    // ---------------------------------------------------------------- opening

    /// @inheritdoc ILedger
    function open(
        CampaignConfig calldata config,
        bytes32 salt
    ) external nonReentrant returns (bytes32 campaign) {
        campaign = campaignId(msg.sender, config, salt);
        Book storage book = _books[campaign];
        if (book.standing.state != State.None) revert Ledger_AlreadyOpened(campaign);
        _checkConfig(config);
        uint8 depth = config.successor == 0 ? 0 : _checkSuccessor(config);

        book.gate = Gate(config.token, config.opens, config.closes, _encodeMinimum(config.minimum));
        uint256 alive = block.timestamp > config.opens ? block.timestamp : config.opens;
        book.standing = Standing(msg.sender, State.Active, uint32(alive), config.hardEnd, depth);
        book.ending = Ending(0, config.silence, config.claimWindow, 0, false);
        book.successor = config.successor;
        for (uint256 i = 0; i < config.operators.length; ++i) book.operators[config.operators[i]] = true;

        emit CampaignOpened(
            campaign,
            msg.sender,
            config.token,
            config.opens,
            config.closes,
            config.minimum,
            config.successor,
            config.claimWindow,
            config.silence,
            config.hardEnd,
            config.operators,
            salt
        );
    }

    // ---------------------------------------------------------------- giving

    /// @inheritdoc ILedger
    function donate(bytes32 campaign, uint96 amount) external nonReentrant {
        address token = _gift(campaign, msg.sender, msg.sender, amount);
        TokenLib.pull(token, msg.sender, amount);
    }

    /// @inheritdoc ILedger
    function donateFor(bytes32 campaign, address giver, uint96 amount) external nonReentrant {
        _checkAccount(giver);
        address token = _gift(campaign, msg.sender, giver, amount);
        TokenLib.pull(token, msg.sender, amount);
    }

    /// @inheritdoc ILedger
    /// @dev Unguarded against re-entrance: it calls nobody, and every other action has written its state before it
    /// calls out.
    function donateNative(bytes32 campaign) external payable {
        _giftOfValue(campaign, msg.sender);
    }

    /// @inheritdoc ILedger
    function donateNativeFor(bytes32 campaign, address giver) external payable {
        _checkAccount(giver);
        _giftOfValue(campaign, giver);
    }

    /// @inheritdoc ILedger
    function donateWithAuthorization(
        bytes32 campaign,
        address payer,
        address giver,
        uint96 amount,
        bytes32 salt,
        uint256 validAfter,
        uint256 validBefore,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant {
        _checkAccount(giver);
        address token = _gift(campaign, payer, giver, amount);
        if (token == address(0)) revert Ledger_WrongToken(campaign, token);
        bytes32 nonce = keccak256(abi.encode(campaign, giver, salt));
        uint256 before = TokenLib.balance(token);
        IERC3009(token).receiveWithAuthorization(
            payer,
            address(this),
            amount,
            validAfter,
            validBefore,
            nonce,
            v,
            r,
            s
        );
        TokenLib.checkReceived(token, before, amount);
    }

    /// @inheritdoc ILedger
    function donateBatch(
        bytes32 campaign,
        uint96 amount,
        uint32 count,
        bytes32 root,
        bytes32 dataDigest
    ) external nonReentrant {
        Book storage book = _books[campaign];
        address token = _checkGate(book, campaign, amount);
        if (!book.operators[msg.sender]) revert Ledger_NotOperator(campaign, msg.sender);
        if (count == 0 || count > amount || root == 0) revert Ledger_BadBatch(count, root);

        bytes32 link = keccak256(abi.encode(root, count, dataDigest));
        (uint32 index, uint96 start, uint96 end) = _append(
            book,
            campaign,
            Kind.Batch,
            msg.sender,
            msg.sender,
            amount,
            link
        );
        emit BatchAnchored(campaign, msg.sender, index, start, end, count, root, dataDigest);
        TokenLib.pull(token, msg.sender, amount);
    }

    /// @inheritdoc ILedger
    function permit(address token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        // A failure is left to the donation that follows: whoever saw the permit may have used it first.
        try IERC20Permit(token).permit(msg.sender, address(this), value, deadline, v, r, s) {} catch {}
    }

    // ---------------------------------------------------------------- the desk's part

    /// @inheritdoc ILedger
    function pay(
        bytes32 campaign,
        address payee,
        uint96 amount,
        bytes32 ref
    ) external nonReentrant returns (uint32 index) {
        Book storage book = _bookForDesk(campaign);
        _checkAccount(payee);

        uint96 start;
        uint96 end;
        (index, start, end) = _spend(book, campaign, payee, amount);
        _record(
            book,
            abi.encode(_journal(book, campaign), Disbursed.selector, campaign, payee, ref, index, start, end)
        );
        emit Disbursed(campaign, payee, ref, index, start, end);
        TokenLib.push(book.gate.token, payee, amount);
    }

    /// @inheritdoc ILedger
    function transfer(
        bytes32 campaign,
        bytes32 target,
        uint96 amount,
        bytes32 ref
    ) external nonReentrant returns (uint32 index) {
        Book storage book = _bookForDesk(campaign);
        Book storage targetBook = _book(target);
        if (target == campaign || targetBook.gate.token != book.gate.token)
            revert Ledger_BadTarget(campaign, target);
        _checkActive(targetBook, target);
        _checkMinimum(target, amount, _decodeMinimum(targetBook.gate.minimum));

        uint96 start;
        uint96 end;
        (index, start, end) = _spend(book, campaign, address(0), amount);
        _record(
            book,
            abi.encode(
                _journal(book, campaign),
                Transferred.selector,
                campaign,
                target,
                ref,
                index,
                start,
                end
            )
        );
        emit Transferred(campaign, target, ref, index, start, end);
        _receive(Kind.Transfer, target, Source(campaign, start), address(0), amount);
    }

    /// @inheritdoc ILedger
    function halt(bytes32 campaign, uint32 until) external nonReentrant {
        Book storage book = _bookForDesk(campaign);
        Gate memory gate = book.gate;
        if (block.timestamp >= gate.closes) revert Ledger_NotOpen(campaign, gate.opens, gate.closes);
        uint256 from = block.timestamp > gate.opens ? block.timestamp : gate.opens;
        if (until <= from || until > block.timestamp + MAX_HALT) revert Ledger_BadHalt(until);

        uint256 closes = uint256(gate.closes) + until - from;
        uint256 latest = book.standing.hardEnd == 0 ? type(uint32).max : book.standing.hardEnd;
        gate.closes = uint32(closes < latest ? closes : latest);
        gate.opens = until;
        book.gate = gate;
        _record(
            book,
            abi.encode(_journal(book, campaign), DonationsHalted.selector, campaign, gate.opens, gate.closes)
        );
        emit DonationsHalted(campaign, gate.opens, gate.closes);
    }

    /// @inheritdoc ILedger
    function extend(bytes32 campaign) external nonReentrant {
        Book storage book = _bookForDesk(campaign);
        _markAlive(book);
        _record(book, abi.encode(_journal(book, campaign), LifeExtended.selector, campaign));
        emit LifeExtended(campaign);
    }

    /// @inheritdoc ILedger
    function close(bytes32 campaign) external nonReentrant {
        Book storage book = _bookForDesk(campaign);
        _checkNotTerminal(book, campaign);

        bytes32 root = _end(book, State.Closed);
        _record(book, abi.encode(_journal(book, campaign), CampaignClosed.selector, campaign, root));
        emit CampaignClosed(campaign, root);
        _moveLeftover(book, campaign);
    }

    /// @inheritdoc ILedger
    function cancel(bytes32 campaign) external nonReentrant {
        Book storage book = _book(campaign);
        _checkActive(book, campaign);
        _checkNotTerminal(book, campaign);
        if (msg.sender != book.standing.desk) _checkSilent(book, campaign);

        bytes32 root = _end(book, State.Cancelled);
        _record(
            book,
            abi.encode(_journal(book, campaign), CampaignCancelled.selector, campaign, msg.sender, root)
        );
        emit CampaignCancelled(campaign, msg.sender, root);
    }

    // ---------------------------------------------------------------- money coming back

    /// @inheritdoc ILedger
    function returnFunds(
        bytes32 campaign,
        uint32 index,
        uint96 amount,
        uint256 deadline,
        bytes calldata signature
    ) external payable nonReentrant {
        Book storage book = _book(campaign);
        if (msg.value != 0 && book.gate.token != address(0)) revert Ledger_WrongValue(0, msg.value);
        (address payee, uint96 start, uint96 end) = _disbursement(book, campaign, index);
        GivenBack memory back = book.givenBack[index];
        _checkPayee(campaign, index, payee, amount, back.amount, deadline, signature);
        _checkReturnable(book, campaign, index, amount, end - start, back);

        (start, end) = LineLib.tail(end, back.amount, amount);
        book.givenBack[index] = GivenBack(back.amount + amount, back.times + 1);
        book.returned += amount;
        bool active = book.standing.state == State.Active;
        bytes32 target = active ? campaign : _heir(book);
        _record(
            book,
            abi.encode(
                _journal(book, campaign),
                FundsReturned.selector,
                campaign,
                target,
                payee,
                index,
                start,
                end
            )
        );
        emit FundsReturned(campaign, target, payee, index, start, end);
        _receive(active ? Kind.Return : Kind.Transfer, target, Source(campaign, start), payee, amount);
        TokenLib.pull(book.gate.token, payee, amount);
    }

    /// @inheritdoc ILedger
    function settle(
        bytes32 campaign,
        Entry calldata entry,
        Source calldata source,
        bytes32[32] calldata proof
    ) external nonReentrant {
        Book storage book = _books[campaign];
        Ending memory ending = book.ending;
        if (!ending.cancelled) revert Ledger_NotCancelled(campaign, _book(campaign).standing.state);
        _checkEntry(book, campaign, entry, source, proof);
        (uint96 start, uint96 end) = LineLib.unspent(entry.start, entry.end, book.line.disbursed);
        if (start == end) revert Ledger_NothingToSettle(campaign, entry.index);

        _markSettled(book, campaign, entry.index);
        book.ending.settled = ending.settled + end - start;
        bool isGift = entry.kind == Kind.Gift || entry.kind == Kind.Batch;
        if (isGift && block.timestamp <= uint256(ending.endedAt) + ending.claimWindow) {
            _record(
                book,
                abi.encode(
                    _journal(book, campaign),
                    Refunded.selector,
                    campaign,
                    entry.giver,
                    entry.index,
                    start,
                    end
                )
            );
            emit Refunded(campaign, entry.giver, entry.index, start, end);
            TokenLib.push(book.gate.token, entry.giver, end - start);
        } else {
            (Kind kind, bytes32 target) = _destination(book, campaign, entry.kind, source.campaign);
            _record(
                book,
                abi.encode(
                    _journal(book, campaign),
                    EntrySettled.selector,
                    campaign,
                    target,
                    entry.index,
                    start,
                    end
                )
            );
            emit EntrySettled(campaign, target, entry.index, start, end);
            _receive(kind, target, Source(campaign, start), address(0), end - start);
        }
    }

    // ---------------------------------------------------------------- reading

    /// @inheritdoc ILedger
    function campaignId(
        address desk,
        CampaignConfig calldata config,
        bytes32 salt
    ) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), desk, keccak256(abi.encode(config)), salt));
    }

    /// @inheritdoc ILedger
    function campaignOf(bytes32 campaign) external view nonReentrantView returns (Campaign memory) {
        Book storage book = _book(campaign);
        return
            Campaign({
                desk: book.standing.desk,
                state: book.standing.state,
                token: book.gate.token,
                opens: book.gate.opens,
                closes: book.gate.closes,
                minimum: uint96(_decodeMinimum(book.gate.minimum)),
                raised: book.line.raised,
                disbursed: book.line.disbursed,
                settled: book.ending.settled,
                returned: book.returned,
                entries: book.line.entries,
                disbursements: book.line.disbursements,
                aliveAt: book.standing.aliveAt,
                endedAt: book.ending.endedAt,
                silence: book.ending.silence,
                claimWindow: book.ending.claimWindow,
                hardEnd: book.standing.hardEnd,
                successor: book.successor
            });
    }

    /// @inheritdoc ILedger
    function deskOf(bytes32 campaign) external view returns (address) {
        return _book(campaign).standing.desk;
    }

    /// @inheritdoc ILedger
    function disbursementOf(
        bytes32 campaign,
        uint32 index
    ) external view nonReentrantView returns (Disbursement memory) {
        Book storage book = _book(campaign);
        (address payee, uint96 start, uint96 end) = _disbursement(book, campaign, index);
        GivenBack memory back = book.givenBack[index];
        return Disbursement(payee, start, end, back.amount, back.times);
    }

    /// @inheritdoc ILedger
    function returnedOf(bytes32 campaign, uint32 index) external view nonReentrantView returns (uint96) {
        return _books[campaign].givenBack[index].amount;
    }

    /// @inheritdoc ILedger
    function rootOf(bytes32 campaign) external view nonReentrantView returns (bytes32) {
        return _root(_book(campaign));
    }

    /// @inheritdoc ILedger
    function journalOf(bytes32 campaign) external view nonReentrantView returns (bytes32) {
        return _journal(_book(campaign), campaign);
    }

    /// @inheritdoc ILedger
    function heirOf(bytes32 campaign) external view nonReentrantView returns (bytes32) {
        Book storage book = _book(campaign);
        _checkNotTerminal(book, campaign);
        return _heir(book);
    }

    /// @inheritdoc ILedger
    function isSettled(bytes32 campaign, uint32 index) external view nonReentrantView returns (bool) {
        return _book(campaign).settledEntries[index >> 8] & (1 << (index & 0xff)) != 0;
    }

    /// @inheritdoc ILedger
    function isOperator(bytes32 campaign, address account) external view nonReentrantView returns (bool) {
        return _book(campaign).operators[account];
    }

    // ---------------------------------------------------------------- steps: entries and spending

    /// @dev A gift from the gate to the event; the caller then fetches the money.
    function _gift(
        bytes32 campaign,
        address payer,
        address giver,
        uint96 amount
    ) private returns (address token) {
        Book storage book = _books[campaign];
        token = _checkGate(book, campaign, amount);
        (uint32 index, uint96 start, uint96 end) = _append(
            book,
            campaign,
            Kind.Gift,
            payer,
            giver,
            amount,
            0
        );
        emit Donated(campaign, giver, index, payer, start, end);
    }

    function _giftOfValue(bytes32 campaign, address giver) private {
        if (msg.value > type(uint96).max) revert Ledger_LineFull(campaign, 0, msg.value);
        address token = _gift(campaign, msg.sender, giver, uint96(msg.value));
        if (token != address(0)) revert Ledger_WrongToken(campaign, token);
    }

    /// @dev Money that comes from another line, or from a payee. Checks of the target are the caller's.
    function _receive(Kind kind, bytes32 target, Source memory source, address payer, uint96 amount) private {
        bytes32 link = keccak256(abi.encode(source.campaign, source.start));
        (uint32 index, uint96 start, uint96 end) = _append(
            _books[target],
            target,
            kind,
            payer,
            payer,
            amount,
            link
        );
        if (kind == Kind.Return) {
            emit ReturnReceived(target, source.campaign, index, payer, start, end, source.start);
        } else {
            emit TransferReceived(target, source.campaign, index, payer, start, end, source.start);
        }
    }

    /// @dev The one place where a line grows.
    function _append(
        Book storage book,
        bytes32 campaign,
        Kind kind,
        address payer,
        address giver,
        uint96 amount,
        bytes32 link
    ) private returns (uint32 index, uint96 start, uint96 end) {
        Line memory line = book.line;
        if (uint256(line.raised) + amount > type(uint96).max || line.entries == type(uint32).max) {
            revert Ledger_LineFull(campaign, line.raised, amount);
        }
        (index, start) = (line.entries, line.raised);
        unchecked {
            // Both sums were checked above.
            end = start + amount;
            line.raised = end;
            line.entries = index + 1;
        }
        _writeLine(book, line);
        book.branch.append(index, keccak256(abi.encode(kind, index, payer, giver, start, end, link)));
    }

    /// @dev The one place where a line is spent.
    function _spend(
        Book storage book,
        bytes32 campaign,
        address payee,
        uint96 amount
    ) private returns (uint32 index, uint96 start, uint96 end) {
        Line memory line = book.line;
        if (amount == 0) revert Ledger_BelowMinimum(campaign, 0, 1);
        (index, start) = (line.disbursements, line.disbursed);
        unchecked {
            // Law 3: disbursed never exceeds raised, which is below 2^96.
            uint96 escrow = line.raised - start;
            if (amount > escrow) revert Ledger_NotEnoughEscrow(campaign, amount, escrow);
            end = start + amount;
        }
        line.disbursed = end;
        line.disbursements = index + 1;
        _writeLine(book, line);
        _writePaid(book.paid[index], payee, start);
        _markAlive(book);
    }

    /// @dev Never backwards: before the opening `aliveAt` lies ahead.
    function _markAlive(Book storage book) private {
        if (block.timestamp > book.standing.aliveAt) book.standing.aliveAt = uint32(block.timestamp);
    }

    /// @dev The step is encoded by the caller, the former journal first.
    function _record(Book storage book, bytes memory step) private {
        book.journal = keccak256(step);
    }

    // ---------------------------------------------------------------- steps: ending and settling

    function _end(Book storage book, State state) private returns (bytes32 root) {
        root = book.branch.root(book.line.entries);
        book.root = root;
        book.standing.state = state;
        book.ending.endedAt = uint32(block.timestamp);
        book.ending.cancelled = state == State.Cancelled;
        if (book.gate.closes > block.timestamp) book.gate.closes = uint32(block.timestamp);
    }

    function _moveLeftover(Book storage book, bytes32 campaign) private {
        (uint96 start, uint96 end) = (book.line.disbursed, book.line.raised);
        if (start == end) return;
        bytes32 target = _heir(book);
        book.ending.settled = end - start;
        _record(
            book,
            abi.encode(_journal(book, campaign), LeftoverMoved.selector, campaign, target, start, end)
        );
        emit LeftoverMoved(campaign, target, start, end);
        _receive(Kind.Transfer, target, Source(campaign, start), address(0), end - start);
    }

    /// @dev Where an entry's unspent range goes if not to its giver. A Return never goes to an heir of the charity's
    /// choice: paying, returning and cancelling would otherwise divert gifts.
    function _destination(
        Book storage book,
        bytes32 campaign,
        Kind kind,
        bytes32 source
    ) private view returns (Kind, bytes32) {
        if (kind == Kind.Return) return (Kind.Transfer, _terminal(campaign));
        if (kind != Kind.Transfer) return (Kind.Transfer, _heir(book));
        Book storage sourceBook = _books[source];
        if (sourceBook.standing.state == State.Active) return (Kind.Return, source);
        return (Kind.Transfer, _heir(sourceBook));
    }

    function _markSettled(Book storage book, bytes32 campaign, uint32 index) private {
        uint256 bit = 1 << (index & 0xff);
        uint256 word = book.settledEntries[index >> 8];
        if (word & bit != 0) revert Ledger_AlreadySettled(campaign, index);
        book.settledEntries[index >> 8] = word | bit;
    }

    // ---------------------------------------------------------------- checks of one action

    function _checkConfig(CampaignConfig calldata config) private view {
        if (config.token != address(0) && config.token.code.length == 0) revert Ledger_BadConfig("token");
        if (config.opens > block.timestamp + MAX_OPENING_DELAY) revert Ledger_BadConfig("opens");
        if (config.closes <= config.opens || config.closes <= block.timestamp)
            revert Ledger_BadConfig("closes");
        if (config.successor == 0) {
            if (config.claimWindow != 0) revert Ledger_BadConfig("claimWindow");
            if (config.silence != 0) revert Ledger_BadConfig("silence");
            if (config.hardEnd != 0) revert Ledger_BadConfig("hardEnd");
            return;
        }
        if (config.claimWindow < MIN_CLAIM_WINDOW || config.claimWindow > MAX_LIFE) {
            revert Ledger_BadConfig("claimWindow");
        }
        if (config.silence < MIN_SILENCE || config.silence > MAX_SILENCE) revert Ledger_BadConfig("silence");
        if (config.hardEnd < config.closes || config.hardEnd > config.opens + MAX_LIFE) {
            revert Ledger_BadConfig("hardEnd");
        }
    }

    function _checkSuccessor(CampaignConfig calldata config) private view returns (uint8 depth) {
        Book storage successor = _book(config.successor);
        if (successor.gate.token != config.token) revert Ledger_BadConfig("successor");
        depth = successor.standing.depth + 1;
        if (depth > MAX_DEPTH) revert Ledger_BadConfig("successor");
    }

    function _checkNotTerminal(Book storage book, bytes32 campaign) private view {
        if (book.successor == 0) revert Ledger_Terminal(campaign);
    }

    function _checkSilent(Book storage book, bytes32 campaign) private view {
        uint256 until = uint256(book.standing.aliveAt) + book.ending.silence;
        if (book.standing.hardEnd < until) until = book.standing.hardEnd;
        if (block.timestamp <= until) revert Ledger_StillAlive(campaign, until);
    }

    function _checkPayee(
        bytes32 campaign,
        uint32 index,
        address payee,
        uint96 amount,
        uint96 returned,
        uint256 deadline,
        bytes calldata signature
    ) private view {
        if (signature.length == 0) {
            if (msg.sender != payee) revert Ledger_NotPayee(campaign, index, msg.sender);
            return;
        }
        if (block.timestamp > deadline) revert Ledger_Expired(deadline);
        // What was returned so far is part of the message, so that a signature serves once without a nonce.
        bytes32 digest = _hashTypedDataV4(
            keccak256(abi.encode(RETURN_TYPEHASH, campaign, index, payee, amount, returned, deadline))
        );
        if (!payee.isSignedBy(digest, signature)) revert Ledger_NotPayee(campaign, index, msg.sender);
    }

    function _checkReturnable(
        Book storage book,
        bytes32 campaign,
        uint32 index,
        uint96 amount,
        uint96 length,
        GivenBack memory back
    ) private view {
        uint96 rest = length - back.amount;
        bool enough = amount == rest || amount >= _decodeMinimum(book.gate.minimum);
        if (amount == 0 || amount > rest || !enough || back.times == MAX_RETURNS) {
            revert Ledger_NotReturnable(campaign, index, amount, rest);
        }
    }

    function _checkEntry(
        Book storage book,
        bytes32 campaign,
        Entry calldata entry,
        Source calldata source,
        bytes32[32] calldata proof
    ) private view {
        bytes32 leaf = keccak256(abi.encode(entry));
        if (AccumulatorLib.climb(leaf, entry.index, proof) != book.root) {
            revert Ledger_BadProof(campaign, entry.index);
        }
        bool linked = entry.kind == Kind.Transfer || entry.kind == Kind.Return;
        if (linked && keccak256(abi.encode(source.campaign, source.start)) != entry.link) {
            revert Ledger_BadProof(campaign, entry.index);
        }
    }
}
