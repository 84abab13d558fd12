// Who supervises and what the plan asks: pack.toml, supervising_units.toml, townships.csv, member_units.toml,
// clauses.toml.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "data/packs/fields.hpp"
#include "data/packs/pack_files.hpp"
#include "data/packs/rows_csv.hpp"

namespace anxin::packs {
namespace {

// Refuses `key` when it was seen before.
void need_new(std::set<std::string>& seen, const std::string& key, std::string_view field, Fields& f) {
  if (!key.empty() && !seen.insert(key).second) {
    f.refuse(field, fmt::format("“{}”重复", key), fmt::format("\"{}\" is given twice", key));
  }
}

int year(Fields& f, std::string_view name) { return static_cast<int>(f.integer(name, 1949, 2199)); }

bool is_due(const std::string& due) {
  static constexpr std::array<std::string_view, 5> kWords{"yearly", "every_december", "every_year_end",
                                                          "periodic", "long_term"};
  return std::ranges::find(kWords, due) != kWords.end() || parse_day(due).has_value();
}

bool is_op(const std::string& op) {
  static constexpr std::array<std::string_view, 7> kWords{"falls",    "basic", "covers", "exists",
                                                          "reported", "==",    ">="};
  return std::ranges::find(kWords, op) != kWords.end();
}

// A safeguard by its code word.
Safeguard safeguard_of(Fields& f) {
  const std::string word = f.text("safeguard");
  const auto known = parse_word<Safeguard>(word);
  if (!known && !word.empty()) f.refuse("safeguard", "不认识该保障制度", "the safeguard is not known");
  return known.value_or(Safeguard::RealName);
}

std::vector<LegalTarget> read_legal_targets(Fields& coverage, Faults& faults) {
  std::vector<LegalTarget> out;
  for (const auto& item : coverage.list("law")) {
    Fields f(item, "coverage.law", faults);
    LegalTarget t;
    t.safeguard = safeguard_of(f);
    t.permille = static_cast<int>(f.integer("permille", 1, 1000));
    t.basis = f.text("basis");
    f.done();
    out.push_back(std::move(t));
  }
  return out;
}

// The target of a clause as numbers. A step says either a share or that it is 基本, which pack.toml reads.
std::vector<TargetStep> read_steps(Fields& clause, Faults& faults) {
  std::vector<TargetStep> out;
  for (const auto& item : clause.list("step")) {
    Fields f(item, "clause.step", faults);
    TargetStep s;
    s.safeguard = safeguard_of(f);
    s.by = f.day("by");
    if (f.has("basic")) s.basic = f.flag("basic");
    s.permille = s.basic ? 0 : static_cast<int>(f.integer("permille", 1, 1000));
    if (!out.empty() && s.by < out.back().by) {
      f.refuse("by", "各步应按日期先后排列", "steps should ascend by day");
    }
    f.done();
    out.push_back(s);
  }
  return out;
}

// The sectors that a target names: 建筑、市政、交通、水务、餐饮服务.
std::vector<Sector> named_sectors(Fields& f, std::string_view target) {
  constexpr std::string_view kMark = "、";
  std::vector<Sector> out;
  while (!target.empty()) {
    const auto mark = std::min(target.find(kMark), target.size());
    const auto sector = parse_word<Sector>(target.substr(0, mark));
    if (!sector) f.refuse("target", "应为以顿号分开的行业", "should be sectors parted by 、");
    if (sector) out.push_back(*sector);
    target.remove_prefix(std::min(target.size(), mark + kMark.size()));
  }
  return out;
}

// Which records answer a clause: its steps, or those that it names.
void read_answer(Fields& f, Clause& c) {
  if (!c.steps.empty()) c.answered_by = AnsweredBy::Safeguards;
  if (!f.has("answered_by")) return;
  const auto word = parse_word<AnsweredBy>(f.text("answered_by"));
  if (!c.steps.empty() || !word || *word == AnsweredBy::Safeguards) {
    return f.refuse("answered_by", "不认识，或该条款已有分步目标",
                    "is not known, or the clause has steps that answer it");
  }
  c.answered_by = *word;
  if (*word == AnsweredBy::Sectors) c.sectors = named_sectors(f, c.target);
}

}  // namespace

Result<Manifest> read_manifest(std::string_view text, const std::string& file) {
  const auto root = parse_toml(text, file);
  if (!root) return std::unexpected(root.error());
  Faults faults(file);
  Fields f(*root, "", faults);
  Manifest m;
  m.city_zh = f.text("city_zh");
  m.city_en = f.text("city_en");
  m.version = f.text("version");
  Fields e(f.table("expect"), "expect", faults);
  m.districts = static_cast<int>(e.integer("districts", 1, 200));
  m.supervising_units = static_cast<int>(e.integer("supervising_units", 1, 200));
  m.townships = static_cast<int>(e.integer("townships", 1, 100000));
  m.member_units = static_cast<int>(e.integer("member_units", 1, 200));
  m.clauses = e.words("clauses");
  m.calendar_first = year(e, "calendar_first");
  m.calendar_last = year(e, "calendar_last");
  m.spring_first = year(e, "spring_first");
  m.spring_last = year(e, "spring_last");
  e.done();
  Fields p(f.table("plan"), "plan", faults);
  m.plan_issued = p.day("issued");
  p.done();
  Fields c(f.table("coverage"), "coverage", faults);
  m.coverage.window_months = static_cast<int>(c.integer("monthly_pay_window_months", 1, 120));
  m.coverage.basic_permille = static_cast<int>(c.integer("basic_permille", 1, 1000));
  if (c.has("law")) m.legal_targets = read_legal_targets(c, faults);
  c.done();
  f.done();
  if (!faults.none()) return std::unexpected(*faults.first());
  return m;
}

Result<Units> read_units(std::string_view text, const std::string& file) {
  const auto root = parse_toml(text, file);
  if (!root) return std::unexpected(root.error());
  Faults faults(file);
  Fields top(*root, "", faults);
  Units out;
  std::set<std::string> codes, names, districts;
  for (const auto& item : top.list("unit")) {
    Fields f(item, "unit", faults);
    SupervisingUnit u;
    u.code = f.text("code");
    u.name = f.text("name");
    u.name_en = f.text("name_en");
    u.short_name = f.text("short_name");
    u.urban = f.flag("urban");
    need_new(codes, u.code, "code", f);
    need_new(names, u.name, "name", f);
    if (f.has("district")) {
      u.district = f.text("district");
      need_new(districts, *u.district, "district", f);
    } else {  // no polygon: its own label, and where it may lie
      const double lon = f.number("label_lon", -180, 180), lat = f.number("label_lat", -90, 90);
      u.label_at = LonLat::of_degrees(lon, lat);
      u.may_lie_in = f.words("may_lie_in");
    }
    out.site_weight[u.code] = f.number("site_weight", 0, 1e6);
    f.done();
    out.lines.push_back(f.line());
    out.units.push_back(std::move(u));
    if (!faults.none()) break;
  }
  top.done();
  if (!faults.none()) return std::unexpected(*faults.first());
  return out;
}

Result<std::vector<Township>> read_townships(std::string_view text, const std::string& file) {
  const auto rows = parse_rows(text, file, {"code", "name", "district"});
  if (!rows) return std::unexpected(rows.error());
  Faults faults(file);
  std::vector<Township> out;
  for (const auto& row : *rows) {
    Township t{row.cells[0], row.cells[1], row.cells[2]};
    const bool digits = std::ranges::all_of(t.code, [](char c) { return c >= '0' && c <= '9'; });
    if (t.code.size() != 9 || !digits) faults.add(row.line, "code", "应为九位数字", "should be nine digits");
    if (!t.code.starts_with(t.district)) {
      faults.add(row.line, "district", "与代码前六位不一致", "differs from the first six digits of the code");
    }
    if (!out.empty() && out.back().code >= t.code) {
      faults.add(row.line, "code", "代码应升序且不重复", "codes should ascend without repeats");
    }
    if (!faults.none()) return std::unexpected(*faults.first());
    out.push_back(std::move(t));
  }
  return out;
}

Result<std::vector<MemberUnit>> read_member_units(std::string_view text, const std::string& file) {
  const auto root = parse_toml(text, file);
  if (!root) return std::unexpected(root.error());
  Faults faults(file);
  Fields top(*root, "", faults);
  std::vector<MemberUnit> out;
  std::set<std::string> codes, names;
  for (const auto& item : top.list("unit")) {
    Fields f(item, "unit", faults);
    MemberUnit u;
    u.code = f.text("code");
    u.name = f.text("name");
    u.aliases = f.words("aliases");
    u.today = f.text_or_empty("today");
    if (f.has("member")) u.member = f.flag("member");
    need_new(codes, u.code, "code", f);
    need_new(names, u.name, "name", f);
    for (const auto& alias : u.aliases) need_new(names, alias, "aliases", f);
    f.done();
    out.push_back(std::move(u));
    if (!faults.none()) break;
  }
  top.done();
  if (!faults.none()) return std::unexpected(*faults.first());
  return out;
}

Result<std::vector<Clause>> read_clauses(std::string_view text, const std::string& file, Lines& lines) {
  const auto root = parse_toml(text, file);
  if (!root) return std::unexpected(root.error());
  Faults faults(file);
  Fields top(*root, "", faults);
  std::vector<Clause> out;
  std::set<std::string> ids;
  lines.clear();
  for (const auto& item : top.list("clause")) {
    Fields f(item, "clause", faults);
    Clause c;
    c.id = f.text("id");
    c.title = f.text("title");
    c.title_en = f.text("title_en");
    c.text = f.text("text");
    c.unit_of_count = f.text("unit_of_count");
    c.op = f.text("op");
    c.target = f.text("target");
    c.due = f.text("due");
    c.lead = f.words("lead");
    c.participants = f.words("participants");
    c.evidence = f.text("evidence");
    if (f.has("step")) c.steps = read_steps(f, faults);
    read_answer(f, c);
    need_new(ids, c.id, "id", f);
    if (!c.op.empty() && !is_op(c.op)) f.refuse("op", "不认识该算子", "the operator is not known");
    if (!c.due.empty() && !is_due(c.due)) {
      f.refuse("due", "应为日期或约定的周期词", "should be a day or one of the known periods");
    }
    f.done();
    lines.push_back(f.line());
    out.push_back(std::move(c));
    if (!faults.none()) break;
  }
  top.done();
  if (!faults.none()) return std::unexpected(*faults.first());
  return out;
}

}  // namespace anxin::packs
