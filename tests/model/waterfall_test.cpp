// Who pays, up to what and by when: tables worked by hand from DOMAIN 6 and Decree 724.
#include "data/model/waterfall.hpp"

#include <gtest/gtest.h>

namespace anxin {
namespace {

Day day(int y, unsigned m, unsigned d) {
  return std::chrono::local_days{std::chrono::year{y} / std::chrono::month{m} / std::chrono::day{d}};
}

DispatchPolicy five_terms() {
  DispatchPolicy out;
  out.waterfall = {{MoneySource::DedicatedAccount, 1, "第三十一条", "article 31", "", ""},
                   {MoneySource::OwnerProgress, 3, "第二十九条", "article 29", "", ""},
                   {MoneySource::GeneralContractor, 3, "第三十条", "article 30", "", ""},
                   {MoneySource::WageDeposit, 5, "第三十二条", "article 32", "银行 5 个工作日", "bank, 5"},
                   {MoneySource::EmergencyFund, 2, "第六十三条", "article 63", "", ""}};
  out.working_days = WorkingDays({{day(2026, 2, 14), true},  // Spring Festival 2026
                                  {day(2026, 2, 15), false},
                                  {day(2026, 2, 16), false},
                                  {day(2026, 2, 17), false},
                                  {day(2026, 2, 18), false},
                                  {day(2026, 2, 19), false},
                                  {day(2026, 2, 20), false},
                                  {day(2026, 2, 21), false},
                                  {day(2026, 2, 22), false},
                                  {day(2026, 2, 23), false},
                                  {day(2026, 2, 28), true}});
  return out;
}

using Known = std::optional<Fen>;
struct Row {
  std::string name;
  Known claimed;
  Funds funds;
  std::array<Fen, kMoneySources> pays;
  Fen covered, missing;
  bool may_be_less;
};

Funds holding(Known account, Known owner, Known contractor, Known deposit, Known fund) {
  Funds out;
  out.account_balance = account;
  out.owner_unsettled = owner;
  out.contractor = contractor;
  out.deposit = deposit;
  out.emergency = fund;
  return out;
}

TEST(Waterfall, EachSourcePaysInOrderUpToWhatItHolds) {
  constexpr auto kNot = std::nullopt;
  const std::vector<Row> rows{
      {"the account is enough", 100, holding(100, 50, 50, 50, 50), {100, 0, 0, 0, 0}, 100, 0, false},
      {"one fen more", 101, holding(100, 50, 50, 50, 50), {100, 1, 0, 0, 0}, 101, 0, false},
      {"all five", 1000, holding(100, 200, 300, 150, 250), {100, 200, 300, 150, 250}, 1000, 0, false},
      {"a fen is missing", 1001, holding(100, 200, 300, 150, 250), {100, 200, 300, 150, 250}, 1000, 1, false},
      {"unknown counts as nothing",
       500,
       holding(kNot, 200, kNot, 100, 50),
       {0, 200, 0, 100, 50},
       350,
       150,
       true},
      {"unknown, and not needed",
       200,
       holding(kNot, 200, kNot, kNot, kNot),
       {0, 200, 0, 0, 0},
       200,
       0,
       false},
      {"nothing is known", 500, holding(kNot, kNot, kNot, kNot, kNot), {0, 0, 0, 0, 0}, 0, 500, true},
      {"an overdrawn account", 50, holding(-70, 0, 0, 40, 0), {0, 0, 0, 40, 0}, 40, 10, false},
      {"the claim is not known", kNot, holding(100, 1, 1, 1, 1), {0, 0, 0, 0, 0}, 0, 0, false},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.name);
    const auto got = waterfall_of(five_terms(), row.claimed, row.funds, day(2026, 11, 23));
    EXPECT_EQ(got.claim_known, row.claimed.has_value());
    EXPECT_EQ(got.covered, row.covered);
    EXPECT_EQ(got.missing(), row.missing);
    EXPECT_EQ(got.missing_may_be_less(), row.may_be_less);
    ASSERT_EQ(got.steps.size(), row.pays.size());
    for (std::size_t i = 0; i < row.pays.size(); ++i) {
      EXPECT_EQ(got.steps[i].pays, row.pays[i]) << i;
      EXPECT_EQ(static_cast<std::size_t>(got.steps[i].source), i);
      EXPECT_EQ(got.steps[i].holds, row.funds.of(got.steps[i].source)) << "unknown stays visible as unknown";
    }
  }
}

// Friday 13 February 2026; Saturday the 14th is worked, the 15th to the 23rd are off, the 28th is worked.
TEST(Waterfall, ClocksRunInWorkingDaysOverSpringFestival) {
  const auto got = waterfall_of(five_terms(), 1, {}, day(2026, 2, 13));
  EXPECT_EQ(to_string(got.steps[0].due), "2026-02-14");
  EXPECT_EQ(to_string(got.steps[1].due), "2026-02-25");
  EXPECT_EQ(to_string(got.steps[3].due), "2026-02-27");
  EXPECT_EQ(to_string(got.steps[4].due), "2026-02-24");
  EXPECT_EQ(got.steps[3].basis, "第三十二条");
  EXPECT_EQ(got.steps[3].note, "银行 5 个工作日");
  EXPECT_EQ(got.steps[3].note_en, "bank, 5");
}

struct Liable {
  std::string name;
  Funds funds;
  std::vector<std::pair<std::string, std::string>> path;  // role, last words of the article
  std::size_t first;
};

TEST(Liability, FollowsTheArticlesOfDecree724) {
  const auto of = [](std::string subcontractor, bool illegal, Known unsettled) {
    Funds out;
    out.owner = "甲";
    out.general_contractor = "乙";
    out.subcontractor = std::move(subcontractor);
    out.subcontractor_illegal = illegal;
    out.owner_unsettled = unsettled;
    return out;
  };
  const std::vector<Liable> rows{
      {"subcontracted",
       of("丙", false, 0),
       {{"建设单位", "第二十九条"}, {"施工总承包", "第三十条"}, {"分包", "第三十条"}},
       1},
      {"not subcontracted", of("", false, 0), {{"建设单位", "第二十九条"}, {"施工总承包", "第十六条"}}, 1},
      {"the owner is in arrears",
       of("丙", false, 1),
       {{"建设单位", "第二十九条"}, {"施工总承包", "第三十条"}, {"分包", "第三十条"}},
       0},
      {"it is not known whether",
       of("丙", false, std::nullopt),
       {{"建设单位", "第二十九条"}, {"施工总承包", "第三十条"}, {"分包", "第三十条"}},
       1},
      {"unlicensed",
       of("", true, std::nullopt),
       {{"建设单位", "第三十七条"}, {"施工总承包", "第三十六条"}},
       0},
      {"illegally subcontracted",
       of("丙", true, 5),
       {{"建设单位", "第三十七条"}, {"施工总承包", "第三十六条"}, {"分包", "第三十条"}},
       0},
  };
  for (const Liable& row : rows) {
    SCOPED_TRACE(row.name);
    const auto got = liability_of(row.funds);
    ASSERT_EQ(got.size(), row.path.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
      EXPECT_EQ(got[i].role, row.path[i].first);
      EXPECT_TRUE(got[i].article.ends_with(row.path[i].second)) << got[i].article;
      EXPECT_EQ(got[i].first_payer, i == row.first) << i;
      EXPECT_FALSE(got[i].article_en.empty() || got[i].role_en.empty());
    }
  }
}

TEST(Liability, PartiesThatAreNotKnownStandWithoutAName) {
  const auto got = liability_of({});
  ASSERT_EQ(got.size(), 2u);
  EXPECT_TRUE(got[0].name.empty() && got[1].name.empty());
  EXPECT_TRUE(got[1].first_payer);
}

}  // namespace
}  // namespace anxin
