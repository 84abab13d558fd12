#include "tests/ingest/plants.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "data/ingest/child.hpp"
#include "data/ingest/sheet.hpp"

namespace anxin::test {
namespace {

bool send_out(std::string_view bytes) {
  return write(4, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
}

void plant_socket() { (void)socket(AF_INET, SOCK_STREAM, 0); }
void plant_exec() { execl("/bin/true", "true", nullptr); }

// What is not allowed but harmless to ask fails with EPERM instead of killing; success would be a crash and
// seen.
void must_fail(int result) {
  if (result >= 0 || errno != EPERM) std::abort();
}
void plant_write() { must_fail(open("/tmp/anxin-plant", O_CREAT | O_WRONLY, 0600)); }
void plant_append() { must_fail(open("/dev/null", O_WRONLY | O_APPEND)); }
void plant_fork() { must_fail(fork()); }
void plant_unlink() { must_fail(unlink("/tmp/anxin-plant-kept")); }

// 10 GB, touched so that it is taken in sanitizer builds too, where only the parent watches.
void plant_memory() {
  constexpr std::size_t kPiece = 64u << 20;
  for (int i = 0; i < 160; ++i) {
    void* piece = mmap(nullptr, kPiece, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (piece == MAP_FAILED) _exit(66);
    std::memset(piece, 1, kPiece);
  }
}

void plant_spin() {
  for (volatile unsigned i = 0;; i = i + 1) {
  }
}

void plant_crash() { std::abort(); }
void plant_hang() {
  while (true) sleep(1000);
}

SheetHead head_of(std::vector<std::string> columns) {
  SheetHead head;
  head.columns = std::move(columns);
  return head;
}

void plant_truncated() {
  SheetWriter out(send_out);
  out.hello();
  out.head(head_of({"a", "b"}));
}

void plant_wrong_cells() {
  SheetWriter out(send_out);
  out.hello();
  out.head(head_of({"a", "b"}));
  const std::string_view one[] = {"only"};
  out.row(2, RowShape::Whole, one);
  out.finish();
}

void plant_bad_utf8() {
  SheetWriter out(send_out);
  out.hello();
  out.head(head_of({"a"}));
  const std::string_view one[] = {"\xFF\xFE"};
  out.row(2, RowShape::Whole, one);
  out.finish();
}

void plant_huge_frame() {
  SheetWriter out(send_out);
  out.hello();
  send_out(std::string_view("H\xFF\xFF\xFF\x7F", 5));
}

void plant_stranger() { send_out("Running main() from gtest_main.cc\n"); }

}  // namespace

std::optional<int> run_if_plant(int argc, char** argv) {
  if (argc < 3 || argv[1] != kIntakeChildWord) return std::nullopt;
  const std::map<std::string_view, std::function<void()>> plants{{"plant-socket", plant_socket},
                                                                 {"plant-exec", plant_exec},
                                                                 {"plant-fork", plant_fork},
                                                                 {"plant-write", plant_write},
                                                                 {"plant-append", plant_append},
                                                                 {"plant-append", plant_append},
                                                                 {"plant-unlink", plant_unlink},
                                                                 {"plant-memory", plant_memory},
                                                                 {"plant-spin", plant_spin},
                                                                 {"plant-crash", plant_crash},
                                                                 {"plant-hang", plant_hang},
                                                                 {"plant-truncated", plant_truncated},
                                                                 {"plant-wrong-cells", plant_wrong_cells},
                                                                 {"plant-bad-utf8", plant_bad_utf8},
                                                                 {"plant-huge-frame", plant_huge_frame},
                                                                 {"plant-stranger", plant_stranger}};
  const auto plant = plants.find(argv[2]);
  if (plant == plants.end()) return std::nullopt;
  ChildLimits limits;
  limits.memory_bytes = std::strtoull(argv[3], nullptr, 10);
  limits.cpu = std::chrono::seconds(std::strtoll(argv[4], nullptr, 10));
  if (!enter_sandbox(limits)) _exit(65);
  plant->second();
  _exit(0);
}

}  // namespace anxin::test
