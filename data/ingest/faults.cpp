#include "data/ingest/faults.hpp"

#include <array>

namespace anxin {
namespace {

constexpr bool kReject = true, kRemark = false;

constexpr std::array<FaultKind, kFaults> kTable{{
    {Fault::ShortRow, "short_row", kReject, "这一行的列数比表头少，文件可能被截断",
     "the row has fewer cells than the header; the file may be truncated"},
    {Fault::LongRow, "long_row", kReject, "这一行的列数比表头多", "the row has more cells than the header"},
    {Fault::StrayQuote, "stray_quote", kReject, "未加引号的单元格里有引号",
     "a cell that does not begin with a quote has a quote inside"},
    {Fault::ControlCharacter, "control_character", kReject, "单元格里有控制字符",
     "a cell has control characters"},
    {Fault::TooLong, "too_long", kReject, "文字过长", "the text is too long"},
    {Fault::PersonalData, "personal_data", kReject, "含有疑似个人信息（{}），请删去后再导入",
     "it seems to hold personal data ({}); remove it and import again"},
    {Fault::MissingRequired, "missing_required", kReject, "缺少必填值", "a required value is missing"},
    {Fault::ScientificNotation, "scientific_notation", kReject,
     "编号被表格软件改成了科学记数“{}”，请把该列设为文本后重新导出",
     "a spreadsheet turned the code into \"{}\"; set the column to text and export again"},
    {Fault::BadIdentifier, "bad_identifier", kReject, "编号“{}”为空、过长或含有不允许的字符",
     "the identifier \"{}\" is empty, too long or has characters that are not allowed"},
    {Fault::BadUscc, "bad_uscc", kReject, "统一社会信用代码“{}”校验不通过",
     "the unified social credit code \"{}\" fails its check digit"},
    {Fault::BadDate, "bad_date", kReject, "日期“{}”无法识别", "the date \"{}\" cannot be read"},
    {Fault::TwoDigitYear, "two_digit_year", kReject, "日期“{}”的年份不足四位，请写全",
     "the year of \"{}\" has fewer than four digits; write it in full"},
    {Fault::ExcelSerial, "excel_serial", kReject, "“{}”像是表格软件的日期序号，请把该列设为日期后重新导出",
     "\"{}\" looks like a spreadsheet's serial day; set the column to date and export again"},
    {Fault::BadMoney, "bad_money", kReject, "金额“{}”无法识别", "the amount \"{}\" cannot be read"},
    {Fault::FinerThanFen, "finer_than_fen", kReject, "金额“{}”不足一分，无法精确保存",
     "the amount \"{}\" is finer than one fen and cannot be kept exactly"},
    {Fault::NegativeAmount, "negative_amount", kReject, "数值“{}”为负", "the figure \"{}\" is negative"},
    {Fault::BadInteger, "bad_integer", kReject, "“{}”不是整数", "\"{}\" is not a whole number"},
    {Fault::BadPayDay, "bad_pay_day", kReject, "发薪日“{}”不是 1 至 31 日",
     "the pay day \"{}\" is not 1 to 31"},
    {Fault::BadFlag, "bad_flag", kReject, "“{}”不是“是”或“否”", "\"{}\" is neither yes nor no"},
    {Fault::BadPosition, "bad_position", kReject, "坐标“{}”无法识别", "the coordinate \"{}\" cannot be read"},
    {Fault::NotFinite, "not_finite", kReject, "坐标“{}”不是有限数", "the coordinate \"{}\" is not finite"},
    {Fault::OutOfRange, "out_of_range", kReject, "坐标“{}”超出坐标系的范围",
     "the coordinate \"{}\" is outside the range of its reference system"},
    {Fault::NullIsland, "null_island", kReject, "坐标为 0,0，等于没有填写",
     "the position is 0,0, which means none was given"},
    {Fault::SwappedAxes, "swapped_axes", kReject, "经度和纬度写反了", "longitude and latitude are swapped"},
    {Fault::OutsideCity, "outside_city", kReject, "位置不在本市范围内", "the position is outside the city"},
    {Fault::NotAPoint, "not_a_point", kReject, "图形不是点", "the geometry is not a point"},
    {Fault::UnknownUnit, "unknown_unit", kReject, "监管单位“{}”不在数据包内",
     "the supervising unit \"{}\" is not in the data pack"},
    {Fault::DuplicateKey, "duplicate_key", kReject, "与前面的行编号相同：{}",
     "an earlier row has the same key: {}"},
    {Fault::UnknownProject, "unknown_project", kReject, "项目“{}”不在库中，请先导入项目",
     "the project \"{}\" is not in the store; import projects first"},
    {Fault::EnterpriseMissing, "enterprise_missing", kReject, "企业“{}”不在库中，请先导入企业",
     "the enterprise \"{}\" is not in the store; import enterprises first"},
    {Fault::WordNotKnown, "word_not_known", kReject, "“{}”不在词表内，无法归类",
     "\"{}\" is not in the vocabulary and cannot be placed"},
    {Fault::SafeguardComputed, "safeguard_computed", kReject, "“{}”由项目月度工资算出，不能填报",
     "\"{}\" is computed from project-months and cannot be reported"},
    {Fault::ClosedTooEarly, "closed_too_early", kReject, "办结日期“{}”早于开始日期",
     "the closing day \"{}\" is before the beginning"},
    {Fault::DueTooEarly, "due_too_early", kReject, "整改期限“{}”早于下达日期",
     "the deadline \"{}\" is before the day of issue"},
    {Fault::BadTime, "bad_time", kReject, "时间“{}”无法识别，应如 2026-11-23 09:30",
     "the time \"{}\" cannot be read; write it as 2026-11-23 09:30"},
    {Fault::FeedDiffers, "feed_differs", kReject, "数据源“{}”与前面的行写得不一样",
     "the feed \"{}\" is described otherwise than in an earlier row"},
    {Fault::BadFunctions, "bad_functions", kReject,
     "“{}”不是一至三项职能（牵头、秩序、行业、属地、调解、法援、资金）",
     "\"{}\" is not one to three functions (lead, order, sector, territory, mediation, legal aid, funds)"},
    {Fault::BadShifts, "bad_shifts", kReject,
     "班次“{}”无法识别，应如 周一至周五 08:00-18:00；周六、周日 09:00-17:00，或 全天",
     "the shifts \"{}\" cannot be read; write Mon-Fri 08:00-18:00; Sat, Sun 09:00-17:00, or all day"},
    {Fault::BadPhone, "bad_phone", kReject, "“{}”不是岗位的固定电话或短号",
     "\"{}\" is neither a landline nor a short number of a post"},
    {Fault::UnknownMember, "unknown_member", kReject, "成员单位“{}”不在数据包内",
     "the member unit \"{}\" is not in the data pack"},
    {Fault::PlaceNotFound, "place_not_found", kReject,
     "地点“{}”不是唯一的项目名称或已知地名，请填项目编号或经纬度",
     "\"{}\" is not the name of one project or of a known place; give the project's id or lon and lat"},
    {Fault::Refused, "refused", kReject, "{}", "{}"},
    {Fault::UnknownWord, "unknown_word", kRemark, "“{}”不在词表内，按未知处理",
     "\"{}\" is not in the vocabulary and is kept as unknown"},
    {Fault::PartyNotACode, "party_not_a_code", kRemark, "“{}”不是有效的统一社会信用代码，参建单位留空",
     "\"{}\" is not a valid unified social credit code; the party is left empty"},
    {Fault::UnknownEnterprise, "unknown_enterprise", kRemark, "企业 {} 尚未入库",
     "the enterprise {} is not in the store yet"},
    {Fault::DistrictDiffers, "district_differs", kRemark,
     "填写的监管单位与位置所在的区（{}）不同，以填写为准",
     "the declared supervising unit differs from the district of the position ({}); the declaration stands"},
    {Fault::OutsidePolygons, "outside_polygons", kRemark, "位置略出市界，按填写的监管单位处理",
     "the position is just outside the boundary; the declared supervising unit stands"},
    {Fault::BdaUndetermined, "bda_undetermined", kRemark,
     "未填监管单位，位置在{}，可能属北京经济技术开发区，按区处理",
     "no supervising unit was given and the position is in {}; it may belong to BDA, the district is taken"},
    {Fault::DayAssumed, "day_assumed", kRemark, "日期“{}”没有日，开始按月初、结束按月末处理",
     "the date \"{}\" has no day; a start is read as the first, an end as the last of the month"},
    {Fault::AmbiguousMonth, "ambiguous_month", kRemark,
     "“{}”读作 1 月；若原表是 10 月，请把该列设为文本后重新导出",
     "\"{}\" is read as January; if the sheet said month 10, set the column to text and export again"},
    {Fault::MonthFromDate, "month_from_date", kRemark, "月份列里写的是日期“{}”，取其月份",
     "the month column holds the date \"{}\"; its month is taken"},
    {Fault::FinishBeforeStart, "finish_before_start", kRemark, "竣工日期早于开工日期",
     "the finish is before the start"},
    {Fault::PaidExceedsDue, "paid_exceeds_due", kRemark, "实发大于应发", "more was paid than was due"},
    {Fault::HeadsExceedAttended, "heads_exceed_attended", kRemark, "发薪人数大于出勤人数",
     "more heads were paid than attended"},
    {Fault::UnitAssumed, "unit_assumed", kRemark, "金额列“{}”没有写单位，按元处理",
     "the money column \"{}\" names no unit and is read as yuan"},
    {Fault::ColumnIgnored, "column_ignored", kRemark, "列“{}”没有用到", "the column \"{}\" is not used"},
}};

constexpr bool in_order() {
  for (int i = 0; i < kFaults; ++i)
    if (static_cast<int>(kTable[static_cast<std::size_t>(i)].fault) != i) return false;
  return true;
}
static_assert(in_order(), "the table follows the enumeration");

}  // namespace

std::span<const FaultKind> fault_table() { return kTable; }
const FaultKind& kind_of(Fault fault) { return kTable[static_cast<std::size_t>(fault)]; }

}  // namespace anxin
