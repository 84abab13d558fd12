// A hard day for the dispatch view, the same every time: a grid of 190,000 streets round the place that
// bench_frames looks at, 500 open incidents, 5,000 units of which 1,500 are sent, 300 ways under way.
#pragma once
#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <memory>
#include <random>
#include <string>

#include "console/desk/frame.hpp"
#include "geo/crs.hpp"

namespace anxin::bench {

inline constexpr int kLines = 309;  // either way
inline constexpr double kSpacing_m = 100;
inline constexpr const char* kWorst = "I-0";

inline std::uint8_t class_of_line(int line) {
  return line % 40 == 0   ? 0
         : line % 20 == 0 ? 1
         : line % 10 == 0 ? 2
         : line % 5 == 0  ? 3
         : line % 2 == 0  ? 4
                          : 6;
}

inline std::shared_ptr<const RoadNet> grid_of_streets(MapXY centre) {
  auto net = std::make_shared<RoadNet>();
  const double half = (kLines - 1) * kSpacing_m / 2;
  const auto at = [&](double column, double line) {
    return MapXY::of_metres(centre.x() - half + column * kSpacing_m, centre.y() - half + line * kSpacing_m);
  };
  const auto add = [&](MapXY a, MapXY b, MapXY c, std::uint8_t road_class) {
    net->stretches.push_back({static_cast<std::uint32_t>(net->points.size()), 3, road_class, 0});
    net->points.insert(net->points.end(), {a, b, c});
  };
  for (int i = 0; i < kLines; ++i) {
    for (int k = 0; k + 1 < kLines; ++k) {
      add(at(k, i), at(k + 0.5, i + 0.06), at(k + 1, i), class_of_line(i));
      add(at(i, k), at(i + 0.06, k + 0.5), at(i, k + 1), class_of_line(i));
    }
  }
  return net;
}

inline std::shared_ptr<const ReachBands> bands_round(const RoadNet& net, MapXY centre) {
  constexpr double kMetresPerSecond = 30 / 3.6;
  auto reach = std::make_shared<ReachBands>();
  reach->incident = kWorst;
  reach->limits_s = {300, 600, 900};
  for (const RoadNet::Stretch& s : net.stretches) {
    const MapXY p = net.points[s.first];
    const double seconds = (std::abs(p.x() - centre.x()) + std::abs(p.y() - centre.y())) / kMetresPerSecond;
    reach->stretch_s.push_back(seconds <= 900 ? static_cast<std::int32_t>(seconds) : -1);
  }
  return reach;
}

// The frame as it stands with that day in it; centred where bench_frames looks.
inline Frame with_crowd(Frame frame, MapXY centre) {
  std::mt19937 random(20261127);
  std::normal_distribution<double> away(0, 7'000);
  const auto place = [&] {
    return from_map(MapXY::of_metres(centre.x() + away(random), centre.y() + away(random)));
  };
  const auto net = grid_of_streets(centre);
  std::map<std::string, Incident> incidents;
  std::map<std::string, ResponseUnit> units;
  std::map<std::string, Assignment> assignments;
  auto under_way = std::make_shared<std::vector<UnderWay>>();
  for (int i = 0; i < 500; ++i) {
    Incident& incident = incidents["I-" + std::to_string(i)];
    incident.id = "I-" + std::to_string(i);
    incident.place = "工地 " + std::to_string(i);
    incident.at = i == 0 ? from_map(centre) : place();
    incident.level.level = static_cast<IncidentLevel>(random() % 4);
  }
  for (int i = 0; i < 5'000; ++i) {
    const std::string id = "U-" + std::to_string(i);
    ResponseUnit& unit = units[id];
    unit.id = id, unit.short_name = std::to_string(i % 17) + "队", unit.base = place();
    unit.functions = static_cast<std::uint8_t>(1u << random() % kFunctions);
    if (i >= 1'500) continue;
    Assignment a;
    a.incident = "I-" + std::to_string(i % 500);
    a.id = a.incident + "/" + std::to_string(i);
    a.unit = id;
    a.state = i % 5 == 0 ? AssignmentState::EnRoute : AssignmentState::OnScene;
    if (a.state == AssignmentState::EnRoute) {
      const MapXY from = to_map(unit.base), to = to_map(incidents[a.incident].at);
      UnderWay way{a.id, {}, 600};
      for (double t = 0; t <= 1; t += 0.01)  // along one street, then along the other
        way.route.push_back(MapXY::of_metres(from.x() + (to.x() - from.x()) * std::min(1.0, 2 * t),
                                             from.y() + (to.y() - from.y()) * std::max(0.0, 2 * t - 1)));
      under_way->push_back(std::move(way));
    }
    assignments[a.id] = std::move(a);
  }
  auto operations = std::make_shared<Operations>();
  operations->incidents = std::make_shared<const std::map<std::string, Incident>>(std::move(incidents));
  operations->units = std::make_shared<const std::map<std::string, ResponseUnit>>(std::move(units));
  operations->assignments = std::make_shared<const std::map<std::string, Assignment>>(std::move(assignments));
  frame.world.operations = operations;
  frame.roads = net;
  frame.reach = bands_round(*net, centre);
  frame.under_way = under_way;
  return frame;
}

}  // namespace anxin::bench
