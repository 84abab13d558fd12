#include "tests/tools/support.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace anxin::test {

std::filesystem::path source_dir() { return ANXIN_SOURCE_DIR; }
std::filesystem::path pack_dir() { return source_dir() / "data/packs/beijing"; }
std::filesystem::path program() { return ANXIN_PROGRAM; }
std::filesystem::path shared_data() { return source_dir().parent_path() / "shared/data"; }
std::filesystem::path fixture(const std::string& name) { return source_dir() / "tests/data" / name; }

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

void write_file(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

Scratch::Scratch() {
  std::string pattern = (std::filesystem::temp_directory_path() / "anxin-test-XXXXXX").string();
  folder_ = mkdtemp(pattern.data());
}

Scratch::~Scratch() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

Run run_program(const std::vector<std::string>& arguments, const std::string& stdin_text) {
  std::vector<std::string> argv{program().string()};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  return run_command(argv, stdin_text);
}

Run run_command(const std::vector<std::string>& argv, const std::string& stdin_text) {
  Scratch scratch;
  write_file(scratch / "in", stdin_text);
  const pid_t child = fork();
  if (child == 0) {
    const int in = open((scratch / "in").c_str(), O_RDONLY);
    const int out = open((scratch / "out").c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
    const int err = open((scratch / "err").c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
    dup2(in, 0);
    dup2(out, 1);
    dup2(err, 2);
    std::vector<char*> raw;
    for (const auto& a : argv) raw.push_back(const_cast<char*>(a.c_str()));
    raw.push_back(nullptr);
    execvp(raw[0], raw.data());
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), read_file(scratch / "out"),
          read_file(scratch / "err")};
}

}  // namespace anxin::test

#ifdef __SANITIZE_THREAD__
// GDAL makes a mutex under the lock of all its mutexes and takes it before anyone else can know it, then
// takes them the other way round. ThreadSanitizer cannot see that the first order is over by then and calls
// it a deadlock.
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() { return "deadlock:CPLCreateOrAcquireMutexEx\n"; }
#endif
