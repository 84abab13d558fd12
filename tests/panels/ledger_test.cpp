// The view of clauses: every clause of the plan, what records answer, the keys that walk along it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/panels/screen.hpp"

namespace anxin::test {
namespace {

constexpr int kF5 = 294, kF2 = 291;

class Ledger : public ::testing::Test {
 protected:
  void SetUp() override {
    const City& city = small_city();
    table_ = std::make_shared<const ClauseTable>(
        clause_table(*city.registry, city.pack->clauses, city.pack->clause_terms, *city.coverage));
    screen.change = [this](Frame& f) { f.clauses = table_; };
    screen.frame();
    screen.key(kF5);
    screen.frame();
  }
  Screen screen{1920, 1080};
  std::shared_ptr<const ClauseTable> table_;
};

TEST_F(Ledger, F5ShowsAllClausesInPlaceOfTheMapAndF2LeavesIt) {
  ASSERT_EQ(table_->rows.size(), 33u);
  EXPECT_EQ(screen.view.tab, ViewTab::Clauses);
  EXPECT_TRUE(screen.shows("O1"));
  EXPECT_FALSE(screen.shows("图例")) << "no map, no legend";
  screen.key(kF2);
  screen.frame();
  EXPECT_TRUE(screen.shows("图例"));
}

TEST_F(Ledger, AClauseWithoutRecordsSaysSoAndNeverZero) {
  screen.state.tools.clause = "G4";
  screen.frame();
  EXPECT_TRUE(screen.shows("暂无记录"));
  EXPECT_FALSE(screen.shows("0 / 17"));
}

TEST_F(Ledger, ThePaneShowsTheFigureOfTheTableAndOpensItsList) {
  screen.state.tools.clause = "G8";
  screen.frame();
  screen.frame();
  const auto row = std::ranges::find_if(table_->rows, [](const auto& r) { return r.clause.id == "G8"; });
  const ClauseCell& city = row->figures.at(0).city;
  EXPECT_TRUE(screen.shows(fmt::format("{} / {}", *city.numerator, *city.denominator)));
  const Pixel open = screen.find("在覆盖中查看");
  screen.click(open.x, open.y);
  EXPECT_EQ(screen.view.tab, ViewTab::Coverage);
  EXPECT_EQ(screen.view.safeguard, Safeguard::DedicatedAccount);
}

TEST_F(Ledger, JAndKWalkAndTheEndsHold) {
  screen.key('K');
  EXPECT_EQ(screen.state.tools.clause, "O1");
  screen.key('J');
  screen.key('J');
  EXPECT_EQ(screen.state.tools.clause, "O3");
}

}  // namespace
}  // namespace anxin::test
