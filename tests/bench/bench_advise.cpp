// The advice for an incident as the desk asks for it: Adviser::advise for a plan of all seven functions among
// 200 units of one to three functions each, routes and reasons included, at 400 places; and
// Adviser::complete, which follows as a job. Where units stand on the roads is known, as it is from the
// second advice on. The same right after a closure is drawn a kilometre from the place: nothing has been
// asked with it before. On the ring-and-grid city and on an OSM file where one is named; five runs, all
// printed, against bounds.
// Beside it the figure that DESIGN.md gives for RoutingKit's contraction hierarchy with the 200 units pinned,
// on a graph of this size: not measured here.
//     bench_advise PACK [FILE.osm.pbf]
#include <fmt/format.h>

#include <bit>
#include <fstream>
#include <memory>
#include <random>
#include <sstream>

#include "console/desk/adviser.hpp"
#include "data/model/decide.hpp"
#include "data/packs/traffic.hpp"
#include "geo/io/roads_in.hpp"
#include "tests/bench/ring_and_grid.hpp"
#include "tests/bench/timing.hpp"

namespace {

using namespace anxin;
using namespace anxin::bench;
constexpr std::size_t kUnits = 200, kPlaces = 400, kJobPlaces = 60;
constexpr double kRoutingKitMs = 0.20;  // 200 ranked and 5 routes
// A Monday, 08:00 in Beijing: traffic is at its heaviest.
constexpr Instant kNow{std::chrono::seconds{1'795'392'000}};

class Town {
 public:
  Town(std::shared_ptr<const RoadGraph> roads, std::shared_ptr<const Pack> pack)
      : roads_(std::move(roads)), pack_(std::move(pack)) {
    std::vector<OperationChange> changes;
    for (std::size_t i = 0; i < kUnits; ++i) changes.emplace_back(UnitEnrolled{unit(i)});
    for (std::size_t i = 0; i < kPlaces; ++i) {
      const Incident incident = report(i);
      incidents_.push_back(incident.id);
      changes.emplace_back(IncidentReported{incident});
      changes.emplace_back(IncidentConfirmed{incident.id, "bench", FunctionCounts{1, 1, 1, 1, 1, 1, 1}});
    }
    base_ = told(Operations{}, std::move(changes));
    for (std::size_t i = 0; i < kPlaces; ++i) closed_.push_back(told(base_, {ClosureDrawn{closure(i)}}));
  }

  [[nodiscard]] const Operations& base() const { return base_; }
  [[nodiscard]] const Operations& closed(std::size_t i) const { return closed_[i]; }
  [[nodiscard]] const std::string& incident(std::size_t i) const { return incidents_[i]; }

 private:
  static Operations told(const Operations& before, std::vector<OperationChange> changes) {
    return evolve(before, OperationRecord{before.revision + 1, kNow, "bench", "", std::move(changes)});
  }
  // Up to 200 m from a crossing of the network that lies in a district.
  std::pair<LonLat, std::string> place() {
    for (;;) {
      const LonLat at = roads_->at(static_cast<NodeId>(dice_() % roads_->nodes()));
      const auto away = [&] { return (static_cast<double>(dice_() % 1000) - 500) * 4e-6; };
      const LonLat beside = LonLat::of_degrees(at.lon() + away(), at.lat() + away());
      if (Jurisdiction where = locate(*pack_, beside); !where.supervising_unit.empty())
        return {beside, where.supervising_unit};
    }
  }
  ResponseUnit unit(std::size_t i) {
    const auto [at, supervising_unit] = place();
    ResponseUnit u;
    u.id = fmt::format("U-{}-{:03}", supervising_unit, i);
    u.name = fmt::format("{:03} 队", i);
    u.member_unit = "hrss";
    u.supervising_unit = supervising_unit;
    // Each function first of as many units as any other; a second and a third by the dice.
    u.functions = static_cast<std::uint8_t>(1U << i % kFunctions);
    while (static_cast<std::size_t>(std::popcount(u.functions)) < 1 + i / kFunctions % 3)
      u.functions = static_cast<std::uint8_t>(u.functions | 1U << dice_() % kFunctions);
    u.base = at;
    u.people = 4;
    u.post_phone = "010-55500000";
    return u;
  }
  Incident report(std::size_t i) {
    const auto [at, supervising_unit] = place();
    Incident incident;
    incident.id = fmt::format("I-20261123-{:03}", i);
    incident.place = fmt::format("样例路 {} 号", i);
    incident.at = at;
    incident.supervising_unit = supervising_unit;
    incident.sector = Sector::Housing;
    incident.reported = kNow;
    incident.sources = {{IncidentSource::Hotline12345, fmt::format("A{}", i), kNow}};
    incident.persons = 60;
    places_.push_back(at);
    return incident;
  }
  // Two kilometres square, its middle a kilometre north-east of the place.
  [[nodiscard]] Closure closure(std::size_t i) const {
    const LonLat c = LonLat::of_degrees(places_[i].lon() + .0085, places_[i].lat() + .0065);
    const auto corner = [&](double x, double y) {
      return LonLat::of_degrees(c.lon() + x * .012, c.lat() + y * .009);
    };
    Closure closure;
    closure.id = fmt::format("C-20261123-{:03}", i);
    closure.area = {{{corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)}, {}}};
    closure.reason = "施工";
    closure.from = kNow;
    closure.until = kNow + std::chrono::hours{4};
    return closure;
  }

  std::shared_ptr<const RoadGraph> roads_;
  std::shared_ptr<const Pack> pack_;
  std::mt19937_64 dice_{20261128};
  std::vector<LonLat> places_;
  std::vector<std::string> incidents_;
  Operations base_;
  std::vector<Operations> closed_;
};

void say_sets(Adviser& adviser, const Town& town, const std::string& name) {
  std::vector<double> minutes;
  std::size_t whole = 0, points = 0;
  for (std::size_t i = 0; i < kPlaces; ++i) {
    const Advice advice = adviser.advise(town.base(), town.incident(i), {}, kNow);
    whole += advice.set.size() == kFunctions;
    minutes.push_back(double(advice.complete_s) / 60);
    for (const AdvisedUnit& part : advice.set) points += part.route.size();
  }
  std::printf(
      "%s: %zu of %zu sets are whole; complete after %.1f minutes in the median, p95 %.1f; %zu points of "
      "routes a set\n",
      name.c_str(), whole, kPlaces, quantile(minutes, 0.5), quantile(minutes, 0.95), points / kPlaces);
}

bool advise(const std::shared_ptr<const RoadGraph>& roads, const std::shared_ptr<const Pack>& pack,
            const std::string& name, bool peer) {
  const Town town(roads, pack);
  Adviser adviser(roads, pack);
  say_sets(adviser, town, name);
  const auto nothing = [](std::size_t) {};
  const auto open_again = [&](std::size_t i) {
    (void)adviser.advise(town.base(), town.incident(i), {}, kNow);
  };
  std::size_t sent = 0;
  const std::string plain = name + " recommendation of seven functions among 200 units, with routes";
  const Figures f = five_runs(plain, kPlaces, nothing, [&](std::size_t i) {
    sent += adviser.advise(town.base(), town.incident(i), {}, kNow).set.size();
  });
  bool ok = within(plain + " median", f.median, 2, "ms");
  ok &= within(plain + " p95", f.p95, 5, "ms");
  if (peer)
    ok &= within(plain + ", beside RoutingKit's 0.20 ms by DESIGN.md (after 4.5 s of preprocessing)",
                 f.median / kRoutingKitMs, 10, "times as long");
  ok &= measure(
      name + " recommendation right after a closure is drawn", kPlaces, 2, 5, open_again,
      [&](std::size_t i) { sent += adviser.advise(town.closed(i), town.incident(i), {}, kNow).set.size(); });
  Advice advice;
  ok &= measure(
      name + " alternatives and uncovered districts", kJobPlaces, 150, 150,
      [&](std::size_t i) { advice = adviser.advise(town.base(), town.incident(i), {}, kNow); },
      [&](std::size_t) { adviser.complete(advice, town.base(), kNow); });
  ok &= measure(
      name + " alternatives and uncovered districts right after a closure is drawn", kJobPlaces, 150, 150,
      [&](std::size_t i) {
        open_again(i);
        advice = adviser.advise(town.closed(i), town.incident(i), {}, kNow);
      },
      [&](std::size_t i) { adviser.complete(advice, town.closed(i), kNow); });
  ok &= measure(
      name + " recommendation after closures are lifted", kPlaces, 2, 5,
      [&](std::size_t i) { (void)adviser.advise(town.closed(i), town.incident(i), {}, kNow); }, open_again);
  return ok && sent > 0;
}

bool bench_file(const std::string& file, const std::shared_ptr<const Pack>& pack) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  const auto read = read_osm_roads(bytes.str(), OsmFormat::Pbf);
  if (!read) {
    std::printf("%s\n", read.error().en.c_str());
    return false;
  }
  auto graph = RoadGraph::build(read->roads, speed_table(*pack));
  return graph && advise(std::make_shared<const RoadGraph>(std::move(*graph)), pack, "test network", false);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  auto pack = load_pack(argv[1]);
  if (!pack) {
    std::printf("%s\n", pack.error().en.c_str());
    return 3;
  }
  const auto shared = std::make_shared<const Pack>(std::move(*pack));
  auto graph = RoadGraph::build(bench::RingAndGrid().make(), speed_table(*shared));
  if (!graph) return 1;
  bool ok = advise(std::make_shared<const RoadGraph>(std::move(*graph)), shared, "ring and grid", true);
  if (argc > 2) ok &= bench_file(argv[2], shared);
  return ok ? 0 : 1;
}
