// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice The few cheat codes of the test runner that the Solidity tests use.
interface IVm {
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    function prank(address sender) external;
    function warp(uint256 timestamp) external;
    function deal(address account, uint256 balance) external;
    function recordLogs() external;
    function getRecordedLogs() external returns (Log[] memory);
    function getCode(string calldata name) external view returns (bytes memory);
}

IVm constant VM = IVm(address(uint160(uint256(keccak256("hevm cheat code")))));

/// @dev Deploys a built contract by its name. `new` would have the compiler optimise its whole code once more inside
/// of the test's own.
function deployBuilt(string memory name, bytes memory arguments, uint256 value) returns (address deployed) {
    bytes memory code = abi.encodePacked(VM.getCode(name), arguments);
    assembly ("memory-safe") {
        deployed := create(value, add(code, 0x20), mload(code))
    }
    require(deployed != address(0), name);
}
