// Incidents and dispatch: levels.toml, response_plans.toml, clocks.toml.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "data/model/personal.hpp"
#include "data/packs/fields.hpp"
#include "data/packs/pack_files.hpp"

namespace anxin::packs {
namespace {

constexpr std::int64_t kLongestClock = 7 * 24 * 3600;
constexpr std::int64_t kMostPersons = 1'000'000;
constexpr int kMostUnits = 9;  // of one function in a plan

// The value of a vocabulary of `count` whose code is `word`; a pack uses no other spelling.
template <class T>
std::optional<T> by_code(std::string_view word, int count) {
  for (int i = 0; i < count; ++i)
    if (code(static_cast<T>(i)) == word) return static_cast<T>(i);
  return std::nullopt;
}

template <class T>
T need_code(Fields& f, std::string_view field, int count) {
  const std::string word = f.text(field);
  const auto known = by_code<T>(word, count);
  if (!known && !word.empty())
    f.refuse(field, fmt::format("不认识“{}”", word), fmt::format("\"{}\" is not known", word));
  return known.value_or(T{});
}

using Thresholds = std::array<std::int32_t, kIncidentLevels>;

// I more than II more than III more than IV.
Thresholds read_thresholds(Fields& f) {
  Thresholds out{};
  for (int i = kIncidentLevels - 1; i >= 0; --i) {
    const auto level = static_cast<std::size_t>(i);
    const auto name = code(static_cast<IncidentLevel>(i));
    out[level] = static_cast<std::int32_t>(f.integer(name, 1, kMostPersons));
    if (i + 1 < kIncidentLevels && f.has(name) && out[level] <= out[level + 1])
      f.refuse(name, "应多于较轻一级的人数", "should be more persons than the level below asks for");
  }
  return out;
}

std::uint8_t read_modifiers(Fields& f) {
  std::uint8_t out = 0;
  for (const std::string& word : f.words("raises_by_one")) {
    const auto known = by_code<Modifier>(word, kModifiers);
    const auto bit = known ? static_cast<std::uint8_t>(1u << static_cast<int>(*known)) : std::uint8_t{0};
    if (!known) {
      f.refuse("raises_by_one", fmt::format("不认识“{}”", word), fmt::format("\"{}\" is not known", word));
    } else if (out & bit) {
      f.refuse("raises_by_one", fmt::format("“{}”重复", word), fmt::format("\"{}\" is given twice", word));
    }
    out |= bit;
  }
  return out;
}

LevelProfile read_profile(const Value& item, Faults& faults) {
  Fields f(item, "profile", faults);
  LevelProfile out;
  out.name = f.text("name");
  out.from_persons = read_thresholds(f);
  out.raising_modifiers = read_modifiers(f);
  if (f.has("sensitive_area")) {
    Fields sensitive(f.table("sensitive_area"), "profile.sensitive_area", faults);
    out.from_persons_sensitive = read_thresholds(sensitive);
    for (int i = 0; i < kIncidentLevels; ++i) {
      const auto level = static_cast<std::size_t>(i);
      if ((*out.from_persons_sensitive)[level] > out.from_persons[level])
        sensitive.refuse(code(static_cast<IncidentLevel>(i)), "敏感区域的人数不应多于一般区域",
                         "should not be more persons than elsewhere");
    }
    sensitive.done();
  }
  f.done();
  return out;
}

// Plans as they stand in the file: one with several sectors is one of the policy for each of them.
class PlanReader {
 public:
  explicit PlanReader(Faults& faults) : faults_(faults) {}

  void offices(Fields& top) {
    Fields f(top.table("sector_office"), "sector_office", faults_);
    for (int i = 0; i < kSectors; ++i) {
      const auto sector = static_cast<std::size_t>(i);
      const auto name = code(static_cast<Sector>(i));
      out.offices[sector] = f.text_or_empty(name);
      out.office_lines[sector] = f.line(name);
    }
    f.done();
  }

  void plan(const Value& item) {
    Fields f(item, "plan", faults_);
    ResponsePlan plan;
    plan.id = f.text("id");
    if (!ids_.insert(plan.id).second) f.refuse("id", "预案编号重复", "the plan's id is given twice");
    plan.level = need_code<IncidentLevel>(f, "level", kIncidentLevels);
    plan.counts = counts(f);
    std::vector<std::optional<Sector>> sectors;
    if (f.has("sectors")) {
      for (const std::string& word : f.words("sectors")) {
        const auto known = by_code<Sector>(word, kSectors);
        if (!known)
          f.refuse("sectors", fmt::format("不认识“{}”", word), fmt::format("\"{}\" is not known", word));
        sectors.push_back(known.value_or(Sector::Other));
      }
      if (sectors.empty()) f.refuse("sectors", "不能为空", "may not be empty");
    } else {
      sectors.push_back(std::nullopt);
    }
    f.done();
    for (const auto& sector : sectors) {
      plan.sector = sector;
      if (!seen_.insert({plan.level, sector ? static_cast<int>(*sector) : -1}).second)
        f.refuse("sectors", "该等级和行业已有预案", "level and sector have a plan already");
      out.plans.push_back(plan);
      lines_.push_back(f.line("units"));
    }
  }

