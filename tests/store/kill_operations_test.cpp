// kill -9 during dispatch: a child process carries out one command after another and acknowledges each after
// its commit; it is killed at random moments 2,000 times, and the command without acknowledgement is sent
// again with its id. Nothing acknowledged is lost, nothing stands twice, the journal verifies. The same kills
// find both faults when they are planted. Two lanes on stores of their own, each in a process of its own.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <map>
#include <random>

#include "data/store/spatialite_store.hpp"
#include "tests/store/sample.hpp"
#include "tests/store/sample_operations.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

namespace fs = std::filesystem;

constexpr int kUnits = 20, kIncidents = 5;
enum class Client { Honest, NewIdEachTime, AcknowledgesEarly };

Result<OperationRecord> carry_out(Store& store, int n, const std::string& id) {
  const auto order = dispatch(n % kIncidents, {n % kUnits}, n, n + 1);
  return store.commit_operations(store.revision(), {order}, origin_at(n, id, "operations"));
}

// The child: never returns.
[[noreturn]] void work(const fs::path& file, int next, int out, Client client) {
  auto store = open_spatialite(file, {});
  if (!store) _exit(3);
  for (int n = next;; ++n) {
    const auto tell = [&] {
      if (write(out, &n, sizeof n) != sizeof n) _exit(4);
    };
    if (client == Client::AcknowledgesEarly) tell();
    const std::string id =
        client == Client::NewIdEachTime ? fmt::format("{} {}", n, getpid()) : fmt::format("{}", n);
    if (!carry_out(**store, n, id)) _exit(5);
    if (client != Client::AcknowledgesEarly) tell();
  }
}

// Commands acknowledged by a child until it was killed; the number of the next one.
int run_and_kill(const fs::path& file, int next, Client client, std::mt19937& random) {
  int ends[2];
  if (pipe(ends) != 0) return -1;
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    work(file, next, ends[1], client);
  }
  close(ends[1]);
  // One kill in eight falls into opening; the others a moment after one to four acknowledgements.
  int wanted = random() % 8 == 0 ? 0 : 1 + static_cast<int>(random() % 4);
  const long moment_ns = static_cast<long>(random() % (wanted == 0 ? 30'000'000U : 6'000'000U));
  int n = 0;
  const auto take = [&] {
    if (read(ends[0], &n, sizeof n) != sizeof n) return false;
    next = n + 1;
    return true;
  };
  while (wanted > 0 && take()) --wanted;
  const timespec moment{0, moment_ns};
  ppoll(nullptr, 0, &moment, nullptr);
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  while (take()) {
  }
  close(ends[0]);
  return WIFSIGNALED(status) ? next : -1;
}

struct Found {
  int commands = 0, lost = 0, twice = 0, unsound = 0, resent = 0;
};

// What the store holds of the commands 0 to `next` - 1, all of them acknowledged.
void look(Store& store, int next, Found& found) {
  const auto records = store.operation_records(1);
  const auto report = store.verify();
  if (!records || !report || !report->ok) {
    ++found.unsound;
    if (report && !report->ok) std::fprintf(stderr, "%s\n", report->faults_en.front().c_str());
    return;
  }
  std::map<std::string, int> times;
  for (const OperationRecord& record : *records) {
    ++times[std::get<UnitsDispatched>(record.changes.at(0)).assignments.at(0).id];
  }
  found.commands += next;
  for (int n = 0; n < next; ++n) {
    const auto held = times.find(assignment_id(n % kIncidents, n + 1));
    found.lost += held == times.end() ? 1 : 0;
    found.twice += held != times.end() && held->second > 1 ? 1 : 0;
  }
}

