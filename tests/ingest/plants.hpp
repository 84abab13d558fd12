// Children that misbehave on purpose, behind the real sandbox or in its place.
#pragma once
#include <optional>

namespace anxin::test {
std::optional<int> run_if_plant(int argc, char** argv);
}  // namespace anxin::test
