// GridIndex against its slow twin: a look at every point.
#include "geo/grid_index.hpp"

#include <algorithm>
#include <numeric>
#include <random>

#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

using Points = std::vector<MapXY>;
using Indices = std::vector<std::uint32_t>;

double d2(MapXY a, MapXY b) {
  const double dx = a.x() - b.x(), dy = a.y() - b.y();
  return dx * dx + dy * dy;
}

Indices by_distance(const Points& points, MapXY at) {
  Indices all(points.size());
  std::iota(all.begin(), all.end(), 0u);
  std::stable_sort(all.begin(), all.end(),
                   [&](auto a, auto b) { return d2(points[a], at) < d2(points[b], at); });
  return all;
}

// Towns of very different density, with many points on one spot and on a line.
Points city(std::size_t n, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> spread(0, 1);
  Points points;
  for (std::size_t i = 0; i < n; ++i) {
    const double scale = i % 3 == 0 ? 500 : 30'000;
    points.push_back(i % 17 == 0   ? MapXY::of_metres(450'000, 4'420'000)
                     : i % 19 == 0 ? MapXY::of_metres(460'000, 4'400'000 + 10.0 * static_cast<double>(i))
                                   : MapXY::of_metres(450'000 + scale * spread(random),
                                                      4'420'000 + scale * spread(random)));
  }
  return points;
}

void hold_equal(const Points& points, std::uint64_t seed, int questions) {
  const GridIndex grid = GridIndex::build(points);
  ASSERT_EQ(grid.size(), points.size());
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> x(350'000, 550'000), y(4'300'000, 4'550'000), r(0, 40'000);
  std::uniform_int_distribution<std::size_t> k(1, 40), pick(0, points.size() - 1);
  for (int q = 0; q < questions; ++q) {
    const MapXY at = q % 4 == 0 ? points[pick(random)] : MapXY::of_metres(x(random), y(random));
    const Indices sorted = by_distance(points, at);
    const std::size_t few = std::min(k(random), points.size());
    ASSERT_EQ(grid.nearest(at, few),
              Indices(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(few)))
        << "seed " << seed;
    const double radius = r(random);
    Indices near;
    std::ranges::copy_if(sorted, std::back_inserter(near),
                         [&](auto i) { return d2(points[i], at) <= radius * radius; });
    ASSERT_EQ(grid.within(at, Metres::of(radius)), near) << "seed " << seed;
    const GridIndex::Box box{at.x() - radius, at.y() - radius / 2, at.x() + radius / 3, at.y() + radius};
    Indices inside, found;
    for (std::uint32_t i = 0; i < points.size(); ++i)
      if (points[i].x() >= box.x0 && points[i].x() <= box.x1 && points[i].y() >= box.y0 &&
          points[i].y() <= box.y1)
        inside.push_back(i);
    grid.in_box(box, found);
    std::ranges::sort(found);
    ASSERT_EQ(found, inside) << "seed " << seed;
  }
}

}  // namespace

TEST(GridIndex, AnswersWhatALookAtEveryPointAnswers) {
  for (const std::size_t n : {1, 2, 3, 10, 100, 1000, 7764})
    hold_equal(city(n, n), n + 1, n > 1000 ? 150 : 400);
}

TEST(GridIndex, PointsOnAWholeMetreRasterTieByIndex) {
  Points raster;
  for (int i = 0; i < 900; ++i) raster.push_back(MapXY::of_metres(450'000 + i % 30, 4'420'000 + i / 30));
  const GridIndex grid = GridIndex::build(raster);
  for (int i = 0; i < 900; i += 7)
    for (const std::size_t k : {1u, 4u, 5u, 9u, 25u}) {
      const Indices sorted = by_distance(raster, raster[static_cast<std::size_t>(i)]);
      ASSERT_EQ(grid.nearest(raster[static_cast<std::size_t>(i)], k),
                Indices(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(k)));
    }
  EXPECT_EQ(grid.within(raster[0], Metres::of(1)), (Indices{0, 1, 30})) << "the radius is closed";
}

TEST(GridIndex, OddShapesAreHeldToo) {
  Points line, spot(500, MapXY::of_metres(450'000, 4'420'000));
  for (int i = 0; i < 500; ++i) line.push_back(MapXY::of_metres(450'000 + i * 100.0, 4'420'000));
  hold_equal(line, 3, 200);
  hold_equal(spot, 4, 50);
  Points outlier = city(2000, 5);
  outlier.push_back(MapXY::of_metres(-9e6, 1e7));
  hold_equal(outlier, 6, 100);
}

TEST(GridIndex, NothingAndMoreThanThereIs) {
  const GridIndex empty = GridIndex::build({});
  EXPECT_TRUE(empty.nearest(MapXY::of_metres(0, 0), 5).empty());
  EXPECT_TRUE(empty.within(MapXY::of_metres(0, 0), Metres::of(1e9)).empty());
  const GridIndex two = GridIndex::build(Points{MapXY::of_metres(0, 0), MapXY::of_metres(9, 9)});
  EXPECT_EQ(two.nearest(MapXY::of_metres(8, 8), 50), (Indices{1, 0}));
  EXPECT_TRUE(two.nearest(MapXY::of_metres(8, 8), 0).empty());
  EXPECT_TRUE(two.within(MapXY::of_metres(0, 0), Metres::of(-1)).empty());
  EXPECT_TRUE(two.nearest(MapXY::of_metres(NAN, 0), 1).empty());
}

TEST(GridIndex, PointsThatAreNotFiniteAreLeftOut) {
  const GridIndex grid = GridIndex::build(
      Points{MapXY::of_metres(NAN, 0), MapXY::of_metres(1, 1), MapXY::of_metres(0, INFINITY)});
  EXPECT_EQ(grid.size(), 1u);
  EXPECT_EQ(grid.nearest(MapXY::of_metres(0, 0), 3), (Indices{1}));
}

}  // namespace anxin::test
