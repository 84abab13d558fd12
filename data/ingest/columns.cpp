#include "data/ingest/columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "data/model/personal.hpp"
#include "data/ingest/sheet.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

struct FieldKind {
  Field field;
  std::string_view code, zh;
  bool money = false;
  std::string_view aliases;  // more headers, separated by spaces; already simplified as `simplify` does
};

constexpr std::array<FieldKind, kFields> kFieldTable{{
    {Field::Id, "id", "项目编号", false,
     "项目编码 项目代码 工程编号 工程编码 编号 编码 施工许可证号 施工许可证编号 projectid projectcode code"},
    {Field::Name, "name", "名称", false,
     "项目名称 工程名称 工程项目名称 项目 企业名称 单位名称 公司名称 projectname enterprisename"},
    {Field::SupervisingUnit, "supervising_unit", "监管单位", false,
     "所属区 区 区县 所在区 所在区县 行政区 行政区划 属地 监管区 辖区 supervisingunitname unit district "
     "county"},
    {Field::Township, "township", "街道乡镇", false,
     "街道 乡镇 街道/乡镇 街乡镇 所属街道 街镇 所在街道 town street"},
    {Field::Sector, "sector", "行业", false,
     "行业类别 工程类别 工程类型 项目类别 项目类型 所属行业 类别 sectorname industry"},
    {Field::Funding, "funding", "资金来源", false,
     "投资性质 投资类型 资金性质 投资主体 项目性质 fundingname"},
    {Field::State, "status", "状态", false, "项目状态 工程状态 施工状态 建设状态 statusname"},
    {Field::Unlicensed, "unlicensed", "三无工程", false, "是否三无 是否三无工程 三无"},
    {Field::Lon, "lon", "经度", false,
     "东经 x x坐标 横坐标 坐标x 项目经度 lng longitude long 东坐标 easting"},
    {Field::Lat, "lat", "纬度", false, "北纬 y y坐标 纵坐标 坐标y 项目纬度 latitude 北坐标 northing"},
    {Field::Start, "start", "开工日期", false, "开工时间 计划开工日期 实际开工日期 合同开工日期 startdate"},
    {Field::Finish, "finish", "竣工日期", false,
     "竣工时间 计划竣工日期 合同竣工日期 完工日期 预计竣工日期 计划完工日期 finishdate enddate"},
    {Field::PayDay, "pay_day", "发薪日", false, "约定发薪日 工资支付日 工资发放日 约定支付日 发放日"},
    {Field::Contract, "contract", "合同价", true,
     "合同金额 工程造价 合同总价 合同造价 工程合同价 合同额 总投资 造价 contractamount contractvalue"},
    {Field::Owner, "owner", "建设单位", false,
     "建设单位统一社会信用代码 建设单位信用代码 建设单位代码 业主 owneruscc"},
    {Field::GeneralContractor, "general_contractor", "施工总承包", false,
     "总包单位统一社会信用代码 总包单位信用代码 总包信用代码 总包统一社会信用代码 施工单位统一社会信用代码 "
     "施工总承包单位 总包单位 总包 "
     "施工单位 施工总承包统一社会信用代码 总承包单位 contractor generalcontractoruscc"},
    {Field::Subcontractor, "subcontractor", "分包", false,
     "分包单位 劳务分包 分包单位统一社会信用代码 分包统一社会信用代码 劳务单位 劳务企业 subcontractoruscc"},
    {Field::RealName, "real_name", "实名制", false, "实名制管理 是否实名制"},
    {Field::DedicatedAccount, "dedicated_account", "工资专户", false,
     "农民工工资专用账户 工资专用账户 专用账户 专户 是否开立专户"},
    {Field::BankPayroll, "bank_payroll", "银行代发", false, "银行代发工资 是否银行代发"},
    {Field::NoticeBoard, "notice_board", "维权信息告示牌", false, "维权告示牌 告示牌 维权信息公示牌 公示牌"},
    {Field::PaymentGuarantee, "payment_guarantee", "工程款支付担保", false, "支付担保"},
    {Field::ProcessSettlement, "process_settlement", "施工过程结算", false, "过程结算"},
    {Field::Uscc, "uscc", "统一社会信用代码", false,
     "信用代码 社会信用代码 企业代码 组织机构代码 creditcode 企业信用代码"},
    {Field::Credit, "credit", "信用等级", false, "企业信用等级 信用 creditgrade"},
    {Field::WageDeposit, "wage_deposit", "工资保证金", false, "保证金 农民工工资保证金 是否缴存保证金"},
    {Field::WageDepositAmount, "wage_deposit_amount", "保证金金额", true, "工资保证金金额 保证金额 缴存金额"},
    {Field::LabourOfficer, "labour_officer", "劳资专管员", false, "专管员 是否配备劳资专管员"},
    {Field::OfficerAssessed, "officer_assessed", "专管员考核", false, "劳资专管员考核"},
    {Field::Project, "project", "项目编号", false, "项目编码 项目代码 工程编号 编号 projectid id"},
    {Field::WageMonth, "month", "月份", false, "工资月份 所属月份 年月 工资所属月 工资所属期 所属期 period"},
    {Field::Attended, "attended", "出勤人数", false, "考勤人数 在岗人数 用工人数 实际出勤人数 attendedheads"},
    {Field::PaidHeads, "paid_heads", "发薪人数", false, "实发人数 已发人数 发放人数 领取人数 已发工资人数"},
    {Field::Due, "due", "应发工资", true, "应发 应发金额 应付工资 应发工资总额 应发工资额"},
    {Field::Paid, "paid", "实发工资", true, "实发 实发金额 已发工资 实付工资 实发工资总额 实发工资额"},
    {Field::Inflow, "inflow", "专户入账", true, "专户拨入 人工费拨付 专户到账 本月入账 人工费入账"},
    {Field::Balance, "balance", "专户余额", true, "账户余额 余额 月末余额"},
    {Field::LastPayroll, "last_payroll", "最近发薪日期", false,
     "最近发放日期 发薪日期 发放日期 工资发放日期 最近代发日期 lastpayrolldate"},
    {Field::ValidFrom, "valid_from", "数据日期", false, "填报日期 上报日期 统计日期 截至日期 生效日期 asof"},
}};

