#include "data/demo/response_units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <set>
#include <string_view>

#include "data/demo/ground.hpp"
#include "data/demo/names.hpp"

namespace anxin {
namespace {

using demo::Random;

constexpr std::array<std::string_view, 4> kNumber{"一", "二", "三", "四"};
constexpr DutyShift kOfficeHours{0x1F, 8 * 60 + 30, 18 * 60};
constexpr DutyShift kDays{0x7F, 7 * 60, 19 * 60};
constexpr DutyShift kNights{0x7F, 19 * 60, 7 * 60};
// A supervising unit with so many sites has a second, a third team of a kind.
constexpr double kSecondTeamSites = 25, kThirdTeamSites = 60;
constexpr Fen kFundBaseFen = 2'000'000'00, kFundPerSiteFen = 100'000'00;
constexpr int kTries = 40;

template <class... F>
constexpr std::uint8_t functions(F... f) {
  return static_cast<std::uint8_t>(((1u << static_cast<int>(f)) | ...));
}

// What a team is, but for where and in whose district.
struct Team {
  std::string_view kind;  // LEAD, in the id
  std::string_view member_unit;
  std::uint8_t functions = 0;
  std::string name, short_name;
  std::string deputy_post;
  std::string_view vehicle;
  std::vector<DutyShift> shifts;
  std::uint8_t sectors = 0;
};

class Roster {
 public:
  Roster(const Pack& pack, std::uint64_t seed) : pack_(pack), seed_(seed), ground_(pack, seed) {}

