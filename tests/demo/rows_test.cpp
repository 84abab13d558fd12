// Rows of the simulated city: exact totals, the same each time, inside their districts, well-formed, about
// nobody.
#include <algorithm>
#include <map>
#include <set>
#include <thread>

#include "data/model/uscc.hpp"
#include "tests/demo/cities.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

using test::anchor_day;
using test::beijing;
using test::city_of;
using test::digest_of;

DemoOptions options_of(std::size_t projects, std::uint64_t seed = 20261123, int months = 36) {
  DemoOptions options;
  options.projects = projects;
  options.seed = seed;
  options.months = months;
  return options;
}

TEST(DemoFigures, OfTheWholeCityAreThePublishedOnes) {
  const DemoFigures figures = published_figures(DemoOptions{});
  EXPECT_EQ(figures.active_projects, 7764);
  EXPECT_EQ(figures.dedicated_accounts, 6975);
  EXPECT_EQ(figures.paid_through_accounts_fen, 3'436'800'000'000);
  EXPECT_EQ(figures.registrations, 5'850'000);
}

class DemoSize : public testing::TestWithParam<std::size_t> {};

TEST_P(DemoSize, HitsItsFiguresExactly) {
  const DemoFigures wanted = published_figures(options_of(GetParam()));
  const DemoFigures found = test::city_of(GetParam()).projects.empty()
                                ? DemoFigures{}
                                : measured_figures(city_of(GetParam()), anchor_day());
  EXPECT_EQ(found.active_projects, wanted.active_projects);
  EXPECT_EQ(found.dedicated_accounts, wanted.dedicated_accounts);
  EXPECT_EQ(found.paid_through_accounts_fen, wanted.paid_through_accounts_fen);
  EXPECT_EQ(found.registrations, wanted.registrations);
}

TEST_P(DemoSize, GivesUnitsTheirShareByWeight) {
  const Batch& city = city_of(GetParam());
  double weights = 0;
  for (const auto& [code, weight] : beijing().site_weight) weights += weight;
  std::map<std::string, double> active;
  for (const ProjectRow& project : city.projects)
    active[project.supervising_unit] += project.status == ProjectStatus::Active;
  for (const auto& [code, weight] : beijing().site_weight)
    EXPECT_LT(std::abs(active[code] - weight / weights * static_cast<double>(GetParam())), 1.0) << code;
}

TEST_P(DemoSize, PutsEveryProjectInsideItsDistrict) {
  std::map<std::string, PreparedArea> areas;
  for (const District& district : beijing().districts)
    areas.emplace(district.code, PreparedArea(district.shape));
  std::set<std::string> beside_bda;
  for (const ProjectRow& project : city_of(GetParam()).projects) {
    ASSERT_TRUE(areas.at(project.district).contains(project.at)) << project.id;
    if (project.supervising_unit == "BDA") {
      beside_bda.insert(project.district);
    } else {
      ASSERT_EQ(project.supervising_unit, project.district) << project.id;
    }
  }
  for (const std::string& district : beside_bda)
    EXPECT_TRUE(district == "110112" || district == "110115") << district;
}

TEST_P(DemoSize, NumbersProjectsUniquelyInAscendingOrder) {
  const Batch& city = city_of(GetParam());
  for (std::size_t i = 1; i < city.projects.size(); ++i)
    ASSERT_LT(city.projects[i - 1].id, city.projects[i].id);
  for (const ProjectRow& project : city.projects) {
    ASSERT_TRUE(project.id.starts_with("P-" + project.supervising_unit + "-")) << project.id;
    ASSERT_GE(project.id.size() - project.id.rfind('-') - 1, 4u) << project.id;
  }
}

TEST_P(DemoSize, KnowsEveryEnterpriseItNames) {
  const Batch& city = city_of(GetParam());
  std::set<std::string> known;
  for (const EnterpriseRow& row : city.enterprises) {
    ASSERT_TRUE(is_valid_uscc(row.uscc)) << row.uscc;
    ASSERT_EQ(row.uscc.substr(2, 6), "110199") << "a division that does not exist";
    ASSERT_TRUE(known.insert(row.uscc).second) << row.uscc << " twice";
  }
  for (const ProjectRow& project : city.projects) {
    ASSERT_TRUE(known.contains(project.owner));
    ASSERT_TRUE(known.contains(project.general_contractor));
    ASSERT_TRUE(project.subcontractor.empty() || known.contains(project.subcontractor));
  }
}

