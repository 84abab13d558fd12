// The simulated city in a store: what came in is what stands there, the same each time, and nothing is left
// of a failure.
#include <algorithm>

#include "tests/demo/cities.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

using test::anchor_day;
using test::beijing;

DemoOptions small() {
  DemoOptions options;
  options.projects = 300;
  options.months = 15;
  return options;
}

TEST(DemoStore, HoldsTheCityAndItsAssessment) {
  const test::Scratch scratch;
  const Result<BatchResult> made = make_demo_store(scratch / "city.anxin", beijing(), small());
  ASSERT_TRUE(made.has_value()) << made.error().en;
  const Batch city = make_demo_batch(beijing(), small()).value();
  EXPECT_EQ(made->added, city.enterprises.size() + city.projects.size() + city.months.size() +
                             city.safeguards.size() + city.complaints.size() + city.orders.size() +
                             city.blacklist.size() + city.incidents.size() + city.feeds.size() +
                             city.arrivals.size() + city.project_feeds.size());

  auto store = open_store(scratch / "city.anxin", OpenMode::ReadOnly);
  ASSERT_TRUE(store.has_value()) << store.error().en;
  EXPECT_TRUE((*store)->info().simulated);
  EXPECT_EQ((*store)->info().anchor, small().anchor);
  auto registry = (*store)->load_registry();
  ASSERT_TRUE(registry.has_value()) << registry.error().en;
  ASSERT_EQ((*registry)->projects(), city.projects.size());
  const auto risk = (*store)->load_risk(**registry, anchor_day(), beijing().rules.digest);
  ASSERT_TRUE(risk.has_value() && risk->has_value());
  const test::FactsOf facts_of(city);
  for (Index i = 0; i < (*registry)->projects(); ++i) {
    ASSERT_EQ((*registry)->id[i], city.projects[i].id);
    const Assessment expected = assess(facts_of(i), beijing().rules, anchor_day());
    ASSERT_EQ((*risk)->grade[i], expected.grade) << city.projects[i].id;
    ASSERT_EQ((*risk)->score_milli[i], expected.score_milli) << city.projects[i].id;
  }
}

TEST(DemoStore, AnEmptyCityIsForRealDataAndBearsNoMark) {
  const test::Scratch scratch;
  DemoOptions none = small();
  none.projects = 0;
  ASSERT_TRUE(make_demo_store(scratch / "empty.anxin", beijing(), none).has_value());
  auto store = open_store(scratch / "empty.anxin", OpenMode::ReadOnly);
  ASSERT_TRUE(store.has_value()) << store.error().en;
  EXPECT_FALSE((*store)->info().simulated);
  EXPECT_FALSE((*store)->info().anchor.has_value());
  EXPECT_EQ((*store)->info().supervising_units.size(), 17u);
}

TEST(DemoStore, IsTheSameEachTime) {
  const test::Scratch scratch;
  const auto one = make_demo_store(scratch / "one.anxin", beijing(), small());
  const auto two = make_demo_store(scratch / "two.anxin", beijing(), small());
  ASSERT_TRUE(one && two);
  EXPECT_EQ(one->digest, two->digest);
  DemoOptions other = small();
  other.seed += 1;
  const auto three = make_demo_store(scratch / "three.anxin", beijing(), other);
  ASSERT_TRUE(three.has_value());
  EXPECT_NE(one->digest, three->digest);
}

TEST(DemoStore, InChunksHoldsTheSameProjects) {
  const test::Scratch scratch;
  DemoOptions chunked = small();
  chunked.chunk_projects = 120;
  const auto whole = make_demo_store(scratch / "whole.anxin", beijing(), small());
  std::vector<std::size_t> steps;
  const auto parts = make_demo_store(scratch / "parts.anxin", beijing(), chunked,
                                     [&](std::size_t done, std::size_t) { steps.push_back(done); });
  ASSERT_TRUE(whole && parts);
  EXPECT_EQ(parts->added, whole->added);
  EXPECT_EQ(parts->changed, 0u);
  EXPECT_GT(parts->revision, whole->revision);
  EXPECT_TRUE(std::ranges::is_sorted(steps));
}

TEST(DemoStore, WithoutProjectsIsAnEmptyCityToImportInto) {
  const test::Scratch scratch;
  DemoOptions none;
  none.projects = 0;
  const auto made = make_demo_store(scratch / "empty.anxin", beijing(), none);
  ASSERT_TRUE(made.has_value()) << made.error().en;
  EXPECT_EQ(made->added, 0u);
  auto store = open_store(scratch / "empty.anxin");
  ASSERT_TRUE(store.has_value()) << store.error().en;
  EXPECT_EQ((*store)->info().districts.size(), 16u);
  const Batch some = make_demo_batch(beijing(), small()).value();
  EXPECT_TRUE((*store)->commit({}, some, {small().anchor, "test", "test-1", "projects", "test"}).has_value());
}

TEST(DemoStore, DoesNotOverwriteAFile) {
  const test::Scratch scratch;
  test::write_file(scratch / "mine.anxin", "mine");
  const auto refused = make_demo_store(scratch / "mine.anxin", beijing(), small());
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::Store);
  EXPECT_EQ(test::read_file(scratch / "mine.anxin"), "mine");
}

TEST(DemoStore, LeavesNothingWhenTheCityIsRefused) {
  const test::Scratch scratch;
  DemoOptions wrong = small();
  wrong.months = 500;
  EXPECT_FALSE(make_demo_store(scratch / "wrong.anxin", beijing(), wrong).has_value());
  EXPECT_FALSE(std::filesystem::exists(scratch / "wrong.anxin"));
}

}  // namespace
}  // namespace anxin
