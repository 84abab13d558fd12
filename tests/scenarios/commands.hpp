// A scenario's sentences as commands, and facts as the sentences that a scenario expects.
#pragma once
#include <optional>

#include "data/model/operation_change.hpp"
#include "data/model/operation_command.hpp"
#include "tests/scenarios/words.hpp"

namespace anxin::test {

// 09:30[:00] of `day`, or 2026-11-24 09:30[:00].
Instant moment(Words& words, Day day);

// The command of a line; empty when its first word is none.
std::optional<OperationCommand> command_of(Words& words, Day day);

// One fact as one short sentence: "level II", "U-CY-LEAD-1 accepted", "breach acknowledge".
std::string sentence(const OperationChange& change, const Operations& before);
std::string counts_text(const FunctionCounts& counts);

}  // namespace anxin::test
