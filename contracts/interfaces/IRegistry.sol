// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title IRegistry
/// @notice Which parties, tokens and desks are recognised, and each token's General Fund. It holds no money and moves
/// none. Recognition decides what new campaigns a desk opens, where money may go on to, who vouches for recipients, and
/// what pages count; and no auditor speaks as one of a list of recipients.
interface IRegistry {
    /// @notice What somebody or something may be recognised as.
    enum Role {
        Charity,
        Auditor,
        Operator,
        Token,
        Desk,
        /// May open terminal funds, which are never closed and never cancelled.
        FundKeeper,
        /// Vouches for who a recipient is, where no auditor comes by.
        Witness
    }

    /// @notice `account` is recognised as `role` from now on, or under a new document.
    /// @param document digest of the JSON document that says who this is (registration, contact); may be zero
    event Recognised(Role indexed role, address indexed account, bytes32 document);
    /// @notice `account` is no longer recognised as `role`.
    event Unrecognised(Role indexed role, address indexed account);
    /// @notice `campaign` is the terminal fund for `token` from now on.
    event GeneralFundNamed(address indexed token, bytes32 indexed campaign);

    error Registry_ZeroAccount();
    error Registry_NotTerminal(bytes32 campaign);
    error Registry_WrongToken(address token, address campaignToken);

    /// @notice Recognises `account` as `role`; again to change its document. Registrar only.
    function recognise(Role role, address account, bytes32 document) external;

    /// @notice Ends a recognition. Running campaigns keep their parties. Registrar only.
    function unrecognise(Role role, address account) external;

    /// @notice Names the terminal fund that pages and scripts offer as the last successor for campaigns in `token`.
    /// A campaign's own chain of successors decides. Registrar only.
    function nameGeneralFund(address token, bytes32 campaign) external;

    /// @notice Whether `account` is recognised as `role` now.
    function isRecognised(Role role, address account) external view returns (bool);

    /// @notice The token's General Fund; zero if none is named. `token` zero is the chain's own coin.
    function generalFundOf(address token) external view returns (bytes32 campaign);
}
