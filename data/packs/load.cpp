// Reads a pack's folder, and checks what only shows between its files.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "data/packs/pack_files.hpp"
#include "data/packs/value.hpp"

namespace anxin {
namespace {

using packs::fault;

Result<std::string> read_file(const std::filesystem::path& path) {
  std::error_code ignored;
  const auto status = std::filesystem::status(path, ignored);
  if (!std::filesystem::exists(status)) {
    return std::unexpected(fault(path.string(), 1, "file", "缺少该文件", "the file is missing"));
  }
  if (!std::filesystem::is_regular_file(status)) {
    return std::unexpected(fault(path.string(), 1, "file", "不是普通文件", "is not a plain file"));
  }
  if (std::filesystem::file_size(path, ignored) > packs::kLargestFile) {
    return std::unexpected(
        fault(path.string(), 1, "file", "文件超过 16 MiB", "the file is larger than 16 MiB"));
  }
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  if (!in) return std::unexpected(fault(path.string(), 1, "file", "读取失败", "cannot be read"));
  return std::move(bytes).str();
}

// A pack being put together: each step reads one file, and nothing more after the first fault.
class Loader {
 public:
  explicit Loader(std::filesystem::path folder) : folder_(std::move(folder)) {}

  Result<Pack> load() {
    read("pack.toml", manifest_, packs::read_manifest);
    read("districts.geojson", pack.districts,
         [this](auto text, auto& file) { return packs::read_districts(text, file, district_lines_); });
    read("supervising_units.toml", units_, packs::read_units);
    read("townships.csv", pack.townships, packs::read_townships);
    read("member_units.toml", pack.member_units, packs::read_member_units);
    read("clauses.toml", pack.clauses,
         [this](auto text, auto& file) { return packs::read_clauses(text, file, clause_lines_); });
    read("rules.toml", pack.rules, packs::read_rules);
    read("calendar.toml", calendar_, packs::read_calendar);
    read("levels.toml", levels_, packs::read_levels);
    read("response_plans.toml", plans_, packs::read_response_plans);
    read("clocks.toml", clocks_, packs::read_clocks);
    read("speeds.toml", speeds_, packs::read_speeds);
    read("roads.toml", pack.roads, packs::read_roads);
    read("places.csv", pack.places, packs::read_places);
    if (!fault_) join();
    if (fault_) return std::unexpected(*fault_);
    return std::move(pack);
  }

 private:
  template <class T, class Reader>
  void read(const char* name, T& into, Reader reader) {
    if (fault_) return;
    const auto file = path(name);
    const auto text = read_file(file);
    if (!text) {
      fault_ = text.error();
      return;
    }
    auto part = reader(std::string_view(*text), file);
    if (part) {
      into = std::move(*part);
    } else {
      fault_ = part.error();
    }
  }

  [[nodiscard]] std::string path(const char* name) const { return (folder_ / name).string(); }

  void refuse(const char* file, int line, std::string_view field, std::string_view zh, std::string_view en) {
    if (!fault_) fault_ = fault(path(file), line, field, zh, en);
  }
  void need_count(const char* file, std::string_view field, std::size_t found, int expected) {
    if (found == static_cast<std::size_t>(expected)) return;
    refuse(file, 1, field, fmt::format("应有 {} 项，实有 {} 项", expected, found),
           fmt::format("should have {} entries, not {}", expected, found));
  }

  void join() {
    pack.city_zh = manifest_.city_zh;
    pack.city_en = manifest_.city_en;
    pack.version = manifest_.version;
    pack.coverage = manifest_.coverage;
    pack.legal_targets = manifest_.legal_targets;
    pack.clause_terms = {manifest_.plan_issued, manifest_.coverage.basic_permille};
    pack.supervising_units = std::move(units_.units);
    pack.site_weight = std::move(units_.site_weight);
    pack.calendar = std::move(calendar_.days);
    pack.spring_festivals = std::move(calendar_.spring_festivals);
    std::uint64_t days = 0;  // W18: the calendar decides as the rules do, so the digest is of both
    for (const SpringFestival& festival : pack.spring_festivals) {
      pack.rules.spring_festivals.push_back(festival.day);
      days = days * 1'000'003 + static_cast<std::uint64_t>(festival.day.time_since_epoch().count());
    }
    pack.rules.digest += fmt::format("-{:016x}", days);
    for (const auto& d : pack.districts) {
      district_codes_.insert(d.code);
      pack.areas.emplace_back(d.shape);
    }
    need_count("districts.geojson", "features", pack.districts.size(), manifest_.districts);
    check_units();
    check_townships();
    check_clauses();
    check_calendar();
    check_places();
    join_dispatch();
    pack.speeds = std::move(speeds_.rows);
    pack.traffic_hours = speeds_.hours;
  }