constexpr std::array kProjectFields{Field::Id,
                                    Field::Name,
                                    Field::SupervisingUnit,
                                    Field::Township,
                                    Field::Sector,
                                    Field::Funding,
                                    Field::State,
                                    Field::Unlicensed,
                                    Field::Lon,
                                    Field::Lat,
                                    Field::Start,
                                    Field::Finish,
                                    Field::PayDay,
                                    Field::Contract,
                                    Field::Owner,
                                    Field::GeneralContractor,
                                    Field::Subcontractor,
                                    Field::RealName,
                                    Field::DedicatedAccount,
                                    Field::BankPayroll,
                                    Field::NoticeBoard,
                                    Field::PaymentGuarantee,
                                    Field::ProcessSettlement,
                                    Field::ValidFrom};
constexpr std::array kEnterpriseFields{Field::Uscc,
                                       Field::Name,
                                       Field::Credit,
                                       Field::WageDeposit,
                                       Field::WageDepositAmount,
                                       Field::LabourOfficer,
                                       Field::OfficerAssessed,
                                       Field::ValidFrom};
constexpr std::array kMonthFields{Field::Project,     Field::WageMonth, Field::Attended, Field::PaidHeads,
                                  Field::Due,         Field::Paid,      Field::Inflow,   Field::Balance,
                                  Field::LastPayroll, Field::ValidFrom};
constexpr std::array kProjectNeeds{Field::Id, Field::Name, Field::Lon, Field::Lat};
constexpr std::array kEnterpriseNeeds{Field::Uscc, Field::Name};
constexpr std::array kMonthNeeds{Field::Project, Field::WageMonth};

const FieldKind& kind_of(Field field) { return kFieldTable[static_cast<std::size_t>(field)]; }

std::span<const Field> needs_of(IntakeKind kind) {
  if (kind == IntakeKind::Projects) return kProjectNeeds;
  if (kind == IntakeKind::Enterprises) return kEnterpriseNeeds;
  return kMonthNeeds;
}

// Full-width folded, lower case, without blanks, underscores, asterisks and marks of a list.
std::string simplify(std::string_view header) {
  std::string out;
  for (const char c : fold_width(header)) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '*' || c == '_' || c == '"') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

void erase_all(std::string& s, std::string_view part) {
  for (auto at = s.find(part); at != std::string::npos; at = s.find(part, at)) s.erase(at, part.size());
}

// A header taken apart: what it names, the unit and the datum that it says.
struct Header {
  std::string name;
  std::optional<MoneyUnit> unit;
  std::optional<Crs> crs;
};