TEST_P(DemoSize, HoldsOnlyMonthsThatAreDueAndAddUp) {
  const Batch& city = city_of(GetParam());
  std::map<std::string, const ProjectRow*> projects;
  for (const ProjectRow& project : city.projects) projects[project.id] = &project;
  const Month last = month_of(anchor_day()) - std::chrono::months(1);
  std::size_t settled_later = 0;
  for (std::size_t i = 0; i < city.months.size(); ++i) {
    const ProjectMonthRow& row = city.months[i];
    const Day pay = pay_date(month_index(row.month), projects.at(row.project)->pay_day);
    ASSERT_LE(row.month, last);
    ASSERT_LE(row.valid_from, anchor_day());
    ASSERT_TRUE(row.due_fen && *row.due_fen > 0);
    if (row.attended) {
      ASSERT_GE(*row.attended, 1);
    }
    if (row.paid_fen) {
      ASSERT_GE(*row.paid_fen, 0);
      ASSERT_LE(*row.paid_fen, *row.due_fen);
      ASSERT_EQ(*row.paid_fen > 0, row.last_payroll.has_value());
    }
    if (row.attended && row.paid_heads) {
      ASSERT_LE(*row.paid_heads, *row.attended);
    }
    const bool again =
        i > 0 && city.months[i - 1].project == row.project && city.months[i - 1].month == row.month;
    if (!again) {
      ASSERT_EQ(row.valid_from, pay);
      continue;
    }
    ++settled_later;
    ASSERT_LT(city.months[i - 1].valid_from, row.valid_from);
    ASSERT_LT(*city.months[i - 1].paid_fen, *city.months[i - 1].due_fen);
    ASSERT_EQ(*row.paid_fen, *row.due_fen);
    ASSERT_EQ(*row.last_payroll, row.valid_from);
  }
  if (GetParam() >= 1000) {
    EXPECT_GT(settled_later, city.months.size() / 200);
  }
}

TEST_P(DemoSize, HoldsNoNumberThatCouldBeAPersons) {
  const auto longest_run = [](const std::string& text) {
    std::size_t run = 0, longest = 0;
    for (const char c : text) longest = std::max(longest, run = c >= '0' && c <= '9' ? run + 1 : 0);
    return longest;
  };
  for (const EnterpriseRow& row : city_of(GetParam()).enterprises)
    ASSERT_EQ(longest_run(row.name), 0u) << row.name;
  for (const ProjectRow& row : city_of(GetParam()).projects) ASSERT_LE(longest_run(row.name), 3u) << row.name;
}

INSTANTIATE_TEST_SUITE_P(Demo, DemoSize, testing::Values(0, 1, 17, 7764, 20000));

TEST(Demo, WagesAreThoseOfBuildingWorkers) {
  for (const ProjectMonthRow& row : city_of(7764).months) {
    if (!row.attended || *row.attended < 10) continue;
    ASSERT_GT(*row.due_fen / *row.attended, 2'500'00);
    ASSERT_LT(*row.due_fen / *row.attended, 15'000'00);
  }
}

TEST(Demo, SmallCitiesHitTheirFiguresFromAnySeed) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const DemoOptions options = options_of(1 + seed % 5, seed);
    const Result<Batch> city = make_demo_batch(beijing(), options);
    ASSERT_TRUE(city.has_value());
    EXPECT_EQ(measured_figures(*city, anchor_day()), published_figures(options)) << "seed " << seed;
  }
}

TEST(Demo, MeasuredFiguresSeeAFenAndAHeadThatMoved) {
  Batch city = city_of(17);
  const DemoFigures before = measured_figures(city, anchor_day());
  auto paid = std::ranges::find_if(city.months, [&](const ProjectMonthRow& row) {
    return row.attended && row.paid_fen == row.due_fen && row.inflow_fen &&
           row.last_payroll > add_months(anchor_day(), -11);
  });
  ASSERT_NE(paid, city.months.end());
  *paid->paid_fen -= 1;
  city.months.back().attended = city.months.back().attended.value_or(0) + 1'000;
  EXPECT_EQ(measured_figures(city, anchor_day()).paid_through_accounts_fen,
            before.paid_through_accounts_fen - 1);
  EXPECT_NE(measured_figures(city, anchor_day()).registrations, before.registrations);
}

TEST(Demo, SameSeedGivesTheSameRowsOnAnyThread) {
  const std::string expected = digest_of(city_of(700, 5, 20));
  std::array<std::string, 2> found;
  {
    std::array<std::jthread, 2> threads;
    for (std::size_t i = 0; i < 2; ++i)
      threads[i] = std::jthread(
          [&, i] { found[i] = digest_of(make_demo_batch(beijing(), options_of(700, 5, 20)).value()); });
  }
  EXPECT_EQ(found[0], expected);
  EXPECT_EQ(found[1], expected);
}

