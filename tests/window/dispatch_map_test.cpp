// The dispatch view's layers as pixels: what a person must be able to tell apart, and that a change costs its
// rectangle.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "console/render/dispatch_painter.hpp"
#include "tests/window/map_fixture.hpp"

namespace anxin {
namespace {

using test::kW;

class DispatchMap : public test::MapTest {
 protected:
  void SetUp() override {
    MapTest::SetUp();
    scene_.symbols.clear();
    ++scene_.symbol_revision;
    set_area_colours(scene_, style_of(Theme::Dark), {NAN, NAN});
    labels_.labels.clear();
    ++labels_.revision;
    camera_.metres_per_px = 10;
    label_nothing();
    dispatch_ = &layers_;
    place();
  }
  void label_nothing() {
    labels_.camera.metres_per_px = camera_.metres_per_px;
    ++labels_.revision;
  }
  void place() { place_marks(layers_, camera_, {}, camera_); }
  void show(DispatchMarks marks) {
    set_marks(layers_, std::move(marks));
    place();
  }
  // The colour of the canvas where this place lies, moved by so many pixels (y north).
  Colour32 colour_at(const Picture& picture, SceneXY at, int dx = 0, int dy = 0) const {
    const double m = camera_.metres_per_px;
    const int x = static_cast<int>(camera_.view.x + camera_.view.w / 2 + std::floor(at.x / m)) + dx;
    const int y = static_cast<int>(camera_.view.y + camera_.view.h / 2 - std::floor(at.y / m)) - 1 - dy;
    const std::size_t i = (static_cast<std::size_t>(y) * kW + static_cast<std::size_t>(x)) * 4;
    return picture.rgba[i] | picture.rgba[i + 1] << 8 | picture.rgba[i + 2] << 16 | 0xFF000000u;
  }
  // Whether a pixel, soft edges counted, is rather this colour than that.
  static bool rather(Colour32 pixel, Colour32 wanted, Colour32 other) {
    const auto green = [](Colour32 c) { return static_cast<int>((c >> 8) & 0xFF); };
    return std::abs(green(pixel) - green(wanted)) < std::abs(green(pixel) - green(other));
  }
  // How many of the pixels from 40 to 140 east of the middle are rather this colour than that.
  int along_the_way(Colour32 colour, Colour32 other) {
    const Picture picture = canvas_.read();
    int n = 0;
    for (int dx = 40; dx < 140; ++dx) n += rather(colour_at(picture, {0, 0}, dx, 0), colour, other) ? 1 : 0;
    return n;
  }
  // How many pixels on the edge of a square round a place, at so many px, are rather of
  // this colour than of the ground.
  int on_edge(SceneXY at, int half, Colour32 colour) {
    const Picture picture = canvas_.read();
    int n = 0;
    for (int d = -half + 3; d <= half - 3; ++d) {
      for (const auto& [x, y] : {std::pair{d, half}, {d, -half}, {half, d}, {-half, d}})
        n += rather(colour_at(picture, at, x, y), colour, style_.map) ? 1 : 0;
    }
    return n;
  }

