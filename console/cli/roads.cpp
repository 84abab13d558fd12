// anxin route, anxin reach: travel by road on the graph beside the store.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>

#include "console/cli/area_file.hpp"
#include "console/cli/commands.hpp"
#include "console/cli/position.hpp"
#include "data/packs/traffic.hpp"
#include "geo/geodesy.hpp"
#include "geo/io/vector_out.hpp"
#include "geo/route/graph_file.hpp"
#include "geo/route/reach.hpp"

namespace anxin {
namespace {

struct RoadWords {
  std::string profile = "auto";
  std::vector<std::string> close, close_road;
};
struct RouteWords : RoadWords {
  std::string from, to;
};
struct ReachWords : RoadWords {
  std::string at, minutes = "5,10,15", out, direction = "from";
};

// The graph, and what a search of this command is given.
struct Network {
  RoadGraph graph;
  TrafficProfile profile;
  bool simulated;
};

std::string_view word(TrafficProfile profile) {
  constexpr std::array<std::string_view, kTrafficProfiles> kWords{"free", "peak", "night"};
  return kWords[static_cast<std::size_t>(profile)];
}

Result<Network> open_network(const Context& context, const RoadWords& words) {
  const auto pack = context.pack();
  if (!pack) return std::unexpected(pack.error());
  const auto store = context.open();
  if (!store) return std::unexpected(store.error());
  auto graph = load_graph(graph_file_of(context.store_file()));
  if (!graph) return std::unexpected(graph.error());
  const StoreInfo& info = (*store)->info();
  TrafficProfile profile = traffic_at(**pack, context.now(info));
  for (const auto p : {TrafficProfile::Free, TrafficProfile::Peak, TrafficProfile::Night})
    if (words.profile == word(p)) profile = p;
  return Network{std::move(*graph), profile, info.simulated};
}

constexpr Metres kRoadNear = Metres::of(1000);

// NAME@LON,LAT
Status close_road(const std::string& text, Closures& closures) {
  const auto mark = text.rfind('@');
  if (mark == std::string::npos || mark == 0)
    return fail(ErrorCode::Usage, "--close-road 应为 路名@经度,纬度，如 长安街@116.40,39.907。",
                "--close-road is written NAME@LON,LAT, such as 长安街@116.40,39.907.");
  const auto at = parse_position("--close-road", text.substr(mark + 1));
  if (!at) return std::unexpected(at.error());
  const auto closed = closures.add_road(text.substr(0, mark), *at, kRoadNear);
  return closed ? Status{} : std::unexpected(closed.error());
}

Result<Closures> closures_of(const RoadWords& words, const RoadGraph& graph) {
  Closures closures(graph);
  for (const auto& file : words.close) {
    const auto area = read_area(file);
    if (!area) return std::unexpected(area.error());
    closures.add_area(*area);
  }
  for (const auto& text : words.close_road)
    if (const Status closed = close_road(text, closures); !closed) return std::unexpected(closed.error());
  return closures;
}

Result<Route> find_route(const Network& network, const RouteWords& words) {
  const auto from = parse_position("--from", words.from), to = parse_position("--to", words.to);
  if (!from) return std::unexpected(from.error());
  if (!to) return std::unexpected(to.error());
  const auto closures = closures_of(words, network.graph);
  if (!closures) return std::unexpected(closures.error());
  const auto start = snap_to_road(network.graph, *from, &*closures),
             end = snap_to_road(network.graph, *to, &*closures);
  if (!start) return std::unexpected(start.error());
  if (!end) return std::unexpected(end.error());
  return RouteSearch(network.graph).route(*start, *end, network.profile, &*closures);
}

double rounded(double value, double digits) { return std::round(value * digits) / digits; }

Json line_json(const std::vector<LonLat>& line) {
  Json coordinates = Json::array();
  for (const LonLat at : line) coordinates.push_back({rounded(at.lon(), 1e7), rounded(at.lat(), 1e7)});
  return {{"type", "LineString"}, {"coordinates", std::move(coordinates)}};
}

int run_route(const Context& context, const RouteWords& words) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto network = open_network(context, words);
  if (!network) return stop(network.error());
  const auto route = find_route(*network, words);
  if (!route) return stop(route.error());
  if (context.json()) {
    print_json({{"distance_m", rounded(route->distance_m, 10)},
                {"duration_s", static_cast<double>(route->duration_ms) / 1000},
                {"walk_m", rounded(route->walk_m, 10)},
                {"profile", word(network->profile)},
                {"geometry", line_json(route->geometry)}});
    return kExitDone;
  }
  print_line(context.say(
      fmt::format("{:.1f} 公里，{:.0f} 分钟（含步行 {:.0f} 米；{}）", route->distance_m / 1000,
                  static_cast<double>(route->duration_ms) / 60'000, route->walk_m, word(network->profile)),
      fmt::format("{:.1f} km, {:.0f} min ({:.0f} m of it on foot; {})", route->distance_m / 1000,
                  static_cast<double>(route->duration_ms) / 60'000, route->walk_m, word(network->profile))));
  return kExitDone;
}

Result<std::vector<int>> parse_minutes(const std::string& text) {
  std::vector<int> out;
  std::string_view rest = text;
  while (true) {
    int minutes = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), minutes);
    if (error != std::errc{})
      return fail(ErrorCode::Usage, "--minutes “" + text + "”应为逗号分隔的分钟数，如 5,10,15。",
                  "--minutes '" + text + "' must be minutes with commas such as 5,10,15.");
    out.push_back(minutes);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    if (rest.empty()) return out;
    if (rest.front() != ',') rest = "?";  // refused in the next turn
    rest.remove_prefix(rest.front() == ',' ? 1 : 0);
  }
}

struct Reached {
  std::vector<int> minutes;
  std::vector<MultiPolygon> areas;
};

Result<Reached> find_reach(const Network& network, const ReachWords& words) {
  const auto at = parse_position("--at", words.at);
  if (!at) return std::unexpected(at.error());
  const auto minutes = parse_minutes(words.minutes);
  if (!minutes) return std::unexpected(minutes.error());
  const auto closures = closures_of(words, network.graph);
  if (!closures) return std::unexpected(closures.error());
  const auto place = snap_to_road(network.graph, *at, &*closures);
  if (!place) return std::unexpected(place.error());
  RouteSearch search(network.graph);
  auto areas =
      reach_polygons(search, *place, words.direction == "to" ? ReachDirection::To : ReachDirection::From,
                     *minutes, network.profile, &*closures);
  if (!areas) return std::unexpected(areas.error());
  return Reached{*minutes, std::move(*areas)};
}

// Largest first, so that a drawing program shows all.
Status write_reach(const Network& network, const ReachWords& words, const Reached& reached) {
  using Type = OutField::Type;
  const OutLayer layer{"reach",
                       {{"minutes", Type::Integer},
                        {"area_m2", Type::Real},
                        {"direction", Type::Text},
                        {"profile", Type::Text},
                        {"数据", Type::Text, "data"}},
                       OutGeometry::Area,
                       Crs{Crs::Kind::Wgs84, 4326},
                       {{"data", network.simulated ? "模拟数据" : ""}}};
  auto writer = VectorWriter::create(words.out, layer);
  if (!writer) return std::unexpected(writer.error());
  std::vector<std::size_t> order(reached.minutes.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, std::greater<>(), [&](std::size_t i) { return reached.minutes[i]; });
  for (const std::size_t i : order) {
    if (reached.areas[i].empty()) continue;
    const std::vector<OutValue> values{std::int64_t{reached.minutes[i]}, area_m2(reached.areas[i]),
                                       words.direction, std::string(word(network.profile)),
                                       std::string(network.simulated ? "模拟数据" : "")};
    if (auto added = (*writer)->add(values, reached.areas[i]); !added) return added;
  }
  return (*writer)->finish();
}

int run_reach(const Context& context, const ReachWords& words) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto network = open_network(context, words);
  if (!network) return stop(network.error());
  const auto reached = find_reach(*network, words);
  if (!reached) return stop(reached.error());
  if (!words.out.empty())
    if (const Status written = write_reach(*network, words, *reached); !written) return stop(written.error());
  Json rows = Json::array();
  for (std::size_t i = 0; i < reached->minutes.size(); ++i) {
    const double km2 = area_m2(reached->areas[i]) / 1e6;
    rows.push_back({{"minutes", reached->minutes[i]},
                    {"area_m2", rounded(km2 * 1e6, 1)},
                    {"polygons", reached->areas[i].size()}});
    if (!context.json())
      print_line(context.say(fmt::format("{} 分钟：{:.1f} 平方公里", reached->minutes[i], km2),
                             fmt::format("{} min: {:.1f} km²", reached->minutes[i], km2)));
  }
  if (context.json())
    print_json({{"profile", word(network->profile)},
                {"direction", words.direction},
                {"reach", rows},
                {"out", words.out.empty() ? Json() : Json(words.out)}});
  return kExitDone;
}

void add_road_options(CLI::App& app, RoadWords& words) {
  app.add_option("--profile", words.profile,
                 "auto (by the time of --now and the pack's hours), free, peak or night")
      ->check(CLI::IsMember({"auto", "free", "peak", "night"}));
  app.add_option("--close", words.close, "A GeoJSON file of polygons whose roads are closed; may be repeated")
      ->take_all()
      ->allow_extra_args(false);
  app.add_option("--close-road", words.close_road,
                 "NAME@LON,LAT: the road of this name within a kilometre is closed; may be repeated")
      ->take_all()
      ->allow_extra_args(false);
}

}  // namespace

void add_roads(CLI::App& app, Action& action) {
  auto route_words = std::make_shared<RouteWords>();
  auto* route = app.add_subcommand("route", "The fastest way by road, the walk to and from the road counted");
  route->add_option("--from", route_words->from, "LON,LAT in CGCS2000 degrees")->required();
  route->add_option("--to", route_words->to, "LON,LAT in CGCS2000 degrees")->required();
  add_road_options(*route, *route_words);
  route->callback([&action, route_words] {
    action = [route_words](const Context& c) { return run_route(c, *route_words); };
  });

  auto reach_words = std::make_shared<ReachWords>();
  auto* reach = app.add_subcommand("reach", "Where one can be by road within so many minutes");
  reach->add_option("--at", reach_words->at, "LON,LAT in CGCS2000 degrees")->required();
  reach->add_option("--minutes", reach_words->minutes, "Minutes with commas, 1 to 240 each");
  reach->add_option("--direction", reach_words->direction, "from: leaving the place; to: arriving there")
      ->check(CLI::IsMember({"from", "to"}));
  reach->add_option("--out", reach_words->out, "Write the polygons here: .geojson, .gpkg, .shp or .csv");
  add_road_options(*reach, *reach_words);
  reach->callback([&action, reach_words] {
    action = [reach_words](const Context& c) { return run_reach(c, *reach_words); };
  });
}

}  // namespace anxin