std::optional<MoneyUnit> unit_word(std::string_view word) {
  if (word == "元" || word == "人民币元" || word == "yuan" || word == "cny") return MoneyUnit::Yuan;
  if (word == "万元" || word == "万" || word == "wanyuan" || word == "人民币万元") return MoneyUnit::WanYuan;
  if (word == "亿元") return MoneyUnit::YiYuan;
  if (word == "分" || word == "fen") return MoneyUnit::OneFen;
  return std::nullopt;
}

std::optional<Crs> datum_in(std::string_view name) {
  const auto has = [&](std::string_view word) { return name.find(word) != std::string_view::npos; };
  if (has("gcj") || has("高德") || has("火星")) return Crs{Crs::Kind::Gcj02, 0};
  if (has("bd09") || has("bd-09") || has("百度")) return Crs{Crs::Kind::Bd09, 0};
  if (has("wgs")) return Crs{Crs::Kind::Wgs84, 4326};
  if (has("cgcs") || has("国家2000") || has("大地2000")) return Crs{Crs::Kind::Cgcs2000, 4490};
  return std::nullopt;
}

Header read_header(std::string_view written) {
  Header h;
  h.name = simplify(written);
  h.crs = datum_in(h.name);
  if (h.crs)
    for (const auto word : {"gcj-02", "gcj02", "bd-09", "bd09", "wgs-84", "wgs84", "cgcs2000", "国家2000",
                            "大地2000", "高德", "百度", "火星", "坐标系"})
      erase_all(h.name, word);
  std::size_t open = h.name.find_first_of("([");
  if (open == std::string::npos) {
    open = h.name.find("【");
    if (open != std::string::npos) h.name.replace(open, 3, "(");
  }
  if (open != std::string::npos && open > 0) {
    std::string inside = h.name.substr(open + 1);
    for (const auto word : {")", "]", "】", "单位:", "单位"}) erase_all(inside, word);
    h.unit = unit_word(inside);
    h.name.erase(open);
  } else if (const auto slash = h.name.rfind('/');
             slash != std::string::npos && unit_word(h.name.substr(slash + 1))) {
    h.unit = unit_word(h.name.substr(slash + 1));
    h.name.erase(slash);
  }
  for (const auto& [suffix, unit] :
       {std::pair{"wanyuan", MoneyUnit::WanYuan}, {"yuan", MoneyUnit::Yuan}, {"fen", MoneyUnit::OneFen}})
    if (!h.unit && h.name.ends_with(suffix)) {
      h.unit = unit;
      h.name.erase(h.name.size() - std::string_view(suffix).size());
    }
  return h;
}

bool is_alias(const FieldKind& kind, std::string_view name) {
  if (name == simplify(kind.code) || name == kind.zh) return true;
  for (auto rest = kind.aliases; !rest.empty();) {
    const auto gap = rest.find(' ');
    if (rest.substr(0, gap) == name) return true;
    rest = gap == std::string_view::npos ? std::string_view{} : rest.substr(gap + 1);
  }
  return false;
}

std::optional<Field> field_named(IntakeKind kind, std::string_view name) {
  for (const Field field : fields_of(kind))
    if (is_alias(kind_of(field), name)) return field;
  return std::nullopt;
}

// Columns that hold a person's data by their name. A duty post's telephone (值班电话) is none.
bool names_people(std::string_view name) {
  constexpr std::array<std::string_view, 14> kWords{
      "身份证",   "证件号", "手机",      "银行卡",   "工资卡",     "姓名", "idcard",
      "idnumber", "mobile", "cellphone", "bankcard", "workername", "人脸", "住址"};
  return std::ranges::any_of(kWords, [&](auto word) { return name.find(word) != std::string_view::npos; });
}

// A header as it may be repeated in a sentence: short, and without a person's number.
std::string shown(std::string_view header) {
  std::string out = mask_personal(header);
  constexpr std::size_t kLongest = 60;
  if (out.size() <= kLongest) return out;
  std::size_t cut = kLongest;
  while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xC0) == 0x80) --cut;
  return out.substr(0, cut) + "…";
}

std::unexpected<Error> refuse(std::string zh, std::string en) {
  return fail(ErrorCode::BadInput, std::move(zh), std::move(en));
}

