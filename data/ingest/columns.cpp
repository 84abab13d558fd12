#include "data/ingest/columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "data/ingest/field_table.hpp"
#include "data/ingest/sheet.hpp"
#include "data/model/personal.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

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

std::vector<std::string_view> aliases_of(const FieldKind& kind) {
  std::vector<std::string_view> out{kind.zh};
  for (auto rest = kind.aliases; !rest.empty();) {
    const auto gap = rest.find(' ');
    out.push_back(rest.substr(0, gap));
    rest = gap == std::string_view::npos ? std::string_view{} : rest.substr(gap + 1);
  }
  return out;
}

bool is_alias(const FieldKind& kind, std::string_view name) {
  const auto known = aliases_of(kind);
  return name == simplify(kind.code) || std::ranges::find(known, name) != known.end();
}

// 投资 tells who pays, 投资(万元) how much: a unit of money names no field that is not money.
std::optional<Field> field_named(IntakeKind kind, const Header& header) {
  for (const Field field : fields_of(kind))
    if (is_alias(kind_of(field), header.name) && (!header.unit || kind_of(field).money)) return field;
  return std::nullopt;
}

// Columns that hold a person's data by their name. A duty post's telephone (值班电话) is none.
bool names_people(std::string_view name) {
  constexpr std::array<std::string_view, 20> kWords{
      "身份证",   "证件号", "手机",      "银行卡",   "工资卡",     "姓名",       "idcard",
      "idnumber", "mobile", "cellphone", "bankcard", "workername", "人脸",       "住址",
      "投诉人",   "举报人", "来访人",    "联系人",   "工人名",     "complainant"};
  return std::ranges::any_of(kWords, [&](std::string_view word) {
    const auto at = name.find(word);
    return at != std::string_view::npos &&
           !name.substr(at + word.size()).starts_with("数");  // 投诉人数 counts
  });
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
  const auto has = [&](Field field) { return mapper.out.of(field) != kNoColumn; };
  if (mapper.kind == IntakeKind::Safeguards && !has(Field::Project) && !has(Field::Uscc)) {
    zh = "项目编号或统一社会信用代码";
    en = "project or uscc";
  }
  if (mapper.kind == IntakeKind::Incidents && has(Field::Lon) != has(Field::Lat)) {
    zh = has(Field::Lon) ? "纬度" : "经度";
    en = has(Field::Lon) ? "lat" : "lon";
  } else if (mapper.kind == IntakeKind::Incidents && !has(Field::Project) && !has(Field::Lon) &&
             !has(Field::Place)) {
    zh += zh.empty() ? "项目编号、经纬度或地点" : "、项目编号、经纬度或地点";
    en += en.empty() ? "project, lon and lat, or place" : ", project, lon and lat, or place";
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
  const auto field = field_named(mapper.kind, h);
  if (!field) {
    mapper.out.unused.push_back(column);
    return {};
  }
  return mapper.assign(*field, column, strength_of(kind_of(*field), h.name));
}

std::string completed_for(IntakeKind kind, const std::string& cut) {
  const std::string name = simplify(cut);
  constexpr std::size_t kLeast = 3;  // characters; two begin too many names
  if (count_code_points(name) < kLeast || field_named(kind, read_header(cut))) return cut;
  std::string whole;
  std::optional<Field> field;
  for (const Field candidate : fields_of(kind)) {
    const FieldKind& known = kind_of(candidate);
    for (const auto alias : aliases_of(known)) {
      if (!alias.starts_with(name)) continue;
      if (field && *field != candidate) return cut;
      if (!field) whole = alias;
      field = candidate;
    }
  }
  return field ? whole : cut;
}

}  // namespace

Result<std::pair<std::string, std::string>> parse_header_map(std::string_view argument) {
  const auto equals = argument.rfind('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == argument.size())
    return fail(ErrorCode::Usage, "--map 的写法是 列名=字段。", "--map is written COLUMN=FIELD.");
  return std::pair{std::string(argument.substr(0, equals)), std::string(argument.substr(equals + 1))};
}

std::string completed_header(std::optional<IntakeKind> kind, const std::string& cut) {
  if (kind) return completed_for(*kind, cut);
  std::string whole = cut;
  for (int i = 0; i < kIntakeKinds; ++i) {
    const auto one = static_cast<IntakeKind>(i);
    if (field_named(one, read_header(cut))) return cut;
    std::string here = completed_for(one, cut);
    if (here == cut || here == whole) continue;
    if (whole != cut) return cut;
    whole = std::move(here);
  }
  return whole;
}

std::optional<Field> field_of_header(IntakeKind kind, std::string_view header) {
  return field_named(kind, read_header(header));
}

std::size_t known_headers(IntakeKind kind, std::span<const std::string> cells,
                          std::span<const std::string> also) {
  std::set<int> found;
  int by_map = kFields;  // each name of --map counts by itself
  for (const auto& cell : cells) {
    if (cell.empty()) continue;
    if (const auto field = field_named(kind, read_header(cell))) found.insert(static_cast<int>(*field));
    if (std::ranges::any_of(also, [&](const auto& name) { return simplify(name) == simplify(cell); }))
      found.insert(by_map++);
  }
  return found.size();
}

std::size_t known_headers(std::optional<IntakeKind> kind, std::span<const std::string> cells,
                          std::span<const std::string> also) {
  if (kind) return known_headers(*kind, cells, also);
  std::size_t most = 0;
  for (int i = 0; i < kIntakeKinds; ++i)
    most = std::max(most, known_headers(static_cast<IntakeKind>(i), cells, also));
  return most;
}

IntakeKind likely_kind(std::span<const std::string> header, bool has_geometry) {
  auto best = IntakeKind::Projects;
  std::pair<bool, std::size_t> most{false, 0};
  for (int i = 0; i < kIntakeKinds; ++i) {
    const auto kind = static_cast<IntakeKind>(i);
    const std::pair fits{map_columns(kind, header, {}, has_geometry).has_value(),
                         known_headers(kind, header, {})};
    if (fits <= most) continue;
    most = fits;
    best = kind;
  }
  return best;
}

Result<ColumnMap> map_columns(IntakeKind kind, std::span<const std::string> header, const HeaderMap& map,
                              bool has_geometry) {
  if (auto ok = check_header_once(header); !ok) return std::unexpected(ok.error());
  if (auto ok = check_map(kind, header, map); !ok) return std::unexpected(ok.error());
  Mapper mapper{kind, header, {}, {}};
  mapper.out.column.fill(kNoColumn);
  mapper.out.money_unit.fill(MoneyUnit::Yuan);
  if (has_geometry && has_positions(kind)) {
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