  // Every level has a plan for every sector; a graver one never asks for less; 行业 is asked for only where
  // somebody answers for it.
  void check_whole() {
    for (int s = 0; s < kSectors && faults_.none(); ++s) {
      const auto sector = static_cast<Sector>(s);
      std::optional<std::size_t> milder;
      for (int i = kIncidentLevels - 1; i >= 0; --i) {
        const auto at = find(static_cast<IncidentLevel>(i), sector);
        if (!at) {
          faults_.add(
              1, "plan",
              fmt::format("{}级没有{}的预案", code(static_cast<IncidentLevel>(i)), name_zh(sector)),
              fmt::format("level {} has no plan for {}", code(static_cast<IncidentLevel>(i)), code(sector)));
          return;
        }
        check_plan(*at, milder, sector);
        milder = at;
      }
    }
  }

  ResponsePlans out;

 private:
  FunctionCounts counts(Fields& f) {
    FunctionCounts asked{};
    Fields units(f.table("units"), "plan.units", faults_);
    for (int i = 0; i < kFunctions; ++i) {
      const auto name = code(static_cast<Function>(i));
      if (units.has(name))
        asked[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(units.integer(name, 0, kMostUnits));
    }
    units.done();
    if (asked[static_cast<std::size_t>(Function::Lead)] == 0 && f.has("units"))
      f.refuse("units", "应至少有一支牵头力量", "should ask for a lead at least");
    return asked;
  }

  [[nodiscard]] std::optional<std::size_t> find(IncidentLevel level, Sector sector) const {
    std::optional<std::size_t> general;
    for (std::size_t i = 0; i < out.plans.size(); ++i) {
      if (out.plans[i].level != level) continue;
      if (out.plans[i].sector == sector) return i;
      if (!out.plans[i].sector) general = i;
    }
    return general;
  }

  void check_plan(std::size_t at, std::optional<std::size_t> milder, Sector sector) {
    const ResponsePlan& plan = out.plans[at];
    if (plan.counts[static_cast<std::size_t>(Function::Sector)] > 0 &&
        out.offices[static_cast<std::size_t>(sector)].empty()) {
      faults_.add(lines_[at], "plan.units.sector", fmt::format("没有成员单位主管{}", name_zh(sector)),
                  fmt::format("no member unit answers for {}", code(sector)));
    }
    if (!milder) return;
    for (int i = 0; i < kFunctions; ++i) {
      const auto function = static_cast<std::size_t>(i);
      if (plan.counts[function] >= out.plans[*milder].counts[function]) continue;
      const auto name = code(static_cast<Function>(i));
      faults_.add(lines_[at], fmt::format("plan.units.{}", name), "不应少于较轻一级的预案",
                  "should not be fewer than the plan of the level below");
    }
  }

  Faults& faults_;
  std::set<std::string> ids_;
  std::set<std::pair<IncidentLevel, int>> seen_;
  Lines lines_;  // of `units`, by plan
};

ClockTerms read_terms(Fields& top, Faults& faults) {
  Fields f(top.table("clocks"), "clocks", faults);
  const auto seconds = [&f](std::string_view name) { return f.integer(name, 1, kLongestClock); };
  ClockTerms t;
  t.acknowledge_s = seconds("acknowledge_s");
  t.lead_dispatched_s = seconds("lead_dispatched_s");
  t.renotify_s = seconds("renotify_s");
  t.deputy_s = seconds("deputy_s");
  t.next_level_s = seconds("next_level_s");
  t.first_on_scene_urban_s = seconds("first_on_scene_urban_s");
  t.first_on_scene_rural_s = seconds("first_on_scene_rural_s");
  t.all_functions_s = seconds("all_functions_s");
  t.first_report_s = seconds("first_report_s");
  t.report_every_s = seconds("report_every_s");
  t.report_every_grave_s = seconds("report_every_grave_s");
  t.roll_call_s = seconds("roll_call_s");
  t.roll_call_retry_s = seconds("roll_call_retry_s");
  t.position_stale_s = seconds("position_stale_s");
  t.dispute_s = seconds("dispute_s");
  t.warn_permille = static_cast<int>(f.integer("warn_permille", 1, 999));
  if (t.deputy_s <= t.renotify_s)
    f.refuse("deputy_s", "应晚于再次通知", "should be later than the second notice");
  if (t.next_level_s <= t.deputy_s)
    f.refuse("next_level_s", "应晚于通知副岗", "should be later than the deputy's notice");
  if (t.first_on_scene_rural_s < t.first_on_scene_urban_s)
    f.refuse("first_on_scene_rural_s", "不应短于城六区", "should not be shorter than in the inner districts");
  if (t.report_every_grave_s > t.report_every_s)
    f.refuse("report_every_grave_s", "Ⅰ、Ⅱ 级续报间隔不应长于其他等级",
             "should not be longer than at the milder levels");
  f.done();
  return t;
}

// Duty posts only: what looks like a person's number is refused.
void read_next_level(Fields& top, Faults& faults, ClockTerms& terms) {
  Fields f(top.table("next_level"), "next_level", faults);
  terms.next_level_post = f.text("post");
  terms.next_level_phone = f.text("phone");
  for (const char* field : {"post", "phone"}) {
    const std::string& text =
        field == std::string_view("post") ? terms.next_level_post : terms.next_level_phone;
    if (find_personal(text) != Personal::None)
      f.refuse(field, "应为岗位电话，疑似个人号码", "should be a post's; it looks like a person's number");
  }
  f.done();
}

std::vector<WaterfallTerm> read_waterfall(Fields& top, Faults& faults) {
  std::vector<WaterfallTerm> out;
  for (const auto& item : top.list("waterfall")) {
    Fields f(item, "waterfall", faults);
    WaterfallTerm t;
    t.source = need_code<MoneySource>(f, "source", kMoneySources);
    if (f.has("source") && static_cast<std::size_t>(t.source) != out.size())
      f.refuse("source", "各支付来源应按先后顺序各出现一次",
               "the sources should stand once each, in the order of payment");
    t.working_days = static_cast<int>(f.integer("working_days", 1, 60));
    t.basis = f.text("basis");
    t.basis_en = f.text("basis_en");
    t.note = f.text("note");
    t.note_en = f.text("note_en");
    f.done();
    out.push_back(std::move(t));
  }
  if (top.has("waterfall") && out.size() != static_cast<std::size_t>(kMoneySources))
    top.refuse("waterfall", fmt::format("应有 {} 项，实有 {} 项", kMoneySources, out.size()),
               fmt::format("should have {} entries, not {}", kMoneySources, out.size()));
  return out;
}

}  // namespace

Result<Levels> read_levels(std::string_view text, const std::string& file) {
  const auto root = parse_toml(text, file);
  if (!root) return std::unexpected(root.error());
  Faults faults(file);
  Fields top(*root, "", faults);
  std::vector<LevelProfile> profiles;
  for (const auto& item : top.list("profile")) {
    profiles.push_back(read_profile(item, faults));
    if (profiles.size() == 2 && profiles[0].name == profiles[1].name)
      Fields(item, "profile", faults).refuse("name", "口径名称重复", "the profile's name is given twice");
  }
  if (top.has("profile") && profiles.size() != 2)
    top.refuse("profile", fmt::format("应有 2 项，实有 {} 项", profiles.size()),
               fmt::format("should have 2 entries, not {}", profiles.size()));
  Fields modifiers(top.table("modifiers"), "modifiers", faults);
  Levels out;
  out.spring_festival_days = static_cast<int>(modifiers.integer("near_spring_festival_days", 1, 366));
  out.repeat_days = static_cast<int>(modifiers.integer("repeat_at_site_days", 1, 366));
  modifiers.done();
  top.done();
  if (!faults.none()) return std::unexpected(*faults.first());
  out.profile = std::move(profiles[0]);
  out.second_profile = std::move(profiles[1]);
  return out;
}

Result<ResponsePlans> read_response_plans(std::string_view text, const std::string& file) {
  const auto root = parse_toml(text, file);
  if (!root) return std::unexpected(root.error());
  Faults faults(file);
  Fields top(*root, "", faults);
  PlanReader reader(faults);
  reader.offices(top);
  for (const auto& item : top.list("plan")) reader.plan(item);
  top.done();
  if (faults.none()) reader.check_whole();
  if (!faults.none()) return std::unexpected(*faults.first());
  return std::move(reader.out);
}

Result<Clocks> read_clocks(std::string_view text, const std::string& file) {
  const auto root = parse_toml(text, file);
  if (!root) return std::unexpected(root.error());
  Faults faults(file);
  Fields top(*root, "", faults);
  Clocks out;
  out.terms = read_terms(top, faults);
  read_next_level(top, faults, out.terms);
  Fields duplicates(top.table("duplicates"), "duplicates", faults);
  out.duplicates.radius_m = duplicates.number("radius_m", 1, 20'000);
  out.duplicates.within_s = duplicates.integer("within_s", 1, kLongestClock);
  duplicates.done();
  out.waterfall = read_waterfall(top, faults);
  top.done();
  if (!faults.none()) return std::unexpected(*faults.first());
  return out;
}

}  // namespace anxin::packs