Status check_header_once(std::span<const std::string> header) {
  std::map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const auto name = simplify(header[i]);
    if (name.empty()) continue;
    const auto [at, fresh] = seen.emplace(name, i);
    if (!fresh)
      return refuse(fmt::format("表头“{}”出现了两次（第 {} 列和第 {} 列），请只保留一列。", shown(header[i]),
                                at->second + 1, i + 1),
                    fmt::format("The header \"{}\" stands twice (columns {} and {}); keep one.",
                                shown(header[i]), at->second + 1, i + 1));
  }
  return {};
}

// How surely a header names its field. Of two columns for one field the surer one is taken: sheets have
// 总包单位 beside 总包单位统一社会信用代码, and exports have a code beside its name.
enum Strength { kNone, kAlias, kExact, kCodeColumn, kByHand };

// Mapping in progress: which column has each field, and how surely.
struct Mapper {
  IntakeKind kind;
  std::span<const std::string> header;
  ColumnMap out;
  std::array<Strength, kFields> strength{};

  Status assign(Field field, std::size_t column, Strength sure) {
    int& place = out.column[static_cast<std::size_t>(field)];
    Strength& before = strength[static_cast<std::size_t>(field)];
    if (sure < before) {
      out.unused.push_back(column);
      return {};
    }
    const auto other = static_cast<std::size_t>(place);
    if (sure == before)
      return refuse(fmt::format("“{}”和“{}”两列都是{}，请用 --map 列名=- 去掉其中一列。",
                                shown(header[other]), shown(header[column]), name_zh(field)),
                    fmt::format("The columns \"{}\" and \"{}\" are both {}; drop one with --map COLUMN=-.",
                                shown(header[other]), shown(header[column]), code(field)));
    if (before != kNone) out.unused.push_back(other);
    place = static_cast<int>(column);
    before = sure;
    return {};
  }

  // What the headers of the columns taken say about units and datums.
  Status read_units() {
    for (const Field field : fields_of(kind)) {
      const int place = out.of(field);
      const bool position = field == Field::Lon || field == Field::Lat;
      if (place == kNoColumn || (!kind_of(field).money && !position)) continue;
      const Header h = read_header(header[static_cast<std::size_t>(place)]);
      if (position && h.crs) {
        if (out.declared_crs && *out.declared_crs != *h.crs)
          return refuse("经度列和纬度列的表头写了不同的坐标系。",
                        "The headers of longitude and latitude name different datums.");
        out.declared_crs = h.crs;
        out.declared_by = shown(header[static_cast<std::size_t>(place)]);
      }
      if (position) continue;
      out.money_unit[static_cast<std::size_t>(field)] = h.unit.value_or(MoneyUnit::Yuan);
      if (!h.unit) out.unit_assumed.push_back(static_cast<std::size_t>(place));
    }
    return {};
  }
};

Strength strength_of(const FieldKind& field, const std::string& name) {
  if (name.find("信用代码") != std::string::npos || name.ends_with("uscc")) return kCodeColumn;
  return name == simplify(field.code) || name == field.zh ? kExact : kAlias;
}

Status check_map(IntakeKind kind, std::span<const std::string> header, const HeaderMap& map) {
  for (const auto& [name, field] : map) {
    const bool present =
        std::ranges::any_of(header, [&](const auto& h) { return simplify(h) == simplify(name); });
    if (!present)
      return fail(ErrorCode::Usage, fmt::format("--map 指的列“{}”不在表头里。", shown(name)),
                  fmt::format("--map names the column \"{}\", which the header does not have.", shown(name)));
    const auto wanted = parse_field(field);
    const auto fields = fields_of(kind);
    if (field != "-" && (!wanted || std::ranges::find(fields, *wanted) == fields.end())) {
      std::string known;
      for (const Field f : fields) known += fmt::format("{}{}", known.empty() ? "" : ", ", code(f));
      return fail(
          ErrorCode::Usage,
          fmt::format("--map 的字段“{}”不存在；可用的有 {}，或 - 表示不要该列。", shown(field), known),
          fmt::format("--map names the unknown field \"{}\"; known are {}, or - to drop the column.",
                      shown(field), known));
    }
  }
  return {};
}

Status check_needed(const Mapper& mapper) {
  std::string zh, en;
  for (const Field field : needs_of(mapper.kind)) {
    if (mapper.out.of(field) != kNoColumn) continue;
    zh += fmt::format("{}{}", zh.empty() ? "" : "、", name_zh(field));
    en += fmt::format("{}{}", en.empty() ? "" : ", ", code(field));
  }
  if (zh.empty()) return {};
  return refuse(
      fmt::format("表头里找不到必需的列：{}。表头是别的叫法时请用 --map 列名=字段 指明。", zh),
      fmt::format("The header lacks required columns: {}. If they have other names, say --map COLUMN=FIELD.",
                  en));
}

