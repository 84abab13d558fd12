#include "data/ingest/columns.hpp"

#include <gtest/gtest.h>

#include "data/ingest/sheet.hpp"

namespace anxin {
namespace {

using Header = std::vector<std::string>;

std::string error(IntakeKind kind, const Header& header, const HeaderMap& map = {}) {
  const auto m = map_columns(kind, header, map, false);
  return m ? "" : m.error().en;
}

TEST(Columns, ChineseHeadersNameTheirFields) {
  const Header header{
      "项目编号",    "项目名称", "所属区", "经度", "纬度", "合同价（万元）", "总包单位统一社会信用代码",
      "是否开立专户"};
  const auto m = map_columns(IntakeKind::Projects, header, {}, false);
  ASSERT_TRUE(m) << m.error().en;
  EXPECT_EQ(m->of(Field::Id), 0);
  EXPECT_EQ(m->of(Field::SupervisingUnit), 2);
  EXPECT_EQ(m->of(Field::Contract), 5);
  EXPECT_EQ(m->unit_of(Field::Contract), MoneyUnit::WanYuan);
  EXPECT_EQ(m->of(Field::GeneralContractor), 6);
  EXPECT_EQ(m->of(Field::DedicatedAccount), 7);
  EXPECT_TRUE(m->unit_assumed.empty());
}

TEST(Columns, EnglishHeadersAndCodesNameTheirFields) {
  const Header header{"project", "month", "attended", "paid_heads", "due_fen", "Paid (yuan)", "last_payroll"};
  const auto m = map_columns(IntakeKind::ProjectMonths, header, {}, false);
  ASSERT_TRUE(m) << m.error().en;
  EXPECT_EQ(m->unit_of(Field::Due), MoneyUnit::OneFen);
  EXPECT_EQ(m->unit_of(Field::Paid), MoneyUnit::Yuan);
  EXPECT_EQ(m->of(Field::LastPayroll), 6);
}

TEST(Columns, EveryFieldIsKnownByItsOwnCodeAndChineseName) {
  for (const auto kind : {IntakeKind::Projects, IntakeKind::Enterprises, IntakeKind::ProjectMonths}) {
    Header codes, names;
    for (const Field f : fields_of(kind)) {
      codes.emplace_back(code(f));
      names.emplace_back(name_zh(f));
      EXPECT_EQ(parse_field(code(f)), f);
    }
    for (const auto& header : {codes, names}) {
      const auto m = map_columns(kind, header, {}, false);
      ASSERT_TRUE(m) << m.error().en;
      for (std::size_t i = 0; i < header.size(); ++i)
        EXPECT_EQ(m->of(fields_of(kind)[i]), static_cast<int>(i)) << header[i];
    }
  }
}

TEST(Columns, TheUnitOfMoneyIsSaidByTheHeader) {
  for (const auto& [header, unit] :
       std::vector<std::pair<std::string, MoneyUnit>>{{"应发工资(万元)", MoneyUnit::WanYuan},
                                                      {"应发工资（单位：万元）", MoneyUnit::WanYuan},
                                                      {"应发工资/元", MoneyUnit::Yuan},
                                                      {"应发工资[分]", MoneyUnit::OneFen},
                                                      {"应发工资【亿元】", MoneyUnit::YiYuan}}) {
    const auto m = map_columns(IntakeKind::ProjectMonths, Header{"项目编号", "月份", header}, {}, false);
    ASSERT_TRUE(m) << header << m.error().en;
    EXPECT_EQ(m->unit_of(Field::Due), unit) << header;
  }
  const auto none = map_columns(IntakeKind::ProjectMonths, Header{"项目编号", "月份", "应发工资"}, {}, false);
  EXPECT_EQ(none->unit_of(Field::Due), MoneyUnit::Yuan);
  EXPECT_EQ(none->unit_assumed, std::vector<std::size_t>{2});
}

TEST(Columns, ShortForTheFundingIsNotTheAmountInvested) {
  const Header who{"项目编号", "项目名称", "经度", "纬度", "投资"};
  const auto m = map_columns(IntakeKind::Projects, who, {}, false);
  ASSERT_TRUE(m) << m.error().en;
  EXPECT_EQ(m->of(Field::Funding), 4);
  for (const auto* amount : {"投资(万元)", "投资（元）", "投资/万元"}) {
    const Header much{"项目编号", "项目名称", "经度", "纬度", amount};
    const auto other = map_columns(IntakeKind::Projects, much, {}, false);
    ASSERT_TRUE(other) << other.error().en;
    EXPECT_EQ(other->of(Field::Funding), kNoColumn) << amount;
  }
}

TEST(Columns, TheSurerOfTwoColumnsIsTaken) {
  const auto m = map_columns(IntakeKind::Projects,
                             Header{"项目编号", "名称", "经度", "纬度", "总包单位",
                                    "总包单位统一社会信用代码", "supervising_unit", "supervising_unit_name"},
                             {}, false);
  ASSERT_TRUE(m) << m.error().en;
  EXPECT_EQ(m->of(Field::GeneralContractor), 5);
  EXPECT_EQ(m->of(Field::SupervisingUnit), 6);
}

TEST(Columns, WhatTheOperatorSaysGoesFirst) {
  const Header header{"序号", "项目编号", "工程", "经度", "纬度"};
  const auto m = map_columns(IntakeKind::Projects, header, {{"序号", "id"}, {"工程", "name"}}, false);
  ASSERT_TRUE(m) << m.error().en;
  EXPECT_EQ(m->of(Field::Id), 0);
  EXPECT_EQ(m->of(Field::Name), 2);
  EXPECT_EQ(error(IntakeKind::Projects, header, {{"没有", "id"}}),
            "--map names the column \"没有\", which the header does not have.");
  EXPECT_NE(error(IntakeKind::Projects, header, {{"序号", "nonsense"}}).find("unknown field \"nonsense\""),
            std::string::npos);
  EXPECT_EQ(parse_header_map("列名=id")->first, "列名");
  EXPECT_FALSE(parse_header_map("列名"));
  EXPECT_FALSE(parse_header_map("=id"));
}

TEST(Columns, RefusesDuplicateHeadersAndMissingFieldsInOneSentence) {
  EXPECT_EQ(error(IntakeKind::Enterprises, {"名称", "统一社会信用代码", "名称"}),
            "The header \"名称\" stands twice (columns 1 and 3); keep one.");
  EXPECT_EQ(error(IntakeKind::Projects, {"名称", "经度", "纬度"}),
            "The header lacks required columns: id. If they have other names, say --map COLUMN=FIELD.");
  EXPECT_EQ(error(IntakeKind::Projects, {"编号", "编码", "名称", "经度", "纬度"}),
            "The columns \"编号\" and \"编码\" are both id; drop one with --map COLUMN=-.");
  EXPECT_EQ(error(IntakeKind::Projects, {"编号", "编码", "名称", "经度", "纬度"}, {{"编码", "-"}}), "");
}

TEST(Columns, RefusesColumnsOfPeopleUnlessDropped) {
  const Header header{"项目编号", "名称", "经度", "纬度", "工人姓名"};
  EXPECT_EQ(error(IntakeKind::Projects, header),
            "The column \"工人姓名\" holds personal data, which is never stored; delete it or drop it with "
            "--map COLUMN=-.");
  EXPECT_EQ(error(IntakeKind::Projects, header, {{"工人姓名", "-"}}), "");
  EXPECT_NE(error(IntakeKind::Projects, {"项目编号", "名称", "经度", "纬度", "身份证号码"}), "");
  EXPECT_EQ(error(IntakeKind::Projects, {"项目编号", "名称", "经度", "纬度", "值班电话"}), "");
}

TEST(Columns, ADatumInTheHeaderIsHeard) {
  const auto m = map_columns(IntakeKind::Projects, Header{"项目编号", "名称", "经度(GCJ-02)", "纬度(GCJ-02)"},
                             {}, false);
  ASSERT_TRUE(m) << m.error().en;
  EXPECT_EQ(m->declared_crs->kind, Crs::Kind::Gcj02);
  EXPECT_EQ(map_columns(IntakeKind::Projects, Header{"项目编号", "名称", "百度经度", "百度纬度"}, {}, false)
                ->declared_crs->kind,
            Crs::Kind::Bd09);
  EXPECT_FALSE(
      map_columns(IntakeKind::Projects, Header{"项目编号", "名称", "经度(wgs84)", "纬度(gcj02)"}, {}, false));
}

TEST(Columns, AGeometryIsThePosition) {
  const Header header{"id", "name", "lon", "lat", std::string(kGeometryX), std::string(kGeometryY)};
  const auto m = map_columns(IntakeKind::Projects, header, {}, true);
  ASSERT_TRUE(m) << m.error().en;
  EXPECT_EQ(m->of(Field::Lon), 4);
  EXPECT_EQ(m->of(Field::Lat), 5);
}

}  // namespace
}  // namespace anxin
