#include "tests/panels/import_states.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tests/panels/fixture.hpp"

namespace anxin::test {

ImportState import_preview() {
  ImportState s;
  s.stage = ImportStage::Ready;
  s.number = 7;
  s.wish.file = "/data/在建项目.csv";
  s.source = "2026年第四季度全市在建房屋建筑和市政基础设施工程项目明细表.csv";
  s.bytes = 312'400;
  s.delimiter = ',';
  s.encoding = Encoding::Gb18030;
  s.columns = {
      {"项目编号", "P-110105-0417", Field::Id, false},
      {"编码", "甲", {}, false},
      {"经度", "116.47", Field::Lon, false},
      {"姓名", "", {}, true},
      {"建设、施工合同约定的工资保证金金额（万元）", "1,234,567.89", Field::WageDepositAmount, false}};
  s.rows = 1204;
  s.accepted = 1201;
  s.rejected = 3;
  s.added = 1122;
  s.changed = 64;
  s.unchanged = 15;
  s.first_rejected = {
      {87, Fault::OutOfRange, "经度 16.4702 超出范围。", "Longitude 16.4702 is out of range.", {}}};
  s.remarked = {{Fault::ColumnIgnored, 2}};
  s.crs = CrsVerdict{parse_crs("gcj02").value(),
                     CrsSource::Weighed,
                     5.2,
                     "gcj02",
                     "wgs84",
                     412,
                     "按 412 行的区名，GCJ-02 比 WGS-84 可信 10 万倍以上。",
                     "By the districts of 412 rows GCJ-02 is more than 100,000 times as likely as WGS-84."};
  s.positioned = 1201;
  s.positions = {small_city().registry->xy[0], small_city().registry->xy[1]};
  return s;
}

ImportState import_units() {
  ImportState s = import_preview();
  s.source = "处置力量.xlsx";
  s.kind = IntakeKind::ResponseUnits;
  s.columns = {{"编号", "U-110105-LEAD-1", Field::UnitId, false},
               {"队伍名称", "朝阳区人社局 监察一队", Field::Name, false},
               {"职能", "牵头、调解", Field::Functions, false},
               {"经度", "116.486", Field::Lon, false},
               {"值班电话", "010-55500001", Field::PostPhone, false},
               {"班次", "周一至周五 08:00-18:00；周六、周日 09:00-17:00", Field::Shifts, false}};
  s.first_rejected = {{3,
                       Fault::Refused,
                       "U-2 正在 I-20261123-004 中担任秩序，不能去掉该职能。",
                       "U-2 fills order in I-20261123-004, which cannot be taken away now.",
                       {}}};
  return s;
}

std::vector<ImportLayer> import_sheets() {
  std::vector<ImportLayer> out;
  for (const char* name : {"说明", "朝阳区", "海淀区", "北京经济技术开发区",
                           "2026年第四季度停工缓建项目明细表（含轨道交通和部队工程）共三十一个字"})
    out.push_back({name, name});
  for (int i = 6; i < 18; ++i) out.push_back({fmt::format("Sheet{}", i), fmt::format("Sheet{}", i)});
  return out;
}

std::vector<std::pair<std::string, ImportState>> import_states() {
  std::vector<std::pair<std::string, ImportState>> out;
  const auto at = [&](ImportStage stage, const char* name) -> ImportState& {
    out.emplace_back(name, import_preview());
    out.back().second.stage = stage;
    return out.back().second;
  };
  at(ImportStage::Ready, "ready");
  at(ImportStage::Reading, "reading").share = 0.4;
  at(ImportStage::Ready, "sheets").layers = import_sheets();
  out.back().second.layer_at = 1;
  at(ImportStage::Writing, "writing").share = 0.7;
  const std::vector<Store::BatchInfo> batches{
      {14, Instant{}, "projects", "2026年第四季度全市在建房屋建筑和市政基础设施工程项目明细表.csv", 999'999,
       false, ""},
      {13, Instant{}, "project_months", "月报.xlsx", 12, true, ""}};
  ImportState& done = at(ImportStage::Done, "done");
  done.batch = 14;
  done.batches = batches;
  ImportState& none = at(ImportStage::Ready, "nothing new");
  none.added = none.changed = 0;
  at(ImportStage::Ready, "units") = import_units();
  ImportState& entered = at(ImportStage::Done, "units in");
  entered = import_units();
  entered.stage = ImportStage::Done;
  at(ImportStage::Ready, "incidents") = import_units();
  out.back().second.kind = IntakeKind::Incidents;
  out.back().second.crs.reset();
  out.back().second.columns = {{"案件编号", "20261123-0417", Field::Case, false},
                               {"来源", "12345热线", Field::SourceWord, false},
                               {"升级情形", "敏感区域、堵路", Field::Modifiers, false}};
  ImportState& refused = at(ImportStage::Refused, "refused");
  refused.error = Error{ErrorCode::BadInput, "缺少必需的列：经度、纬度。",
                        "These columns are needed and missing: lon, lat."};
  refused.crs.reset();
  ImportState unread;
  unread.stage = ImportStage::Refused;
  unread.source = "说明.docx";
  unread.error = Error{ErrorCode::BadInput, "不支持这种文件。", "This kind of file is not supported."};
  out.emplace_back("unread", unread);
  unread.layers = import_sheets();
  out.emplace_back("unread sheets", unread);
  ImportState looking;
  looking.list.folder = "/data/下载/各区报送/2026年/第四季度/房屋建筑和市政基础设施工程";
  looking.list.entries = {{"旧", true, 0, {}},
                          {"2026年第四季度全市在建房屋建筑和市政基础设施工程项目明细表.csv", false, 900, {}}};
  looking.list.left_out = 1234;
  looking.batches = batches;
  out.emplace_back("looking", looking);
  looking.list.entries.clear();
  looking.list.error =
      Error{ErrorCode::BadInput, "文件夹 /没有 打不开。", "The folder /none cannot be opened."};
  out.emplace_back("no folder", looking);
  return out;
}

bool is_of_the_file(std::string_view text) {
  constexpr std::array<std::string_view, 7> words{
      "U-110105-LEAD-1",
      "周一至周五 08:00-18:00；周六、周日 09:00-17:00",
      "建设、施工合同约定的工资保证金金额（万元）",
      "2026年第四季度全市在建房屋建筑和市政基础设施工程项目明细表.csv",
      "/data/下载/各区报送/2026年/第四季度/房屋建筑和市政基础设施工程",
      "2026年第四季度停工缓建项目明细表（含轨道交通和部队工程）共三十一个字",
      "批次 14 2026年第四季度全市在建房屋建筑和市政基础设施工程项目明细表.csv"};
  return text.starts_with("Batch 14 ") ||
         std::ranges::any_of(words, [&](std::string_view w) { return w.starts_with(text); });
}

}  // namespace anxin::test