// What --map says about a column; empty when nothing.
std::string_view asked_for(const std::string& header, const HeaderMap& map) {
  for (const auto& [name, field] : map)
    if (simplify(header) == simplify(name)) return field;
  return {};
}

Status map_column(Mapper& mapper, std::size_t column, std::string_view asked) {
  const std::string& written = mapper.header[column];
  if (asked == "-") {
    mapper.out.dropped.push_back(column);
    return {};
  }
  if (!asked.empty()) return mapper.assign(*parse_field(asked), column, kByHand);
  if (names_people(simplify(written)))
    return refuse(
        fmt::format("列“{}”是个人信息，本系统不保存；请删去该列，或用 --map 列名=- 丢弃它。", shown(written)),
        fmt::format("The column \"{}\" holds personal data, which is never stored; delete it or drop it with "
                    "--map COLUMN=-.",
                    shown(written)));
  const Header h = read_header(written);
  const auto field = field_named(mapper.kind, h.name);
  if (!field) {
    mapper.out.unused.push_back(column);
    return {};
  }
  return mapper.assign(*field, column, strength_of(kind_of(*field), h.name));
}

}  // namespace

std::string_view code(IntakeKind kind) {
  constexpr std::array<std::string_view, 3> kCodes{"projects", "enterprises", "project_months"};
  return kCodes[static_cast<std::size_t>(kind)];
}

std::string_view name_zh(IntakeKind kind) {
  constexpr std::array<std::string_view, 3> kNames{"项目", "企业", "项目月度工资"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::optional<IntakeKind> parse_intake_kind(std::string_view word) {
  if (word == "projects") return IntakeKind::Projects;
  if (word == "enterprises") return IntakeKind::Enterprises;
  if (word == "project-months" || word == "project_months") return IntakeKind::ProjectMonths;
  return std::nullopt;
}

std::string_view code(Field field) { return kind_of(field).code; }
std::string_view name_zh(Field field) { return kind_of(field).zh; }

std::optional<Field> parse_field(std::string_view word) {
  const auto found = std::ranges::find(kFieldTable, word, &FieldKind::code);
  return found == kFieldTable.end() ? std::nullopt : std::optional(found->field);
}

std::span<const Field> fields_of(IntakeKind kind) {
  if (kind == IntakeKind::Projects) return kProjectFields;
  if (kind == IntakeKind::Enterprises) return kEnterpriseFields;
  return kMonthFields;
}

Result<std::pair<std::string, std::string>> parse_header_map(std::string_view argument) {
  const auto equals = argument.rfind('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == argument.size())
    return fail(ErrorCode::Usage, "--map 的写法是 列名=字段。", "--map is written COLUMN=FIELD.");
  return std::pair{std::string(argument.substr(0, equals)), std::string(argument.substr(equals + 1))};
}

Result<ColumnMap> map_columns(IntakeKind kind, std::span<const std::string> header, const HeaderMap& map,
                              bool has_geometry) {
  if (auto ok = check_header_once(header); !ok) return std::unexpected(ok.error());
  if (auto ok = check_map(kind, header, map); !ok) return std::unexpected(ok.error());
  Mapper mapper{kind, header, {}, {}};
  mapper.out.column.fill(kNoColumn);
  mapper.out.money_unit.fill(MoneyUnit::Yuan);
  if (has_geometry && kind == IntakeKind::Projects) {
    const auto x = static_cast<int>(header.size()) - 2;
    for (const auto& [field, column] : {std::pair{Field::Lon, x}, std::pair{Field::Lat, x + 1}}) {
      mapper.out.column[static_cast<std::size_t>(field)] = column;
      mapper.strength[static_cast<std::size_t>(field)] = kByHand;
    }
  }
  for (std::size_t i = 0; i < header.size() - (has_geometry ? 2 : 0); ++i)
    if (auto ok = map_column(mapper, i, asked_for(header[i], map)); !ok) return std::unexpected(ok.error());
  if (auto ok = check_needed(mapper); !ok) return std::unexpected(ok.error());
  if (auto ok = mapper.read_units(); !ok) return std::unexpected(ok.error());
  return std::move(mapper.out);
}

}  // namespace anxin
