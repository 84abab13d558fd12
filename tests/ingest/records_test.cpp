// Safeguards, complaints, orders, feeds and parties: each happy row beside its refusals.
#include <gtest/gtest.h>

#include "data/ingest/ingest.hpp"
#include "tests/tools/support.hpp"

namespace anxin {
namespace {

const Pack& pack() {
  static const Pack loaded = load_pack(test::pack_dir()).value_or(Pack{});
  return loaded;
}

class RecordsIn : public testing::Test {
 protected:
  Result<Intake> take(IntakeKind kind, const std::string& bytes) {
    test::write_file(scratch_ / "in.csv", bytes);
    IntakeOptions options;
    options.data_date = *parse_day("2026-11-23");
    options.knows_project = [](std::string_view id) { return id == "P-1" || id == "P-2"; };
    options.knows_enterprise = [](std::string_view uscc) { return uscc == "91350100M000100Y43"; };
    options.project = [](std::string_view id) {
      ProjectRow project;
      project.id = id;
      project.name = "原名";
      return id == "P-1" || id == "P-2" ? std::optional(project) : std::nullopt;
    };
    return read_intake(kind, scratch_ / "in.csv", options, pack());
  }
  // The code of the fault that rejects the one row, or "accepted".
  std::string fault(IntakeKind kind, const std::string& head, const std::string& row) {
    const auto intake = take(kind, head + "\n" + row + "\n");
    if (!intake) return intake.error().en;
    return intake->rejected.empty() ? "accepted" : std::string(kind_of(intake->rejected[0].fault).code);
  }
  test::Scratch scratch_;
};

TEST_F(RecordsIn, AComplaintIsACaseAProjectADayAndAHeadCount) {
  const auto intake = take(IntakeKind::Complaints,
                           "投诉编号,项目编号,投诉日期,涉及人数,涉及金额(元),渠道,办结日期\n"
                           "C-1,P-1,2026/11/10,12人,300000.50,12345热线,2026-11-20\n");
  ASSERT_TRUE(intake) << intake.error().en;
  ASSERT_EQ(intake->batch.complaints.size(), 1u) << intake->rejected[0].en;
  const ComplaintRow expected{
      "C-1", "P-1", *parse_day("2026-11-10"), 12, 30'000'050, Channel::Hotline12345, parse_day("2026-11-20")};
  EXPECT_EQ(intake->batch.complaints[0], expected);
}

TEST_F(RecordsIn, EnglishHeadersAndCodesAreTheSameFile) {
  const auto intake =
      take(IntakeKind::Complaints,
           "case,project,received,persons,claimed_yuan,channel\nC-1,P-1,2026-11-10,12,5,police_110\n");
  ASSERT_TRUE(intake) << intake.error().en;
  ASSERT_EQ(intake->batch.complaints.size(), 1u);
  EXPECT_EQ(intake->batch.complaints[0].channel, Channel::Police110);
  EXPECT_EQ(intake->batch.complaints[0].claimed_fen, 500);
}

TEST_F(RecordsIn, AComplaintThatCannotBePlacedIsRejected) {
  const std::string head = "投诉编号,项目编号,投诉日期,涉及人数,办结日期";
  const auto complaint = [&](const std::string& row) { return fault(IntakeKind::Complaints, head, row); };
  EXPECT_EQ(complaint("C-1,P-1,2026-11-10,12,"), "accepted");
  EXPECT_EQ(complaint("C-1,P-9,2026-11-10,12,"), "unknown_project");
  EXPECT_EQ(complaint("C-1,P-1,,12,"), "missing_required");
  EXPECT_EQ(complaint("C-1,P-1,2026-11-10,,"), "missing_required");
  EXPECT_EQ(complaint("C-1,P-1,2026-11-10,-3,"), "negative_amount");
  EXPECT_EQ(complaint("C-1,P-1,2026-11-10,12,2026-11-09"), "closed_too_early");
  EXPECT_EQ(complaint("C-1,P-1,2026-11-10,1,\nC-1,P-2,2026-11-10,1,"), "duplicate_key");
  EXPECT_NE(complaint("C-1,P-1,2026-11-10,12,13912345678").find("personal_data"), std::string::npos);
}

TEST_F(RecordsIn, AColumnOfComplainantsRefusesTheFileAndACountOfThemDoesNot) {
  EXPECT_NE(
      fault(IntakeKind::Complaints, "投诉编号,项目编号,投诉日期,涉及人数,投诉人", "C-1,P-1,2026-11-10,12,某")
          .find("holds personal data"),
      std::string::npos);
  EXPECT_EQ(fault(IntakeKind::Complaints, "投诉编号,项目编号,投诉日期,投诉人数", "C-1,P-1,2026-11-10,12"),
            "accepted");
}

TEST_F(RecordsIn, AnOrderIsDueNotBeforeItIsIssued) {
  const std::string head = "文书编号,项目编号,下达日期,整改期限,整改内容,销号日期";
  const auto order = [&](const std::string& row) { return fault(IntakeKind::Orders, head, row); };
  EXPECT_EQ(order("Z-1,P-1,2026-10-01,2026-10-15,未设告示牌,"), "accepted");
  EXPECT_EQ(order("Z-1,P-1,2026-10-01,2026-09-30,x,"), "due_too_early");
  EXPECT_EQ(order("Z-1,P-1,2026-10-01,2026-10-15,x,2026-09-30"), "closed_too_early");
  EXPECT_EQ(order("Z-1,P-9,2026-10-01,2026-10-15,x,"), "unknown_project");
  EXPECT_EQ(order("Z-1,P-1,2026-10-01,,x,"), "missing_required");
  EXPECT_EQ(order("Z-1,P-1,2026-10-01,2026-10-15,联系 11010519491231002X,"), "personal_data");
}

TEST_F(RecordsIn, SafeguardsComeOneARowOrOneAColumn) {
  const auto rows =
      take(IntakeKind::Safeguards, "项目编号,保障制度,落实情况,数据日期\nP-1,告示牌,是,2026-11-01\n");
  const auto columns = take(IntakeKind::Safeguards, "项目编号,告示牌,工资专户\nP-1,有,不详\n");
  ASSERT_TRUE(rows && columns);
  ASSERT_EQ(rows->batch.safeguards.size(), 1u);
  EXPECT_EQ(rows->batch.safeguards[0].safeguard, Safeguard::NoticeBoard);
  EXPECT_EQ(rows->batch.safeguards[0].valid_from, *parse_day("2026-11-01"));
  ASSERT_EQ(columns->batch.safeguards.size(), 2u);
  EXPECT_EQ(columns->batch.safeguards[0].state, SafeguardState::Unknown)
      << "工资专户 stands first among the columns";
  EXPECT_EQ(columns->batch.safeguards[1].state, SafeguardState::Yes);
  EXPECT_EQ(columns->batch.safeguards[1].valid_from, *parse_day("2026-11-23"));
}

TEST_F(RecordsIn, ASafeguardNeedsItsSubjectAndIsNeverAComputedOne) {
  const std::string head = "项目编号,统一社会信用代码,保障制度,落实情况";
  const auto safeguard = [&](const std::string& row) { return fault(IntakeKind::Safeguards, head, row); };
  EXPECT_EQ(safeguard("P-1,,工资专户,是"), "accepted");
  EXPECT_EQ(safeguard(",91350100M000100Y43,工资保证金,是"), "accepted");
  EXPECT_EQ(safeguard("P-1,,工资保证金,是"), "missing_required") << "a deposit is of an enterprise";
  EXPECT_EQ(safeguard(",91350100M000100Y44,工资保证金,是"), "bad_uscc");
  EXPECT_EQ(safeguard("P-1,,按月足额,是"), "safeguard_computed");
  EXPECT_EQ(safeguard("P-1,,好制度,是"), "word_not_known");
  EXPECT_EQ(safeguard("P-9,,工资专户,是"), "unknown_project");
  EXPECT_EQ(safeguard("P-1,,工资专户,"), "missing_required");
  EXPECT_NE(fault(IntakeKind::Safeguards, "保障制度,落实情况", "工资专户,是").find("project or uscc"),
            std::string::npos);
}

TEST_F(RecordsIn, AFeedStandsOnceHoweverManyProjectsItDeliversFor) {
  const auto intake = take(IntakeKind::Feeds,
                           "数据源编号,数据源名称,运行单位,数据源类型,过期小时数,最近到达时间,项目编号\n"
                           "bank-1,某行代发,某行,银行代发,48,2026/11/20 8:30,P-1\n"
                           "bank-1,某行代发,某行,银行代发,48,2026-11-20 08:30,P-2\n");
  ASSERT_TRUE(intake) << intake.error().en;
  EXPECT_EQ(intake->accepted, 2u) << intake->rejected[0].en;
  ASSERT_EQ(intake->batch.feeds.size(), 1u);
  EXPECT_EQ(intake->batch.feeds[0].stale_after_s, 48 * 3600);
  ASSERT_EQ(intake->batch.arrivals.size(), 1u);
  EXPECT_EQ(intake->batch.arrivals[0].arrived_at, *parse_instant("2026-11-20 08:30"));
  EXPECT_EQ(intake->batch.project_feeds.size(), 2u);
}

TEST_F(RecordsIn, AFeedThatContradictsItselfIsRejected) {
  const std::string head = "数据源编号,数据源名称,运行单位,数据源类型,过期小时数,最近到达时间,项目编号";
  const auto feed = [&](const std::string& row) { return fault(IntakeKind::Feeds, head, row); };
  EXPECT_EQ(feed("b,名,某行,银行代发,48,,"), "accepted");
  EXPECT_EQ(feed("b,名,某行,银行代发,48,,P-1\nb,别名,某行,银行代发,48,,P-2"), "feed_differs");
  EXPECT_EQ(feed("b,名,某行,银行代发,0,,"), "bad_integer");
  EXPECT_EQ(feed("b,名,某行,银行代发,,,"), "missing_required");
  EXPECT_EQ(feed("b,名,某行,卫星,48,,"), "word_not_known");
  EXPECT_EQ(feed("b,名,某行,银行代发,48,昨天,"), "bad_time");
  EXPECT_EQ(feed("b,名,某行,银行代发,48,2026-11-20 25:00,"), "bad_time");
  EXPECT_EQ(feed("b,名,某行,银行代发,48,,P-9"), "unknown_project");
}

TEST_F(RecordsIn, EnterprisesWithARoleBecomePartiesOfTheirProjects) {
  const auto intake = take(IntakeKind::Enterprises,
                           "统一社会信用代码,企业名称,项目编号,参建角色\n"
                           "91350100M000100Y43,某建筑公司,P-1,总包\n"
                           "91350100M000100Y43,某建筑公司,P-2,建设单位\n"
                           "91350100M000100Y43,某建筑公司,P-1,分包\n");
  ASSERT_TRUE(intake) << intake.error().en;
  EXPECT_EQ(intake->accepted, 3u) << intake->rejected[0].en;
  EXPECT_EQ(intake->batch.enterprises.size(), 1u);
  ASSERT_EQ(intake->batch.projects.size(), 2u);
  EXPECT_EQ(intake->batch.projects[0].general_contractor, "91350100M000100Y43");
  EXPECT_EQ(intake->batch.projects[0].subcontractor, "91350100M000100Y43");
  EXPECT_EQ(intake->batch.projects[0].name, "原名") << "the rest of the project stays";
  EXPECT_EQ(intake->batch.projects[1].owner, "91350100M000100Y43");
}

TEST_F(RecordsIn, APartyWithoutItsProjectOrRoleIsRejected) {
  const std::string head = "统一社会信用代码,企业名称,项目编号,参建角色";
  const auto party = [&](const std::string& row) { return fault(IntakeKind::Enterprises, head, row); };
  EXPECT_EQ(party("91350100M000100Y43,某公司,,"), "accepted") << "an enterprise alone";
  EXPECT_EQ(party("91350100M000100Y43,某公司,P-9,总包"), "unknown_project");
  EXPECT_EQ(party("91350100M000100Y43,某公司,P-1,"), "missing_required");
  EXPECT_EQ(party("91350100M000100Y43,某公司,P-1,监理"), "word_not_known");
  EXPECT_EQ(party("91350100M000100Y43,某公司,P-1,总包\n91350100M000100Y43,某公司,P-1,总包"), "duplicate_key");
}

}  // namespace
}  // namespace anxin
