// What every test program shares: where the repository, the shared data and scratch folders are, and how a
// claim that needs
// ../shared/data is skipped with a printed reason that tests/run_all.sh counts.
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace anxin::test {

std::filesystem::path source_dir();
std::filesystem::path pack_dir();                        // data/packs/beijing
std::filesystem::path program();                         // the anxin executable of this build
std::filesystem::path shared_data();                     // ../shared/data; may not exist
std::filesystem::path fixture(const std::string& name);  // tests/data/<name>
std::string read_file(const std::filesystem::path&);
void write_file(const std::filesystem::path&, const std::string& bytes);

// A folder of its own for one test, removed with it.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return folder_ / name; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

struct Run {
  int exit_code;
  std::string out, err;
};
Run run_program(const std::vector<std::string>& arguments,
                const std::string& stdin_text = "");  // anxin ARG...
Run run_command(const std::vector<std::string>& argv, const std::string& stdin_text = "");

}  // namespace anxin::test

// Skips with a reason that the run counts: claims that need ../shared/data.
#define ANXIN_NEEDS_SHARED_DATA(relative)                                  \
  if (!std::filesystem::exists(::anxin::test::shared_data() / (relative))) \
  GTEST_SKIP() << "needs ../shared/data/" << (relative)