TEST(Demo, AnotherSeedGivesOtherRows) {
  EXPECT_NE(digest_of(city_of(700, 5, 20)), digest_of(city_of(700, 6, 20)));
}

TEST(Demo, ChunksHoldTheSameRowsAsTheWhole) {
  DemoOptions options = options_of(700, 5, 20);
  options.chunk_projects = 90;
  const Result<DemoCity> city = DemoCity::plan(beijing(), options);
  ASSERT_TRUE(city.has_value());
  ASSERT_GT(city->chunks(), 5u);
  Batch all;
  for (std::size_t i = 0; i < city->chunks(); ++i) {
    Batch part = city->chunk(i);
    EXPECT_LE(part.projects.size(), 200u);
    all.enterprises.insert(all.enterprises.end(), part.enterprises.begin(), part.enterprises.end());
    all.projects.insert(all.projects.end(), part.projects.begin(), part.projects.end());
    all.months.insert(all.months.end(), part.months.begin(), part.months.end());
    all.safeguards.insert(all.safeguards.end(), part.safeguards.begin(), part.safeguards.end());
    const auto append = [](auto& into, const auto& from) {
      into.insert(into.end(), from.begin(), from.end());
    };
    append(all.complaints, part.complaints);
    append(all.orders, part.orders);
    append(all.incidents, part.incidents);
    append(all.blacklist, part.blacklist);
    append(all.feeds, part.feeds);
    append(all.arrivals, part.arrivals);
    append(all.project_feeds, part.project_feeds);
  }
  Batch whole = city_of(700, 5, 20);
  const auto sort = [](Batch& batch) {
    std::ranges::stable_sort(batch.projects, {}, &ProjectRow::id);
    std::ranges::stable_sort(batch.months, {}, &ProjectMonthRow::project);
    std::ranges::stable_sort(batch.safeguards, {}, &SafeguardRow::subject);
    std::ranges::stable_sort(batch.complaints, {}, &ComplaintRow::id);
    std::ranges::stable_sort(batch.orders, {}, &OrderRow::id);
    std::ranges::stable_sort(batch.incidents, {}, &IncidentRow::id);
    std::ranges::stable_sort(batch.blacklist, {}, &BlacklistRow::uscc);
    std::ranges::stable_sort(batch.project_feeds, {}, &ProjectFeedRow::project);
  };
  sort(all);
  sort(whole);
  EXPECT_EQ(digest_of(all), digest_of(whole));
}

TEST(Demo, WidensNumbersWithTheCity) {
  const Batch& city = city_of(100'000, 3, 0);
  EXPECT_EQ(city.projects.front().id, "P-110101-00001");
  for (std::size_t i = 1; i < city.projects.size(); ++i)
    ASSERT_LT(city.projects[i - 1].id, city.projects[i].id);
  EXPECT_TRUE(city.months.empty());
}

TEST(Demo, EmptyCityHasNoRows) {
  const Batch& city = city_of(0);
  EXPECT_TRUE(city.enterprises.empty() && city.projects.empty() && city.months.empty() &&
              city.safeguards.empty());
}

TEST(Demo, RefusesSizesOutOfRangeAndAPackWithoutWeights) {
  EXPECT_FALSE(make_demo_batch(beijing(), options_of(1'000'001)).has_value());
  EXPECT_FALSE(make_demo_batch(beijing(), options_of(1, 1, -1)).has_value());
  EXPECT_FALSE(make_demo_batch(beijing(), options_of(1, 1, 121)).has_value());
  Pack bare = beijing();
  bare.site_weight.clear();
  const auto refused = make_demo_batch(bare, options_of(1));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::BadInput);
}

TEST(Demo, LeavesSomeFeedsMissingAndSomeSafeguardsUnknown) {
  const Batch& city = city_of(7764);
  std::size_t no_heads = 0, no_bank = 0, unknown = 0;
  for (const ProjectMonthRow& row : city.months) no_heads += !row.attended, no_bank += !row.paid_fen;
  for (const SafeguardRow& row : city.safeguards) unknown += row.state == SafeguardState::Unknown;
  EXPECT_GT(no_heads, 100u);
  EXPECT_GT(no_bank, 100u);
  EXPECT_GT(unknown, 100u);
}

}  // namespace
}  // namespace anxin
