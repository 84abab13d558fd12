// What the district polygons must be: a partition of the city, the right size, in the right place, made by
// the script.
#include <fmt/format.h>

#include <map>
#include <set>

#include "data/packs/value.hpp"
#include "geo/geodesy.hpp"
#include "tests/packs/beijing.hpp"
#include "tests/packs/near_line.hpp"

namespace anxin {
namespace {

using packs::List;
using packs::Table;
using test::beijing;

using Key = std::pair<long, long>;  // 1e-7 degrees
Key key(LonLat p) { return {std::lround(p.lon() * 1e7), std::lround(p.lat() * 1e7)}; }

// Directed border edges, districts on the left, that no neighbour runs the other way; `twice` is set when one
// appears twice.
std::map<Key, std::vector<Key>> unpaired(const std::vector<District>& districts, bool& twice) {
  std::set<std::pair<Key, Key>> edges;
  const auto add = [&](const Ring& ring) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
      twice |= !edges.insert({key(ring[i]), key(ring[i + 1])}).second;
  };
  for (const auto& d : districts) {
    for (const auto& part : d.shape) {
      add(part.outer);
      for (const auto& hole : part.holes) add(hole);
    }
  }
  std::map<Key, std::vector<Key>> out;
  for (const auto& [a, b] : edges) {
    if (!edges.contains({b, a})) out[a].push_back(b);
  }
  return out;
}

// The rings that those edges make: each as a closed line.
std::vector<Ring> rings_of(const std::map<Key, std::vector<Key>>& next) {
  auto left = next;
  std::vector<Ring> out;
  while (!left.empty()) {
    Ring ring;
    const auto start = left.begin()->first;
    auto at = start;
    do {
      ring.push_back(
          LonLat::of_degrees(static_cast<double>(at.first) / 1e7, static_cast<double>(at.second) / 1e7));
      const auto found = left.find(at);
      if (found == left.end()) return {};  // not closed
      at = found->second.back();
      found->second.pop_back();
      if (found->second.empty()) left.erase(found);
    } while (at != start);
    ring.push_back(ring.front());
    out.push_back(std::move(ring));
  }
  return out;
}

// Overlaps and gaps in square metres, from the areas of the districts and of the ring around them all.
double overlaps_and_gaps_m2(const std::vector<District>& districts, double& total) {
  bool twice = false;
  const auto rings = rings_of(unpaired(districts, twice));
  total = 0;
  for (const auto& d : districts) total += area_m2(d.shape);
  double largest = 0, rest = 0;
  for (const auto& ring : rings) {
    const double a = area_m2({Polygon{ring, {}}});
    rest += a;
    largest = std::max(largest, a);
  }
  if (twice || rings.empty()) return 1e12;
  return std::abs(largest - total) + (rest - largest);
}

TEST(Boundaries, SixteenValidDistrictsOf16410SquareKilometres) {
  ASSERT_EQ(beijing().districts.size(), 16u);
  double total = 0;
  for (const auto& d : beijing().districts) {
    EXPECT_EQ(validity_fault(d.shape), "") << d.name;
    total += area_m2(d.shape) / 1e6;
  }
  EXPECT_NEAR(total, 16410, 0.005 * 16410);
  RecordProperty("area_km2", fmt::format("{:.1f}", total));
}

TEST(Boundaries, OverlapsAndGapsTogetherAreAtMostAHundredthOfASquareKilometre) {
  double total = 0;
  EXPECT_LE(overlaps_and_gaps_m2(beijing().districts, total), 0.01e6);
}

TEST(Boundaries, AMovedCornerIsSeenAsOverlapOrGap) {
  auto districts = beijing().districts;
  auto& corner = districts[3].shape[0].outer[10];
  corner = LonLat::of_degrees(corner.lon() + 0.004, corner.lat() + 0.004);
  double total = 0;
  EXPECT_GT(overlaps_and_gaps_m2(districts, total), 0.01e6);
}

TEST(Boundaries, ChaoyangHasItsAirportEnclaveInsideShunyi) {
  for (const auto& d : beijing().districts) {
    EXPECT_EQ(d.shape.size(), d.code == "110105" ? 2u : 1u) << d.name;
    std::size_t holes = 0;
    for (const auto& part : d.shape) holes += part.holes.size();
    EXPECT_EQ(holes, d.code == "110113" ? 1u : 0u) << d.name;
  }
}

// Land areas of the Beijing Statistical Yearbook in km2 (they sum to 16,410.54): the right polygon carries
// the right name.
TEST(Boundaries, EveryDistrictHasItsPublishedArea) {
  const std::map<std::string, double> published{
      {"110101", 41.86},   {"110102", 50.53},   {"110105", 455.08},  {"110106", 305.80},
      {"110107", 84.32},   {"110108", 430.73},  {"110109", 1450.70}, {"110111", 1989.54},
      {"110112", 906.28},  {"110113", 1019.89}, {"110114", 1343.54}, {"110115", 1036.32},
      {"110116", 2122.62}, {"110117", 950.13},  {"110118", 2229.45}, {"110119", 1993.75}};
  for (const auto& d : beijing().districts) {
    EXPECT_NEAR(area_m2(d.shape) / 1e6 / published.at(d.code), 1, 0.025) << d.name;
  }
}

std::vector<Ring> oracle_rings() {
  const auto path = test::shared_data() / "boundaries/oracle-wgs84.geojson";
  const auto root = packs::parse_json(test::read_file(path), path.string()).value();
  std::vector<Ring> out;
  const auto member = [](const packs::Value& v, std::string_view name) -> const packs::Value& {
    for (const auto& m : *v.as<Table>()) {
      if (m.key == name) return m.value;
    }
    throw std::runtime_error("oracle");
  };
  const auto number = [](const packs::Value& v) {
    return v.as<double>() ? *v.as<double>() : static_cast<double>(*v.as<std::int64_t>());
  };
  for (const auto& feature : *member(root, "features").as<List>()) {
    for (const auto& ring : *member(member(feature, "geometry"), "coordinates").as<List>()) {
      Ring line;
      for (const auto& p : *ring.as<List>()) {
        const auto& pair = *p.as<List>();
        line.push_back(LonLat::of_degrees(number(pair[0]), number(pair[1])));
      }
      out.push_back(std::move(line));
    }
  }
  return out;
}

// Distances of the independent outline, a sample every 100 m, from ours moved by (lon, lat) degrees.
std::vector<double> oracle_distances(double lon, double lat) {
  test::NearLine ours;
  for (const auto& d : beijing().districts) {
    for (const auto& part : d.shape) {
      auto rings = part.holes;
      rings.push_back(part.outer);
      for (auto& ring : rings) {
        for (auto& p : ring) p = LonLat::of_degrees(p.lon() + lon, p.lat() + lat);
        ours.add(ring);
      }
    }
  }
  std::vector<double> out;
  for (const auto& ring : oracle_rings()) {
    for (const auto p : test::sampled(ring, 100)) out.push_back(ours.distance(p));
  }
  return out;
}

TEST(Boundaries, AgreeWithAnIndependentOutlineTo60MetresInTheMedianAnd130AtP90) {
  ANXIN_NEEDS_SHARED_DATA("boundaries/oracle-wgs84.geojson");
  const auto d = oracle_distances(0, 0);
  RecordProperty("median_m", fmt::format("{:.1f}", test::quantile(d, 0.5)));
  RecordProperty("p90_m", fmt::format("{:.1f}", test::quantile(d, 0.9)));
  EXPECT_LE(test::quantile(d, 0.5), 60);
  EXPECT_LE(test::quantile(d, 0.9), 130);
}

TEST(Boundaries, LeftInGcj02TheyWouldNotAgree) {
  ANXIN_NEEDS_SHARED_DATA("boundaries/oracle-wgs84.geojson");
  EXPECT_GT(test::quantile(oracle_distances(0.0062, 0.0014), 0.5), 60);
}

TEST(Boundaries, TheScriptMakesTheShippedFileToTheByte) {
  const auto script = test::pack_dir() / "boundaries/make_districts.py";
  const auto run = test::run_command({"/usr/bin/python3", script.string(), "-"});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_TRUE(run.out == test::read_file(test::pack_dir() / "districts.geojson")) << run.err;
}

// At the scale of the whole city on a desk screen (210 m a pixel) the two lines of a label (name 14 px, fact
// 12 px) are at most 14 px a character and 86 px wide, 30 px high.
TEST(Boundaries, LabelsOfTheWholeCityDoNotOverlap) {
  struct Box {
    double x0, y0, x1, y1;
    std::string name;
  };
  std::vector<Box> boxes;
  constexpr double kMetresAPixel = 210;
  for (const auto& unit : beijing().supervising_units) {
    const auto at = to_map(unit.label_at);
    const double w =
        std::max(86.0, 14.0 * static_cast<double>(unit.short_name.size()) / 3) * kMetresAPixel / 2;
    const double h = 30 * kMetresAPixel / 2;
    boxes.push_back({at.x() - w, at.y() - h, at.x() + w, at.y() + h, unit.name});
  }
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const auto &a = boxes[i], &b = boxes[j];
      const bool apart = a.x1 <= b.x0 || b.x1 <= a.x0 || a.y1 <= b.y0 || b.y1 <= a.y0;
      EXPECT_TRUE(apart) << a.name << " on " << b.name;
    }
  }
}

}  // namespace
}  // namespace anxin
