#include "tests/desk/advising.hpp"

#include <algorithm>
#include <stdexcept>

#include "console/desk/operator.hpp"
#include "data/packs/traffic.hpp"
#include "geo/geodesy.hpp"
#include "geo/route/graph_file.hpp"

namespace anxin::test {
namespace {

using std::chrono::seconds;

template <class T>
T got(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().en);
  return std::move(*result);
}

std::unique_ptr<AdviceCity> make_city() {
  auto city = std::make_unique<AdviceCity>();
  city->pack = std::make_shared<const Pack>(got(load_pack(pack_dir())));
  DemoOptions options;
  options.projects = 400;
  options.months = 14;
  const auto file = city->scratch / "city.anxin";
  (void)got(make_demo_store(file, *city->pack, options));
  city->roads = std::make_shared<const RoadGraph>(got(load_graph(graph_file_of(file))));
  const auto store = got(open_store(file, OpenMode::ReadOnly));
  city->operations = *got(Operator::open(*store, city->pack)).operations();
  return city;
}

}  // namespace

Operations told(const Operations& before, std::vector<OperationChange> changes, Instant at) {
  return evolve(before, OperationRecord{before.revision + 1, at, "01 席", "", std::move(changes)});
}

Operations only(const Operations& before, const std::set<std::string>& kept) {
  std::vector<OperationChange> changes;
  for (const auto& [id, unit] : *before.units)
    if (!kept.contains(id)) changes.push_back(UnitStateSet{id, UnitReadiness::OutOfService, "检修"});
  return told(before, std::move(changes));
}

bool is_free(const Operations& operations, const ResponseUnit& unit) {
  if (unit.state != UnitReadiness::Ready || !on_duty(unit, kAdviceNow)) return false;
  return std::ranges::none_of(*operations.assignments, [&](const auto& entry) {
    return entry.second.unit == unit.id && entry.second.state <= AssignmentState::OnScene;
  });
}

bool can(const ResponseUnit& unit, Function f, const Incident& incident) {
  if ((unit.functions & bit_of(f)) == 0) return false;
  const bool own = unit.supervising_unit == incident.supervising_unit;
  if (f == Function::Territory || f == Function::Funds) return own;
  if (f != Function::Sector || unit.sectors == 0) return true;
  return (unit.sectors >> static_cast<unsigned>(incident.sector) & 1) != 0;
}

std::set<std::string> near_ones(const Operations& operations, const Incident& incident) {
  std::set<std::string> kept;
  for (int f = 0; f < kFunctions; ++f) {
    std::vector<std::pair<double, std::string>> able;
    for (const auto& [id, unit] : *operations.units)
      if (is_free(operations, unit) && can(unit, static_cast<Function>(f), incident))
        able.emplace_back(distance(unit.base, incident.at).value(), id);
    std::ranges::sort(able);
    for (std::size_t i = 0; i < std::min<std::size_t>(3, able.size()); ++i) kept.insert(able[i].second);
  }
  return kept;
}

MultiPolygon square(LonLat at, double half_degrees) {
  const auto corner = [&](double x, double y) {
    return LonLat::of_degrees(at.lon() + x * half_degrees, at.lat() + y * half_degrees);
  };
  return {{{corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)}, {}}};
}

Closure closure_around(const std::string& id, LonLat at) {
  Closure c;
  c.id = id;
  c.area = square(at, 0.007);
  c.reason = "施工";
  c.from = kAdviceNow - seconds(60);
  c.until = kAdviceNow + std::chrono::hours{4};
  return c;
}

std::unique_ptr<AdviceCity> Advising::city_;

void Advising::SetUpTestSuite() { city_ = make_city(); }

TrafficProfile Advising::profile() { return traffic_at(*city_->pack, kAdviceNow); }

Operations Advising::wished(const Operations& before, const OperationCommand& wish) {
  DecideContext context;
  context.policy = &city_->pack->dispatch;
  context.now = kAdviceNow;
  context.seat = "01 席";
  context.responsible = [](LonLat where) {
    Jurisdiction j = locate(*city_->pack, where);
    return Responsible{j.supervising_unit, j.rule, j.candidates};
  };
  auto changes = decide(before, context, wish);
  if (!changes) ADD_FAILURE() << changes.error().en;
  return changes ? told(before, std::move(*changes)) : before;
}

Advising::Reported Advising::reported(const Operations& before, LonLat at, int persons,
                                      std::optional<std::string> unit) {
  ReportIncident wish;
  wish.at = at;
  wish.place = "工地";
  wish.persons = persons;
  wish.sector = Sector::Housing;
  wish.supervising_unit = std::move(unit);
  Reported out{wished(before, wish), ""};
  for (const auto& [id, incident] : *out.operations.incidents)
    if (!before.incidents->contains(id)) out.id = id;
  out.operations = wished(out.operations, ConfirmIncident{out.id});
  return out;
}

LonLat Advising::place(const ResponseUnit& unit) {
  const std::int64_t stale = city_->pack->dispatch.clocks.position_stale_s;
  const bool fresh = unit.position && unit.position_at && kAdviceNow - *unit.position_at <= seconds(stale);
  return fresh ? *unit.position : unit.base;
}

std::optional<std::int64_t> Advising::way_ms(RouteSearch& search, LonLat from, LonLat to) {
  const auto a = snap_to_road(*city_->roads, from), b = snap_to_road(*city_->roads, to);
  if (!a || !b) return std::nullopt;
  const auto route = search.route(*a, *b, profile());
  return route ? std::optional(route->duration_ms) : std::nullopt;
}

}  // namespace anxin::test
