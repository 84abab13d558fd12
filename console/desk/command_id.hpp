// The id by which a command is known wherever it goes: sent twice, it has one effect and the same answer.
#pragma once
#include <string>

namespace anxin {

[[nodiscard]] std::string new_command_id();  // 128 bits from the operating system, hex; any thread

}  // namespace anxin