  void check_units() {
    constexpr auto kFile = "supervising_units.toml";
    need_count(kFile, "unit", pack.supervising_units.size(), manifest_.supervising_units);
    std::size_t next = 0;
    double weight = 0;
    for (std::size_t i = 0; i < pack.supervising_units.size(); ++i) {
      auto& u = pack.supervising_units[i];
      const int line = units_.lines[i];
      weight += pack.site_weight[u.code];
      for (const auto& code : u.may_lie_in) {
        if (!district_codes_.contains(code))
          refuse(kFile, line, "unit.may_lie_in", "没有这个区", "there is no such district");
      }
      if (!u.district) continue;
      if (next >= pack.districts.size() || pack.districts[next].code != *u.district) {
        refuse(kFile, line, "unit.district", "各区应按代码升序各出现一次，无区界的单位在后",
               "districts should stand once each in ascending code, before units without a boundary");
        return;
      }
      if (next != i)
        refuse(kFile, line, "unit.district", "应在无区界的单位之前",
               "should stand before units without a boundary");
      u.label_at = pack.districts[next++].label_at;
    }
    if (next != pack.districts.size())
      refuse(kFile, 1, "unit.district", "有区没有监管单位", "a district has no supervising unit");
    if (weight <= 0)
      refuse(kFile, 1, "unit.site_weight", "权重之和应为正", "the weights should sum to more than 0");
  }

  void check_townships() {
    constexpr auto kFile = "townships.csv";
    need_count(kFile, "row", pack.townships.size(), manifest_.townships);
    for (std::size_t i = 0; i < pack.townships.size(); ++i) {
      if (district_codes_.contains(pack.townships[i].district)) continue;
      refuse(kFile, static_cast<int>(i) + 2, "district", "没有这个区", "there is no such district");
    }
  }

  void check_clauses() {
    constexpr auto kFile = "clauses.toml";
    std::set<std::string> codes{"all"};
    std::size_t members = 0;
    for (const auto& u : pack.member_units) {
      codes.insert(u.code);
      members += u.member;
    }
    need_count("member_units.toml", "unit", members, manifest_.member_units);
    for (std::size_t i = 0; i < pack.clauses.size(); ++i) {
      Clause& c = pack.clauses[i];
      const int line = clause_lines_[i];
      if (i >= manifest_.clauses.size() || c.id != manifest_.clauses[i]) {
        refuse(kFile, line, "clause.id", fmt::format("此处不应为 {}", c.id),
               fmt::format("{} should not stand here", c.id));
        return;
      }
      const auto known = [&](const std::vector<std::string>& named, std::string_view field) {
        for (const auto& code : named) {
          if (!codes.contains(code)) {
            refuse(kFile, line, field, fmt::format("没有成员单位“{}”", code),
                   fmt::format("there is no member unit \"{}\"", code));
          }
        }
      };
      known(c.lead, "clause.lead");
      known(c.participants, "clause.participants");
      for (TargetStep& step : c.steps) {
        if (step.basic) step.permille = manifest_.coverage.basic_permille;
      }
      c.lead_offices = offices(c.lead);
      c.participant_offices = offices(c.participants);
    }
    need_count(kFile, "clause", pack.clauses.size(), static_cast<int>(manifest_.clauses.size()));
  }

  [[nodiscard]] std::vector<Office> offices(const std::vector<std::string>& codes) const {
    std::vector<Office> out;
    for (const auto& code : codes) {
      if (code == "all") out.push_back({code, "各成员单位", ""});
      for (const MemberUnit& u : pack.member_units)
        if (u.code == code) out.push_back({u.code, u.name, u.today});
    }
    return out;
  }