// `kills` kills of one store, copied from `base`.
void kill_one_store(const fs::path& base, const fs::path& file, int kills, Client client,
                    std::mt19937& random, Found& found) {
  for (const char* suffix : {"", ".head"}) fs::copy_file(base.string() + suffix, file.string() + suffix);
  int next = 0;
  for (int i = 0; i < kills && next >= 0; ++i) next = run_and_kill(file, next, client, random);
  if (next < 0) {
    ++found.unsound;
    return;
  }
  auto store = open_spatialite(file, {});
  if (!store) {
    ++found.unsound;
    return;
  }
  // The one without acknowledgement, once more; its answer may be an old one.
  const Revision before = (*store)->revision();
  if (client == Client::Honest) {
    if (const auto again = carry_out(**store, next, fmt::format("{}", next))) {
      found.resent += again->revision <= before ? 1 : 0;
      ++next;
    } else {
      ++found.unsound;
    }
  }
  look(**store, next, found);
  store->reset();
  for (const char* suffix : {"", ".head", "-wal", "-shm"}) fs::remove(file.string() + suffix);
}

class KillOperations : public ::testing::Test {
 protected:
  void SetUp() override {
    auto store = create_store(base_, sample_info());
    ASSERT_TRUE(store) << store.error().en;
    ASSERT_TRUE((*store)->commit_operations(0, opening(kUnits, kIncidents, 0), origin_at(0, "")));
  }
  // Two lanes side by side, each a process that says what it found through a pipe.
  Found kill(int kills, Client client) {
    constexpr int kLanes = 2, kAStore = 50;
    const auto seed = static_cast<std::uint32_t>(20261127 + static_cast<int>(client));
    std::printf("seed %u\n", seed);
    int ends[kLanes];
    pid_t lanes[kLanes];
    for (int lane = 0; lane < kLanes; ++lane) {
      int pipe_ends[2];
      EXPECT_EQ(pipe(pipe_ends), 0);
      lanes[lane] = fork();
      if (lanes[lane] == 0) {
        std::mt19937 random(seed + static_cast<std::uint32_t>(lane));
        Found found;
        for (int done = 0; done < kills / kLanes; done += kAStore) {
          const int now = std::min(kAStore, kills / kLanes - done);
          kill_one_store(base_, scratch_ / fmt::format("lane-{}.anxin", lane), now, client, random, found);
        }
        _exit(write(pipe_ends[1], &found, sizeof found) == sizeof found ? 0 : 1);
      }
      close(pipe_ends[1]);
      ends[lane] = pipe_ends[0];
    }
    Found all;
    for (int lane = 0; lane < kLanes; ++lane) {
      Found found;
      const bool told = read(ends[lane], &found, sizeof found) == sizeof found;
      close(ends[lane]);
      waitpid(lanes[lane], nullptr, 0);
      all.commands += found.commands, all.lost += found.lost, all.twice += found.twice;
      all.unsound += found.unsound + (told ? 0 : 1), all.resent += found.resent;
    }
    std::printf("%d kills, %d commands: %d lost, %d twice, %d unsound; %d resent had been carried out\n",
                kills, all.commands, all.lost, all.twice, all.unsound, all.resent);
    return all;
  }
  Scratch scratch_;
  fs::path base_ = scratch_ / "base.anxin";
};

TEST_F(KillOperations, TwoThousandKillsLoseNothingAcknowledgedAndDoubleNothing) {
  const Found found = kill(2000, Client::Honest);
  EXPECT_EQ(found.lost, 0);
  EXPECT_EQ(found.twice, 0);
  EXPECT_EQ(found.unsound, 0);
  EXPECT_GT(found.commands, 2000);
}

TEST_F(KillOperations, TheSameKillsFindDoublesWhenARepeatedCommandHasANewId) {
  const Found found = kill(100, Client::NewIdEachTime);
  EXPECT_GT(found.twice, 0);
  EXPECT_EQ(found.unsound, 0);
}

TEST_F(KillOperations, TheSameKillsFindLossesWhenAClientAcknowledgesEarly) {
  const Found found = kill(100, Client::AcknowledgesEarly);
  EXPECT_GT(found.lost, 0);
  EXPECT_EQ(found.unsound, 0);
}

}  // namespace
}  // namespace anxin::test