  DispatchScene layers_;
  const Style& style_ = style_of(Theme::Dark);
};

DispatchMarks with_way(bool under_way) {
  DispatchMarks m;
  m.routes.push_back({{{-1'500, 0}, {1'500, 0}}, under_way, true});
  return m;
}

TEST_F(DispatchMap, AWayUnderWayIsSolidAndAnAdvisedOneIsDotted) {
  show(with_way(true));
  frame();
  EXPECT_EQ(along_the_way(style_.move, style_.map), 100);
  show(with_way(false));
  frame();
  const int dots = along_the_way(style_.move, style_.map);
  EXPECT_GE(dots, 100 / 7) << "a dot every 7 px";
  EXPECT_LE(dots, 3 * (100 / 7 + 1));
}

TEST_F(DispatchMap, TheSelectedIncidentHasAnOuterDiamondAndAnotherHasNot) {
  DispatchMarks m;
  m.incidents = {{"a", "", {0, 0}, IncidentLevel::II, true}, {"b", "", {1'000, 0}, IncidentLevel::II, false}};
  show(m);
  frame();
  const Picture picture = canvas_.read();
  const Colour32 orange = level_colour(style_, IncidentLevel::II);
  const int outer = 12 + 7;
  EXPECT_EQ(colour_at(picture, {0, 0}, 0, outer), orange);
  EXPECT_EQ(colour_at(picture, {0, 0}, 0, 15), style_.map) << "a gap between the two";
  EXPECT_EQ(colour_at(picture, {0, 0}, -9, 0), orange);
  EXPECT_EQ(colour_at(picture, {1'000, 0}, 0, outer), style_.land);
  EXPECT_EQ(colour_at(picture, {1'000, 0}, -9, 0), orange);
}

TEST_F(DispatchMap, UnitsAreOutlinedSolidBarredOrDashed) {
  DispatchMarks m;
  const auto unit = [&](UnitLook look, float x) {
    m.units.push_back({std::to_string(x), {x, 0}, look, UnitSign::Lead, true, kNoIncident, ""});
  };
  unit(UnitLook::Advised, -1'000), unit(UnitLook::UnderWay, -400), unit(UnitLook::OnScene, 200);
  unit(UnitLook::Lost, 800);
  show(m);
  frame();
  const Picture picture = canvas_.read();
  EXPECT_EQ(colour_at(picture, {-1'000, 0}, 8, 8), style_.map) << "outline: empty inside";
  EXPECT_EQ(colour_at(picture, {-400, 0}, 8, 8), style_.move) << "solid";
  EXPECT_EQ(colour_at(picture, {-400, 0}, 0, -15), style_.land) << "no bar";
  EXPECT_EQ(colour_at(picture, {200, 0}, 0, -15), style_.move) << "the bar below";
  const int whole = on_edge({-1'000, 0}, 10, style_.move), dashed = on_edge({800, 0}, 10, style_.text3);
  EXPECT_EQ(whole, 4 * 15);
  EXPECT_GT(dashed, whole / 4);
  EXPECT_LT(dashed, whole * 3 / 4);
}

TEST_F(DispatchMap, TheCordonLiesItsMetresAway) {
  for (const double scale : {5.0, 12.0}) {
    camera_.metres_per_px = scale;
    label_nothing();
    DispatchMarks m;
    m.cordon = CordonMark{{0, 0}, 300, IncidentLevel::I};
    show(m);
    frame();
    const Picture picture = canvas_.read();
    const Colour32 red = level_colour(style_, IncidentLevel::I);
    int on = 0, off = 0;
    for (int degree = 0; degree < 360; ++degree) {
      const double a = degree * 3.14159265 / 180;
      const auto at = [&](double metres) {
        return SceneXY{static_cast<float>(metres * std::sin(a)), static_cast<float>(metres * std::cos(a))};
      };
      on += colour_at(picture, at(300)) != style_.land ? 1 : 0;
      off += colour_at(picture, at(300 - 3 * scale)) == red || colour_at(picture, at(300 + 3 * scale)) == red;
    }
    EXPECT_GT(on, 120) << scale;
    EXPECT_LT(on, 330) << "dashed";
    EXPECT_EQ(off, 0);
  }
}

// A street along the x axis with a band, one along y = 500 m without.
std::shared_ptr<const RoadLines> two_streets(MapXY origin) {
  RoadNet net;
  for (const double y : {0.0, 500.0}) {
    net.stretches.push_back({static_cast<std::uint32_t>(net.points.size()), 2, 6, 0});
    for (const double x : {-1'500.0, 1'500.0})
      net.points.push_back(MapXY::of_metres(origin.x() + x, origin.y() + y));
  }
  return std::make_shared<const RoadLines>(build_roads(net, origin));
}

TEST_F(DispatchMap, TimeBandsColourTheirStretchesAndCanBeHidden) {
  const auto roads = two_streets(scene_.origin);
  const auto of_row = [&](float y) { return colour_at(canvas_.read(), {400, y}); };
  set_ground(layers_, roads, {1, 0}, {}, {});
  frame();
  EXPECT_EQ(of_row(0), style_.time_band[0]);
  const Colour32 plain = of_row(500);
  EXPECT_NE(plain, style_.land);
  set_ground(layers_, roads, {}, {}, {});
  frame();
  EXPECT_EQ(of_row(0), plain);
  dispatch_ = nullptr;
  frame();
  EXPECT_EQ(of_row(0), style_.land) << "another view has no such streets";
}

TEST_F(DispatchMap, AClosureIsStripedAndNeverRed) {
  ClosureMark area;
  area.area.rings = {{{-500, -500}, {500, -500}, {500, 500}, {-500, 500}, {-500, -500}}};
  set_ground(layers_, two_streets(scene_.origin), {1, 1}, {}, {area});
  frame();
  const Picture picture = canvas_.read();
  int stripes = 0, bare = 0;
  for (int dx = -40; dx < 40; ++dx) {
    const Colour32 c = colour_at(picture, {0, 0}, dx, 20);
    stripes += c == mix(style_.land, style_.text, 0.6f) ? 1 : 0;
    bare += c == style_.land ? 1 : 0;
    const int r = static_cast<int>(c & 0xFF), b = static_cast<int>((c >> 16) & 0xFF);
    EXPECT_LE(r, b + 24);
  }
  EXPECT_GT(stripes, 5);
  EXPECT_GT(bare, 20);
}

// Many of everything, deterministic.
DispatchMarks crowd(int units, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> place(-4'000, 4'000);
  DispatchMarks m;
  for (int i = 0; i < units; ++i) {
    m.units.push_back({std::to_string(i),
                       {place(random), place(random)},
                       static_cast<UnitLook>(random() % 5),
                       static_cast<UnitSign>(random() % kUnitSigns),
                       i % 9 == 0,
                       kNoIncident,
                       i % 5 == 0 ? "一队 6 分" : ""});
  }
  for (int i = 0; i < units / 5; ++i)
    m.incidents.push_back({std::to_string(i),
                           "工地",
                           {place(random), place(random)},
                           static_cast<IncidentLevel>(random() % 4),
                           i == 3});
  for (int i = 0; i < 12; ++i)
    m.routes.push_back(
        {{{place(random), place(random)}, {place(random), place(random)}, {0, 0}}, i % 2 == 0, i % 3 == 0});
  m.cordon = CordonMark{{0, 0}, 300, IncidentLevel::II};
  return m;
}

TEST_F(DispatchMap, AFrameInWhichNothingChangedUploadsAndDrawsNothing) {
  set_ground(layers_, two_streets(scene_.origin), {1, 2}, {}, {});
  show(crowd(100, 1));
  EXPECT_GT(frame().uploaded_bytes, 0u);
  show(crowd(100, 1));
  const auto again = frame();
  EXPECT_EQ(again.uploaded_bytes, 0u);
  EXPECT_EQ(again.drawn_px, 0u);
  EXPECT_TRUE(again.damage.empty());
}

TEST_F(DispatchMap, AfterAnyPanningThePictureEqualsOneDrawnAtOnce) {
  set_ground(layers_, two_streets(scene_.origin), {1, 2},
             {{{{{-3'000, -3'000}, {1'000, -2'000}, {0, 3'000}, {-3'000, -3'000}}}}}, {});
  show(crowd(200, 2));
  frame();
  std::mt19937 random(9);
  for (int step = 0; step < 40; ++step) {
    camera_.pan_px(static_cast<float>(random() % 61) - 30, static_cast<float>(random() % 61) - 30);
    EXPECT_TRUE(frame().exact);
  }
  EXPECT_LE(most_apart(), 1);
}

TEST_F(DispatchMap, OneChangedUnitRedrawsItsRectangleAndNoMore) {
  DispatchMarks m = crowd(60, 3);
  m.units[7] = {"7", {500, 300}, UnitLook::UnderWay, UnitSign::Order, true, kNoIncident, ""};
  show(m);
  frame();
  m.units[7].look = UnitLook::OnScene;
  show(m);
  const auto outcome = frame();
  EXPECT_GT(outcome.drawn_px, 0u);
  EXPECT_LE(outcome.drawn_px, 2u * 44u * 44u);
  EXPECT_TRUE(outcome.exact);
  EXPECT_LE(most_apart(), 1);
  m.units[7].at.x += 400;
  show(m);
  EXPECT_LT(frame().drawn_px, 100u * 100u) << "where it was and where it is";
  EXPECT_LE(most_apart(), 1);
}

TEST_F(DispatchMap, ByDayItIsDrawnInTheDaysColours) {
  set_area_colours(scene_, style_of(Theme::Light), {NAN, NAN});
  show(with_way(true));
  frame(MapRenderer::kNoLimit, Theme::Light);
  EXPECT_EQ(along_the_way(style_of(Theme::Light).move, style_of(Theme::Light).map), 100);
}

}  // namespace
}  // namespace anxin
