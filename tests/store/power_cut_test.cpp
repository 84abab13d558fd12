// Power cuts, full disks and disks gone read-only under the real store code: what was acknowledged stays,
// what was not leaves the store as before. The same cuts find losses when synchronous is lowered, so the
// detector works.
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <random>

#include "data/model/operation_json.hpp"
#include "data/store/spatialite_store.hpp"
#include "tests/store/power_cut_vfs.hpp"
#include "tests/store/sample.hpp"
#include "tests/store/sample_operations.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

using Files = std::map<std::string, std::string>;

class PowerCut : public ::testing::Test {
 protected:
  void SetUp() override {
    power_cut_disk() = Disk();
    auto store = create_spatialite(file_, sample_info(), settings_);
    ASSERT_TRUE(store) << store.error().en;
    ASSERT_TRUE((*store)->commit({}, sample_batch(20, 1, 1), origin_at(0, "base"), {}));
    ASSERT_TRUE((*store)->commit_operations(1, opening(6, 3, 0), origin_at(0, "base operations")));
    store->reset();
    base_head_ = read_file(head_path(file_));
    for (const auto& [name, file] : power_cut_disk().files) base_[name] = file->live;
  }
  void TearDown() override { power_cut_disk() = Disk(); }
  // The disk as it was after SetUp, everything durable.
  void restore() {
    power_cut_disk() = Disk();
    for (const auto& [name, bytes] : base_) {
      auto file = std::make_shared<DiskFile>();
      file->live = file->durable = bytes;
      power_cut_disk().files[name] = file;
    }
    write_file(head_path(file_), base_head_);
  }
  std::unique_ptr<Store> open() {
    auto store = open_spatialite(file_, settings_);
    EXPECT_TRUE(store) << store.error().en;
    return store ? std::move(*store) : nullptr;
  }
  // Commits until the power goes; how many were acknowledged.
  int commit_until_cut() {
    auto store = open_spatialite(file_, settings_);
    if (!store) return 0;
    std::unique_ptr<Store> s = std::move(*store);
    for (int n = 0; n < 12; ++n) {
      if (!carry_out(*s, n)) return n;
    }
    return 12;
  }
  // Command n: an import or, where operations are tried, a dispatch.
  [[nodiscard]] bool carry_out(Store& store, int n) const {
    const std::string id = "cut" + std::to_string(n);
    if (operations_) {
      const auto order = dispatch(n % 3, {n % 6}, n, n + 1);
      return store.commit_operations(store.revision(), {order}, origin_at(n, id, "operations")).has_value();
    }
    Batch batch;
    batch.projects = {project_row(100 + n, LonLat::of_degrees(116.1 + n * 0.01, 39.7))};
    batch.months = {month_row(100 + n, 2, 100 + n, 50), month_row(3, 1, 7000 + n, 1)};
    return store.commit({}, batch, origin_at(n, id)).has_value();
  }
  [[nodiscard]] bool holds(Store& store, int n) const {
    if (!operations_) return store.history(project_id(100 + n), 1).has_value();
    const auto answer = store.operation_answer("cut" + std::to_string(n));
    return answer && *answer && kind_of((*answer)->changes.at(0)) == "UnitsDispatched";
  }
  // Acknowledged commits that are gone after `cuts` cuts; every survivor must verify.
  int lost_in(int cuts, std::uint32_t seed) {
    std::mt19937 random(seed);
    int lost = 0, acknowledged_in_all = 0;
    for (int i = 0; i < cuts; ++i) {
      restore();
      power_cut_disk().writes_left = static_cast<std::int64_t>(random() % 260);
      const int acknowledged = commit_until_cut();
      acknowledged_in_all += acknowledged;
      power_cut_disk().cut(random);
      const auto store = open();
      if (store == nullptr) return cuts;
      const int kept = static_cast<int>(store->revision()) - 2;
      lost += std::max(0, acknowledged - kept);
      if (!settings_.synchronous_normal) {
        EXPECT_LE(kept, acknowledged + 1) << "seed " << seed << " cut " << i;
        const auto report = store->verify();
        EXPECT_TRUE(report && report->ok) << "seed " << seed << " cut " << i << ": "
                                          << (report ? report->faults_en.front() : report.error().en);
        for (int n = 0; n < acknowledged; ++n) {
          EXPECT_TRUE(holds(*store, n)) << "seed " << seed << " cut " << i;
        }
      }
    }
    EXPECT_GT(acknowledged_in_all, cuts);
    return lost;
  }

  Scratch scratch_;
  std::filesystem::path file_ = scratch_ / "city.anxin";
  StoreSettings settings_{.vfs = kPowerCutVfs};
  bool operations_ = false;
  Files base_;
  std::string base_head_;
};

TEST_F(PowerCut, LosesNothingAcknowledgedInThreeHundredCuts) { EXPECT_EQ(lost_in(300, 20261123), 0); }

TEST_F(PowerCut, TheSameCutsFindLossesWhenSynchronousIsLowered) {
  settings_.synchronous_normal = true;
  EXPECT_GT(lost_in(40, 20261123), 0);
}

TEST_F(PowerCut, DispatchesLoseNothingAcknowledgedInThreeHundredCuts) {
  operations_ = true;
  EXPECT_EQ(lost_in(300, 20261127), 0);
}

TEST_F(PowerCut, TheSameCutsFindLostDispatchesWhenSynchronousIsLowered) {
  operations_ = true;
  settings_.synchronous_normal = true;
  EXPECT_GT(lost_in(40, 20261127), 0);
}

TEST_F(PowerCut, AFullDiskDuringCommitLeavesTheStoreAsBefore) {
  for (const std::int64_t room : {0, 3000, 20000, 60000, 150000}) {
    restore();
    {
      const auto store = open();
      power_cut_disk().room_left = room;
      const auto refused = store->commit({}, sample_batch(3000, 1, 5), origin_at(1, "big"));
      ASSERT_FALSE(refused) << room;
      EXPECT_EQ(refused.error().code, ErrorCode::Store);
      EXPECT_NE(refused.error().en.find("full disk"), std::string::npos) << refused.error().en;
      power_cut_disk().room_left = -1;
      EXPECT_EQ(store->revision(), 2U);
    }
    const auto store = open();
    EXPECT_EQ(store->revision(), 2U);
    EXPECT_EQ((*store->load_registry())->projects(), 20U);
    EXPECT_TRUE(store->commit(2, sample_batch(30, 1, 5), origin_at(1, "big")));
    EXPECT_TRUE(store->verify()->ok) << store->verify()->faults_en.front();
  }
}

TEST_F(PowerCut, ADiskGoneReadOnlyDuringCommitLeavesTheStoreAsBefore) {
  restore();
  {
    const auto store = open();
    power_cut_disk().read_only = true;
    const auto refused = store->commit({}, sample_batch(30, 1, 5), origin_at(1, "big"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Store);
    EXPECT_NE(refused.error().en.find("read-only"), std::string::npos) << refused.error().en;
  }
  power_cut_disk().read_only = false;
  const auto store = open();
  EXPECT_EQ(store->revision(), 2U);
  EXPECT_TRUE(store->verify()->ok) << store->verify()->faults_en.front();
}

}  // namespace
}  // namespace anxin::test
