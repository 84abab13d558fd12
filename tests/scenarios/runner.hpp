// Plays one scenario file: every line is a moment, a declaration, a command, a refusal or an expectation
// (README.md beside this file). A line that does not hold fails the test at that line of that file.
#pragma once
#include <filesystem>

#include "tests/scenarios/ledger.hpp"

namespace anxin::test {

// `prelude` is played first; both on the same ledger, which starts empty.
void play(const std::filesystem::path& prelude, const std::filesystem::path& scenario, Ledger& ledger);

}  // namespace anxin::test
