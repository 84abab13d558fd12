// The SpatiaLite store as a file: made, opened, refused, verified, backed up.
#include "data/store/store.hpp"

#include <gtest/gtest.h>

#include "data/store/spatialite_store.hpp"
#include "tests/store/sample.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

TEST(Store, KeepsWhatWasCommittedAcrossAReopen) {
  const Scratch scratch;
  const auto file = scratch / "city.anxin";
  const Batch batch = sample_batch(100, 3, 1);
  {
    auto store = create_store(file, sample_info());
    ASSERT_TRUE(store) << store.error().en;
    const auto result = (*store)->commit(0, batch, origin_at(0, "c1"));
    ASSERT_TRUE(result) << result.error().en;
    EXPECT_EQ(result->revision, 1U);
    EXPECT_EQ(result->added, 100U + 10 + 300 + 310);
  }
  auto store = open_store(file);
  ASSERT_TRUE(store) << store.error().en;
  EXPECT_TRUE((*store)->notices().empty()) << (*store)->notices().front().en;
  EXPECT_EQ((*store)->revision(), 1U);
  auto registry = (*store)->load_registry();
  ASSERT_TRUE(registry) << registry.error().en;
  EXPECT_EQ((*registry)->projects(), 100U);
  auto months = (*store)->load_months(**registry);
  ASSERT_TRUE(months) << months.error().en;
  EXPECT_EQ((*months)->size(), 300U);
  const auto report = (*store)->verify();
  ASSERT_TRUE(report) << report.error().en;
  EXPECT_TRUE(report->ok) << report->faults_en.front();
}

}  // namespace
}  // namespace anxin::test