  void check_calendar() {
    constexpr auto kFile = "calendar.toml";
    if (calendar_.first_year != manifest_.calendar_first || calendar_.last_year != manifest_.calendar_last) {
      refuse(kFile, 1, "year.year",
             fmt::format("应为 {} 至 {} 年", manifest_.calendar_first, manifest_.calendar_last),
             fmt::format("should be the years {} to {}", manifest_.calendar_first, manifest_.calendar_last));
    }
    const auto& days = pack.spring_festivals;
    if (days.empty() || days.front().year != manifest_.spring_first ||
        days.back().year != manifest_.spring_last) {
      refuse(kFile, 1, "spring_festival.days",
             fmt::format("应为 {} 至 {} 年", manifest_.spring_first, manifest_.spring_last),
             fmt::format("should be the years {} to {}", manifest_.spring_first, manifest_.spring_last));
    }
  }

  void check_places() {
    for (std::size_t i = 0; i < pack.places.size(); ++i) {
      if (!locate(pack, pack.places[i].at).district.empty()) continue;
      refuse("places.csv", static_cast<int>(i) + 2, "lon", "不在任何区内", "does not lie in any district");
    }
  }

  void join_dispatch() {
    DispatchPolicy& policy = pack.dispatch;
    policy.profile = std::move(levels_.profile);
    policy.second_profile = std::move(levels_.second_profile);
    policy.spring_festival_days = levels_.spring_festival_days;
    policy.repeat_days = levels_.repeat_days;
    policy.plans = std::move(plans_.plans);
    policy.clocks = std::move(clocks_.terms);
    policy.duplicates = clocks_.duplicates;
    policy.waterfall = std::move(clocks_.waterfall);
    for (const SpringFestival& festival : pack.spring_festivals)
      policy.spring_festivals.push_back(festival.day);
    std::map<Day, bool> exceptions;
    for (const CalendarDay& day : pack.calendar) exceptions.emplace(day.day, day.workday);
    policy.working_days = WorkingDays(std::move(exceptions));
    for (const SupervisingUnit& unit : pack.supervising_units) {
      policy.urban.emplace(unit.code, unit.urban);
      policy.unit_name.emplace(unit.code, unit.name);
    }
    pack.sector_office = std::move(plans_.offices);
    for (std::size_t i = 0; i < pack.sector_office.size(); ++i) {
      const std::string& office = pack.sector_office[i];
      if (office.empty() ||
          std::ranges::find(pack.member_units, office, &MemberUnit::code) != pack.member_units.end())
        continue;
      refuse("response_plans.toml", plans_.office_lines[i],
             fmt::format("sector_office.{}", code(static_cast<Sector>(i))),
             fmt::format("没有成员单位“{}”", office), fmt::format("there is no member unit \"{}\"", office));
    }
  }

  std::filesystem::path folder_;
  std::optional<Error> fault_;
  packs::Manifest manifest_;
  packs::Units units_;
  packs::Speeds speeds_;
  packs::Calendar calendar_;
  packs::Levels levels_;
  packs::ResponsePlans plans_;
  packs::Clocks clocks_;
  packs::Lines district_lines_, clause_lines_;
  std::set<std::string> district_codes_;
  Pack pack;
};

bool is_pack(const std::filesystem::path& folder) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(folder / "pack.toml", ignored);
}

}  // namespace

Result<Pack> load_pack(const std::filesystem::path& folder) { return Loader(folder).load(); }

Result<std::filesystem::path> find_pack(const std::optional<std::filesystem::path>& named) {
  const auto absent = [](const std::string& where) {
    return fail(ErrorCode::NotFound, fmt::format("找不到数据包：{} 中没有 pack.toml。", where),
                fmt::format("No data pack: there is no pack.toml in {}.", where));
  };
  if (named) {
    if (is_pack(*named)) return *named;
    return absent(named->string());
  }
  if (const char* from = std::getenv("ANXIN_PACK"); from && *from) {
    if (is_pack(from)) return std::filesystem::path(from);
    return absent(from);
  }
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  for (auto folder = program.parent_path(); !error && !folder.empty(); folder = folder.parent_path()) {
    if (is_pack(folder / "data/packs/beijing")) return folder / "data/packs/beijing";
    if (folder == folder.root_path()) break;
  }
  auto installed = program.parent_path().parent_path() / "share/anxin/packs/beijing";
  if (!error && is_pack(installed)) return installed;
  return absent(installed.string());
}

}  // namespace anxin
