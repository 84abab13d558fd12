// Each scenario file is one test of its own name, so that a report names the rule that broke.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/scenarios/runner.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

std::filesystem::path folder() { return source_dir() / "tests/scenarios"; }

std::vector<std::filesystem::path> scenarios() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder()))
    if (entry.path().extension() == ".scn" && entry.path().filename() != "world.scn")
      files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

std::string test_name(const testing::TestParamInfo<std::filesystem::path>& info) {
  std::string name = info.param.stem().string();
  std::ranges::replace_if(name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
}

class Scenario : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Scenario, HoldsInMemory) {
  const auto ledger = memory_ledger();
  play(folder() / "world.scn", GetParam(), *ledger);
}

TEST_P(Scenario, HoldsInTheStore) {
  const Scratch scratch;
  const auto ledger = store_ledger(scratch / "scenario.anxin");
  play(folder() / "world.scn", GetParam(), *ledger);
}

INSTANTIATE_TEST_SUITE_P(Incidents, Scenario, testing::ValuesIn(scenarios()), test_name);

}  // namespace
}  // namespace anxin::test