  std::vector<OperationChange> units() {
    for (index_ = 0; index_ < pack_.supervising_units.size(); ++index_) {
      dice_ = demo::stream(seed_, demo::Stream::ResponseUnits, index_);
      of_unit_.clear();
      towns_used_.clear();
      const auto weight = pack_.site_weight.find(unit().code);
      const double sites = weight == pack_.site_weight.end() ? 0 : weight->second;
      const int teams = 1 + (sites >= kSecondTeamSites) + (sites >= kThirdTeamSites);
      labour(teams);
      police(teams);
      offices(teams);
      townships(teams);
      union_and_justice(teams);
      finance(teams);
      std::ranges::sort(of_unit_, {}, &ResponseUnit::id);
      for (ResponseUnit& u : of_unit_) out_.emplace_back(UnitEnrolled{std::move(u)});
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] const SupervisingUnit& unit() const { return pack_.supervising_units[index_]; }

  void labour(int teams) {
    for (int k = 0; k < teams; ++k) {
      const auto number = kNumber[static_cast<std::size_t>(k)];
      const auto what = k == 0 ? functions(Function::Lead) : functions(Function::Lead, Function::Mediation);
      add_at_seat({"LEAD", "hrss", what, fmt::format("{}人社局 监察{}队", unit().name, number),
                   fmt::format("{}监察{}队", unit().short_name, number),
                   fmt::format("{}人社局 监察值班岗", unit().name), "执法车",
                   k == 1 ? std::vector{kDays} : std::vector<DutyShift>{}});
    }
    if (teams < 2) return;
    add_at_seat({"DUTY",
                 "hrss",
                 functions(Function::Lead, Function::Mediation, Function::LegalAid),
                 fmt::format("{}人社局 综合值守岗", unit().name),
                 fmt::format("{}值守", unit().short_name),
                 fmt::format("{}人社局 仲裁值班岗", unit().name),
                 "公务车",
                 {}});
  }

  void police(int teams) {
    for (int k = 0; k <= teams; ++k) {
      const auto [at, town] = in_a_township();
      add(at, {"ORDER", "police", functions(Function::Order), fmt::format("{}派出所 {} 组", town, k + 1),
               fmt::format("{}{}组", town, k + 1), fmt::format("{}派出所 值班岗", town), "警车",
               k == 2 ? std::vector{kNights} : std::vector<DutyShift>{}});
    }
    add_at_seat({"ORDER",
                 "police",
                 functions(Function::Order),
                 fmt::format("{}公安分局 治安巡控组", unit().name),
                 fmt::format("{}巡控", unit().short_name),
                 fmt::format("{}公安分局 指挥值班岗", unit().name),
                 "警车",
                 {}});
  }

  // Who fills 行业 at works of a sector, as the pack says; one team more for the office with most sectors.
  void offices(int teams) {
    std::vector<std::string> seen;
    for (const std::string& office : pack_.sector_office) {
      if (office.empty() || std::ranges::find(seen, office) != seen.end()) continue;
      seen.push_back(office);
      std::uint8_t sectors = 0;
      for (std::size_t s = 0; s < pack_.sector_office.size(); ++s)
        if (pack_.sector_office[s] == office) sectors |= static_cast<std::uint8_t>(1u << s);
      const std::string word = office_word(office);
      const bool main = std::has_single_bit(sectors) == false;
      for (int k = 0; k < (main ? teams : 1); ++k) {
        const auto number = kNumber[static_cast<std::size_t>(k)];
        const auto what =
            k == 1 ? functions(Function::Sector, Function::Mediation) : functions(Function::Sector);
        add_at_seat({"SECTOR", office, what, fmt::format("{}{}主管部门 检查{}组", unit().name, word, number),
                     fmt::format("{}{}{}组", unit().short_name, word, number),
                     fmt::format("{}{}主管部门 值班岗", unit().name, word), "公务车",
                     main ? std::vector{kDays} : std::vector{kOfficeHours}, sectors});
      }
    }
  }

  void townships(int teams) {
    for (int k = 0; k < teams + 2; ++k) {
      const auto [at, town] = in_a_township();
      const auto what =
          k == 1 ? functions(Function::Territory, Function::Mediation) : functions(Function::Territory);
      add(at, {"TERRITORY", "townships", what, fmt::format("{} 属地处置岗", town),
               fmt::format("{}属地", town), fmt::format("{} 值班室", town), "电动巡逻车",
               k == 0 ? std::vector<DutyShift>{} : std::vector{kDays}});
    }
  }

  void union_and_justice(int teams) {
    add_at_seat({"MEDIATION",
                 "union",
                 functions(Function::Mediation),
                 fmt::format("{}总工会 调解员岗", unit().name),
                 fmt::format("{}调解", unit().short_name),
                 fmt::format("{}总工会 值班岗", unit().name),
                 "公务车",
                 {kDays}});
    const auto legal =
        teams == 1 ? functions(Function::LegalAid, Function::Mediation) : functions(Function::LegalAid);
    add_at_seat({"LEGAL",
                 "justice",
                 legal,
                 fmt::format("{}司法局 法律援助岗", unit().name),
                 fmt::format("{}法援", unit().short_name),
                 fmt::format("{}司法局 值班岗", unit().name),
                 "公务车",
                 {kOfficeHours}});
  }

  void finance(int teams) {
    add_at_seat({"FUNDS",
                 "finance",
                 functions(Function::Funds),
                 fmt::format("{}财政局 应急周转金岗", unit().name),
                 fmt::format("{}资金", unit().short_name),
                 fmt::format("{}财政局 值班岗", unit().name),
                 "",
                 {kOfficeHours}});
    if (teams < 3) return;
    add_at_seat({"FUNDS",
                 "finance",
                 functions(Function::Funds, Function::LegalAid),
                 fmt::format("{}财政局 驻现场支付岗", unit().name),
                 fmt::format("{}支付", unit().short_name),
                 fmt::format("{}财政局 值班岗", unit().name),
                 "公务车",
                 {kDays}});
  }

  // 住建, 交通, 水务: the shortest spelling of the office.
  [[nodiscard]] std::string office_word(const std::string& office) const {
    const auto member = std::ranges::find(pack_.member_units, office, &MemberUnit::code);
    if (member == pack_.member_units.end()) return office;
    std::string word = member->name;
    for (const std::string& alias : member->aliases)
      if (alias.size() < word.size()) word = alias;
    return word;
  }

  [[nodiscard]] bool is_home(const Jurisdiction& found) const {
    return found.supervising_unit == unit().code ||
           std::ranges::find(found.candidates, unit().code) != found.candidates.end();
  }

  // Within 700 m of the label, so that not all stand on one point; on the label where the border is near.
  [[nodiscard]] LonLat at_seat() {
    for (int i = 0; i < kTries; ++i) {
      const LonLat at =
          LonLat::of_degrees(unit().label_at.lon() + static_cast<double>(dice_.bell(2'500)) / 1e6,
                             unit().label_at.lat() + static_cast<double>(dice_.bell(2'000)) / 1e6);
      if (is_home(locate(pack_, at))) return at;
    }
    return unit().label_at;
  }

  struct Seat {
    LonLat at;
    std::string town;
  };
  // A place in a township that has no team of this unit yet, while there is one.
  Seat in_a_township() {
    Seat out;
    for (int i = 0; i < kTries; ++i) {
      const demo::Spot spot = ground_.spot(index_, dice_);
      out.at = LonLat::of_degrees(spot.lon_e6 / 1e6, spot.lat_e6 / 1e6);
      out.town = spot.township < 0
                     ? unit().short_name
                     : demo::place_stem(pack_.townships[static_cast<std::size_t>(spot.township)].name);
      if (towns_used_.insert(out.town).second) break;
    }
    return out;
  }

  void add_at_seat(Team team) { add(at_seat(), std::move(team)); }

  void add(LonLat at, Team team) {
    ResponseUnit u;
    const auto before = std::ranges::count_if(of_unit_, [&](const ResponseUnit& other) {
      return other.id.starts_with(fmt::format("U-{}-{}-", unit().code, team.kind));
    });
    u.id = fmt::format("U-{}-{}-{}", unit().code, team.kind, before + 1);
    u.name = unique(std::move(team.name), unit().name + " ");
    u.short_name = unique(std::move(team.short_name), unit().short_name);
    u.member_unit = team.member_unit;
    u.supervising_unit = unit().code;
    u.functions = team.functions;
    u.sectors = team.sectors;
    u.base = at;
    u.people = static_cast<std::int32_t>(dice_.between(2, team.kind == "ORDER" ? 8 : 4));
    u.vehicle = team.vehicle;
    ++phone_;
    u.post_phone = fmt::format("010-5550-{:04}", phone_);
    u.deputy_post = std::move(team.deputy_post);
    u.deputy_phone = fmt::format("010-5551-{:04}", phone_);
    u.shifts = std::move(team.shifts);
    of_unit_.push_back(std::move(u));
  }

  // Townships of one name lie in several districts; then the district's name goes before it.
  std::string unique(std::string name, const std::string& prefix) {
    if (!names_.insert(name).second) {
      name = prefix + name;
      for (int k = 2; !names_.insert(name).second; ++k) name += fmt::format("{}", k);
    }
    return name;
  }

  const Pack& pack_;
  const std::uint64_t seed_;
  const demo::Ground ground_;
  std::size_t index_ = 0;
  Random dice_{0};
  std::vector<ResponseUnit> of_unit_;
  std::set<std::string> towns_used_, names_;
  int phone_ = 0;
  std::vector<OperationChange> out_;
};

}  // namespace

std::vector<OperationChange> demo_operations(const Pack& pack, std::uint64_t seed, Instant anchor) {
  std::vector<OperationChange> out = Roster(pack, seed).units();
  const auto year = std::chrono::year_month_day{day_of(anchor)}.year();
  const Instant raised = start_of(Day{std::chrono::local_days{year / 1 / 1}});
  for (const SupervisingUnit& unit : pack.supervising_units) {
    const auto weight = pack.site_weight.find(unit.code);
    const auto sites = weight == pack.site_weight.end() ? 0 : static_cast<Fen>(weight->second);
    out.emplace_back(FundMoved{{unit.code, FundMove::Raised, kFundBaseFen + sites * kFundPerSiteFen, "",
                                raised, fmt::format("{} 年度筹集（模拟）", static_cast<int>(year))}});
  }
  return out;
}

}  // namespace anxin
